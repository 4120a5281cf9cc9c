"""`python -m bench.stories [ARTICLES]`: articles a CPU second of each step of the stories stage, on annotations made for the purpose.

`--stream` takes articles in day by day instead, through origins and stories alone, and prints speed and memory as they go on (10,000 and
100,000 articles show that both are bounded by the window); `--growth` adds one day after another to a library and prints what the last day cost.

Articles are made of the words of the timed texts (or of the examples), some of them copies, and carry eight plain reports each; so that the
steps that look across articles are timed without coding them first.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from diurna.extract import extract
from diurna.model import Actor, Annotations, Article, Interval, Participant, Published, Report, Span, WhenTold
from diurna.settings import Settings
from diurna.stories import tell
from diurna.stories.clusters import cluster
from diurna.stories.compare import compare
from diurna.stories.events import all_events
from diurna.stories.origins import find_origins
from diurna.stories.reading import readings
from diurna.stories.texts import read_texts

from .texts import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPORTS = 8  # in an article, as in the development articles
A_DAY = 100  # articles that are told in one batch with those of other days
SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,260}[.!?]")
PIECE = re.compile(r"[^\s.](?:[^\n.]|[.](?! ))*")
ACTS = ("ASSAULT", "ACCUSE", "CONSULT", "AGREE", "REQUEST", "REJECT", "SUPPORT", "COERCE")
COUNTRIES = ("NOR", "CHL", "GHA", "KEN", "VNM", "PRY", "TGO", "BEN", "FJI", "PER")


def sentences() -> list[str]:
    """Sentences of the timed texts."""
    found = [extract(raw, settings=Settings())[0] for raw in documents(200)]
    return [m.group() for a in found if a is not None for m in SENTENCE.finditer(a.text)]


def _annotated(article: Article, theme: int, day: date, draw: random.Random) -> Annotations:
    spans = [Span(*m.span()) for m in PIECE.finditer(article.text)]
    country = [COUNTRIES[(theme + k) % len(COUNTRIES)] for k in range(3)]
    actors = tuple(Actor(id=f"country:{c}", name=c, kind="country", country=c) for c in dict.fromkeys(country))
    reports = []
    for k in range(min(REPORTS, len(spans))):
        span = spans[k]
        one, two = draw.sample(actors, 2)
        act = ACTS[(theme + k) % len(ACTS)]
        trigger = Span(span.start, span.start + len(span.of(article.text).split()[0]))
        reports.append(Report(
            id=f"{article.id}-{k}", article=article.id, sentence=k, trigger=trigger, evidence=(span,), act=act, plover_type=act,
            quad="VERBAL COOPERATION", actors=(Participant(one.id, trigger),), recipients=(Participant(two.id, trigger),),
            time=WhenTold(Interval.day(day - timedelta(days=draw.randrange(3)))),
        ))
    return Annotations(article=article.id, sentences=tuple(spans), actors=actors, reports=tuple(reports))


def shown(name: str, count: int, seconds: float) -> None:
    print(f"{name:<18} {count / max(seconds, 1e-9):>8.0f} articles a CPU second  ({seconds:.2f} s)")


STORY_WORDS, BACKGROUND = 60, 0.55  # words that are a story's own; share of running words that are anybody's
SHARE_COPIED = 0.2  # articles that are a copy of one of the last two days, whole or cut
REPORTERS = 6  # articles of one story in the mean
LENGTH = 800  # words of an article
MARK = 800  # articles a CPU second that origins and stories are to reach
STEPS = ("words", "origins", "stories")
T = TypeVar("T")


def stream(count: int, a_day: int) -> Iterator[list[Article]]:
    """Articles day by day, see `told_stream`."""
    for day in told_stream(count, a_day):
        yield [article for article, _ in day]


def told_stream(count: int, a_day: int) -> Iterator[list[tuple[Article, int]]]:
    """Articles day by day, each with the number of its story: each story has words of its own (pairs of the examples' words), used for three
    days; a fifth are copies."""
    words, draw = [w for s in sentences() for w in s.split()], random.Random(11)
    stories: list[tuple[int, int, list[str]]] = []
    recent: list[tuple[str, int]] = []
    born = 0
    for n, first in enumerate(range(0, count, a_day)):
        day = date(2031, 1, 1) + timedelta(days=n)
        stories = [story for story in stories if story[0] > n - 3]
        new = max(a_day // REPORTERS // 3, 1)
        stories += [(n, born + k, [_name(words, draw) for _ in range(STORY_WORDS)]) for k in range(new)]
        born += new
        texts = [_drawn(words, stories, recent, draw) for _ in range(min(a_day, count - first))]
        recent = [*texts, *recent][: 2 * a_day]
        when = Published(day.isoformat(), Interval.day(day), "bench")
        yield [
            (Article(id=f"s{first + k}", raw="", name=f"s{first + k}", text=text, title=Span(0, text.index("\n")), published=when,
                     outlet=f"outlet {(first + k) % 40}"), story)
            for k, (text, story) in enumerate(texts)
        ]


def _drawn(
    words: list[str], stories: list[tuple[int, int, list[str]]], recent: list[tuple[str, int]], draw: random.Random,
) -> tuple[str, int]:
    if recent and draw.random() < SHARE_COPIED:
        text, story = draw.choice(recent)
        return _copy(text, draw), story
    _, story, own = draw.choice(stories)
    return _text(words, own, draw), story


def _name(words: list[str], draw: random.Random) -> str:
    one, two = draw.choice(words), draw.choice(words)
    return (one[:4] + two[-4:]).strip(".,").capitalize()


def _text(words: list[str], own: list[str], draw: random.Random) -> str:
    title = " ".join(draw.choices(own, k=7))
    running = [draw.choice(words) if draw.random() < BACKGROUND else draw.choice(own) if draw.random() < 0.4 else _name(words, draw).lower()
               for _ in range(LENGTH)]
    return title + "\n\n" + ". ".join(" ".join(running[at : at + 20]) for at in range(0, LENGTH, 20))


def _copy(text: str, draw: random.Random) -> str:
    cut = text[: draw.choice((len(text), len(text) // 2, len(text) // 4))]
    return cut if "\n" in cut else text


class Spent:
    """CPU seconds of each step of origins and stories, in all and since they were last shown."""

    def __init__(self) -> None:
        self.all = Counter(dict.fromkeys(STEPS, 0.0))
        self.shown = dict(self.all)

    def run(self, step: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        found = work()
        self.all[step] += time.process_time() - start
        return found

    def since(self) -> dict[str, float]:
        """What was spent since this was last asked for."""
        spent = {step: seconds - self.shown[step] for step, seconds in self.all.items()}
        self.shown = dict(self.all)
        return spent


def streamed(count: int, a_day: int) -> None:
    """Print, after each tenth of the articles, articles a CPU second of origins + stories in that tenth and in all, what each step costs an
    article, what the next batch needs (as it is kept), and peak memory."""
    origins, clusters, done, before = None, None, 0, 0
    spent = Spent()
    days = stream(count, a_day)
    print(f"origins + stories, {a_day} articles of {LENGTH} words a day; the mark is {MARK} articles a CPU second; {peak():.0f} MB at the start")
    for day in days:
        read = spent.run("words", lambda day=day: read_texts(day))
        _, origins = spent.run("origins", lambda day=day, read=read, state=origins: find_origins(day, state, read=read))
        _, clusters = spent.run("stories", lambda day=day, read=read, state=clusters: cluster(day, state, read=read))
        done += len(day)
        if done * 10 // count > before * 10 // count:
            last = spent.since()
            each = ", ".join(f"{step} {1000 * seconds / (done - before):.2f}" for step, seconds in last.items())
            kept = (len(msgspec.msgpack.encode(origins)) + len(msgspec.msgpack.encode(clusters.lean()))) / 1e6
            print(f"{done:>7} articles  {(done - before) / sum(last.values()):>5.0f} a CPU second ({done / sum(spent.all.values()):.0f} in all); "
                  f"ms an article: {each}; kept {kept:.0f} MB, peak memory {peak():.0f} MB", flush=True)
            before = done


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def growth(days: int, a_day: int) -> None:
    """Print what a further day costs a library in each tenth of its days, in the mean: telling it, and writing the next generation."""
    from diurna.run.generation import build_generation
    from diurna.run.progress import Silent
    from diurna.store.layout import Layout
    from diurna.store.manifest import Manifest
    from diurna.store.partitions import Batch, write_partition

    draw, every = random.Random(3), max(days // 10, 1)
    cpu, clock = 0.0, 0.0
    with tempfile.TemporaryDirectory(prefix="diurna-bench-") as folder:
        layout, manifest = Layout(Path(folder)), Manifest()
        for n, day in enumerate(told_stream(days * a_day, a_day)):
            name = f"day{n:04d}"
            marks = [_annotated(article, 3 * story, article.published.interval.start, draw) for article, story in day]
            batch = Batch((), tuple(article for article, _ in day), tuple(marks), ())
            write_partition(layout, name, batch, versions={}, known="2031-01-01T00:00:00+00:00")
            manifest = msgspec.structs.replace(manifest, partitions=(*manifest.partitions, name))
            cpu, clock = cpu - time.process_time(), clock - time.perf_counter()
            manifest = build_generation(layout, manifest, progress=Silent())
            cpu, clock = cpu + time.process_time(), clock + time.perf_counter()
            if (n + 1) % every == 0:
                size = sum(path.stat().st_size for path in layout.generation(manifest.generation).iterdir()) / 1e6
                print(f"day {n + 1:>4}: a day of {a_day} articles cost {cpu / every:.2f} CPU s, {clock / every:.2f} s; "
                      f"generation {size:.0f} MB, peak memory {peak():.0f} MB", flush=True)
                cpu, clock = 0.0, 0.0


def steps(count: int) -> None:
    """Print the speed of each step and of the whole."""
    draw, spent = random.Random(3), Spent()
    told = [one for day in told_stream(count, A_DAY) for one in day]
    articles = [article for article, _ in told]
    marks = [_annotated(article, 3 * story, article.published.interval.start, draw) for article, story in told]
    read = spent.run("words", lambda: read_texts(articles))
    spent.run("origins", lambda: find_origins(articles, read=read))
    placed, _ = spent.run("stories", lambda: cluster(articles, read=read))
    for step, seconds in spent.since().items():
        shown(step, count, seconds)
    shown("origins + stories", count, sum(spent.all.values()))
    held = readings(articles, marks)
    inside: dict[str, list] = {}
    for article in articles:
        inside.setdefault(placed[article.id], []).append(held[article.id])
    events = spent.run("events", lambda: all_events(inside, (), {}, {}))
    spent.run("comparisons", lambda: [compare(event, nodes) for some in events for event, nodes in some])
    spent.run("all of tell", lambda: tell(articles, marks))
    for step in ("events", "comparisons", "all of tell"):
        shown(step, count, spent.all[step])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    parser.add_argument("--a-day", type=int, default=270, help="articles of a day: 270 are some 100,000 a year")
    parser.add_argument("--stream", action="store_true")
    parser.add_argument("--growth", action="store_true")
    options = parser.parse_args()
    if options.stream:
        streamed(options.articles, options.a_day)
    elif options.growth:
        growth(options.articles // options.a_day, options.a_day)
    else:
        steps(options.articles)


if __name__ == "__main__":
    main()
