"""Joining: reports of a story grouped by happening, each group with the reason for every report."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import msgspec

from . import parties
from .evidence import Weighed, may_meet, weigh
from .firm import forbidden
from .node import Node
from .tuning import tuning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .reading import Reading

WITNESSES = 12  # reports of an event that a newcomer is held against; the own stories merge alike from 8 on


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word on reports: these are one event, or not; by report ids, with who and why."""

    kind: Literal["merge", "split"]
    reports: tuple[str, ...]
    who: str = ""
    why: str = ""


class Joined(msgspec.Struct):
    """Reports taken for one happening, and why each was taken in."""

    nodes: list[Node]
    reasons: list[str]


def nodes_of(inside: Sequence[Reading]) -> list[Node]:
    """The reports of some articles in the order of their telling, with words weighed by how few of the articles' sentences hold them."""
    pairs = [(r, report) for r in inside for report in r.annotations.reports]
    seen: Counter[str] = Counter()
    for reading in inside:
        for words in reading.sentence_words:
            seen.update(words)
    total = sum(len(r.annotations.sentences) for r in inside) + 10
    weight = {w: math.log(1 + total / (1 + n)) for w, n in seen.items()}
    return sorted((Node(r, report, weight) for r, report in pairs), key=lambda n: n.order)


def join(nodes: Sequence[Node], decisions: Sequence[Decision] = ()) -> list[Joined]:
    """Group reports: each joins the group that it has most evidence for, if it is enough and none of its reports forbids it."""
    merged, parted = decided(decisions)
    index: dict[str, list[int]] = defaultdict(list)
    groups: list[Joined] = []
    under = _under_headlines(nodes)
    for node in nodes:
        keys = _keys(node)
        near = sorted({g for key in _sought(node, keys) for g in index.get(key, ())})
        best, reason = _best(node, near, groups, merged, parted, under.get(node.report.id, ()))
        if best is None:
            best = len(groups)
            groups.append(Joined([], []))
            reason = "first report"
        groups[best].nodes.append(node)
        groups[best].reasons.append(reason)
        for key in keys:
            if not index[key] or index[key][-1] != best:
                index[key].append(best)
    return groups


def _under_headlines(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """For each report of a headline those of its article that it sums up: they tell the town, the day and the toll that it leaves out."""
    articles: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.headline or node.report.sentence <= tuning().lead:
            articles[node.report.article].append(node)
    heads = ((node, some) for some in articles.values() for node in some if node.headline)
    return {node.report.id: [other for other in some if not other.headline and weigh(node, other).firm] for node, some in heads}


def _keys(node: Node) -> set[str]:
    """What a report is found under: its parties and its act; those of parties without a name once more, for whoever may be meant."""
    found = {k for actor in node.everyone for k in parties.keys(actor)} | {f"act:{node.report.act}"}
    if not node.everyone:
        found.add(f"word:{node.trigger}")
    return found | {f"unnamed:{node.report.act}"} if _unnamed(node) else found


def _sought(node: Node, keys: set[str]) -> set[str]:
    return keys if _unnamed(node) else keys - {f"act:{node.report.act}"} | {f"unnamed:{node.report.act}"}


def _unnamed(node: Node) -> bool:
    return not node.actors or any(a.kind in parties.UNNAMED for a in node.everyone)


def decided(decisions: Sequence[Decision]) -> tuple[dict[frozenset[str], str], set[frozenset[str]]]:
    merged: dict[frozenset[str], str] = {}
    parted: set[frozenset[str]] = set()
    for decision in decisions:
        for one, two in combinations(decision.reports, 2):
            pair = frozenset((one, two))
            if decision.kind == "merge":
                merged[pair] = f"merged by {decision.who or 'hand'}: {decision.why}"
                parted.discard(pair)
            else:
                merged.pop(pair, None)
                parted.add(pair)
    return merged, parted


def _best(
    node: Node, near: Sequence[int], groups: Sequence[Joined], merged: Mapping[frozenset[str], str], parted: set[frozenset[str]],
    under: Sequence[Node] = (),
) -> tuple[int | None, str]:
    found: tuple[float, int, str] | None = None
    for number in near if not merged else range(len(groups)):
        group = groups[number]
        if merged or parted:
            pairs = [frozenset((node.report.id, other.report.id)) for other in group.nodes]
            by_hand = next((merged[p] for p in pairs if p in merged), None)
            if by_hand:
                return number, by_hand
            if any(p in parted for p in pairs):
                continue
        witnesses = standing_for(group.nodes)
        if not any(may_meet(node, other) for other in witnesses):
            continue
        weighed = [weigh(node, other) for other in witnesses]
        mean, best = standing(weighed)
        if mean >= tuning().threshold and (found is None or mean > found[0]) and not any(forbidden(n, group.nodes) for n in (node, *under)):
            found = (mean, number, "; ".join(best.reasons))
    return (None, "") if found is None else (found[1], found[2])


def standing_for(nodes: list[Node]) -> list[Node]:
    """The reports that a newcomer is held against: what copies repeat once; of a large event the first and the latest."""
    some = list({(n.trigger, n.headline, *sorted(n.words)): n for n in nodes}.values()) if len(nodes) > 1 else nodes
    return some if len(some) <= WITNESSES else [*some[: WITNESSES // 2], *some[-WITNESSES // 2 :]]


def standing(weighed: Sequence[Weighed], firm: bool = True) -> tuple[float, Weighed]:
    """The mean of the best half: one early, bare report must not keep a full one out. A third of barred pairs bars. What one article itself
    ties together stands alone, if `firm` is asked for."""
    best = max(weighed, key=lambda w: w.score)
    if best.copied:
        return best.score, best
    if sum(w.barred for w in weighed) * 3 > len(weighed):
        return -math.inf, best
    tied = max((w for w in weighed if w.firm), key=lambda w: w.score, default=None) if firm else None
    if tied is not None and tied.score >= tuning().threshold:
        return tied.score, tied
    scores = sorted((w.score for w in weighed), reverse=True)[: (len(weighed) + 1) // 2]
    return sum(scores) / len(scores), best
