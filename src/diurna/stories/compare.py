"""Compare: for each field of an event, what each origin says, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from ..model import Cell, Comparison, Quantity
from .alike import similarity
from .node import Node
from .values import FIELDS, OTHER, Value, same_source, source_words, stand, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Event, Verdict
    from .figures import Stand

LINKED = 0.12  # cosine of two reports' words from which they are of one thing, if parties and kind of act are the same too


def compare(event: Event, reports: Sequence[Node], origins: Mapping[str, str] | None = None) -> list[Comparison]:
    """One comparison for each field that any report of the event fills, one cell for each value that an origin gives.

    `origins` gives the origin of each article (each is its own where absent). A copy that gives another value than its origin's
    first text has a cell of its own. Origins that are silent in a field have none.
    """
    home = origins or {}
    every = {home.get(n.report.article, n.report.article) for n in reports}
    told: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    mutual = any(node.report.reciprocal for node in reports)
    for value in _in_full([value for node in sorted(reports, key=lambda n: n.order) for value in values(node, mutual=mutual)]):
        article = value.node.report.article
        told[value.field][home.get(article, article)].append(value)
    wanted = [f for f in told if not f.startswith(OTHER) or len(told[f]) > 1]
    order = [*(f for f in FIELDS if f in told), *sorted(f for f in wanted if f not in FIELDS)]
    return [_field(event.id, field, {o: _said(v) for o, v in told[field].items()}, len(every)) for field in order]


def _in_full(some: Sequence[Value]) -> list[Value]:
    """Without what a headline says in a field that its own text fills, and without vague implied days where others are told.

    Headlines shorten; their figures stay, for they can contradict.
    """
    texts = {(v.node.report.article, v.field) for v in some if not v.node.headline}
    dated = any(v.field == "time" and v.span for v in some)
    return [
        v for v in some
        if (not v.node.headline or v.field not in FIELDS or (v.node.report.article, v.field) not in texts)
        and not (dated and v.field == "time" and v.span is None and v.data.days > 1)
    ]


def _said(some: Sequence[Value]) -> list[Value]:
    """The different things that one origin says: what is only coarser than another of its values is left out."""
    if some[0].field == "chain":
        return [_sources(some)]
    kept: list[Value] = []
    for value in some:
        stands = [stand(value, other)[0] for other in kept]
        if any(s in ("same", "coarser") for s in stands):
            continue
        kept = [other for other, s in zip(kept, stands, strict=True) if s != "finer"]
        kept.append(value)
    return kept


def _sources(some: Sequence[Value]) -> Value:
    """All the sources of one origin as one value: its reports may name one each."""
    chains = tuple(dict.fromkeys(chain for value in some for chain in value.data if chain))
    first = next((v for v in some if v.span is not None), some[0])
    return msgspec.structs.replace(first, data=chains or ((),), shown="; ".join(" < ".join(c) for c in chains) or first.shown)


def _field(event: str, field: str, told: Mapping[str, Sequence[Value]], origins: int) -> Comparison:
    verdict, reason = _verdict(field, told, origins)
    cells = tuple(_cell(origin, value) for origin, some in told.items() for value in some)
    field = field.removeprefix(OTHER)
    return Comparison(event=event, field=field, verdict=verdict, reason=reason, cells=cells)


def _cell(origin: str, value: Value) -> Cell:
    node = value.node
    return Cell(
        origin=origin, article=node.report.article, report=node.report.id, value=value.shown, span=value.span,
        sentence=node.reading.sentence(node.report.sentence),
    )


def _verdict(field: str, told: Mapping[str, Sequence[Value]], origins: int) -> tuple[Verdict, str]:
    every = [(origin, value) for origin, some in told.items() for value in some]
    if len(every) == 1:
        return "only_one", f"one of {origins} origins" if origins > 1 else ""
    found: dict[str, list[str]] = defaultdict(list)
    for (one, a), (two, b) in combinations(every, 2):
        how, reason = _beside(a, b, told[two] if one != two else (), told[one] if one != two else ()) or stand(a, b)
        found[how].append(_why(field, a, b, reason, inside=one == two) if how == "differ" else reason)
    if found["differ"]:
        return "differ", _joined(found["differ"])
    if found["coarser"] or found["finer"]:
        return "coarser", _joined([*found["coarser"], *found["finer"]])
    return ("agree", "") if found["same"] else ("only_one", _joined(found["apart"]))


def _beside(a: Value, b: Value, others: Sequence[Value], ours: Sequence[Value]) -> tuple[Stand, str] | None:
    """Two counts rather than two claims: figures of one report ("killed 10 here and 82 there"), or of which the other origin has one too."""
    if not isinstance(a.data, Quantity) or a.field.startswith(OTHER):
        return None
    if a.node is b.node:
        return "apart", "one report counts both"
    if a.node.report.article == b.node.report.article or stand(a, b)[0] == "same":
        return None
    held = any(stand(a, other)[0] == "same" for other in others) or any(stand(own, b)[0] == "same" for own in ours)
    return ("apart", "the other counts it too") if held else None


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(r for r in reasons if r))


def _why(field: str, a: Value, b: Value, reason: str, *, inside: bool) -> str:
    """What explains a difference: the reports' own order, sources, scope, or that one text contradicts itself."""
    claims = [_said_by(v) for v in (a, b)]
    claimed = bool(claims[0]) and bool(claims[1]) and not any(same_source(x, y) for x in claims[0] for y in claims[1])
    if a.node.report.article == b.node.report.article:
        return "other party's claim" if claimed else "one article says both"
    if inside:
        return "a copy changed it"
    if field == "phase" and {a.data, b.data} & {"planned", "hypothetical", "ongoing"}:
        return "later report" if _later(a, b) or _overtaken(a, b) else "one expects what another tells as done"
    if field == "polarity":
        return "one party denies it"
    if reason:
        return reason
    if claimed:
        return "other party's claim"
    moved = field == "time" and {a.node.report.phase, b.node.report.phase} & {"planned", "called_off"}
    if _later(a, b) and (moved or field not in FIELDS):
        return "later report"
    return "told as fact by one, attributed by another" if bool(claims[0]) != bool(claims[1]) and field != "type" else ""


def _said_by(value: Value) -> list[str]:
    """Whose word a value is: a figure's own sources before those of its report."""
    chain = value.data.chain or value.node.report.chain if isinstance(value.data, Quantity) else value.node.report.chain
    return [name for link in chain if (name := source_words(link, value.node))]


def _later(a: Value, b: Value) -> bool:
    one, two = a.node.reading.published, b.node.reading.published
    size = min(len(one), len(two))
    return bool(size) and one[:size] != two[:size]


def _overtaken(a: Value, b: Value) -> bool:
    """A plan of the day on which another text of that day tells it as done: the later of the two, though the hour is not known."""
    return {a.data, b.data} in ({"planned", "done"}, {"planned", "ongoing"}, {"ongoing", "done"})


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
                reason = f"one article tells it with two dates, or tells two linked happenings: see event {two.id}"
                found.append(Comparison(event=one.id, field="time", verdict="differ", reason=reason, cells=cells))
    return found


def _contradict(a: Node, b: Node) -> bool:
    from . import parties

    if a.when is None or b.when is None or a.when.overlaps(b.when) or a.report.act != b.report.act:
        return False
    several = min(len(a.everyone), len(b.everyone))
    return parties.overlap(a.everyone, b.everyone) >= 0.7 and several >= 2 and similarity(a, b) >= (LINKED if several == 2 else LINKED / 2)
