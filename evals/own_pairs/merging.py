"""Merging: own-written reports grouped into events, against the event that each row names."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from diurna.stories.events import join, nodes_of
from diurna.stories.reading import Reading

from .notation import built, load


def merging(errors: int = 0) -> tuple[float, float]:
    """B-cubed precision and recall of reports, over the pairs and the longer stories; each row of a story names its event."""
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    groups: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for row in load("pairs.jsonl"):
        groups[row["id"]] = [("e" if row["same"] else side, row[side]) for side in "ab"]
    for row in load("stories.jsonl"):
        groups[row["story"]].append((row["event"], row))
    for key, some in groups.items():
        made = [built(f"{key}-{n}", row) for n, (_, row) in enumerate(some)]
        gold |= {f"{key}-{n}-r": f"{key}:{event}" for n, (event, _) in enumerate(some)}
        for group in join(nodes_of([Reading(*m) for m in made])):
            found |= {node.report.id: group.nodes[0].report.id for node in group.nodes}
    both = Counter((gold[r], found[r]) for r in gold)
    sizes, truth = Counter(found.values()), Counter(gold.values())
    precision = sum(n * n / sizes[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / truth[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall
