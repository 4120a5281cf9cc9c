"""Merged events, reports left apart and comparisons to be read one by one: a seeded sample of the Syrian set's record.

`python -m evals.story_reading merged|apart|compared [--sample N] [--seed N] [--kept FILE]`: FILE keeps the coded articles between two calls,
outside the repository, for they hold the set's text. Whoever reads the sample counts what is right; the figures stand in `docs/quality.md`.
"""

from __future__ import annotations

import argparse
import random
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from diurna.model import Annotations, Article
from diurna.stories import tell

from .reading import documents, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from diurna.model import Comparison, Event, Report
    from diurna.stories import Told


class Coded(msgspec.Struct, frozen=True):
    """An article and what is told in it."""

    article: Article
    told: Annotations


class Record:
    """The set as one batch, with its reports and events looked up."""

    def __init__(self, coded: list[Coded]) -> None:
        self.articles = {c.article.id: c.article for c in coded}
        self.annotations = {c.article.id: c.told for c in coded}
        self.reports = {r.id: r for c in coded for r in c.told.reports}
        self.actors = {a.id: a.name for c in coded for a in c.told.actors}
        self.told: Told = tell([c.article for c in coded], [c.told for c in coded])
        self.event_of = {m.report: e for e in self.told.events for m in e.reports}

    def sentence(self, report: Report) -> str:
        return " ".join(self.annotations[report.article].sentences[report.sentence].of(self.articles[report.article].text).split())

    def day(self, report: Report) -> date | None:
        """The day told, or else the day of publication; none where a longer time is told."""
        published = self.articles[report.article].published
        if report.time is not None:
            return report.time.interval.start if report.time.interval.days == 1 else None
        return published.interval.start if published else None

    def line(self, report: Report) -> str:
        """One report: what it was coded as, and its sentence."""
        article = self.articles[report.article]
        sides = [" + ".join(self.actors[p.actor] for p in side) or "–" for side in (report.actors, report.recipients)]
        when = f"{report.time.interval.start}..{report.time.interval.end}" if report.time else "–"
        flags = f"{report.phase}{' background' if report.background else ''}{' denied' if report.polarity == 'denied' else ''}"
        trigger = report.trigger.of(article.text)
        published = article.published.when[:10] if article.published else "–"
        place = report.place.name if report.place else "–"
        return (
            f"   [{article.outlet} {published} {article.id[:6]}] {report.act} {trigger!r} {sides[0]} → {sides[1]} | {flags} | {place} | {when}\n"
            f"      {self.sentence(report)}"
        )


def coded(kept: Path | None) -> list[Coded]:
    """The set coded, or what an earlier call kept of it."""
    if kept is not None and kept.exists():
        return msgspec.json.decode(kept.read_bytes(), type=list[Coded])
    rows = [Coded(article, told) for article, told in read(documents())]
    if kept is not None and rows:
        kept.write_bytes(msgspec.json.encode(rows))
    return rows


def merged(record: Record) -> list[Event]:
    """Events that reports of several articles were merged into."""
    return [e for e in record.told.events if len(e.articles) > 1]


def apart(record: Record) -> list[tuple[Report, Report]]:
    """Pairs of reports of two articles, of one day (that of publication where none is told) and one place, that are two events."""
    placed = [(r, day) for r in record.reports.values() if r.id in record.event_of and r.place and not r.background and (day := record.day(r))]
    return [
        (a, b) for (a, day), (b, other) in combinations(placed, 2)
        if a.article != b.article and day == other and a.place.name == b.place.name and record.event_of[a.id].id != record.event_of[b.id].id
    ]


def compared(record: Record) -> list[Comparison]:
    """Fields of events that two origins or more fill."""
    return [c for c in record.told.comparisons if len({cell.origin for cell in c.cells}) > 1]


def _show_event(record: Record, event: Event) -> Iterator[str]:
    yield f"{event.title} | {event.phase} | {event.time and event.time.start} | {event.place.name if event.place else '–'}"
    for merge in event.reports:
        yield record.line(record.reports[merge.report]) + f"\n      ({merge.reason})"


def _show_pair(record: Record, pair: tuple[Report, Report]) -> Iterator[str]:
    yield "one day and place, two events"
    yield from (record.line(report) for report in pair)


def _show_comparison(record: Record, row: Comparison) -> Iterator[str]:
    yield f"{row.field}: {row.verdict.upper()} ({row.reason or '–'})"
    for cell in row.cells:
        article = record.articles[cell.article]
        words = cell.span.of(article.text) if cell.span else "–"
        sentence = " ".join(cell.sentence.split())
        yield f"   [{article.outlet} {article.published.when[:10] if article.published else '–'}] {cell.value} {words!r}\n      {sentence}"


KINDS: Mapping[str, tuple[Callable, Callable]] = {
    "merged": (merged, _show_event), "apart": (apart, _show_pair), "compared": (compared, _show_comparison),
}


def main() -> None:
    """Print a sample, in the order of the draw, and out of how many it was drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    rows = coded(asked.kept)
    if not rows:
        print("skipped: no data")
        return
    record = Record(rows)
    find, show = KINDS[asked.kind]
    every = find(record)
    for number, item in enumerate(random.Random(asked.seed).sample(every, min(asked.sample, len(every))), 1):
        print(f"{number}. " + "\n".join(show(record, item)), end="\n\n")
    print(f"{len(every)} {asked.kind} in {len(rows)} articles, seed {asked.seed}")


if __name__ == "__main__":
    main()
