"""The diary as a calendar file (RFC 5545): one all-day entry an appointment, the same file for the same record."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from .diary import Entry

OCTETS = 75  # of a line, without its end: RFC 5545, 3.1
STATUS = {"happened": "CONFIRMED", "called_off": "CANCELLED"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"<>]+\Z")


def ics(entries: Iterable[Entry]) -> str:
    """A calendar of the entries that have a date. Nothing in it comes from the clock: stamps are the days on which things were told."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Diurna//Diary//EN", "CALSCALE:GREGORIAN"]
    for entry in entries:
        if entry.appointment.time is not None:
            lines += _event(entry)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in fold(line))


def _event(entry: Entry) -> Iterator[str]:
    due = entry.appointment
    assert due.time is not None
    stamp = _stamp(max((t.published for t in due.tellings if t.published), default=None), due.time.start)
    yield "BEGIN:VEVENT"
    yield f"UID:{due.id}@diurna"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{len(due.tellings) - 1}"
    yield f"DTSTART;VALUE=DATE:{due.time.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.time.end:%Y%m%d}"
    yield f"SUMMARY:{escape(_summary(entry))}"
    if due.place is not None:
        yield f"LOCATION:{escape(due.place.name)}"
        if due.place.latitude is not None and due.place.longitude is not None:
            yield f"GEO:{due.place.latitude:.6f};{due.place.longitude:.6f}"
    yield f"DESCRIPTION:{escape(_description(entry))}"
    yield f"CATEGORIES:{due.kind.upper()}"
    yield f"STATUS:{STATUS.get(due.status, 'TENTATIVE')}"
    address = next((t.address for t in entry.tellers.values() if t.address and ADDRESS.match(t.address)), None)
    if address:
        yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(entry: Entry) -> str:
    became = entry.appointment.status.replace("_", " ")
    return entry.appointment.name if became == "expected" else f"{entry.appointment.name} ({became})"


def _description(entry: Entry) -> str:
    """The words of each telling with who tells it and when."""
    told = []
    for telling, words in zip(entry.appointment.tellings, entry.words, strict=False):
        teller = entry.tellers.get(telling.article)
        who = teller.outlet if teller and teller.outlet else "unnamed outlet"
        told.append(f"“{' '.join(words.split())}” ({who}, {(telling.published or 'undated')[:10]})")
    return "\n".join(told)


def _stamp(published: str | None, otherwise: date) -> str:
    """A moment of publication in UTC; a bare day is its midnight. Without one, the day of the appointment: a stamp must be there."""
    try:
        moment = datetime.fromisoformat(published) if published and len(published) >= len("2024-04-10") else None
    except ValueError:
        moment = None
    if moment is None:
        return f"{otherwise:%Y%m%d}T000000Z"
    return f"{(moment.astimezone(UTC) if moment.tzinfo else moment):%Y%m%dT%H%M%S}Z"


def escape(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    clean = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """A content line in stretches of at most 75 octets, those after the first with a blank before them; no character is cut in two."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
