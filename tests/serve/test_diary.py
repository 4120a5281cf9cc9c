"""The diary page: a month of days, what became of each entry."""

from __future__ import annotations

from datetime import date

import msgspec

from diurna.views.calendar import Month, month
from diurna.views.diary import due, lines
from diurna.views.params import Filter


def test_a_month_has_its_days_and_entries(client):
    found = msgspec.json.decode(client.get("/diary.json?month=2024-04").content, type=Month)
    assert found.month == "2024-04" and sum(day.inside for week in found.weeks for day in week) == 30
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in found.weeks)
    assert found.due and {n for week in found.weeks for day in week for n in day.due} | set(found.long) == set(range(len(found.due)))
    assert [due.id for due in found.due] == [entry.appointment.id for entry in found.entries]
    for week in found.weeks:
        for day in week:
            assert all(found.entries[n].appointment.time.start <= day.day < found.entries[n].appointment.time.end for n in day.due)


def test_the_page_shows_status_words_and_outcome(client):
    page = client.get("/diary?month=2024-04").text
    assert "April 2024" in page and 'class="month"' in page and "what happened" in page
    assert "Nothing is due" in client.get("/diary?month=1999-02").text


def test_months_are_linked_and_narrowed(client):
    far = client.get("/diary.json?month=2030-01").json()
    assert far["earlier"] and far["later"] is None
    everything = client.get("/diary.json?month=2024-04").json()["entries"]
    assert len(client.get("/diary.json?month=2024-04&actor=nobody-of-this-name").json()["entries"]) == 0 < len(everything)


def test_a_full_month_has_pages(client, example_library, monkeypatch):
    monkeypatch.setattr("diurna.views.calendar.PAGE_ROWS", 2)
    whole = month(example_library.reader, Filter(), of="2024-04")
    parts = [month(example_library.reader, Filter(), of="2024-04", page=page) for page in range(1, whole.pages + 1)]
    assert whole.pages > 1 and all(part.due == whole.due and part.weeks == whole.weeks for part in parts)
    assert [entry.appointment.id for part in parts for entry in part.entries] == [due.id for due in whole.due]
    assert month(example_library.reader, Filter(), of="2024-04", page=99).entries == []


def test_what_became_of_an_entry_is_the_same_in_short(example_library):
    for day in (None, date(2024, 4, 20)):
        wanted = Filter(as_of=day, limit=1_000)
        told = [(a.id, a.name, a.status, a.time and a.time.start, a.time and a.time.end) for a in due(example_library.reader, wanted)]
        assert [(line.id, line.name, line.status, line.start, line.end) for line in lines(example_library.reader, wanted)] == told != []


def test_a_bad_month_is_told(client):
    assert client.get("/diary?month=2024-13").status_code == 400
