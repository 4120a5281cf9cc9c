"""As known on: the record from what stood by a day, on the clock of publication or of reading into the library.

Articles that had come by then stand with all that was coded of them; what was merged of these and later ones is told anew from these alone
(`stories.retell`), and every other view asks its question of that record, unchanged.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from ..store.overlay import Overlay, overlay
from ..store.schema import TABLES, from_row
from .params import Known

if TYPE_CHECKING:
    from datetime import date

    from ..store.reader import Reader
    from .params import Clock, Filter

KEPT = 6  # earlier days that a reader holds ready: a page and its twins ask for one of them again and again
# An article stands by a day if it surely had come by its end: a date as vague as a year that the day lies in cannot tell.
STOOD = {"published": 'published.interval."end" <= ?', "known": "try_cast(left(known, 10) AS DATE) < ?"}
LATER = {"published": "published.interval.start >= ?", "known": "try_cast(left(known, 10) AS DATE) >= ?"}
RETOLD = ("origins", "stories", "events", "utterances", "appointments", "standing_relations")


def as_known(reader: Reader, wanted: Filter) -> Reader:
    """The reader itself, or one of the record as known on the filter's day."""
    if wanted.as_of is None or isinstance(reader, Overlay):
        return reader
    key = (wanted.as_of, wanted.clock)
    held = reader.overlays.get(key)
    if held is None:
        held = _made(reader, wanted.as_of, wanted.clock)
        while len(reader.overlays) >= KEPT:
            reader.overlays.pop(next(iter(reader.overlays)), None)
        reader.overlays[key] = held
    return held


def known(reader: Reader, wanted: Filter) -> Known | None:
    """How many articles stood on the filter's day, and how many are left out; None where no day is asked for."""
    if wanted.as_of is None:
        return None
    stood, later = STOOD[wanted.clock], LATER[wanted.clock]
    source = "whole.articles" if isinstance(reader, Overlay) else "articles"
    query = f"SELECT count(*) AS n, count(*) FILTER ({stood}) AS stood, count(*) FILTER ({later}) AS later FROM {source}"
    (row,) = reader.rows(query, [_next(wanted.as_of)] * 2)
    return Known(
        as_of=wanted.as_of, clock=wanted.clock, articles=row["stood"], later=row["later"], undated=row["n"] - row["stood"] - row["later"],
    )


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _made(reader: Reader, day: date, clock: Clock) -> Overlay:
    over = overlay(reader, STOOD[clock], [_next(day)])
    _retell(over, day)
    over.close_doors()
    return over


def _retell(over: Overlay, day: date) -> None:
    """What rests on articles of before and after the day, from those of before."""
    parted = {table: over.parted(table) for table in RETOLD}
    if not any(parted.values()):
        return
    from ..stories.retell import Rows, retell

    whole = Rows(**{table: tuple(from_row(row, TABLES[table].struct) for row in rows) for table, rows in parted.items()})
    ids = _articles(parted)
    stood = {row["id"] for row in over.rows("SELECT id FROM standing WHERE id IN (SELECT unnest(?::VARCHAR[]))", [sorted(ids)])}
    homes = {
        row["article"]: row["id"] for row in over.rows("SELECT id, unnest([copy.article FOR copy IN copies]) AS article FROM whole.origins")
        if row["article"] in stood
    }
    before = over.rows("SELECT * FROM whole.comparisons WHERE event IN (SELECT unnest(?::VARCHAR[]))", [[e.id for e in whole.events]])
    told = retell(
        msgspec.structs.replace(whole, comparisons=tuple(from_row(row, TABLES["comparisons"].struct) for row in before)),
        over.articles(stood).values(), over.annotations(stood).values(), homes, by=day,
    )
    for table in (*RETOLD, "comparisons"):
        over.put(table, getattr(told, table))


def _articles(parted: dict[str, list[dict[str, Any]]]) -> set[str]:
    """The articles that the rows rest on."""
    held = {"origins": "copies", "utterances": "renderings", "appointments": "tellings"}
    found: set[str] = set()
    for table, rows in parted.items():
        for row in rows:
            found |= {part["article"] for part in row[held[table]]} if table in held else set(row["articles"])
    return found
