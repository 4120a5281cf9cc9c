"""Web pages: the body that `extract` finds against article-extraction-benchmark's, by shared 4-word shingles."""

from __future__ import annotations

import argparse
import gzip
import json

from diurna.extract import extract
from diurna.model import RawDocument, bytes_hash
from diurna.settings import Settings
from evals.gold import gold
from evals.shingles import page_f1, shingle_f1


def pairs() -> list[tuple[str, str, str]] | None:
    """(page id, true body, found body); None where the gold is not at hand."""
    truth = gold("html", "ground-truth.json")
    if truth is None:
        return None
    rows = json.loads(truth.read_text("utf-8"))
    return [(key, row["articleBody"], body_of(key)) for key, row in sorted(rows.items())]


def body_of(key: str) -> str:
    """The body found on a page, title left out; empty where there is none."""
    path = gold("html", "html", f"{key}.html.gz")
    data = gzip.decompress(path.read_bytes()) if path else b""
    article, _ = extract(RawDocument(bytes_hash(data), key, "html", data), settings=Settings())
    return "\n".join(part.span.of(article.text) for part in article.parts if part.kind != "title") if article else ""


def score() -> dict[str, float]:
    """`html.shingle_f1`; empty where the gold is not at hand."""
    some = pairs()
    return {} if some is None else {"html.shingle_f1": round(shingle_f1((true, found) for _, true, found in some)["f1"], 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print the worst pages")
    arguments = parser.parse_args()
    some = pairs()
    if some is None:
        print("html: skipped: no data")
        return
    print("html", {key: round(value, 4) for key, value in shingle_f1((true, found) for _, true, found in some).items()})
    for key, true, found in sorted(some, key=lambda row: page_f1(row[1], row[2]))[: arguments.errors]:
        print(f"\n== {key[:12]} {page_f1(true, found):.3f}: {len(true)} characters true, {len(found)} found")
        print("  true: ", true[:150].replace("\n", " "), "…", true[-100:].replace("\n", " "))
        print("  found:", found[:150].replace("\n", " "), "…", found[-100:].replace("\n", " "))


if __name__ == "__main__":
    main()
