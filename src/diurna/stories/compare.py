"""Compare: for each field of an event, what each origin says, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from ..model import Cell, Comparison
from .alike import similarity
from .fields import Field, inside
from .values import FIELDS, OTHER, Value, values
from .verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Event
    from .node import Node

LINKED = 0.12  # cosine of two reports' words from which they are of one thing, if parties and kind of act are the same too


def compare(event: Event, reports: Sequence[Node], origins: Mapping[str, str] | None = None) -> list[Comparison]:
    """One comparison for each field that any report of the event fills, one cell for each value that an origin gives.

    `origins` gives the origin of each article (each is its own where absent). A copy that gives another value than its origin's
    first text has a cell of its own. Origins that are silent in a field have none; a time that is only implied by the day of publication is
    not told, and has none.
    """
    home = origins or {}
    told_by = len({home.get(n.report.article, n.report.article) for n in reports})
    mutual = any(node.report.reciprocal for node in reports)
    every: dict[str, list[Value]] = defaultdict(list)
    for value in (value for node in sorted(reports, key=lambda n: n.order) for value in values(node, mutual=mutual)):
        every[value.field].append(value)
    found = [f for name, some in every.items() if (f := Field(name, some, home)).told]
    wanted = {f.name: f for f in found if not f.name.startswith(OTHER) or len(f.told) > 1}
    order = [*(f for f in FIELDS if f in wanted), *sorted(f for f in wanted if f not in FIELDS)]
    return [_comparison(event.id, wanted[name], told_by) for name in order]


def _comparison(event: str, field: Field, origins: int) -> Comparison:
    found, reason = verdict(field, origins)
    cells = tuple(_cell(origin, value) for origin, some in field.told.items() for value in some)
    return Comparison(event=event, field=field.name.removeprefix(OTHER), verdict=found, reason=reason, cells=cells)


def _cell(origin: str, value: Value) -> Cell:
    report = value.node.report
    return Cell(origin=origin, article=report.article, report=report.id, value=value.shown, span=value.span, sentence=_sentence(value))


def _sentence(value: Value) -> str:
    """The sentence that a value rests on: its report's, or the one beside it that has the words."""
    reading = value.node.reading
    if not inside(value):
        for whole in reading.annotations.sentences:
            if whole.contains(value.span):
                return whole.of(reading.text)
    return reading.sentence(value.node.report.sentence)


def linked(events: Sequence[Event], nodes: Mapping[str, Sequence[Node]]) -> list[Comparison]:
    """Two events of one article that may be one thing told with two dates: same parties, kindred acts, shared words."""
    found = []
    seen: dict[str, list[tuple[Event, Node]]] = defaultdict(list)
    for event in events:
        for node in nodes[event.id]:
            if node.when and not node.report.background:
                seen[node.report.article].append((event, node))
    for article, told in seen.items():
        for (one, a), (two, b) in combinations(told, 2):
            if one.id != two.id and _contradict(a, b):
                cells = tuple(_cell(article, v) for n in (a, b) for v in values(n) if v.field == "time")
                if len(cells) < 2:
                    continue  # a day that is only implied contradicts nothing
                reason = f"one article tells it with two dates, or tells two linked happenings: see event {two.id}"
                found.append(Comparison(event=one.id, field="time", verdict="differ", reason=reason, cells=cells))
    return found


def _contradict(a: Node, b: Node) -> bool:
    from . import parties

    if a.when is None or b.when is None or a.when.overlaps(b.when) or a.report.act != b.report.act:
        return False
    several = min(len(a.everyone), len(b.everyone))
    return parties.overlap(a.everyone, b.everyone) >= 0.7 and several >= 2 and similarity(a, b) >= (LINKED if several == 2 else LINKED / 2)
