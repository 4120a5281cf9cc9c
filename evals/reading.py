"""Reports to be read one by one: each with its sentence, from a seeded sample of real articles.

`python -m evals.reading [--articles N] [--reports N] [--seed N] [--skip N]`
"""

from __future__ import annotations

import argparse
import random
from typing import TYPE_CHECKING

from diurna.coding import code
from diurna.extract import extract
from diurna.model import RawDocument
from diurna.settings import Settings
from diurna.sources import read_documents

from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import Annotations, Article, Participant, Report


def documents() -> list[RawDocument]:
    """The articles of the Syrian set as raw rows, in file order; empty where the set is absent."""
    path = gold("stories", "fakes_syria_before_2016_07.jsonl.gz")
    return [d for d in read_documents(path, settings=Settings()) if isinstance(d, RawDocument)] if path is not None else []


def read(chosen: list[RawDocument]) -> Iterator[tuple[Article, Annotations]]:
    """The articles and what is told in them."""
    for raw in chosen:
        article, _ = extract(raw, settings=Settings())
        if article is not None:
            yield article, code(article)


def line(article: Article, told: Annotations, report: Report) -> str:
    """One report and the sentence that it stands in."""
    names = {actor.id: f"{actor.name} [{actor.code}]" for actor in told.actors}

    def side(people: tuple[Participant, ...]) -> str:
        return " + ".join(f"{p.span.of(article.text)!r}={names[p.actor]}" for p in people) or "–"

    flags = [report.phase, *(["background"] if report.background else []), *(["denied"] if report.polarity == "denied" else [])]
    where = report.place.name if report.place else "–"
    when = f"{report.time.interval.start}..{report.time.interval.end}" if report.time else "–"
    numbers = {q.id: q.span.of(article.text) for q in told.quantities}
    chain = " ← ".join(source.words for source in report.chain) or "–"
    words = " | ".join(" ".join(span.of(article.text).split()) for span in report.evidence)
    sentence = " ".join(told.sentences[report.sentence].of(article.text).split())
    return (
        f"{report.id} {report.act}/{report.mode or '–'} ({report.plover_type} {report.cameo}) {side(report.actors)} → {side(report.recipients)}\n"
        f"   {' '.join(flags)} | at {where} | on {when} | by {chain} | {', '.join(report.contexts) or '–'} | "
        f"{', '.join(numbers[q] for q in report.quantities if q in numbers) or '–'} | {report.rule.split()[0]} {report.confidence}\n"
        f"   words: {words}\n   sentence: {sentence}\n"
    )


def main() -> None:
    """Print a sample, in the order of the draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--reports", type=int, default=0, help="at most so many, drawn from all of them; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rows = documents()
    if not rows:
        print("skipped: no data")
        return
    draw = random.Random(asked.seed)
    told = [(a, t, r) for a, t in read(draw.sample(rows, min(asked.articles, len(rows)))) for r in t.reports]
    chosen = draw.sample(told, min(asked.reports, len(told))) if asked.reports else told
    for number, row in enumerate(chosen, 1):
        print(number, line(*row))
    print(f"{len(told)} reports in {asked.articles} articles; {len(chosen)} printed")


if __name__ == "__main__":
    main()
