"""Settle: persons' decisions applied to what was told, so that they hold whatever is read or coded anew later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Problem, Succession, problem
from ..model.decisions import Decision, Settled
from ..store.decisions import live, read_decisions
from ..store.partitions import read_annotations, read_articles, read_rows
from ..stories import Decision as Ruling
from ..stories.regroup import regroup
from .anchors import found_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Annotations, Article, Event
    from ..model.decisions import Anchor
    from ..store.layout import Layout
    from ..store.manifest import Manifest
    from ..store.stories import Stories


class Bench(msgspec.Struct, frozen=True):
    """All decisions with what their anchors are now: the rulings for `tell`, and what was not found again."""

    decisions: tuple[Decision, ...]
    settled: dict[str, Settled]
    problems: tuple[Problem, ...]

    @property
    def rulings(self) -> list[Ruling]:
        """The decisions that hold, on reports of now, in their order."""
        return [r for d in live(self.decisions) for r in _rulings(d, self.settled[d.id])]


def bench(layout: Layout, manifest: Manifest) -> Bench:
    """The library's decisions, each anchor looked up in the articles as they are coded now."""
    decisions = tuple(read_decisions(layout, manifest))
    held = _articles(layout, manifest, {a.raw for d in decisions for a in (*d.reports, *d.others)})
    settled = {d.id: Settled(decision=d.id, **_found(d, held)) for d in decisions}
    return Bench(decisions, settled, tuple(_problem(d, settled[d.id]) for d in live(decisions) if settled[d.id].lost))


def _problem(decision: Decision, found: Settled) -> Problem:
    detail = f"{decision.kind} by {decision.who}: {found.lost} of {len(decision.reports) + len(decision.others)} reports"
    return problem("decision_lost", f"decision {decision.id}", detail=detail, stage="stories")


def _articles(layout: Layout, manifest: Manifest, raws: set[str]) -> dict[str, list[tuple[Article, Annotations]]]:
    """Articles with their annotations by the hash of their raw document, those of some hashes."""
    found: dict[str, list[tuple[Article, Annotations]]] = {}
    for partition in manifest.partitions if raws else ():
        ids = [row["id"] for row in read_rows(layout, partition, "articles", columns=["id", "raw"]) if row["raw"] in raws]
        if ids:
            coded = {a.article: a for a in read_annotations(layout, partition, ids)}
            for article in read_articles(layout, partition, ids):
                found.setdefault(article.raw, []).append((article, coded[article.id]))
    return found


def _found(decision: Decision, held: dict[str, list[tuple[Article, Annotations]]]) -> dict[str, object]:
    reports, others = ([_report(anchor, held) for anchor in side] for side in (decision.reports, decision.others))
    return {
        "reports": tuple(dict.fromkeys(r for r in reports if r)), "others": tuple(dict.fromkeys(r for r in others if r)),
        "lost": sum(r is None for r in (*reports, *others)),
    }


def _report(anchor: Anchor, held: dict[str, list[tuple[Article, Annotations]]]) -> str | None:
    return next((key for article, coded in held.get(anchor.raw, ()) if (key := found_again(anchor, article, coded))), None)


def _rulings(decision: Decision, found: Settled) -> list[Ruling]:
    """A decision on reports: a merge ties them all; a split parts each that left from each that stayed."""
    said = {"who": decision.who, "why": decision.why}
    if decision.kind == "merge":
        return [Ruling(kind="merge", reports=(*found.reports, *found.others), **said)]
    if decision.kind != "split":
        return []
    apart = [Ruling(kind="split", reports=(one, other), **said) for one in found.reports for other in found.others]
    return [Ruling(kind="merge", reports=found.reports, **said), *apart]


def settled(stories: Stories, layout: Layout, manifest: Manifest, court: Bench) -> Stories:
    """The rows with each decision applied that they do not follow yet, and those made or undone since the live generation applied now."""
    holding = {d.id for d in live(court.decisions)}
    before = set(manifest.settled)
    for decision in court.decisions:
        undone = court.settled.get(decision.undoes) if decision.kind == "undo" and decision.id not in before else None
        if undone is not None:
            target = next(d for d in court.decisions if d.id == decision.undoes)
            ids = {target.event: undone.reports, target.other: undone.others}
            stories = _regrouped(stories, layout, manifest, court, undone, _as_before(target, undone), ids)
        elif decision.id in holding and not _follows(decision, court.settled[decision.id], stories.events):
            found = court.settled[decision.id]
            stories = _regrouped(stories, layout, manifest, court, found, None, {})
    return stories


