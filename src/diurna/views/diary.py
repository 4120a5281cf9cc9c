"""What is to come, and what became of it?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Appointment
from .as_known import as_known
from .event import Teller, tellers
from .params import Clauses, Filter, actor_ids

if TYPE_CHECKING:
    from ..store.reader import Reader


class Entry(msgspec.Struct, frozen=True):
    """An appointment and the words of each article that tells it, in the order of `tellings`; `tellers` are those articles, by id.

    `outlets` and `origins` count who tells it.
    """

    appointment: Appointment
    words: list[str]
    outlets: int = 0
    origins: int = 0
    tellers: dict[str, Teller] = {}


def diary(reader: Reader, wanted: Filter | None = None) -> list[Entry]:
    """The appointments of a filter's days, actor and place, by date (undated ones last), with what became of them by the filter's day.

    Without such a day, by the last day on which an article of the library was published: what lies before it is no longer expected.
    """
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    return entries(reader, due(reader, wanted))


class Line(msgspec.Struct, frozen=True):
    """An appointment as one line of a calendar."""

    id: str
    name: str
    status: str
    start: date | None
    end: date | None


def due(reader: Reader, wanted: Filter) -> list[Appointment]:
    """The appointments alone, of a reader of the filter's day."""
    return appointments(reader, wanted, [line.id for line in lines(reader, wanted)])


def appointments(reader: Reader, wanted: Filter, ids: list[str]) -> list[Appointment]:
    """Appointments by id with what became of them by the filter's day, in the order of these ids."""
    last = wanted.as_of or last_day(reader)
    return [standing_on(appointment, last) for appointment in reader.held("appointments", ids).values()]


def lines(reader: Reader, wanted: Filter) -> list[Line]:
    """What fits a filter, in short: a whole appointment takes as long as twenty lines."""
    clauses = _clauses(reader, wanted)
    query = f"""SELECT id, name, kind, status, "time".start AS start, "time"."end" AS "end" FROM appointments
        WHERE {clauses.where} ORDER BY start NULLS LAST, id LIMIT ?"""
    last = wanted.as_of or last_day(reader)
    return [_line(row, last) for row in reader.rows(query, [*clauses.parameters, wanted.limit])]


def _line(row: dict[str, Any], last: date | None) -> Line:
    from ..stories.became import BY_DAY, passed

    status = row["status"]
    if last is not None and status in BY_DAY:
        status = passed(row["kind"], row["end"], last.isoformat())
    return Line(row["id"], row["name"], status, row["start"], row["end"])


def entries(reader: Reader, found: list[Appointment]) -> list[Entry]:
    """Appointments with the words of those who tell them."""
    by_id = tellers(reader, [t.article for a in found for t in a.tellings])
    texts = reader.texts(list(by_id))
    told = []
    for appointment in found:
        some = {t.article: by_id[t.article] for t in appointment.tellings if t.article in by_id}
        told.append(Entry(
            appointment, [t.span.of(texts[t.article]) for t in appointment.tellings if t.article in texts],
            len({t.outlet or t.article for t in some.values()}), len({t.origin or t.article for t in some.values()}), some,
        ))
    return told


def _clauses(reader: Reader, wanted: Filter) -> Clauses:
    clauses = Clauses()
    if wanted.since:
        clauses.add('"time".end > ?', wanted.since)
    if wanted.until:
        clauses.add('"time".start < ?', wanted.until)
    if wanted.place:
        clauses.add("place.name ILIKE ? OR place.country = upper(?)", f"%{wanted.place}%", wanted.place)
    if wanted.actor:
        clauses.add("list_has_any([p.actor FOR p IN actors], ?::VARCHAR[])", actor_ids(reader, wanted.actor))
    return clauses


def last_day(reader: Reader) -> date | None:
    """The last day on which an article was published."""
    return reader.recent("last_day", lambda: reader.rows('SELECT max(published.interval."end") - 1 AS day FROM articles')[0]["day"])


def standing_on(due: Appointment, last: date | None) -> Appointment:
    """An appointment with what became of it by a day."""
    from ..stories.became import standing

    return standing(due, last.isoformat()) if last is not None else due
