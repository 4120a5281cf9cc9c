"""`python -m bench.stories [ARTICLES]`: articles a CPU second of each step of the stories stage, on annotations made for the purpose.

Articles are cut from the words of the timed texts (or of the examples), some of them copies, and carry eight plain reports each; so that the
steps that look across articles are timed without coding them first.
"""

from __future__ import annotations

import random
import re
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from diurna.extract import extract
from diurna.model import Actor, Annotations, Article, Interval, Participant, Published, Report, Span, WhenTold
from diurna.settings import Settings
from diurna.stories import tell
from diurna.stories.clusters import cluster
from diurna.stories.compare import compare
from diurna.stories.events import all_events
from diurna.stories.origins import find_origins
from diurna.stories.reading import readings

from .texts import documents

if TYPE_CHECKING:
    from collections.abc import Callable

REPORTS = 8  # in an article, as in the development articles
SENTENCES = 35  # in an article: some 800 words
A_DAY = 100  # articles
SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,260}[.!?]")
ACTS = ("ASSAULT", "ACCUSE", "CONSULT", "AGREE", "REQUEST", "REJECT", "SUPPORT", "COERCE")
COUNTRIES = ("NOR", "CHL", "GHA", "KEN", "VNM", "PRY", "TGO", "BEN", "FJI", "PER")


def sentences() -> list[str]:
    """Sentences of the timed texts."""
    found = [extract(raw, settings=Settings())[0] for raw in documents(200)]
    return [m.group() for a in found if a is not None for m in SENTENCE.finditer(a.text)]


def made(count: int) -> tuple[list[Article], list[Annotations]]:
    """Articles of sentences drawn from near one another, so that neighbours share words; the same for the same count."""
    pool, draw = sentences(), random.Random(7)
    articles, marks = [], []
    for n in range(count):
        start = draw.randrange(len(pool))
        chosen = [pool[(start + draw.randrange(60)) % len(pool)] for _ in range(SENTENCES)]
        text = "\n\n".join(chosen)
        day = date(2031, 1, 1) + timedelta(days=n // A_DAY)
        article = Article(id=f"a{n}", raw=f"a{n}", name=f"a{n}", text=text, outlet=f"outlet {n % 40}",
                          published=Published(day.isoformat(), Interval.day(day), "bench"))
        articles.append(article)
        marks.append(_annotated(article, chosen, start, day, draw))
    return articles, marks


def _annotated(article: Article, chosen: list[str], theme: int, day: date, draw: random.Random) -> Annotations:
    spans, at = [], 0
    for sentence in chosen:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    country = [COUNTRIES[(theme + k) % len(COUNTRIES)] for k in range(3)]
    actors = tuple(Actor(id=f"country:{c}", name=c, kind="country", country=c) for c in dict.fromkeys(country))
    reports = []
    for k in range(REPORTS):
        span = spans[k]
        one, two = draw.sample(actors, 2)
        act = ACTS[(theme + k) % len(ACTS)]
        trigger = Span(span.start, span.start + len(chosen[k].split()[0]))
        reports.append(Report(
            id=f"{article.id}-{k}", article=article.id, sentence=k, trigger=trigger, evidence=(span,), act=act, plover_type=act,
            quad="VERBAL COOPERATION", actors=(Participant(one.id, trigger),), recipients=(Participant(two.id, trigger),),
            time=WhenTold(Interval.day(day - timedelta(days=draw.randrange(3)))),
        ))
    return Annotations(article=article.id, sentences=tuple(spans), actors=actors, reports=tuple(reports))


def timed(name: str, count: int, step: Callable[[], object]) -> object:
    start = time.process_time()
    found = step()
    seconds = time.process_time() - start
    print(f"{name:<12} {count / max(seconds, 1e-9):>8.0f} articles a CPU second  ({seconds:.2f} s)")
    return found


def main(count: int = 2000) -> None:
    """Print the speed of each step and of the whole."""
    articles, marks = made(count)
    timed("origins", count, lambda: find_origins(articles))
    placed, _ = timed("clusters", count, lambda: cluster(articles))
    held = readings(articles, marks)
    inside: dict[str, list] = {}
    for article in articles:
        inside.setdefault(placed[article.id], []).append(held[article.id])
    told = timed("events", count, lambda: all_events(inside, (), {}, {}))
    timed("comparisons", count, lambda: [compare(event, nodes) for some in told for event, nodes in some])
    timed("tell in all", count, lambda: tell(articles, marks))


if __name__ == "__main__":
    main(*(int(n) for n in sys.argv[1:2]))
