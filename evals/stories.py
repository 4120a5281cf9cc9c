"""Stories: copies found among generated reprints, and articles grouped into stories, against gold groups."""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from diurna.model import Article, Interval, Published, Span
from diurna.stories.clusters import Weights, cluster
from diurna.stories.origins import find_origins

from .gold import gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SETS = {
    "allsides": "allsides_2017_2018.jsonl.gz",
    "gva": "gva_before_2016_07.jsonl.gz",
    "fnc1": "fnc1_train.jsonl.gz",
}


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_article(row: dict[str, Any]) -> Article:
    """A gold row as an article: title, blank line, text."""
    title = (row.get("title") or "").strip()
    text = f"{title}\n\n{row['text']}" if title else row["text"]
    when = row.get("date")
    published = Published(when[:10], Interval.day(date.fromisoformat(when[:10])), "field") if when else None
    span = Span(0, len(title)) if title else None
    return Article(id=row["id"], raw="", name=row["id"], text=text, title=span, outlet=row.get("source"), published=published)


def reprints() -> dict[str, float]:
    """Pairs of a generated reprint and the article(s) it was made from; pairs of two originals are unlabelled and left out."""
    made, originals = gold("stories", "reprints_generated.jsonl.gz"), gold("stories", SETS["allsides"])
    if made is None or originals is None:
        return {}
    copies = rows(made)
    origins, _ = find_origins([as_article(r) for r in [*rows(originals), *copies]])
    home = {c.article: o.id for o in origins for c in o.copies}
    group = {o.id: {c.article for c in o.copies} for o in origins}
    own = {r["id"] for r in copies}
    hits, wrong = Counter(), 0
    second = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    kind = {c.article: c for o in origins for c in o.copies}
    roots = {r["id"]: {r["root"], r["root2"]} - {None} for r in copies}
    for row in copies:
        found = group[home[row["id"]]]
        hits[row["op"]] += row["root"] in found
        kinds[row["op"]][kind[row["id"]].kind] += 1
        if row["root2"]:
            second["all"] += 1
            second["found"] += row["root2"] in found or row["root2"] in kind[row["id"]].reason
        wrong += not (found - own) & roots[row["id"]] and len(found) > 1
    totals = Counter(r["op"] for r in copies)
    precision = sum(hits.values()) / (sum(hits.values()) + wrong)
    recall = sum(hits.values()) / len(copies)
    for op, total in sorted(totals.items()):
        print(f"  {op:<10} {hits[op] / total:.3f} of {total}  {dict(kinds[op])}")
    print(f"  second root of mixes named {second['found']} of {second['all']}")
    print(f"  precision {precision:.3f} recall {recall:.3f}; origins {len(origins)} of {len(home)} texts")
    return {"reprints.f1": 2 * precision * recall / (precision + recall), "reprints.recall_quarter": hits["trunc25"] / totals["trunc25"]}


def grouped(name: str, data: Sequence[dict[str, Any]], using: Weights | None = None) -> dict[str, float]:
    """B-cubed and pairwise F1 of the labelled articles; all articles are clustered."""
    found, _ = cluster([as_article(r) for r in data], using=using)
    truth = {r["id"]: r["cluster"] for r in data if r["cluster"] is not None}
    return {f"{name}.{key}": value for key, value in agreement(truth, found).items()}


def agreement(truth: dict[str, str], found: dict[str, str]) -> dict[str, float]:
    """B-cubed F1, precision and recall, and pairwise F1, over the articles of `truth`."""
    gold_sizes, sizes = Counter(truth.values()), Counter(found[a] for a in truth)
    both = Counter((truth[a], found[a]) for a in truth)
    precision = sum(n * n / sizes[f] for (_, f), n in both.items()) / len(truth)
    recall = sum(n * n / gold_sizes[t] for (t, _), n in both.items()) / len(truth)
    hits = _pairs(both.values())
    return {
        "b3_f1": 2 * precision * recall / (precision + recall),
        "pair_f1": 2 * hits / max(_pairs(sizes.values()) + _pairs(gold_sizes.values()), 1),
        "b3_precision": precision,
        "b3_recall": recall,
    }


def _pairs(sizes: Iterable[int]) -> float:
    return sum(n * (n - 1) / 2 for n in sizes)


def clusters(only: Sequence[str]) -> dict[str, float]:
    """Every set of gold stories, with the all-singletons floor printed beside it."""
    figures: dict[str, float] = {}
    for name, file in SETS.items():
        path = gold("stories", file)
        if path is None or (only and name not in only):
            continue
        data = rows(path)
        start = time.process_time()
        scores = grouped(name, data)
        seconds = time.process_time() - start
        truth = {r["id"]: r["cluster"] for r in data if r["cluster"] is not None}
        floor = agreement(truth, {a: a for a in truth})
        print(f"  {name}: B-cubed P {scores[f'{name}.b3_precision']:.3f} R {scores[f'{name}.b3_recall']:.3f}; "
              f"all singletons B-cubed F1 {floor['b3_f1']:.3f}, pairwise 0; {len(data) / seconds:.0f} articles a CPU second")
        figures |= {f"{name}.{key}": scores[f"{name}.{key}"] for key in ("b3_f1", "pair_f1")}
    return figures


def score(only: Sequence[str] = ()) -> dict[str, float]:
    """Every figure of this layer; sets that are not at hand are left out."""
    figures: dict[str, float] = {}
    if not only or "reprints" in only:
        figures |= reprints()
    return figures | clusters(only)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    start = time.process_time()
    figures = score(options.only)
    for key, value in figures.items():
        print(f"{key:<28} {value:.3f}")
    print(f"{time.process_time() - start:.1f} CPU s" if figures else "skipped: no data")


if __name__ == "__main__":
    main()
