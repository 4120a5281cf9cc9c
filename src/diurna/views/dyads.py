"""With whom does an actor cooperate and quarrel, and when? Quad classes by counterpart and month, of what is told as done."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ..model import Quad
from ..resources.ontology import acts
from ..store.derived import COUNTED, derived
from ..store.tally import DID, HAD, NO_START, tally
from .as_known import as_known
from .deeds import deeds
from .event import full_id
from .params import Filter, Party, parties

if TYPE_CHECKING:
    from ..store.reader import Reader
    from ..store.tally import Tally
    from .deeds import Deeds

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


# The events of one actor ($1) that are told as done, from $2 up to $3, each counterpart of an event as a row of its own.
TOLD = f"actor = $1 AND {COUNTED} AND ($2::DATE IS NULL OR \"end\" > $2) AND ($3::DATE IS NULL OR start < $3)"
MONTH = "date_trunc('month', start)::DATE"


def quad_of(type: str) -> str:
    """The quad class of a PLOVER type, as a field of Quads."""
    return acts()[type].quad.replace(" ", "_").lower()  # type: ignore[index]


def counterparts(reader: Reader, mine: Deeds, *, limit: int) -> list[Counterpart]:
    """The other sides of an actor's events, those with most events first."""
    held = mine.held
    places, others, sides = mine.with_others()
    places, others, sides = (some[others != mine.code] for some in (places, others, sides))
    codes, sizes = np.unique(others, return_counts=True)
    best = codes[np.lexsort((codes, -sizes))][:limit].tolist()
    keys = [held.people[code] for code in best]
    known = parties(reader, keys)
    quads = _quads(held)[held.type[mine.rows[places]]]
    found = []
    for code, key in zip(best, keys, strict=True):
        one = others == code
        counts = (_counted(quads[one & (sides & side > 0)]) for side in (DID, HAD, DID | HAD))
        found.append(Counterpart(known.get(key, Party(key, key, "UNK")), *counts))
    return found


def months(mine: Deeds, *, other: str | None = None) -> list[MonthQuads]:
    """An actor's events by month, with all or with one counterpart, in the order of time; events without a day stand under ""."""
    some = mine.counted & mine.between(other) if other else mine.counted
    rows = mine.rows[some]
    start, quads = mine.held.start[rows], _quads(mine.held)[mine.held.type[rows]]
    step = np.where(start == NO_START, -(10**6), start.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))
    every = np.unique(step).tolist()
    return [MonthQuads("" if n == -(10**6) else f"{1970 + n // 12:04d}-{n % 12 + 1:02d}", _counted(quads[step == n])) for n in every]


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
    """Events between any two of some actors, told as done, whoever did them."""
    some = {key: deeds(reader, key, wanted) for key in sorted(keys)}
    events = np.unique(np.concatenate([mine.rows[mine.counted] for mine in some.values()]))
    stood = {key: _sides_in(mine, events) for key, mine in some.items()}
    held = tally(reader)
    quads = _quads(held)[held.type[events]]
    found = []
    for one, other in combinations(some, 2):
        between = ((stood[one] & DID > 0) & (stood[other] & HAD > 0)) | ((stood[one] & HAD > 0) & (stood[other] & DID > 0))
        if between.any():
            found.append(Tie(one, other, _counted(quads[between])))
    return found


def _sides_in(mine: Deeds, events: np.ndarray) -> np.ndarray:
    """On which side an actor stands in each of some events, 0 for none."""
    found = np.zeros(len(events), dtype=np.int8)
    found[np.searchsorted(events, mine.rows[mine.counted])] = mine.sides[mine.counted]
    return found


def _quads(held: Tally) -> np.ndarray:
    """The quad class of each type of the tally, as a number of QUADS."""
    return np.array([QUADS.index(acts()[name].quad) for name in held.types.all()], dtype=np.int64)  # type: ignore[index]


def _counted(quads: np.ndarray) -> Quads:
    return Quads(*np.bincount(quads, minlength=len(QUADS)).tolist())


def _month(row: dict[str, Any]) -> str:
    return row["month"].isoformat()[:7] if row["month"] else ""


def _count(into: dict[str, int], row: dict[str, Any]) -> None:
    quad = quad_of(row["plover_type"])
    into[quad] = into.get(quad, 0) + row["n"]
