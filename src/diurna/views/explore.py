"""Events counted by what one chooses, with the query that counts them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from .as_known import as_known, known
from .counts import COUNTS, PUBLISHED, axis, grouped
from .events import EventRow, listed
from .params import Filter, Known
from .tallies import cells, counted, first, over_time

if TYPE_CHECKING:
    from ..store.reader import Reader

CELLS = 200  # rows of the table; the download has them all
STEPS = 400  # bars of the chart: a year of days
EVENTS = 20


class Cell(msgspec.Struct, frozen=True):
    """The events of one combination of values, and who tells them: outlets, textual origins, ultimate sources."""

    key: dict[str, str]
    events: int
    telling: int
    origins: int
    sources: int


class Explored(msgspec.Struct, frozen=True, kw_only=True):
    """Cells with events, the fullest first; `over_time` has one (label, events) a step of the chosen span; the first events themselves.

    `total` counts the events that fit, told as done; `sql` is the query of the cells as it can be run by hand.
    """

    by: list[str]
    total: int
    cells: list[Cell]
    more: int
    over_time: list[tuple[str, int]]
    span: str
    events: list[EventRow]
    sql: str
    known: Known | None = None


def explore(reader: Reader, by: list[str], wanted: Filter | None = None, *, span: str = "month") -> Explored:
    """Counts of the events that fit a filter by dimensions; raises ValueError for a dimension that is not known."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    query, parameters = grouped(reader, by, wanted)
    rows, every = cells(reader, by, wanted, most=CELLS)
    return Explored(
        by=by,
        total=counted(reader, wanted),
        cells=[Cell({name: row[name] for name in by}, *(row[name] for name in COUNTS)) for row in rows],
        more=max(every - len(rows), 0),
        over_time=steps(reader, wanted, span),
        span=span,
        events=listed(reader, first(reader, wanted, EVENTS)),
        sql=written(f"{query} ORDER BY events DESC, {', '.join(by)}", [_named(value, wanted.actor) for value in parameters]),
        known=known(reader, wanted),
    )


def steps(reader: Reader, wanted: Filter, span: str) -> list[tuple[str, int]]:
    """Events told as done by day, month or year, the latest STEPS of them; a step without events has 0."""
    if span not in PUBLISHED:
        raise ValueError(f"cannot draw by {span!r}: choose from {', '.join(PUBLISHED)}")
    found = over_time(reader, span, wanted)
    return [(label, found.get(label, 0)) for label in axis(span, sorted(found))[-STEPS:]]


class Sub(str):
    """SQL that stands for a parameter."""

    __slots__ = ()


def _named(value: Any, actor: str | None) -> Any:
    """A list of actors' ids as the question that gives it: a country has thousands."""
    if not isinstance(value, list) or not actor:
        return value
    country = f" OR country = {_literal(actor.upper())}" if len(actor) == 3 else ""
    return Sub(f"(SELECT list(id) FROM directory WHERE id = {_literal(actor)}{country} OR name ILIKE {_literal(f'%{actor}%')})")


def written(query: str, parameters: list[Any]) -> str:
    """A query of ours with its parameters written into it; our queries have question marks for parameters alone."""
    parts = query.split("?")
    if len(parts) != len(parameters) + 1:
        raise AssertionError("a query has as many question marks as parameters")
    values = [*map(_literal, parameters), ""]
    return "".join(part + value for part, value in zip(parts, values, strict=True))


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, Sub):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"
