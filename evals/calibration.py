"""Calibration: whether a probability of .8 is right eight times in ten; and intervals by bootstrap."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BINS = 10
DRAWS = 1000
LEVEL = 0.95
SEED = 7
T = TypeVar("T")


def curve(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """The reliability curve of (probability, whether right): mean probability, share right and count of each tenth that has any."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in pairs:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, right))
    return [(sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found), len(found)) for found in bins if found]


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean distance between probability and share right, weighted by count."""
    return sum(abs(chance - right) * count for chance, right, count in curve(pairs)) / max(len(pairs), 1)


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance of the probability from what was so."""
    return sum((chance - right) ** 2 for chance, right in pairs) / max(len(pairs), 1)


def interval(rows: Sequence[T], measure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The middle 95 % of a measure over samples of the rows, drawn with replacement; the same for the same rows."""
    draw = random.Random(SEED)
    found = sorted(measure(draw.choices(rows, k=len(rows))) for _ in range(DRAWS))
    tail = (1 - LEVEL) / 2
    return found[int(DRAWS * tail)], found[int(DRAWS * (1 - tail)) - 1]
