"""Compare: for each field of an event, what each origin says, and whether they agree."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from ..model import Cell, Comparison, Quantity
from . import figures
from .alike import similarity
from .reasons import Claims, why
from .told_parties import CLOSER
from .values import FIELDS, GOING_ON, OTHER, Value, stand, told_alike, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Event, Verdict
    from .figures import Stand
    from .node import Node

LINKED = 0.12  # cosine of two reports' words from which they are of one thing, if parties and kind of act are the same too
MORE = re.compile(r"\b(?:another|further|additional|more(?! than))\b", re.I)  # than those told before; "20 others" may be others than the dead
BESIDES = re.compile(r"\b(?:another|others?|further|more(?! than))\b", re.I)
DEEDS = ("type", "phase")  # an article that tells an event tells several deeds of it: a plan and what came of it, a raid and its dead
SIDES = ("actors", "recipients")
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
        return self.stand(a, b)[0] == "same"

    def fit(self, a: Value, b: Value) -> bool:
        return self.stand(a, b)[0] in ("same", "finer", "coarser")


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
    lent = [v for v in some if v.span is not None and not _inside(v)]
    split = {
        id(v) for a, b in combinations(lent, 2) if told_alike(a.node, b.node) and stand(a, b)[0] == "differ" for v in (a, b)
    }
    return [v for v in some if id(v) not in split]


def _inside(value: Value) -> bool:
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


def _comparison(event: str, field: Field, origins: int) -> Comparison:
    verdict, reason = _verdict(field, origins)
    cells = tuple(_cell(origin, value) for origin, some in field.told.items() for value in some)
    return Comparison(event=event, field=field.name.removeprefix(OTHER), verdict=verdict, reason=reason, cells=cells)


def _cell(origin: str, value: Value) -> Cell:
    report = value.node.report
    return Cell(origin=origin, article=report.article, report=report.id, value=value.shown, span=value.span, sentence=_sentence(value))


def _sentence(value: Value) -> str:
    """The sentence that a value rests on: its report's, or the one beside it that has the words."""
    reading = value.node.reading
    if not _inside(value):
        for whole in reading.annotations.sentences:
            if whole.contains(value.span):
                return whole.of(reading.text)
    return reading.sentence(value.node.report.sentence)


def _verdict(field: Field, origins: int) -> tuple[Verdict, str]:
    every = [(origin, value) for origin, some in field.told.items() for value in some]
    if len(every) == 1:
        return "only_one", f"one of {origins} origins" if origins > 1 else ""
    found: dict[str, list[str]] = defaultdict(list)
    for (one, a), (two, b) in combinations(every, 2):
        how, reason = _beside(field, (one, a), (two, b)) or field.stand(a, b)
        found[how].append(why(field.name, a, b, reason, field.claims, inside=one == two) if how == "differ" else reason)
    if found["differ"]:
        return "differ", _joined(found["differ"])
    if found["coarser"] or found["finer"]:
        return "coarser", _joined([*found["coarser"], *found["finer"]])
    return ("agree", _joined(found["same"])) if found["same"] else ("only_one", _joined(found["apart"]))


def _beside(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> tuple[Stand, str] | None:
    """Two tellings that stand beside one another rather than against: of two deeds in one event, or counts of other people."""
    (one, a), (two, b) = ours, theirs
    if field.name in DEEDS:
        shared = one == two or bool(field.sets[one] & field.sets[two])
        return ("apart", "") if shared and "called_off" not in (a.data, b.data) and not field.same(a, b) else None
    if field.name in SIDES and not field.same(a, b):
        return ("apart", "") if (one == two and not field.claims.differ(a, b)) or _said_by_both(field, ours, theirs) else None
    if field.name == "place" and len(field.told) > 1 and not field.fit(a, b):
        return ("apart", "") if _said_by_both(field, ours, theirs) or (one == two and _shared(field, one, a, b)) else None
    if not isinstance(a.data, Quantity) or a.field.startswith(OTHER):
        return None
    if a.node is b.node:
        return "apart", "one report counts both"
    if a.node.report.article == b.node.report.article:
        part = figures.part_of(a.data, b.data) or figures.part_of(b.data, a.data) or _besides(a, BESIDES) or _besides(b, BESIDES)
        return ("apart", "one article counts both") if part else None
    return None if one == two or field.same(a, b) else _counted_by_both(field, ours, theirs)


def _said_by_both(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> bool:
    """Whether the one origin has the other's value too: people, and among them children."""
    (one, a), (two, b) = ours, theirs
    return any(field.same(a, v) for v in field.told[two]) or any(field.same(v, b) for v in field.told[one])


def _shared(field: Field, origin: str, a: Value, b: Value) -> bool:
    """Whether another origin tells one of two places that this one tells: then the second is where something else of the event was."""
    return any(field.same(v, mine) for other, some in field.told.items() if other != origin for v in some for mine in (a, b))


def _besides(value: Value, words: re.Pattern[str]) -> bool:
    """A figure of those who come on top of others: "another five", "24 other people"."""
    return words.search(value.data.span.of(value.node.reading.text)) is not None


def _counted_by_both(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> tuple[Stand, str] | None:
    """Figures of which the other origin has one that fits (then the second is of other people: ten of them on a bus), or one of the same
    people that is to be compared instead."""
    (one, a), (two, b) = ours, theirs
    if _said_by_both(field, ours, theirs):
        return "apart", "the other counts it too"
    if field.fit(a, b):
        return None
    if _besides(a, MORE) or _besides(b, MORE):
        return "apart", "each counts other people"
    if any(field.fit(a, v) for v in field.told[two]) or any(field.fit(v, b) for v in field.told[one]):
        return "apart", "each counts other people"
    whom, who = figures.counted_class(a.data), figures.counted_class(b.data)
    if whom == who:
        return None
    like = any(figures.counted_class(v.data) == whom for v in field.told[two]) or any(figures.counted_class(v.data) == who for v in field.told[one])
    return ("apart", "each counts other people") if like else None


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(r for r in reasons if r))


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
