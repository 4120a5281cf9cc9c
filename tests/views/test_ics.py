"""The diary as a calendar file, against the rules of RFC 5545."""

from __future__ import annotations

import re
from datetime import date

from diurna.model import Appointment, Interval, Span, Telling
from diurna.views.diary import Entry
from diurna.views.event import Teller
from diurna.views.ics import escape, fold, ics

NAME = "Summit of the Åland; talks, tea\\coffee and “a very long name that goes on — and on — until it must be folded”"


def entry(**given):
    told = Telling(article="a", span=Span(0, 4), published="2031-02-03T23:30:00+02:00")
    due = Appointment(**({"id": "x1", "name": NAME, "kind": "event", "time": Interval.day(date(2031, 3, 4)), "tellings": (told,)} | given))
    whose = {"outlet": "Alder, Post", "credit": None, "published": "2031-02-03", "address": "https://a.example/1"}
    teller = Teller(article="a", title="", origin=None, name="a", **whose)
    return Entry(due, ["on\nMarch 4"], 1, 1, {"a": teller})


def unfolded(text):
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_an_appointment_is_an_all_day_event():
    lines = unfolded(ics([entry()]))
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Diurna//Diary//EN", "CALSCALE:GREGORIAN"]
    fields = dict(line.split(":", 1) for line in lines[5:-2])
    assert (fields["UID"], fields["DTSTAMP"]) == ("x1@diurna", "20310203T213000Z")
    assert (fields["DTSTART;VALUE=DATE"], fields["DTEND;VALUE=DATE"]) == ("20310304", "20310305")
    assert fields["SUMMARY"] == NAME.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert fields["DESCRIPTION"] == "“on March 4” (Alder\\, Post\\, 2031-02-03)"
    assert fields["URL"] == "https://a.example/1"
    assert lines[-2:] == ["END:VEVENT", "END:VCALENDAR"]


def test_what_became_of_it_is_told():
    assert "STATUS:CANCELLED" in unfolded(ics([entry(status="called_off")]))
    assert any(line.startswith("SUMMARY:") and line.endswith("(happened)") for line in unfolded(ics([entry(status="happened")])))
    assert "BEGIN:VEVENT" not in ics([entry(time=None)])


def test_lines_are_folded_between_characters():
    for text in ("é" * 200, "a" * 75, "a" * 76, "𝒳" * 60):
        pieces = list(fold(text))
        assert pieces[0] + "".join(p[1:] for p in pieces[1:]) == text
        assert all(len(p.encode()) <= 75 for p in pieces)
    assert escape("a\r\nb\x07\x00") == "a\\nb"


def test_the_same_record_gives_the_same_file(example_library):
    text = example_library.calendar()
    assert text == example_library.calendar()
    unfolded(text)
    assert len(set(re.findall("UID:(.*)\r", text))) == text.count("BEGIN:VEVENT") > 4
    assert "DTSTART;VALUE=DATE:20240508" in text


def test_a_postponed_signing_stands_on_its_new_day(example_library):
    (signing,) = [e.appointment for e in example_library.diary(place="Cotonou") if e.appointment.status == "moved"]
    assert signing.time == Interval.day(date(2024, 5, 8))
    (before,) = [e.appointment for e in example_library.diary(place="Cotonou", as_of=date(2024, 4, 10))]
    assert (before.id, before.status, before.time) == (signing.id, "expected", Interval.day(date(2024, 4, 24)))
