"""Milliseconds of each page of the reading room, asked over loopback: `python -m bench.serve [ARTICLES] [LIBRARY]`.

The library is made like that of `bench.views` (the example reports, moved by a month a copy), with all partitions told at once; where LIBRARY
names a folder it is kept there and used again. The room is served by a process of its own; every page is asked with many different addresses, so
that nothing is answered from memory alone. `cold` is the first of them, `CPU` the processor's time for each: it holds on a busy machine too.
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
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from diurna.library import Library
from diurna.model import Annotations, Article, RawDocument, key_hash
from diurna.resources.examples import examples_folder
from diurna.run.generation import build_generation
from diurna.run.progress import Silent
from diurna.serve.registry import modules
from diurna.settings import Settings
from diurna.store.layout import Layout
from diurna.store.manifest import Manifest, read_manifest, write_manifest
from diurna.store.partitions import Batch, read_annotations, read_articles, read_raw, write_partition

from .views import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = 2_000
PARTITION = 2_000
ASKED = 60  # addresses of each page
MEDIAN_MS, P95_MS, FIRST_MS = 50.0, 150.0, 1_000.0  # the goals
KNOWN = "2024-04-15T00:00:00+00:00"


def build(root: Path, articles: int) -> Library:
    """A library of so many articles, told in one generation."""
    layout = Layout(root)
    if layout.manifest.exists():
        return Library(root, settings=Settings())
    with tempfile.TemporaryDirectory(prefix="diurna-seed-") as folder:
        told, raws = _seed(Path(folder))
        names, copies_of, each = [], articles // len(told), PARTITION // len(told)
        for first in range(0, copies_of, each):
            names.append(key_hash("bench", first))
            copies = range(first, min(first + each, copies_of))
            pairs = [(moved(a, copy, Article), moved(c, copy, Annotations)) for copy in copies for a, c in told]
            batch = Batch(raws, tuple(a for a, _ in pairs), tuple(c for _, c in pairs), ())
            write_partition(layout, names[-1], batch, versions={}, known=KNOWN)
    manifest = Manifest(partitions=tuple(names))
    write_manifest(layout, manifest)
    start = time.perf_counter()
    build_generation(layout, manifest, progress=Silent())
    print(f"told in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return Library(root, settings=Settings())


def _seed(folder: Path) -> tuple[list[tuple[Article, Annotations]], tuple[RawDocument, ...]]:
    """The example reports as they were coded, and their documents."""
    library = Library(folder / "seed", settings=Settings())
    library.read(examples_folder(), known=KNOWN)
    layout = library.reader.layout
    (partition,) = read_manifest(layout).partitions
    articles = list(read_articles(layout, partition))
    return list(zip(articles, read_annotations(layout, partition), strict=True)), tuple(read_raw(layout, partition, {a.raw for a in articles}))


def serve(path: str, held: socket.socket) -> None:
    """The room, in a process of its own."""
    import uvicorn

    from diurna.serve import create_app

    app = create_app(Library(path, settings=Settings()), rate=None)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, ws="none")).run(sockets=[held])


def addresses(library: Library) -> dict[str, list[str]]:
    """For each page many addresses, drawn at random but the same in each run."""
    draw = random.Random(7)
    ids = {
        "story": _ids(library, "SELECT id FROM stories"),
        "event": _ids(library, "SELECT id FROM events"),
        "article": _ids(library, "SELECT id FROM articles"),
        "actor": _ids(library, "SELECT id FROM directory WHERE articles > 1"),
    }
    months = [f"{year}-{month:02d}" for year in range(2024, 2040) for month in range(1, 13)]
    found = {}
    for module in modules():
        path = module.PAGE.path
        if "{" in path:
            kind = path.split("/")[1]
            pool = ids.get({"speaker": "actor"}.get(kind, kind), [])
            found[module.PAGE.name] = [path.split("{")[0] + quote(draw.choice(pool)) for _ in range(ASKED) if pool]
        else:
            found[module.PAGE.name] = [path, *(f"{path}?since={draw.choice(months)}{_more(path, ids, draw)}" for _ in range(ASKED - 1))]
    return found


def _more(path: str, ids: dict[str, list[str]], draw: random.Random) -> str:
    """Filters beside the month, for the lists that know them."""
    more = ["", "&page=2"] + (["&type=ASSAULT", "&place=KEN", "&differ=yes", "&words=ceasefire", "&sort=origins"] if path == "/stories" else [])
    return draw.choice(more) if path in ("/stories", "/quotes", "/actors") else ""


def _ids(library: Library, query: str) -> list[str]:
    return [row["id"] for row in library.sql(f"SELECT id FROM ({query}) USING SAMPLE reservoir(2000 ROWS) REPEATABLE (7)").to_pylist()]


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
