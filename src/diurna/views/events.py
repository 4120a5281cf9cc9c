"""Which events are there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Interval
from .as_known import as_known, known
from .params import Filter, Known, Party, event_clauses, parties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..model import Event
    from ..store.reader import Reader

SAME = ("id", "story", "title", "act", "plover_type", "mode", "time", "phase", "polarity", "background", "part_of")
COUNTS = ("reports", "articles", "outlets", "origins", "sources")


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
    query = f'SELECT id FROM events WHERE {clauses.where} ORDER BY "time".start NULLS LAST, len(articles) DESC, id LIMIT ?'
    ids = [row["id"] for row in reader.rows(query, [*clauses.parameters, wanted.limit])]
    return EventList(total, listed(reader, ids), known(reader, wanted))


def listed(reader: Reader, ids: Collection[str]) -> list[EventRow]:
    """Events as they are shown, in the order of some ids."""
    return event_rows(reader, reader.held("events", ids).values())


def event_rows(reader: Reader, some: Iterable[Event]) -> list[EventRow]:
    """Events as they are shown."""
    some = list(some)
    known = parties(reader, [key for event in some for key in (*event.actors, *event.recipients)])
    return [_row(event, known) for event in some]


def in_time(event: Event) -> tuple[bool, Any, int, str]:
    """What puts events in the order of time; of one day, those that most articles tell come first, and undated ones last."""
    return (event.time is None, event.time.start if event.time else None, -len(event.articles), event.id)


def _row(event: Event, known: dict[str, Party]) -> EventRow:
    actors, recipients = ([known.get(key, Party(key, key, "UNK")) for key in side] for side in (event.actors, event.recipients))
    same = {name: getattr(event, name) for name in SAME}
    counts = {name: len(getattr(event, name)) for name in COUNTS}
    place, country = (event.place.name, event.place.country) if event.place else (None, None)
    return EventRow(**same, **counts, actors=actors, recipients=recipients, place=place, country=country, differs=list(event.differs))
