"""The gate: every score at hand against the floors. `python -m evals.check [--write] [--lower] [NAMES]`; exits 1 where a score has fallen.

`--write` raises the floors to what was reached, with the digests of the data that it was reached on; only `--lower` takes one down, which
needs a reason in the commit. Evals run two at a time.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .gold import GOLD, gold

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
DIGESTS = HERE / "digests.json"
# Rounding and the order of sums may move a score by so much between processors.
SLACK = 0.003
WORKERS = 2
# The slowest first, so that two workers end at about the same time.
EVALS = {
    "evals.lines": ("lines/aeb_lines.jsonl.gz",),
    "evals.coref": ("coref/gap-development.tsv",),
    "evals.stories": (
        "stories/allsides_2017_2018.jsonl.gz",
        "stories/gva_before_2016_07.jsonl.gz",
        "stories/fnc1_train.jsonl.gz",
        "stories/reprints_generated.jsonl.gz",
    ),
    "evals.times": ("time/tbaq.tar.gz",),
    "evals.quotes": ("quotes/polnear.tar.gz",),
    "evals.plv_train": ("events/plv_train.jsonl",),
    "evals.html": ("html/ground-truth.json",),
    "evals.places": ("geo/lgl.xml.gz", "geo/GeoVirus.xml.gz"),
    "evals.own_sentences": (),
    "evals.plover_gsr": ("events/plover_gsr_dev.json",),
    "evals.gum": ("coref/gum_news.tar.gz",),
    "evals.held_back": (),
    "evals.fresh": (),
    "evals.seeds.__main__": ("../seeds/FACTS.yaml",),
    "evals.own_pairs": (),
    "evals.ngec_actors": ("actors/ngec_actor_resolution_gold.jsonl",),
}


def main(arguments: list[str]) -> int:
    """Run the evals whose data is at hand; returns the exit code."""
    write = "--write" in arguments
    floors, digests = _read(FLOORS), _read(DIGESTS)
    names = [name for name in _chosen(arguments) if _usable(name, digests, write)]
    fallen: list[str] = []
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        for name, (scores, seconds) in zip(names, pool.map(timed, names), strict=True):
            print(f"     {name}: {seconds:.0f} s")
            fallen += [key for key, value in scores.items() if _fell(key, value, floors)]
            if write:
                floors |= {key: _raised(key, value, floors, lower="--lower" in arguments) for key, value in scores.items()}
                digests |= {file: digest(file) for file in EVALS[name]}
    if write:
        _write(FLOORS, floors)
        _write(DIGESTS, digests)
    print(f"{len(fallen)} scores have fallen: {', '.join(fallen)}" if fallen else "no score has fallen")
    return 1 if fallen and not write else 0


def timed(name: str) -> tuple[dict[str, float], float]:
    """The scores of one eval and the seconds that it took."""
    start = time.monotonic()
    return importlib.import_module(name).score(), time.monotonic() - start


def digest(file: str) -> str:
    """The sha256 of a data file."""
    return hashlib.sha256((GOLD / file).read_bytes()).hexdigest()


def _chosen(arguments: list[str]) -> list[str]:
    words = [a for a in arguments if not a.startswith("--")]
    return [name for name in EVALS if not words or any(word in name for word in words)]


def _usable(name: str, digests: dict[str, str], write: bool) -> bool:
    """Whether an eval's data is at hand and is the data that the floors were reached on; says so where it is not."""
    if any(gold(file) is None for file in EVALS[name]):
        print(f"{name}: skipped: no data")
        return False
    changed = [file for file in EVALS[name] if digests.get(file, digest(file)) != digest(file)]
    if changed and not write:
        print(f"{name}: skipped: {', '.join(changed)} is not the data that the floors were reached on")
        return False
    return True


def _fell(key: str, value: float, floors: dict[str, float]) -> bool:
    floor = floors.get(key)
    fell = floor is not None and value < floor - SLACK
    print(f"{'FELL' if fell else 'ok':4} {key:36} {value:.3f}  floor {'–' if floor is None else f'{floor:.3f}'}", flush=True)
    return fell


def _raised(key: str, value: float, floors: dict[str, float], *, lower: bool) -> float:
    return round(value, 3) if lower else max(round(value, 3), floors.get(key, 0.0))


def _read(path: Path) -> dict[str, float] | dict[str, str]:
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def _write(path: Path, table: dict[str, float] | dict[str, str]) -> None:
    path.write_text(json.dumps(dict(sorted(table.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