def _follows(decision: Decision, found: Settled, events: Sequence[Event]) -> bool:
    """Whether the events are already as a decision wants them (a correction never moves a report)."""
    sides = [{e.id for e in events for m in e.reports if m.report in side} for side in (set(found.reports), set(found.others))]
    if decision.kind == "merge":
        return len(sides[0] | sides[1]) <= 1
    return decision.kind != "split" or not sides[0] & sides[1]


def _as_before(undone: Decision, found: Settled) -> list[Ruling]:
    """How the reports stood before a decision that is no more."""
    if undone.kind == "merge":
        apart = [Ruling(kind="split", reports=(one, other)) for one in found.reports for other in found.others]
        return [Ruling(kind="merge", reports=found.reports), Ruling(kind="merge", reports=found.others), *apart]
    return [Ruling(kind="merge", reports=(*found.reports, *found.others))] if undone.kind == "split" else []


def _regrouped(
    stories: Stories, layout: Layout, manifest: Manifest, court: Bench, found: Settled, forced: list[Ruling] | None, ids: dict[str, tuple[str, ...]],
) -> Stories:
    """The rows with the events of some reports grouped anew; `forced` stands for how they are grouped now."""
    concerned = {*found.reports, *found.others}
    events = [e for e in stories.events if any(m.report in concerned for m in e.reports)]
    if not events:
        return stories
    now = [Ruling(kind="merge", reports=tuple(m.report for m in e.reports)) for e in events]
    known = {m.report: e.id for e in events for m in e.reports} | {r: key for key, some in ids.items() for r in some if key}
    wanted = {a for e in events for a in e.articles}
    articles, annotations = _read(layout, manifest, wanted)
    made, rows = regroup(
        events, articles, annotations, [*(now if forced is None else forced), *court.rulings],
        homes={c.article: o.id for o in stories.origins for c in o.copies if c.article in wanted}, known=known,
        stories={a: s.id for s in stories.stories for a in s.articles if a in wanted},
    )
    return _with(stories, events, made, rows)


def _read(layout: Layout, manifest: Manifest, wanted: set[str]) -> tuple[list[Article], list[Annotations]]:
    articles: list[Article] = []
    annotations: list[Annotations] = []
    for partition in manifest.partitions:
        some = read_articles(layout, partition, wanted)
        articles += some
        annotations += read_annotations(layout, partition, [a.id for a in some]) if some else []
    return articles, annotations


def _with(stories: Stories, old: Sequence[Event], made: Sequence[Event], rows: Iterable[object]) -> Stories:
    """Events in the place of others; what pointed at one that is gone points at the one that has most of its reports."""
    fresh = {e.id for e in made}
    gone = {e.id: _heir(e, made) for e in old if e.id not in fresh}
    replaced = {e.id for e in old} | fresh
    return msgspec.structs.replace(
        stories,
        events=tuple(_led(e, gone) for e in (*(e for e in stories.events if e.id not in replaced), *made)),
        comparisons=(*(c for c in stories.comparisons if c.event not in replaced), *rows),
        appointments=tuple(msgspec.structs.replace(a, event=gone.get(a.event or "", a.event)) for a in stories.appointments),
        successions=tuple(dict.fromkeys((*(s for s in stories.successions if s.old not in fresh), *(_succession(o, n) for o, n in gone.items())))),
    )


def _succession(old: str, new: str) -> Succession:
    return Succession(old, new, "by a person's decision", kind="merged", of="event")


def _heir(event: Event, made: Sequence[Event]) -> str:
    reports = {m.report for m in event.reports}
    return max(made, key=lambda e: sum(m.report in reports for m in e.reports)).id


def _led(event: Event, gone: dict[str, str]) -> Event:
    holder = gone.get(event.part_of or "", event.part_of)
    return event if holder == event.part_of else msgspec.structs.replace(event, part_of=holder if holder != event.id else None)
