"""Build the shipped line model: `python -m training.lines.build [--lines FILE]`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from evals.gold import gold
from evals.lines import read_pages
from training.lines.fit import fit

RESOURCES = Path(__file__).resolve().parents[2] / "src" / "diurna" / "resources"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=Path, help="labelled pages, JSONL.gz with `lines` and `keep` (default: the gold data)")
    path = parser.parse_args().lines or gold("lines", "aeb_lines.jsonl.gz")
    if path is None:
        raise SystemExit("no labelled pages: give them with --lines FILE")
    pages = read_pages(path)
    np.savez_compressed(RESOURCES / "lines.npz", **fit(pages))
    meta = {"pages": len(pages), "lines": sum(len(lines) for lines, _ in pages), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    rows = (f"{key} = {json.dumps(value)}\n" for key, value in meta.items())
    (RESOURCES / "lines.toml").write_text("# Written by training/lines/build.py: what lines.npz was learnt from.\n" + "".join(rows), "utf-8")
    print(meta)


if __name__ == "__main__":
    main()
