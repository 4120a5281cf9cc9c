"""The measure of article-extraction-benchmark: shared 4-word shingles of two texts, page by page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"\w+")
SHINGLE_WORDS = 4


def overlap(true: str, found: str) -> tuple[float, float, float]:
    """Shingles in both, only found, only true, as shares that add up to 1 (0, 0, 0 where neither text has a word)."""
    gold, mine = _shingles(true), _shingles(found)
    both = sum((gold & mine).values())
    counts = (both, sum(mine.values()) - both, sum(gold.values()) - both)
    total = sum(counts)
    return (counts[0] / total, counts[1] / total, counts[2] / total) if total else (0.0, 0.0, 0.0)


def shingle_f1(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Precision and recall averaged over pages (of true and found text) and the F1 of the two averages, as the benchmark has it."""
    rows = [overlap(true, found) for true, found in pairs]
    precision = _mean([tp / (tp + fp) for tp, fp, _ in rows if tp + fp])
    recall = _mean([tp / (tp + fn) for tp, _, fn in rows if tp + fn])
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def page_f1(true: str, found: str) -> float:
    """The F1 of one page."""
    tp, fp, fn = overlap(true, found)
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
