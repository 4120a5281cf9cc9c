"""Milliseconds of each page of the reading room, asked over loopback: `python -m bench.serve [ARTICLES] [LIBRARY]`.

The library is made of the example reports, each copy of them with a cast, days and words of its own (see `bench.casts`);
where LIBRARY names a folder it is kept there and used again. The room is served by a process of its own; every page is asked with
many different addresses, so that nothing is answered from memory alone. `cold` is the first of them, `CPU` the processor's time for each: it
holds on a busy machine too.
Exit code 1 where a page misses its goal.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from diurna.library import Library
from diurna.model import key_hash
from diurna.serve.registry import modules
from diurna.settings import Settings
from diurna.store.catalogue import Catalogue
from diurna.store.decisions import write_settled
from diurna.store.layout import Layout, replaced
from diurna.store.manifest import CATALOGUE, Manifest, write_manifest
from diurna.store.partitions import Batch, write_partition
from diurna.store.schema import STORY_TABLES
from diurna.store.search import extend_search
from diurna.store.stories import Part, Stories, write_parts

from .casts import KNOWN, START, copied, examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import Annotations, Article

    from .casts import Examples

ARTICLES = 2_000
PARTITION = 2_000
ASKED = 60  # addresses of each page
SPAN_DAYS = 1_700  # of a library of 100,000 articles
MEDIAN_MS, P95_MS, FIRST_MS = 50.0, 150.0, 1_000.0  # the goals


def build(root: Path, articles: int) -> Library:
    """A library of so many articles, in one generation."""
    layout = Layout(root)
    if layout.manifest.exists():
        return Library(root, settings=Settings())
    start, told = time.perf_counter(), examples()
    of_a_partition, every = PARTITION // len(told.seeds), -(-articles // len(told.seeds))
    names = []
    with replaced(layout.generation(1)) as folder:
        folder.mkdir(parents=True)
        with Catalogue(folder / "catalogue.duckdb") as catalogue:
            for first in range(0, every, of_a_partition):
                names.append(key_hash("bench", first))
                copies = [copied(told, copy) for copy in range(first, min(first + of_a_partition, every))]
                _put(catalogue, layout, names[-1], told, copies)
                extend_search(folder / "search.sqlite", [a for pairs, _ in copies for a, _ in pairs])
            catalogue.set_problems(layout, tuple(names), [])
        write_settled(folder, [])
        write_parts(folder, [])
    write_manifest(layout, Manifest(partitions=tuple(names), told=tuple(names), generation=1, catalogue=CATALOGUE))
    print(f"made in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return Library(root, settings=Settings())


def _put(catalogue: Catalogue, layout: Layout, name: str, told: Examples, copies: list[tuple[list[tuple[Article, Annotations]], Stories]]) -> None:
    """A partition with what is told across its articles."""
    pairs = [pair for some, _ in copies for pair in some]
    write_partition(layout, name, Batch(told.raws, tuple(a for a, _ in pairs), tuple(c for _, c in pairs), ()), versions={}, known=KNOWN)
    across = {spec.name: tuple(row for _, rows in copies for row in getattr(rows, spec.name)) for spec in STORY_TABLES}
    catalogue.put(Part(Stories(**across)))
    catalogue.add_partition(layout, name)


def serve(path: str, held: socket.socket) -> None:
    """The room, in a process of its own."""
    import uvicorn

    from diurna.serve import create_app

    app = create_app(Library(path, settings=Settings()), rate=None)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none")).run(sockets=[held])


def addresses(library: Library) -> dict[str, list[str]]:
    """For each page many addresses, drawn at random but the same in each run; the most named actors are among them, and the most told stories."""
    draw = random.Random(7)
    most = "SELECT id FROM directory WHERE NOT starts_with(id, 'unnamed:') ORDER BY articles DESC LIMIT 15"
    actors = [*_ids(library, "SELECT id FROM directory WHERE articles > 1")[: 3 * ASKED // 4], *_ids(library, most)]
    ids = {
        "story": [*_ids(library, "SELECT id FROM stories"), *_ids(library, "SELECT id FROM stories ORDER BY len(articles) DESC LIMIT 200")],
        "event": [*_ids(library, "SELECT id FROM events"), *_ids(library, "SELECT id FROM events ORDER BY len(articles) DESC LIMIT 200")],
        "article": _ids(library, "SELECT id FROM articles"),
        "actor": actors,
        "speaker": actors,
    }
    found = {}
    for module in modules():
        path = module.PAGE.path
        if "{" in path:
            pool = ids[path.split("/")[1]]
            found[module.PAGE.name] = [path.split("{")[0] + quote(key) for key in draw.sample(pool, min(ASKED, len(pool)))]
        else:
            found[module.PAGE.name] = [path, *(f"{path}?{_asked(path, draw)}" for _ in range(ASKED - 1))]
    return found


def _asked(path: str, draw: random.Random) -> str:
    """What is asked of a page beside its address: another day each time, and filters where the page knows them."""
    day = START + timedelta(days=draw.randrange(SPAN_DAYS))
    match path:
        case "/diary":
            return f"month={day:%Y-%m}"
        case "/sql":
            return "q=" + quote(f"SELECT plover_type, count(*) FROM events WHERE \"time\".start > DATE '{day}' GROUP BY ALL")
        case "/review":
            return draw.choice(["queue=random", "queue=doubtful"])
        case "/sources":
            return f"outlet={draw.choice('abcdefghijklmnoprstuvwz')}&page={draw.randrange(1, 3)}"
    more = ["", "&until=2026", "&actor=KEN"]
    more += {
        "/stories": ["&page=2", "&type=ASSAULT", "&place=KEN", "&differ=yes", "&words=ceasefire", "&sort=origins", "&outlet=dawn"],
        "/quotes": ["&page=2", "&sort=newest", "&several=yes", "&words=the"],
        "/actors": ["&page=2", "&sort=did", "&kind=person", "&country=IND"],
        "/explore": ["&by=country,month", "&by=type", "&type=CONSULT", "&span=year"],
        "/map": ["&page=2", "&type=ASSAULT", "&country=IND", "&all=yes"],
    }.get(path, [])
    return f"since={day}{draw.choice(more) if path != '/today' else ''}"


def _ids(library: Library, query: str) -> list[str]:
    """At most 2,000 ids, in an order of chance that is the same in each run."""
    return [row["id"] for row in library.sql(f"SELECT id FROM ({query}) ORDER BY md5(id) LIMIT 2000").to_pylist()]


def timed(room: str, library: Library) -> Iterator[tuple[str, float, list[float], int]]:
    """Each page with the milliseconds of its first answer and of all, and the bytes of the largest."""
    with httpx.Client(base_url=room, timeout=60) as client:
        for name, some in addresses(library).items():
            taken, largest = [], 0
            for address in some:
                start = time.perf_counter()
                answer = client.get(address)
                taken.append((time.perf_counter() - start) * 1000)
                largest = max(largest, len(answer.content))
                if answer.status_code >= 400 and not (answer.status_code == 400 and "?" in address):
                    print(f"{answer.status_code} {address}", file=sys.stderr)
            if taken:
                yield name, taken[0], taken, largest


def cpu_ms(pid: int | None) -> float:
    """The processor's milliseconds that a process has taken; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK") if fields else 0.0


