"""With whom does an actor cooperate and quarrel, and when? Quad classes by counterpart and month, of what is told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Quad
from ..resources.ontology import acts
from ..store.derived import COUNTED, derived
from .as_known import as_known
from .event import full_id
from .params import Filter, Party, days_of, parties

if TYPE_CHECKING:
    from ..store.reader import Reader

QUADS: tuple[Quad, ...] = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
SIDES = ("did", "had_done", "both")  # of a counterpart


class Quads(msgspec.Struct, frozen=True):
    """Numbers of events by quad class."""

    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0

    @property
    def cooperation(self) -> int:
        return self.verbal_cooperation + self.material_cooperation

    @property
    def conflict(self) -> int:
        return self.verbal_conflict + self.material_conflict

    @property
    def total(self) -> int:
        return self.cooperation + self.conflict

    def plus(self, other: Quads) -> Quads:
        """Both together."""
        return Quads(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


class Counterpart(msgspec.Struct, frozen=True):
    """Another actor: what was done to it (`did`) and what it did (`had_done`), by quad class; `both` counts each event once."""

    party: Party
    did: Quads
    had_done: Quads
    both: Quads


class MonthQuads(msgspec.Struct, frozen=True):
    """A month (2017-11) and the events of it by quad class."""

    month: str
    quads: Quads


class DyadMonth(msgspec.Struct, frozen=True):
    """The events between an actor and a counterpart in a month; the month is "" for those without a day."""

    counterpart: str
    name: str
    month: str
    quads: Quads


class Tie(msgspec.Struct, frozen=True):
    """Events between two counterparts of an actor, whoever did them."""

    one: str
    other: str
    quads: Quads


# The events of one actor ($1) that are told as done, from $2 up to $3, each counterpart of an event as a row of its own.
TOLD = f"actor = $1 AND {COUNTED} AND ($2::DATE IS NULL OR \"end\" > $2) AND ($3::DATE IS NULL OR start < $3)"
MONTH = "date_trunc('month', start)::DATE"


def quad_of(type: str) -> str:
    """The quad class of a PLOVER type, as a field of Quads."""
    return acts()[type].quad.replace(" ", "_").lower()  # type: ignore[index]


def counterparts(reader: Reader, key: str, wanted: Filter, *, limit: int) -> list[Counterpart]:
    """The other sides of an actor's events, those with most events first."""
    query = f"""
        WITH pairs AS MATERIALIZED (
            SELECT other, id, plover_type, bool_or(did) AS did, bool_or(NOT did) AS had_done
            FROM {derived(reader, "dyads")} WHERE {TOLD} AND other <> $1 GROUP BY other, id, plover_type
        ),
        best AS (SELECT other FROM pairs GROUP BY other ORDER BY count(*) DESC, other LIMIT $4)
        SELECT other, plover_type, count(*) FILTER (did) AS did, count(*) FILTER (had_done) AS had_done, count(*) AS "both"
        FROM pairs WHERE other IN (SELECT other FROM best) GROUP BY other, plover_type"""
    table: dict[str, dict[str, dict[str, int]]] = {}
    for row in reader.rows(query, [key, wanted.since, wanted.until, limit]):
        for side in SIDES:
            _count(table.setdefault(row["other"], {}).setdefault(side, {}), {"plover_type": row["plover_type"], "n": row[side]})
    known = parties(reader, list(table))
    found = [
        Counterpart(known.get(other, Party(other, other, "UNK")), *(Quads(**sides[side]) for side in SIDES))
        for other, sides in table.items()
    ]
    return sorted(found, key=lambda c: (-c.both.total, c.party.id))


def months(reader: Reader, key: str, wanted: Filter, *, other: str | None = None) -> list[MonthQuads]:
    """An actor's events by month, with all or with one counterpart, in the order of time; events without a day stand under ""."""
    source = derived(reader, "dyads" if other else "sides")
    narrow = f"{TOLD} AND other = $4" if other else TOLD
    query = f"SELECT {MONTH} AS month, plover_type, count(DISTINCT id) AS n FROM {source} WHERE {narrow} GROUP BY ALL"
    table: dict[str, dict[str, int]] = {}
    for row in reader.rows(query, [key, wanted.since, wanted.until, *([other] if other else [])]):
        _count(table.setdefault(_month(row), {}), row)
    return [MonthQuads(month, Quads(**quads)) for month, quads in sorted(table.items())]


def dyad_months(reader: Reader, key: str, wanted: Filter, *, others: list[str] | None = None) -> list[DyadMonth]:
    """An actor's events by counterpart and month, with all counterparts or with some; raises UnknownIdError."""
    reader = as_known(reader, wanted)
    key = full_id(reader, "directory", key)
    narrow = f"{TOLD} AND other <> $1" + (" AND list_contains($4::VARCHAR[], other)" if others is not None else "")
    query = f"SELECT other, {MONTH} AS month, plover_type, count(DISTINCT id) AS n FROM {derived(reader, 'dyads')} WHERE {narrow} GROUP BY ALL"
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in reader.rows(query, [key, wanted.since, wanted.until, *([others] if others is not None else [])]):
        _count(table.setdefault((row["other"], _month(row)), {}), row)
    known = parties(reader, [other for other, _ in table])
    return [
        DyadMonth(other, known[other].name if other in known else other, month, Quads(**quads)) for (other, month), quads in sorted(table.items())
    ]


def ties(reader: Reader, keys: list[str], wanted: Filter) -> list[Tie]:
    """Events between any two of some actors."""
    if wanted.since or wanted.until:
        held = ", ".join("?" * len(keys))  # one by one: DuckDB then skips what lies between them
        days = days_of(wanted)
        query = f"""SELECT actor AS one, other, plover_type, count(DISTINCT id) AS n FROM {derived(reader, "dyads")}
            WHERE actor IN ({held}) AND other IN ({held}) AND actor < other AND {COUNTED} AND {days.where} GROUP BY ALL"""
        rows = reader.rows(query, [*keys, *keys, *days.parameters])
    else:
        some = "(SELECT unnest(?::VARCHAR[]))"  # of fourteen actors in two thirds of the time that a list of them takes
        rows = reader.rows(f"SELECT * FROM {derived(reader, 'tied')} WHERE one IN {some} AND other IN {some}", [keys, keys])
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        _count(table.setdefault((row["one"], row["other"]), {}), row)
    return [Tie(one, other, Quads(**quads)) for (one, other), quads in sorted(table.items())]


def _month(row: dict[str, Any]) -> str:
    return row["month"].isoformat()[:7] if row["month"] else ""


def _count(into: dict[str, int], row: dict[str, Any]) -> None:
    quad = quad_of(row["plover_type"])
    into[quad] = into.get(quad, 0) + row["n"]
