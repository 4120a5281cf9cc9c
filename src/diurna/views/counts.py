"""How often: events by dyad, time and type, with zeros where nothing was reported and how much was read."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from ..store.derived import COUNTED
from .as_known import as_known, known
from .params import Filter, Known, event_clauses

if TYPE_CHECKING:

    from ..store.reader import Reader

Dimension = Literal["dyad", "actor", "recipient", "country", "day", "month", "year", "type", "act", "quad", "place"]
COUNTS = ("events", "telling", "origins", "sources")
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
SIDES = {"actor": "actors", "recipient": "recipients"}
# A country's code stands for all of its actors; an actor without a country stands for itself.
SIDE = "coalesce((SELECT d.country FROM directory d WHERE d.id = {side}), {side})"
EXPRESSIONS = {
    "dyad": "concat({actor}, ' > ', {recipient})",
    "actor": "{actor}",
    "recipient": "{recipient}",
    "country": "coalesce(place.country, '')",
    "place": "coalesce(place.name, '')",
    "day": "strftime(\"time\".start, '%Y-%m-%d')",
    "month": "strftime(\"time\".start, '%Y-%m')",
    "year": "strftime(\"time\".start, '%Y')",
    "type": "plover_type",
    "act": "act",
    "quad": "(SELECT any_value(r.quad) FROM reports r WHERE r.plover_type = e.plover_type)",
}
# Who tells the events of a cell, each counted once.
RESTS = ", ".join(
    f"len(list_distinct(flatten(list({column})))) AS {name}" for column, name in zip(("outlets", "origins", "sources"), COUNTS[1:], strict=True)
)
PUBLISHED = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


class CountRow(msgspec.Struct, frozen=True):
    """The number of events of one cell; `articles` and `outlets` are what was read in its span of time (of the library, if it has none).

    `telling`, `origins` and `sources` are the outlets, textual origins and ultimate sources that tell these events.
    """

    key: dict[str, str]
    events: int
    articles: int
    outlets: int
    telling: int = 0
    origins: int = 0
    sources: int = 0


class Counts(msgspec.Struct, frozen=True):
    """Counts by some dimensions, every combination of the values met, zeros included; `undated` events are in no span of time."""

    by: list[str]
    rows: list[CountRow]
    undated: int
    known: Known | None = None


def counts(reader: Reader, by: list[str], wanted: Filter | None = None) -> Counts:
    """Events told as done, by dimensions; raises ValueError for a dimension that is not known."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    timed = [name for name in by if name in PUBLISHED]
    rows = reader.rows(*grouped(reader, by, wanted))
    clauses = event_clauses(reader, wanted)
    missing = f'SELECT count(*) AS n FROM events WHERE {COUNTED} AND {clauses.where} AND "time" IS NULL'
    undated = reader.rows(missing, clauses.parameters)[0]["n"] if timed else 0
    return Counts(by, _filled(reader, by, rows), undated, known(reader, wanted))


def grouped(reader: Reader, by: list[str], wanted: Filter) -> tuple[str, list[Any]]:
    """The query for the cells that hold an event, and its parameters: the dimensions' values, `events`, and who tells them.

    Raises ValueError for a dimension that is not known.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by:
        raise ValueError(f"cannot count by {', '.join(unknown) or 'nothing'}: choose from {', '.join(DIMENSIONS)}")
    clauses = event_clauses(reader, wanted, by_hand=True)
    source = f"({_sides(by, f'events WHERE {COUNTED} AND {clauses.where}')}) e"
    keys = ", ".join(f"{_expression(name)} AS {name}" for name in by)
    dated = ' WHERE "time" IS NOT NULL' if set(by) & set(PUBLISHED) else ""
    numbers = ", ".join(str(n) for n in range(1, len(by) + 1))  # not names: `place` is a column of events too
    return f"SELECT {keys}, count(DISTINCT id) AS events, {RESTS} FROM {source}{dated} GROUP BY {numbers}", clauses.parameters


def _sides(by: list[str], source: str) -> str:
    """Events with their sides as rows: each actor with each recipient, and nobody where a side is empty. Only the sides that are asked for, so that
    other counts count events."""
    wanted = [side for side in SIDES if {"dyad", side} & set(by)]
    some = " OR ".join(f"len({SIDES[side]}) > 0" for side in wanted)
    rows = f"SELECT * FROM {source}{f' AND ({some})' if some else ''}"
    for side in SIDES:
        each = f"unnest(CASE WHEN len({SIDES[side]}) > 0 THEN {SIDES[side]} ELSE [NULL] END)" if side in wanted else "NULL"
        rows = f"SELECT *, {each} AS side_{side[0]} FROM ({rows})"
    return rows


def _expression(name: str) -> str:
    return EXPRESSIONS[name].format(actor=SIDE.format(side="side_a"), recipient=SIDE.format(side="side_r"))


def _filled(reader: Reader, by: list[str], rows: list[dict[str, Any]]) -> list[CountRow]:
    found = {tuple(row[name] for name in by): tuple(row[name] for name in COUNTS) for row in rows}
    values = [axis(name, sorted({row[name] for row in rows})) for name in by]
    read = _read(reader, by)
    rows_of = []
    for key in product(*values):
        named = dict(zip(by, key, strict=True))
        events, *rests = found.get(key, (0,) * len(COUNTS))
        rows_of.append(CountRow(named, events, *read(named), *rests))
    return rows_of


def axis(name: str, values: list[str]) -> list[str]:
    """The values of a dimension; months and years between the first and the last are all there."""
    if name == "month" and values:
        first, last = (int(v[:4]) * 12 + int(v[5:]) - 1 for v in (values[0], values[-1]))
        return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1)]
    if name == "year" and values:
        return [f"{year:04d}" for year in range(int(values[0]), int(values[-1]) + 1)]
    if name == "day" and values:
        return _days(values[0], values[-1])
    return values


def _days(first: str, last: str) -> list[str]:
    from datetime import date, timedelta

    start: date = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range((date.fromisoformat(last) - start).days + 1)]


def _read(reader: Reader, by: list[str]) -> Any:
    """How much was read in a cell's span of time: a function from the cell's key to (articles, outlets)."""
    span = next((name for name in ("day", "month", "year") if name in by), None)
    when = f"strftime(published.interval.start, '{PUBLISHED[span]}')" if span else "''"
    rows = reader.rows(f"SELECT {when} AS span, count(*) AS articles, count(DISTINCT outlet) AS outlets FROM articles GROUP BY span")
    table = {row["span"]: (row["articles"], row["outlets"]) for row in rows}
    return lambda key: table.get(key[span] if span else "", (0, 0))
