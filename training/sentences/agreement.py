"""How far the two passes of labels agree: `python -m training.sentences.agreement`. Each pass was made without sight of the other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIELDS = ("act", "mode", "phase", "polarity", "background")


def events_of(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The events of each sentence in one pass, by id."""
    rows = (json.loads(line) for path in sorted((HERE / folder).glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return {row["id"]: row["events"] for row in rows}


def agreement() -> dict[str, float]:
    """Shares of agreement over the sentences that both passes have; kappa for event or none and for the acts of events both found."""
    first, second = events_of("written"), events_of("second")
    both = sorted(first.keys() & second.keys())
    found = [(bool(first[key]), bool(second[key])) for key in both]
    pairs = [pair for key in both for pair in matched(first[key], second[key])]
    told = sum(len(first[key]) for key in both), sum(len(second[key]) for key in both)
    shares = {field: sum(a[field] == b[field] for a, b in pairs) / len(pairs) for field in FIELDS}
    return {
        "sentences": len(both),
        "event or none": sum(a == b for a, b in found) / len(found),
        "event or none, kappa": kappa(found),
        "events matched by trigger (F1)": 2 * len(pairs) / sum(told),
        **shares,
        "act, kappa": kappa([(a["act"], b["act"]) for a, b in pairs]),
        "actors overlap": sum(overlap(a["actors"], b["actors"]) for a, b in pairs) / len(pairs),
        "recipients overlap": sum(overlap(a["recipients"], b["recipients"]) for a, b in pairs) / len(pairs),
    }


def matched(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Events of both passes whose triggers share a word, each used once; the same act first."""
    left = list(other)
    pairs = []
    for event in one:
        near = [e for e in left if words(event["trigger"]) & words(e["trigger"])]
        if near:
            best = max(near, key=lambda e: (e["act"] == event["act"], e["phase"] == event["phase"]))
            left.remove(best)
            pairs.append((event, best))
    return pairs


def words(phrase: str) -> set[str]:
    return set(phrase.partition("#")[0].lower().split())


def overlap(one: list[str], other: list[str]) -> bool:
    """Whether both name nobody, or somebody in common."""
    return (not one and not other) or bool({w for p in one for w in words(p)} & {w for p in other for w in words(p)})


def kappa(pairs: list[tuple[Any, Any]]) -> float:
    """Cohen's kappa."""
    observed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[key] * right[key] for key in left) / len(pairs) ** 2
    return (observed - chance) / (1 - chance)


if __name__ == "__main__":
    for key, value in agreement().items():
        print(f"{key:32} {value:.3f}" if key != "sentences" else f"{key:32} {value}")
