"""Across: one happening that came out in several groups, in one story or in several, is one event. Of two stories only what stands well above
the threshold is joined."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from . import parties
from .evidence import may_meet, weigh
from .firm import forbidden
from .joining import Joined, decided, standing, standing_for
from .means import rare, rare_means
from .tuning import tuning
from .where import vague

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Report
    from .joining import Decision
    from .node import Node

COMMON = 40  # groups that one key may find: a country of every report of a day tells nothing
ROUNDS = 3  # a fourth joins nothing more on the Syrian set
SURE = 0.5  # above what is asked, where one pair of reports speaks for both groups
LOOSE = 1.5  # by which their other reports may fall short then
NEAR = 3  # days of a told time that counts as days
FEW = 5  # reports of each group that are held against those of the other


def across(groups: Mapping[str, Sequence[Joined]], decisions: Sequence[Decision] = ()) -> dict[str, list[Joined]]:
    """The groups of each story, those that tell one happening joined, under the story that told it first; what was joined may draw others in."""
    before = {story: list(some) for story, some in groups.items()}
    for _ in range(ROUNDS):
        after = _joined(before, decisions)
        if _count(after) == _count(before):
            break
        before = after
    return after


def _count(groups: Mapping[str, Sequence[Joined]]) -> int:
    return sum(map(len, groups.values()))


def _joined(groups: Mapping[str, Sequence[Joined]], decisions: Sequence[Decision]) -> dict[str, list[Joined]]:
    told = sorted(((group.nodes[0].order, story, group) for story, some in groups.items() for group in some), key=lambda item: item[:2])
    merged, parted = decided(decisions)
    index: dict[str, list[int]] = defaultdict(list)
    kept: list[tuple[str, Joined]] = []
    home = _homes_by_hand(told, merged)
    for _, story, group in told:
        keys = set(_keys(group))
        near = {n for key in keys for n in index[key] if len(index[key]) <= COMMON}
        best = home.get(id(group)) if home else None
        reason = "merged by hand"
        into = None if best is None else next((n for n, (_, other) in enumerate(kept) if other is best), None)
        if into is None:
            into, reason = _best(group, story, sorted(near), kept, parted)
        if into is None:
            into = len(kept)
            kept.append((story, group))
        else:
            kept[into][1].nodes += group.nodes
            kept[into][1].reasons += [reason if kept[into][0] == story else f"told in another story: {reason}"] * len(group.nodes)
        for key in keys:
            if not index[key] or index[key][-1] != into:
                index[key].append(into)
    out: dict[str, list[Joined]] = {story: [] for story in groups}
    for story, group in kept:
        out[story].append(group)
    return out


def _homes_by_hand(told: Sequence[tuple[object, str, Joined]], merged: Mapping[frozenset[str], str]) -> dict[int, Joined]:
    """For each group that a person merged with one told before it, that one."""
    home: dict[str, Joined] = {n.report.id: group for _, _, group in told for n in group.nodes} if merged else {}
    order = {id(group): number for number, (_, _, group) in enumerate(told)}
    found: dict[int, Joined] = {}
    for pair in merged:
        some = sorted({id(home[r]): home[r] for r in pair if r in home}.values(), key=lambda g: order[id(g)])
        if len(some) == 2:
            found.setdefault(id(some[1]), some[0])
    return found


def _keys(group: Joined) -> Iterator[str]:
    """Named parties on each day that is told or read, and the act at a place on that day."""
    for node in group.nodes:
        if node.report.background:
            continue
        days = {node.day} if node.when is None or node.when.days > 2 else {node.when.start.toordinal(), node.when.end.toordinal() - 1}
        for day in days - {None}:
            for actor in node.everyone:
                if actor.kind not in parties.UNNAMED:
                    yield f"{actor.id}@{node.report.act}@{day}"
            if node.place:
                yield f"{node.report.act}@{node.place.name.lower()}@{day}"
                yield from (f"{kind}@{node.place.country}@{day}" for kind in node.means & rare())


def sought(report: Report, published: int | None) -> set[str]:
    """Under what a report may find one of another story, as far as that is told by its fields alone: its act at a place on a day that it tells or
    that its article came out, or the day before."""
    if report.background or report.place is None or vague(report.place):
        return set()
    days = {published, published - 1} if published is not None else set()
    when = report.time.interval if report.time else None
    if when is not None and when.days <= NEAR:
        days |= set(range(when.start.toordinal(), when.end.toordinal()))
    return {f"{report.act}@{report.place.name.lower()}@{day}" for day in days}


def _best(
    group: Joined, story: str, near: Sequence[int], kept: Sequence[tuple[str, Joined]], parted: set[frozenset[str]],
) -> tuple[int | None, str]:
    found: tuple[float, int, str] | None = None
    for number in near:
        other_story, other = kept[number]
        if any(frozenset((a.report.id, b.report.id)) in parted for a in group.nodes for b in other.nodes):
            continue
        pairs = [(a, b) for a in _few(group.nodes) for b in _few(other.nodes)]
        if not any(may_meet(a, b) for a, b in pairs):
            continue
        enough = tuning().within if other_story == story else tuning().across
        if any(rare_means(a, b) for a, b in pairs):
            enough, pairs = tuning().threshold, [(a, b) for a in standing_for(group.nodes) for b in standing_for(other.nodes)]
        headlines = all(n.headline for n in group.nodes)  # they came before the text that ties them
        mean, best = standing([weigh(a, b) for a, b in pairs], firm=headlines)
        if not (mean >= enough or (best.score >= enough + SURE and mean >= enough - LOOSE and not _told_twice(group, other))):
            continue
        if (found is None or mean > found[0]) and not any(forbidden(a, other.nodes) for a in standing_for(group.nodes)):
            found = (mean, number, "; ".join(best.reasons))
    return (None, "") if found is None else (found[1], found[2])


def _told_twice(group: Joined, other: Joined) -> bool:
    """One article has reports in both: it tells them as two."""
    return bool({n.report.article for n in group.nodes} & {n.report.article for n in other.nodes})


def _few(nodes: list[Node]) -> list[Node]:
    return standing_for(nodes)[:FEW]
