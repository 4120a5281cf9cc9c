"""Milliseconds of each question over a library of many articles: `python -m bench.views [ARTICLES]`.

The example reports are coded once; each further copy of them is moved by a month and given ids of its own, so that stories and events are as many
as in a library that grew over years. The texts are the same, so nothing here measures quality or coding.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from diurna.library import Library
from diurna.model import Annotations, Article, key_hash
from diurna.resources.examples import examples_folder
from diurna.run.generation import build_generation
from diurna.run.progress import Silent
from diurna.settings import Settings
from diurna.store.layout import Layout
from diurna.store.manifest import Manifest, read_manifest, write_manifest
from diurna.store.partitions import Batch, read_annotations, read_articles, write_partition

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
ARTICLES = 5000
BATCH = 1000
DAYS_APART = 30  # more than a story stays open
ROUNDS = 9
ID = re.compile(r"\b[0-9a-f]{16}\b")
DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d")


def moved(value: T, copy: int, kind: type[T]) -> T:
    """A struct with every id made anew and every day moved; texts are left alone as they hold neither."""
    days = timedelta(days=DAYS_APART * copy)
    text = ID.sub(lambda m: key_hash(m.group(), copy), msgspec.json.encode(value).decode())
    return msgspec.json.decode(DAY.sub(lambda m: (date.fromisoformat(m.group()) + days).isoformat(), text), type=kind)


def build(root: Path, articles: int) -> Library:
    """A library of so many articles."""
    seed = Library(root / "seed", settings=Settings())
    seed.read(examples_folder(), known="2024-04-15T00:00:00+00:00")
    source = seed.reader.layout
    (partition,) = read_manifest(source).partitions
    told = list(zip(read_articles(source, partition), read_annotations(source, partition), strict=True))
    layout = Layout(root / "grown")
    manifest = Manifest()
    copies, a_batch = articles // len(told), BATCH // len(told)
    for first in range(0, copies, a_batch):
        manifest = _grown(layout, manifest, told, range(first, min(first + a_batch, copies)))
    return Library(layout.root, settings=Settings())


def _grown(layout: Layout, manifest: Manifest, told: list[tuple[Article, Annotations]], copies: range) -> Manifest:
    pairs = [(moved(a, copy, Article), moved(n, copy, Annotations)) for copy in copies for a, n in told]
    name = key_hash("bench", copies.start)
    batch = Batch((), tuple(a for a, _ in pairs), tuple(n for _, n in pairs), ())
    write_partition(layout, name, batch, versions={}, known="2024-04-15T00:00:00+00:00")
    manifest = msgspec.structs.replace(manifest, partitions=(*manifest.partitions, name))
    write_manifest(layout, manifest)
    start = time.perf_counter()
    manifest = build_generation(layout, manifest, progress=Silent())
    print(f"generation {manifest.generation}: {len(pairs)} articles added in {time.perf_counter() - start:.1f} s", file=sys.stderr)
    return manifest


def questions(library: Library) -> dict[str, Callable[[], object]]:
    """What is asked, by the name it is printed under."""
    event = max(library.events(limit=2000).events, key=lambda row: row.reports).id
    story = max(library.stories(limit=2000), key=lambda row: row.articles).id
    actor = library.actors(limit=1)[0]
    return {
        "events": lambda: library.events(),
        "events of an actor": lambda: library.events(actor=actor.name),
        "events of a month": lambda: library.events(since=date(2026, 4, 1), until=date(2026, 5, 1)),
        "event": lambda: library.event(event),
        "stories": lambda: library.stories(),
        "story": lambda: library.story(story),
        "quotes": lambda: library.quotes(),
        "actors": lambda: library.actors(),
        "counts by country,month,type": lambda: library.counts(["country", "month", "type"]),
        "counts by dyad": lambda: library.counts(["dyad"]),
        "diary": lambda: library.diary(),
        "search": lambda: library.search("ceasefire talks"),
        "overview": lambda: library.overview(),
    }


def main(articles: int = ARTICLES) -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory(prefix="diurna-bench-") as folder:
        library = build(Path(folder), articles)
        rows = library.overview().rows
        print(", ".join(f"{rows[name]} {name}" for name in ("articles", "stories", "events", "reports", "quotes")))
        for name, ask in questions(library).items():
            ask()
            taken = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                ask()
                taken.append(time.perf_counter() - start)
            print(f"{name:28} {statistics.median(taken) * 1000:8.1f} ms")


if __name__ == "__main__":
    main(*(int(n) for n in sys.argv[1:2]))
