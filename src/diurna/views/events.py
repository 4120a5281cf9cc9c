"""Which events are there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Interval
from .as_known import as_known, known
from .params import Filter, Known, Party, event_clauses, parties

if TYPE_CHECKING:
    from ..store.reader import Reader

COLUMNS = """id, story, title, act, plover_type, mode, actors, recipients, "time", place, phase, polarity, background, part_of,
    len(reports) AS reports, len(articles) AS articles, len(outlets) AS outlets, len(origins) AS origins, len(sources) AS sources, differs"""


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event in a list; `articles`, `outlets`, `origins`, `sources` are counts."""

    id: str
    story: str
    title: str
    act: str
    plover_type: str
    mode: str | None
    actors: list[Party]
    recipients: list[Party]
    time: Interval | None
    place: str | None
    country: str | None
    phase: str
    polarity: str
    background: bool
    part_of: str | None
    reports: int
    articles: int
    outlets: int
    origins: int
    sources: int
    differs: list[str]


class EventList(msgspec.Struct, frozen=True):
    """Events that fit a filter, in the order of time, and how many there are in all; `known` where an earlier day was asked for."""

    total: int
    events: list[EventRow]
    known: Known | None = None


def events(reader: Reader, wanted: Filter | None = None) -> EventList:
    """The events that fit a filter, by time (undated ones last)."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = event_clauses(reader, wanted)
    total = reader.rows(f"SELECT count(*) AS n FROM events WHERE {clauses.where}", clauses.parameters)[0]["n"]
    query = f'SELECT {COLUMNS} FROM events WHERE {clauses.where} ORDER BY "time".start NULLS LAST, len(articles) DESC, id LIMIT ?'
    return EventList(total, event_rows(reader, reader.rows(query, [*clauses.parameters, wanted.limit])), known(reader, wanted))


def event_rows(reader: Reader, rows: list[dict[str, Any]]) -> list[EventRow]:
    """Rows of the events table (COLUMNS) as they are shown."""
    known = parties(reader, [key for row in rows for key in (*row["actors"], *row["recipients"])])
    return [_row(row, known) for row in rows]


def _row(row: dict[str, Any], known: dict[str, Party]) -> EventRow:
    place = row.pop("place")
    for side in ("actors", "recipients"):
        row[side] = [known.get(key, Party(key, key, "UNK")) for key in row[side]]
    time = msgspec.convert(row.pop("time"), Interval | None)
    return EventRow(**row, time=time, place=place and place["name"], country=place and place["country"])
