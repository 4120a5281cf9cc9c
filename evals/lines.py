"""Plain-text lines: page-wise cross-validation of the very procedure that builds the shipped line model."""

from __future__ import annotations

import argparse
import gzip
import json
from typing import TYPE_CHECKING

from diurna.extract.lines import keep_flags
from evals.gold import gold
from evals.shingles import page_f1, shingle_f1

if TYPE_CHECKING:
    from pathlib import Path

    from training.lines.fit import Page

FOLDS = 5


def pages() -> list[Page] | None:
    """The labelled pages, empty lines left out; None where the gold is not at hand."""
    path = gold("lines", "aeb_lines.jsonl.gz")
    return read_pages(path) if path else None


def read_pages(path: Path) -> list[Page]:
    """The pages of a labelled file, one JSON row a page with `lines` and `keep`."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [_page(row["lines"], row["keep"]) for row in rows]


def _page(lines: list[str], keep: list[int]) -> Page:
    kept = [(line.strip(), k) for line, k in zip(lines, keep, strict=True) if line.strip()]
    return [line for line, _ in kept], [k for _, k in kept]


def cross_validated(sample: int = FOLDS) -> list[tuple[str, str]] | None:
    """For each page of the first `sample` folds the true text and the one found by a model that has not seen the page."""
    from training.lines.fit import fit, model_of

    some = pages()
    if some is None:
        return None
    pairs: dict[int, tuple[str, str]] = {}
    for fold in range(sample):
        model = model_of(fit([page for i, page in enumerate(some) if i % FOLDS != fold]))
        for i in range(fold, len(some), FOLDS):
            lines, keep = some[i]
            flags = keep_flags(lines, model)
            pairs[i] = (
                "\n".join(line for line, k in zip(lines, keep, strict=True) if k),
                "\n".join(line for line, flag in zip(lines, flags, strict=True) if flag),
            )
    return [pairs[i] for i in sorted(pairs)]


def score(sample: int = FOLDS) -> dict[str, float]:
    """`lines.shingle_f1` by page-wise cross-validation (a fold takes some 40 s); empty where the gold is not at hand."""
    pairs = cross_validated(sample)
    return {} if pairs is None else {"lines.shingle_f1": round(shingle_f1(pairs)["f1"], 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print the worst pages")
    arguments = parser.parse_args()
    pairs = cross_validated()
    if pairs is None:
        print("lines: skipped: no data")
        return
    print("lines", {key: round(value, 4) for key, value in shingle_f1(pairs).items()})
    worst = sorted(range(len(pairs)), key=lambda i: page_f1(*pairs[i]))
    for i in worst[: arguments.errors]:
        true, found = pairs[i]
        print(f"\n== page {i}: {page_f1(true, found):.3f}")
        for line in found.splitlines():
            if line not in true:
                print("  + ", line[:120])
        for line in true.splitlines():
            if line not in found:
                print("  - ", line[:120])


if __name__ == "__main__":
    main()
