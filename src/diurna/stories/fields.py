"""Fields: what each origin of an event says in one of them, without what it only repeats, and how its values stand to one another."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from .reasons import Claims
from .told_deeds import GOING_ON, told_alike
from .told_parties import CLOSER
from .values import FIELDS, Value, stand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .figures import Stand

DEEDS = ("type", "phase")  # an article that tells an event tells several deeds of it: a plan and what came of it, a raid and its dead
LENT = ("actors", "recipients", "place", "time")  # fields that a report may take from a sentence beside its own


class Field:
    """One field of an event: all values that reports give, and those of each origin that are compared; what was worked out of two is kept."""

    def __init__(self, name: str, every: list[Value], homes: Mapping[str, str]) -> None:
        self.name = name
        self.claims = Claims(every)
        self._stands: dict[tuple[int, int], tuple[Stand, str]] = {}
        told: dict[str, list[Value]] = defaultdict(list)
        for value in _in_full(_own(every)):
            told[homes.get(value.node.report.article, value.node.report.article)].append(value)
        self.told = {origin: _said(some) for origin, some in told.items()}
        self.sets = {origin: {v.data for v in some} for origin, some in self.told.items()} if name in DEEDS else {}

    def stand(self, a: Value, b: Value) -> tuple[Stand, str]:
        """How one value stands to another, worked out once."""
        found = self._stands.get((id(a), id(b)))
        if found is None:
            found = self._stands[id(a), id(b)] = stand(a, b)
        return found

    def same(self, a: Value, b: Value) -> bool:
        """Both say the same."""
        return self.stand(a, b)[0] == "same"

    def fit(self, a: Value, b: Value) -> bool:
        """Both say the same, one of them perhaps with less."""
        return self.stand(a, b)[0] in ("same", "finer", "coarser")


def _in_full(some: Sequence[Value]) -> list[Value]:
    """Without what a headline says in a field that its own text fills. Headlines shorten; their figures stay, for they can contradict."""
    if some and some[0].field not in FIELDS:
        return list(some)
    texts: dict[str, list[Value]] = defaultdict(list)
    for value in some:
        if not value.node.headline:
            texts[value.node.report.article].append(value)
    return [v for v in some if not v.node.headline or not texts[v.node.report.article] or _act_of_others(v, some)]


def _act_of_others(value: Value, some: Sequence[Value]) -> bool:
    """Whether a headline tells the event by an act that other articles tell too, and its own text by others alone."""
    if value.field != "type":
        return False
    alike = [v.node for v in some if v.data == value.data]
    own = value.node.report.article
    return any(n.report.article != own for n in alike) and all(n.headline for n in alike if n.report.article == own)


def _own(some: Sequence[Value]) -> Sequence[Value]:
    """Without values that two tellings in one sentence take from other sentences, each from another: these do not tell it at all."""
    if not some or some[0].field not in LENT:
        return some
    lent = [v for v in some if v.span is not None and not inside(v)]
    split = {
        id(v) for a, b in combinations(lent, 2) if told_alike(a.node, b.node) and stand(a, b)[0] == "differ" for v in (a, b)
    }
    return [v for v in some if id(v) not in split]


def inside(value: Value) -> bool:
    """Whether a value rests on words of its report's own sentence."""
    whole = value.node.reading.sentence_span(value.node.report.sentence)
    return value.span is None or whole is None or whole.contains(value.span)


def _said(some: Sequence[Value]) -> list[Value]:
    """The different things that one origin says: what is only coarser than another of its values is left out, but not people beside children."""
    if some[0].field == "chain":
        return [_sources(some)]
    kept: list[Value] = []
    for value in some:
        stands = [("apart" if reason in (CLOSER, GOING_ON) else how) for how, reason in (stand(value, other) for other in kept)]
        if any(s in ("same", "coarser") for s in stands):
            continue
        kept = [other for other, s in zip(kept, stands, strict=True) if s != "finer"]
        kept.append(value)
    return kept


def _sources(some: Sequence[Value]) -> Value:
    """All the sources of one origin as one value: its reports may name one each."""
    chains = tuple(dict.fromkeys(chain for value in some for chain in value.data if chain))
    first = next((v for v in some if v.span is not None), some[0])
    shown = "; ".join(dict.fromkeys(" < ".join(t.name for t in c) for c in chains))
    return msgspec.structs.replace(first, data=chains or ((),), shown=shown or first.shown)
