"""Regroup: events anew after a person's decision, from the reports that they hold; nothing else is merged or parted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from ..model import Comparison, Event, Merge
from .compare import compare, linked
from .events import Decision, all_events
from .reading import Reading, acquaint, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Annotations, Article

FIRST = "first report"
FORCED = "merged by hand: "  # why reports stay together that nobody decided on: their own reasons say it better
TOGETHER = "together"  # the events of several stories are regrouped as if they were of one


def regroup(
    events: Sequence[Event], articles: Iterable[Article], annotations: Iterable[Annotations], decisions: Sequence[Decision],
    *, homes: Mapping[str, str], known: Mapping[str, str], stories: Mapping[str, str],
) -> tuple[list[Event], list[Comparison]]:
    """The events that the reports of `events` make under the decisions, later ones over earlier ones, with their comparisons.

    `homes` gives the origin and `stories` the story of each article, `known` the event id that a report is to keep.
    """
    wanted = {m.report for e in events for m in e.reports}
    held = readings(articles, annotations)
    acquaint(held.values())
    some = [_of(held[a], wanted) for a in dict.fromkeys(a for e in events for a in e.articles) if a in held]
    (told,) = all_events({TOGETHER: some}, decisions, homes, known)
    before = {e.id: e for e in events}
    made = [_placed(event, before, stories) for event, nodes in told]
    nodes = {event.id: nodes for event, nodes in told}
    rows = [c for e in made for c in compare(e, nodes[e.id], homes)] + linked(made, nodes)
    marked = [
        msgspec.structs.replace(e, differs=tuple(dict.fromkeys(c.field for c in rows if c.event == e.id and c.verdict == "differ"))) for e in made
    ]
    return marked, rows


def _of(reading: Reading, wanted: set[str]) -> Reading:
    marks = reading.annotations
    kept = Reading(reading.article, msgspec.structs.replace(marks, reports=tuple(r for r in marks.reports if r.id in wanted)))
    kept.actors = reading.actors
    return kept


def _reasons(event: Event, before: Mapping[str, Event]) -> tuple[Merge, ...]:
    """Each report with the reason that it had; what was the first report of an event that is no more is there by decision."""
    had = {m.report: m.reason for e in before.values() for m in e.reports}
    merges = [msgspec.structs.replace(event.reports[0], reason=FIRST)]
    for merge in event.reports[1:]:
        old = had.get(merge.report, merge.reason)
        decided = old == FIRST and not merge.reason.startswith(FORCED)
        merges.append(merge if decided else msgspec.structs.replace(merge, reason=old))
    return tuple(merges)


def _placed(event: Event, before: Mapping[str, Event], stories: Mapping[str, str]) -> Event:
    """The event in the story of most of its articles, inside what its reports were told inside of."""
    votes = Counter(stories[a] for a in event.articles if a in stories)
    was = before.get(event.id)
    return msgspec.structs.replace(
        event, reports=_reasons(event, before), story=votes.most_common(1)[0][0] if votes else (was.story if was else event.story),
        part_of=was.part_of if was else None,
    )
