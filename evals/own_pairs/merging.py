"""Merging: own-written reports grouped into events, against the event that each names."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from diurna.stories.across import across
from diurna.stories.events import join, nodes_of
from diurna.stories.reading import Reading

from .notation import built, cast, load

SIDES = "abcd"
DEVELOPMENT = ("pairs.jsonl", "stories.jsonl")
UNSEEN = ("unseen.jsonl", "merges.jsonl")


def grouped(names: tuple[str, ...]) -> dict[str, list[list[tuple[str, dict[str, Any]]]]]:
    """For each story of some files its articles, each as its reports with the event that they tell."""
    groups: dict[str, list[list[tuple[str, dict[str, Any]]]]] = defaultdict(list)
    for name in names:
        for row in cast(load(name)):
            if "story" in row:
                groups[row["story"]].append([(r.get("e", r.get("event")), r) for r in (row, *row.get("more", ()))])
                continue
            for side in (s for s in SIDES if s in row):
                groups[row["id"]].append([("one" if row["same"] else side, r) for r in (row[side], *row[side].get("more", ()))])
    return groups


def merging(names: tuple[str, ...] = (*DEVELOPMENT, *UNSEEN), errors: int = 0) -> tuple[float, float]:
    """B-cubed precision and recall of reports over pairs and longer stories."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    words: dict[str, str] = {}
    for key, some in grouped(names).items():
        made = [built(f"{key}-{n}", article[0][1]) for n, article in enumerate(some)]
        for (_, told), article in zip(made, some, strict=True):
            gold |= {report.id: f"{key}:{event}" for report, (event, _) in zip(told.reports, article, strict=True)}
        for group in across({key: join(nodes_of([Reading(*m) for m in made]))})[key]:
            found |= {node.report.id: group.nodes[0].report.id for node in group.nodes}
            words |= {n.report.id: f"{n.report.trigger.of(n.reading.text)}: {n.reading.sentence(n.report.sentence)}" for n in group.nodes}
    both = Counter((gold[r], found[r]) for r in gold)
    sizes, truth = Counter(found.values()), Counter(gold.values())
    precision = sum(n * n / sizes[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / truth[g] for (g, _), n in both.items()) / len(gold)
    _show(gold, found, words, errors)
    print(f"  {' '.join(names)}: {len(gold)} reports of {len(truth)} events, {len(sizes)} found")
    return precision, recall


def _show(gold: dict[str, str], found: dict[str, str], words: dict[str, str], errors: int) -> None:
    """Events that came out of several, and events that fell apart."""
    for title, one, other in (("MIXED", found, gold), ("SPLIT", gold, found)):
        held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for report, group in one.items():
            held[group][other[report]].append(report)
        for group, parts in [(g, p) for g, p in held.items() if len(p) > 1][:errors]:
            print(f"  {title} {gold.get(group, group)}")
            for part, reports in parts.items():
                print(*(f"      {gold[r]} | {r} | {words[r]}" for r in reports), sep="\n", end="\n    --\n" if part else "")
