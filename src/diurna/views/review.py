"""What should a person look at next, and how often was the program right where one looked?"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ..model import key_hash
from ..store.decisions import live, read_decisions
from ..store.derived import COUNTED, derived
from .event import EventView, event

if TYPE_CHECKING:
    from ..store.reader import Reader

SEED = "review"  # of the draw: the same library gives the same order, so that two reviewers may share it
Z = 1.96
Queue = Literal["random", "doubtful"]


class Stratum(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one type: how many there are, how many of those drawn at random were looked at, how many were right, and the Wilson interval."""

    type: str
    events: int
    seen: int
    right: int
    low: float | None = None
    high: float | None = None


class Precision(msgspec.Struct, frozen=True, kw_only=True):
    """Share of right events, each type weighed by its size among those looked at; None before anything was looked at.

    `low` and `high` bound 95 %: the stratified variance with one right and one wrong event added to each type (Agresti and Caffo 2000).
    """

    seen: int
    right: int
    share: float | None
    low: float | None
    high: float | None
    strata: list[Stratum]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The next event of a queue, how many are left in it, and the precision so far. `fields` are those of the event that can be corrected."""

    queue: Queue
    left: int
    item: EventView | None
    why: str
    fields: list[str]
    precision: Precision


def review(reader: Reader, queue: Queue = "random") -> Review:
    """The next event to look at: drawn evenly over the types, or the one that its reports are least sure of."""
    seen = _seen(reader)
    strata = precision(reader)
    row = _doubtful(reader, seen) if queue == "doubtful" else _random(reader, seen, strata)
    item = event(reader, row["id"]) if row else None
    return Review(
        queue=queue,
        left=row["n"] if row else 0,
        item=item,
        why=_why(queue, row) if row else "",
        fields=sorted({"actors", "recipients", "place", "time", "title", *(c.field for c in item.comparisons)}) if item else [],
        precision=strata,
    )


def _random(reader: Reader, seen: set[str], found: Precision) -> dict[str, Any] | None:
    """The first of the draw that no one has seen, of the type of which least were: types take turns."""
    drawn = derived(reader, "drawn")
    left = f"SELECT plover_type AS type, count(*) AS n FROM {drawn} WHERE id NOT IN (SELECT unnest(?::VARCHAR[])) GROUP BY type ORDER BY type"
    types = {row["type"]: row["n"] for row in reader.rows(left, [sorted(seen)])}
    looked = {stratum.type: stratum.seen for stratum in found.strata}
    turn = min(types, key=lambda kind: (looked.get(kind, 0), key_hash(SEED, kind)), default=None)
    query = f"SELECT id, plover_type FROM {drawn} WHERE plover_type = ? AND id NOT IN (SELECT unnest(?::VARCHAR[])) ORDER BY draw LIMIT 1"
    return {**reader.rows(query, [turn, sorted(seen)])[0], "n": sum(types.values())} if turn else None


def _doubtful(reader: Reader, seen: set[str]) -> dict[str, Any] | None:
    """The event that no one has seen whose surest report is least sure."""
    query = f"""SELECT id, most, count(*) OVER () AS n FROM {derived(reader, "drawn")} WHERE id NOT IN (SELECT unnest(?::VARCHAR[]))
        ORDER BY most, draw LIMIT 1"""
    return next(iter(reader.rows(query, [sorted(seen)])), None)


def _why(queue: Queue, row: dict[str, object]) -> str:
    if queue == "random":
        return f"drawn at random among events of type {row['plover_type']}"
    return f"no report of it is surer than {float(str(row['most'])):.2f}"


def _seen(reader: Reader) -> set[str]:
    """The events that a decision which holds is on."""
    return {key for d in live(read_decisions(reader.layout, reader.manifest)) for key in (d.event, d.other) if key}


def precision(reader: Reader) -> Precision:
    """How often the events drawn at random were right; one that was corrected, merged or parted was not."""
    verdicts: dict[str, bool] = {}
    for d in live(read_decisions(reader.layout, reader.manifest)):
        if d.queue == "random":
            verdicts[d.event] = verdicts.get(d.event, True) and d.kind == "accept"
    rows = reader.rows(f"SELECT plover_type AS type, count(*) AS events FROM events WHERE {COUNTED} GROUP BY type ORDER BY type")
    types = {row["id"]: row["type"] for row in reader.rows(
        "SELECT id, plover_type AS type FROM events WHERE id IN (SELECT unnest(?::VARCHAR[]))", [sorted(verdicts)])}  # fmt: skip
    seen = Counter(types[key] for key in verdicts if key in types)
    right = Counter(types[key] for key, good in verdicts.items() if good and key in types)
    return weighed([_stratum(row["type"], row["events"], seen[row["type"]], right[row["type"]]) for row in rows])


def _stratum(kind: str, events: int, seen: int, right: int) -> Stratum:
    low, high = wilson(right, seen) if seen else (None, None)
    return Stratum(type=kind, events=events, seen=seen, right=right, low=low, high=high)


def weighed(strata: list[Stratum]) -> Precision:
    """The precision over strata, each with the weight of its size."""
    looked = [s for s in strata if s.seen]
    seen, right = sum(s.seen for s in looked), sum(s.right for s in looked)
    whole = sum(s.events for s in looked)
    if not whole:
        return Precision(seen=0, right=0, share=None, low=None, high=None, strata=strata)
    share = sum(s.events / whole * s.right / s.seen for s in looked)
    middle = sum(s.events / whole * (s.right + 1) / (s.seen + 2) for s in looked)
    spread = Z * math.sqrt(sum((s.events / whole) ** 2 * _variance(s) for s in looked))
    low, high = max(middle - spread, 0.0), min(middle + spread, 1.0)
    return Precision(seen=seen, right=right, share=round(share, 3), low=round(low, 3), high=round(high, 3), strata=strata)


def _variance(stratum: Stratum) -> float:
    """Of the share of a stratum, with what is left of it taken into account: where all were seen, there is none."""
    p, n = (stratum.right + 1) / (stratum.seen + 2), stratum.seen + 2
    return p * (1 - p) / n * max(0.0, 1 - stratum.seen / stratum.events)


def wilson(right: int, seen: int) -> tuple[float, float]:
    """Wilson's score interval of a share (1927), 95 %."""
    p, z2 = right / seen, Z * Z
    middle, spread = p + z2 / (2 * seen), Z * math.sqrt(p * (1 - p) / seen + z2 / (4 * seen * seen))
    return round(max((middle - spread) / (1 + z2 / seen), 0.0), 3), round(min((middle + spread) / (1 + z2 / seen), 1.0), 3)
