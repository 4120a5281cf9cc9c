"""Reasons: what explains that two origins differ in a field of one event, where the reports themselves show it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import Quantity
from . import told_chains
from .figures import bounds
from .values import FIELDS, stand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .told_chains import Teller
    from .values import Value

UNFINISHED = frozenset({"planned", "hypothetical", "ongoing"})
CLAIM = "other party's claim"
FACT = "told as fact by one, attributed by another"


class Claims:
    """Whose word each value of a field is. A source that one sentence of an article names stands behind the same value in another."""

    def __init__(self, every: Sequence[Value]) -> None:
        self._of: dict[str, list[Value]] = defaultdict(list)
        for value in every:
            self._of[value.node.report.article].append(value)
        self._known: dict[int, tuple[Teller, ...]] = {}

    def of(self, value: Value) -> tuple[Teller, ...]:
        """The sources of a figure before those of its report, or those of the same value elsewhere in the article."""
        if id(value) not in self._known:
            alike = (v for v in self._of[value.node.report.article] if v is not value and stand(v, value)[0] not in ("differ", "apart"))
            self._known[id(value)] = _sources(value) or next((found for v in alike if (found := _sources(v))), ())
        return self._known[id(value)]

    def differ(self, a: Value, b: Value) -> bool:
        """Whether each value has a source, and these are two."""
        one, two = self.of(a), self.of(b)
        return bool(one) and bool(two) and told_chains.stand((one,), (two,))[0] == "differ"


def why(field: str, a: Value, b: Value, reason: str, said: Claims, *, inside: bool) -> str:
    """What explains a difference: the reports' own order, sources, scope, or that one text contradicts itself.

    `inside` where both values are of one origin. Empty where nothing shows.
    """
    claims, claimed = [said.of(v) for v in (a, b)], said.differ(a, b)
    if a.node.report.article == b.node.report.article:
        return CLAIM if claimed else "one article says both"
    if inside:
        return "a copy changed it"
    if field == "phase" and {a.data, b.data} & UNFINISHED:
        if _later(a, b) or _overtaken(a, b):
            return "later report"
        return f"one expects what another tells as {'going on' if 'ongoing' in (a.data, b.data) else 'done'}"
    if field == "polarity":
        return "one party denies it"
    if reason or field in ("type", "place"):
        return reason
    return _of_figures(a, b, claims, claimed) if field not in FIELDS else _of_parties_and_times(field, a, b, claims, claimed)


def _of_figures(a: Value, b: Value, claims: Sequence[Sequence[Teller]], claimed: bool) -> str:
    if _longer(a, b) or _longer(b, a):
        return "wider scope"
    if claimed:
        return CLAIM
    one_fact = bool(claims[0]) != bool(claims[1])
    if _later(a, b) and not (one_fact and _fallen(a, b)):
        return "later report"
    return FACT if one_fact else ""


def _fallen(a: Value, b: Value) -> bool:
    """The later of two reports has the lower figure: tolls rise as bodies are found."""
    first, second = sorted((a, b), key=lambda v: v.node.reading.published)
    return bounds(second.data)[0] < bounds(first.data)[0]


def _of_parties_and_times(field: str, a: Value, b: Value, claims: Sequence[Sequence[Teller]], claimed: bool) -> str:
    if field == "time":
        moved = {a.node.report.phase, b.node.report.phase} & {"planned", "called_off"}
        return "later report" if moved and _later(a, b) else CLAIM if claimed else ""
    if claimed:
        return CLAIM
    return FACT if bool(claims[0]) != bool(claims[1]) else ""


def _longer(a: Value, b: Value) -> bool:
    """The first figure is the larger and counts more days: a weekend's dead beside those of its Saturday."""
    one, two = a.node.when, b.node.when
    if one is None or two is None or not isinstance(a.data, Quantity) or not (a.node.dated and b.node.dated):
        return False
    return one.days > two.days and one.contains(two) and bounds(a.data)[0] > bounds(b.data)[0]


def _sources(value: Value) -> tuple[Teller, ...]:
    chain = value.data.chain if isinstance(value.data, Quantity) else ()
    return told_chains.tellers(chain, value.node) or told_chains.tellers(value.node.report.chain, value.node)


def _later(a: Value, b: Value) -> bool:
    one, two = a.node.reading.published, b.node.reading.published
    size = min(len(one), len(two))
    return bool(size) and one[:size] != two[:size]


def _overtaken(a: Value, b: Value) -> bool:
    """A plan of the day on which another text of that day tells it as done: the later of the two, though the hour is not known."""
    return {a.data, b.data} in ({"planned", "done"}, {"ongoing", "done"})
