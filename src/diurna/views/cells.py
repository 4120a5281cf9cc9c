"""Counts of a large library as a page shows them: the fullest cells alone, from tables that are laid out for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..store.derived import derived
from .counts import PUBLISHED, RESTS, grouped
from .params import Filter, days_of, event_clauses, of_actor

if TYPE_CHECKING:
    from ..store.reader import Reader

SIDES = {"dyad", "actor", "recipient"}
# What else can be counted by, as the derived table of events has it; that of their sides has no places.
NARROW = {
    "type": "plover_type", "act": "act", **{name: f"strftime(start, '{form}')" for name, form in PUBLISHED.items()},
    "country": "coalesce(country, '')", "place": "coalesce(place, '')",
}  # fmt: skip
OF_SIDES = SIDES | NARROW.keys() - {"country", "place"}
FULLEST = """
    WITH fits AS {how} ({fits}),
    every AS (SELECT {keys}, {events} AS events FROM fits GROUP BY ALL),
    best AS (SELECT *{dyad}, count(*) OVER () AS cells FROM every ORDER BY events DESC, {by} LIMIT {most})
    SELECT {best}, any_value(best.events) AS events, any_value(best.cells) AS cells, {rests}
    FROM best JOIN fits ON {same} GROUP BY {best} ORDER BY events DESC, {best}
"""


def cells(reader: Reader, by: list[str], wanted: Filter, *, most: int) -> tuple[list[dict[str, Any]], int]:
    """The `most` fullest cells of those that `counts.grouped` gives, and how many there are. Who tells their events is looked up for these alone.

    Raises ValueError for a dimension that is not known.
    """
    if not set(by) <= OF_SIDES and not set(by) <= NARROW.keys():
        query, parameters = grouped(reader, by, wanted)
        query = f"SELECT *, count(*) OVER () AS cells FROM ({query}) ORDER BY events DESC, {', '.join(by)} LIMIT {most}"
    else:
        query, parameters = _fullest(reader, by, wanted, most)
    rows = reader.rows(query, parameters)
    return rows, rows[0]["cells"] if rows else 0


def _fullest(reader: Reader, by: list[str], wanted: Filter, most: int) -> tuple[str, list[Any]]:
    keys = list(dict.fromkeys(key for name in by for key in (("actor", "recipient") if name == "dyad" else (name,))))
    once = {"actor", "recipient"} <= set(keys) or not SIDES & set(keys)  # a row for each pair of an event's sides, or for each event
    fits, parameters = narrow(reader, by, wanted)
    searched = wanted.actor or wanted.type or wanted.place or wanted.story  # costs more than to hold what it gives
    query = FULLEST.format(
        how="MATERIALIZED" if searched else "NOT MATERIALIZED", fits=fits, keys=", ".join(keys), by=", ".join(by), most=most, rests=RESTS,
        events="count(*)" if once else "count(DISTINCT id)",
        dyad=", concat(actor, ' > ', recipient) AS dyad" if "dyad" in by else "", best=", ".join(f"best.{name}" for name in by),
        same=" AND ".join(f"fits.{key} IS NOT DISTINCT FROM best.{key}" for key in keys),
    )  # fmt: skip
    return query, parameters


def narrow(reader: Reader, by: list[str], wanted: Filter, *, days: bool = False) -> tuple[str, list[Any]]:
    """The derived table of sides, or of events where no side is asked for, narrowed by a filter, with the dimensions (or the first
    day, with `days`) as its columns."""
    clauses = days_of(wanted)
    if wanted.actor:
        clauses.add(*of_actor(reader, wanted.actor))
    if wanted.type or wanted.place or wanted.story:
        others = event_clauses(reader, msgspec.structs.replace(wanted, since=None, until=None, actor=None))
        clauses.add(f"id IN (SELECT id FROM events WHERE {others.where})", *others.parameters)
    if set(by) & PUBLISHED.keys():
        clauses.add("start IS NOT NULL")
    sides = ["actor", "recipient"] if set(by) & SIDES else []
    if len(SIDES & set(by)) == 1 and "dyad" not in by:
        clauses.add(f"{', '.join(SIDES & set(by))} IS NOT NULL")
    dimensions = ["start"] if days else [f"{NARROW[name]} AS {name}" for name in by if name not in SIDES]
    columns = ", ".join(["id", *sides, *dimensions, "outlets", "origins", "sources"])
    return f"SELECT {columns} FROM {derived(reader, 'tallied' if sides else 'happened')} WHERE {clauses.where}", clauses.parameters


def over_time(reader: Reader, span: str, wanted: Filter) -> dict[str, int]:
    """The events told as done of each day, month or year that has one."""
    fits, parameters = narrow(reader, [span], wanted, days=True)
    query = f"SELECT date_trunc('{span}', start)::DATE AS step, count(*) AS events FROM ({fits}) GROUP BY step"
    return {f"{row['step']:{PUBLISHED[span]}}": row["events"] for row in reader.rows(query, parameters)}
