"""The gate: every score at hand against the floors; exits 1 where one has fallen. `--full` runs on all data, `--write` records what was reached."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
import time
from pathlib import Path

from .gold import GOLD, gold

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
DIGESTS = HERE / "digests.json"
# Rounding and the order of sums may move a score by so much between processors.
SLACK = 0.003
EVALS = {
    "evals.own_sentences": (),
    "evals.own_pairs": (),
    "evals.seeds.__main__": ("../seeds/FACTS.yaml",),
    "evals.ngec_actors": ("actors/ngec_actor_resolution_gold.jsonl",),
    "evals.plv_train": ("events/plv_train.jsonl",),
    "evals.plover_gsr": ("events/plover_gsr_dev.json",),
    "evals.html": ("html/ground-truth.json",),
    "evals.lines": ("lines/aeb_lines.jsonl.gz",),
    "evals.quotes": ("quotes/polnear.tar.gz",),
    "evals.times": ("time/tbaq.tar.gz",),
    "evals.places": ("geo/lgl.xml.gz", "geo/GeoVirus.xml.gz"),
    "evals.coref": ("coref/gap-development.tsv",),
    "evals.stories": ("stories/allsides_2017_2018.jsonl.gz", "stories/gva_before_2016_07.jsonl.gz", "stories/fnc1_train.jsonl.gz", "stories/reprints_generated.jsonl.gz"),
}


def main(arguments: list[str]) -> int:
    """Run the evals whose data is at hand; returns the exit code."""
    full, write = "--full" in arguments, "--write" in arguments
    only = [a for a in arguments if not a.startswith("--")]
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    digests: dict[str, str] = json.loads(DIGESTS.read_text()) if DIGESTS.exists() else {}
    fallen = []
    for name, files in EVALS.items():
        if only and not any(word in name for word in only):
            continue
        if any(gold(file) is None for file in files):
            print(f"{name}: skipped: no data")
            continue
        changed = [file for file in files if digests.get(file, digest(file)) != digest(file)]
        if changed and not write:
            print(f"{name}: skipped: {', '.join(changed)} is not the data that the floors were measured on")
            continue
        start = time.monotonic()
        scores = importlib.import_module(name).score(**({"full": True} if full else {}))
        digests |= {file: digest(file) for file in files}
        for key, value in scores.items():
            floor = floors.get(key)
            fell = floor is not None and value < floor - SLACK
            fallen += [key] if fell else []
            print(f"{'FELL' if fell else 'ok':4} {key:40} {value:.3f} floor {floor if floor is not None else '–'}", flush=True)
            if write:
                floors[key] = round(value, 3)
        print(f"     {name}: {time.monotonic() - start:.0f} s", flush=True)
    if write:
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n")
        DIGESTS.write_text(json.dumps(dict(sorted(digests.items())), indent=1) + "\n")
    print(f"{len(fallen)} scores have fallen: {', '.join(fallen)}" if fallen else "no score has fallen")
    return 1 if fallen and not write else 0


def digest(file: str) -> str:
    """The sha256 of a data file."""
    return hashlib.sha256((GOLD / file).read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
