"""With whom does an actor cooperate and quarrel, and when? Quad classes by counterpart and month, of what is told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Quad
from ..resources.ontology import acts
from .as_known import as_known
from .event import full_id
from .params import COUNTED, Filter, Party, parties

if TYPE_CHECKING:
    from ..store.reader import Reader

QUADS: tuple[Quad, ...] = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


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


DAYS = '($2::DATE IS NULL OR "time"."end" > $2) AND ($3::DATE IS NULL OR "time".start < $3)'
# The events of one actor ($1) that are told as done, each counterpart of an event as a row of its own.
PAIRS = f"""
    WITH mine AS (
        SELECT id, plover_type, strftime("time".start, '%Y-%m') AS month, actors, recipients,
               list_contains(actors, $1) AS did, list_contains(recipients, $1) AS had
        FROM events WHERE {COUNTED} AND (list_contains(actors, $1) OR list_contains(recipients, $1)) AND {DAYS}
    ),
    pairs AS (
        SELECT id, plover_type, month, unnest(recipients) AS other, true AS did FROM mine WHERE did
        UNION ALL SELECT id, plover_type, month, unnest(actors), false FROM mine WHERE had
    )
"""


def quad_of(type: str) -> str:
    """The quad class of a PLOVER type, as a field of Quads."""
    return acts()[type].quad.replace(" ", "_").lower()  # type: ignore[index]


def counterparts(reader: Reader, key: str, wanted: Filter, *, limit: int) -> list[Counterpart]:
    """The other sides of an actor's events, those with most events first."""
    query = f"""{PAIRS},
        sided AS (SELECT other, did, plover_type, count(DISTINCT id) AS n FROM pairs WHERE other <> $1 GROUP BY ALL),
        once AS (SELECT other, NULL AS did, plover_type, count(DISTINCT id) AS n FROM pairs WHERE other <> $1 GROUP BY ALL),
        best AS (SELECT other FROM once GROUP BY other ORDER BY sum(n) DESC, other LIMIT $4)
        SELECT * FROM (SELECT * FROM sided UNION ALL SELECT * FROM once) WHERE other IN (SELECT other FROM best)"""
    table: dict[str, dict[Any, dict[str, int]]] = {}
    for row in reader.rows(query, [key, wanted.since, wanted.until, limit]):
        _count(table.setdefault(row["other"], {}).setdefault(row["did"], {}), row)
    known = parties(reader, list(table))
    found = [
        Counterpart(known.get(other, Party(other, other, "UNK")), *(Quads(**sides.get(side, {})) for side in (True, False, None)))
        for other, sides in table.items()
    ]
    return sorted(found, key=lambda c: (-c.both.total, c.party.id))


def months(reader: Reader, key: str, wanted: Filter, *, other: str | None = None) -> list[MonthQuads]:
    """An actor's events by month, with all or with one counterpart, in the order of time; events without a day stand under ""."""
    chosen = "SELECT month, plover_type, count(DISTINCT id) AS n FROM pairs WHERE other = $4 GROUP BY ALL"
    whole = "SELECT month, plover_type, count(*) AS n FROM mine GROUP BY ALL"
    given = [key, wanted.since, wanted.until, *([other] if other else [])]
    table: dict[str, dict[str, int]] = {}
    for row in reader.rows(PAIRS + (chosen if other else whole), given):
        _count(table.setdefault(row["month"] or "", {}), row)
    return [MonthQuads(month, Quads(**quads)) for month, quads in sorted(table.items())]


def dyad_months(reader: Reader, key: str, wanted: Filter, *, others: list[str] | None = None) -> list[DyadMonth]:
    """An actor's events by counterpart and month, with all counterparts or with some; raises UnknownIdError."""
    reader = as_known(reader, wanted)
    key = full_id(reader, "directory", key)
    chosen = "other <> $1" + (" AND list_contains($4::VARCHAR[], other)" if others is not None else "")
    given = [key, wanted.since, wanted.until, *([others] if others is not None else [])]
    query = f"{PAIRS} SELECT other, month, plover_type, count(DISTINCT id) AS n FROM pairs WHERE {chosen} GROUP BY ALL"
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in reader.rows(query, given):
        _count(table.setdefault((row["other"], row["month"] or ""), {}), row)
    known = parties(reader, [other for other, _ in table])
    return [
        DyadMonth(other, known[other].name if other in known else other, month, Quads(**quads)) for (other, month), quads in sorted(table.items())
    ]


def ties(reader: Reader, keys: list[str], wanted: Filter) -> list[Tie]:
    """Events between any two of some actors."""
    query = f"""
        WITH held AS (
            SELECT id, plover_type, list_intersect(actors, $1::VARCHAR[]) AS a, list_intersect(recipients, $1::VARCHAR[]) AS r
            FROM events WHERE {COUNTED} AND list_has_any(actors, $1::VARCHAR[]) AND list_has_any(recipients, $1::VARCHAR[]) AND {DAYS}
        ),
        one AS (SELECT id, plover_type, unnest(a) AS one, r FROM held),
        pairs AS (SELECT id, plover_type, one, unnest(r) AS other FROM one)
        SELECT least(one, other) AS one, greatest(one, other) AS other, plover_type, count(DISTINCT id) AS n
        FROM pairs WHERE one <> other GROUP BY ALL
    """
    table: dict[tuple[str, str], dict[str, int]] = {}
    for row in reader.rows(query, [keys, wanted.since, wanted.until]):
        _count(table.setdefault((row["one"], row["other"]), {}), row)
    return [Tie(one, other, Quads(**quads)) for (one, other), quads in sorted(table.items())]


def _count(into: dict[str, int], row: dict[str, Any]) -> None:
    quad = quad_of(row["plover_type"])
    into[quad] = into.get(quad, 0) + row["n"]
