"""Scores printed with bootstrap intervals, and tables of confusions."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

from .calibration import DRAWS, LEVEL, SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")
Measures = dict[str, float]
SHOWN = 5  # letters of a label in a table's head
CORNER = "labelled \\ read"


def intervals(rows: Sequence[T], measures: Callable[[Sequence[T]], Measures]) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each measure over samples of the rows, drawn with replacement; the same for the same rows.

    A percentile bootstrap (Efron 1979). Rows are drawn whole, so that what stands in one row is never parted.
    """
    draw = random.Random(SEED)
    drawn = [measures(draw.choices(rows, k=len(rows))) for _ in range(DRAWS)]
    cut = int(DRAWS * (1 - LEVEL) / 2)
    ends: dict[str, tuple[float, float]] = {}
    for key in measures(rows):
        found = sorted(scores[key] for scores in drawn if key in scores)
        ends[key] = found[cut], found[-cut - 1]
    return ends


def print_measures(rows: Sequence[T], measures: Callable[[Sequence[T]], Measures]) -> None:
    """Print every measure of the rows with its interval."""
    ends = intervals(rows, measures)
    for key, value in measures(rows).items():
        low, high = ends[key]
        print(f"{key:35} {value:.3f}  ({low:.3f} to {high:.3f})")


def confusion_table(counts: Mapping[tuple[str, str], int], last: str = "none") -> list[str]:
    """The lines of a table of (labelled, read) pairs: labels down, readings across; `last` stands last in both."""
    names = sorted({name for pair in counts for name in pair} - {last}) + ([last] if any(last in pair for pair in counts) else [])
    width = max(len(name) for name in (*names, CORNER))
    lines = [f"{CORNER:{width}} " + " ".join(f"{name[:SHOWN]:>{SHOWN}}" for name in names)]
    return lines + [f"{one:{width}} " + " ".join(f"{counts.get((one, other), 0) or '·':>{SHOWN}}" for other in names) for one in names]