def main(articles: int = ARTICLES, kept: str | None = None) -> int:
    """Print each page's milliseconds; returns 1 where a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="diurna-bench-") as folder:
        library = build(Path(kept) if kept else Path(folder) / "library.diurna", articles)
        rows = library.overview().rows
        print(", ".join(f"{rows[name]:,} {name}" for name in ("articles", "stories", "events", "reports", "quotes")))
        held = socket.create_server(("127.0.0.1", 0))
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as `diurna serve` does; else each answer waits 40 ms for an acknowledgement
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(str(library.path), held), daemon=True)
        process.start()
        room, missed = f"http://127.0.0.1:{held.getsockname()[1]}", 0
        httpx.get(f"{room}/static/mark.svg", timeout=120)  # until the process is up
        print(f"{'page':12} {'cold':>8} {'median':>8} {'p95':>8} {'CPU':>8} {'largest':>10}")
        used = cpu_ms(process.pid)
        for name, cold, taken, largest in timed(room, library):
            now = cpu_ms(process.pid)
            spent, used = (now - used) / len(taken), now
            median, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
            miss = median > MEDIAN_MS or late > P95_MS or cold > FIRST_MS
            missed += miss
            told = "  misses its goal" if miss else ""
            print(f"{name:12} {cold:8.1f} {median:8.1f} {late:8.1f} {spent:8.1f} {largest // 1024:8,} k{told}", flush=True)
        process.terminate()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(*(int(n) for n in sys.argv[1:2]), *sys.argv[2:3]))
