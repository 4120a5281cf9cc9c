"""The door to the outlines of countries: Natural Earth's, at two scales, as rings of points in degrees.

The file is made by `python -m training.outlines.convert`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np

FILE = "outlines/outlines.npz"
PER_DEGREE = 100  # points are whole hundredths of a degree
NEAR = 15.0  # degrees: Alaska, Sicily and Hokkaido are within, overseas departments are not

Scale = Literal["world", "near"]


class Outlines:
    """Rings one after another. `points` are longitudes (beyond 180 where a ring crosses the line of dates) and latitudes, ring n is
    `points[starts[n]:starts[n + 1]]`; `codes` (ISO 3166 alpha-3, "" for none) and `names` tell each ring's country, `boxes` its west, south,
    east and north."""

    def __init__(self, steps: np.ndarray, sizes: np.ndarray, codes: np.ndarray, names: np.ndarray) -> None:
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        sums = np.cumsum(steps, axis=0)
        before = np.zeros_like(sums)  # each ring's steps begin at nought again
        ends = sums[self.starts[1:-1] - 1]
        before[self.starts[1] :] = np.repeat(ends, sizes[1:], axis=0)
        self.points = (sums - before) / PER_DEGREE
        self.codes, self.names = codes.tolist(), names.tolist()
        low, high = (fold.reduceat(self.points, self.starts[:-1]) for fold in (np.minimum, np.maximum))
        self.boxes = np.hstack([low, high])

    def ring(self, n: int) -> np.ndarray:
        """The points of a ring; the last one is the first."""
        return self.points[self.starts[n] : self.starts[n + 1]]

    def of(self, code: str) -> list[int]:
        """The rings of a country, the largest first."""
        found = [n for n, own in enumerate(self.codes) if own == code]
        return sorted(found, key=lambda n: -area(self.ring(n)))


def area(ring: np.ndarray) -> float:
    """The area within a ring in square degrees, shrunk by latitude."""
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1])), ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


@cache
def outlines(scale: Scale) -> Outlines:
    """The outlines at a scale: `world` is Natural Earth's 1:110 million, `near` its 1:50 million."""
    with np.load(BytesIO(files(__package__).joinpath(FILE).read_bytes()), allow_pickle=False) as held:
        return Outlines(*(held[f"{scale}_{name}"] for name in ("steps", "sizes", "codes", "names")))


@cache
def country_box(code: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north of a country's main land: its largest ring and those within fifteen degrees of it (France without Guiana); None
    for a code without an outline."""
    held = outlines("near")
    rings = held.of(code.upper())
    if not rings:
        return None
    west, south, east, north = held.boxes[rings[0]]
    for n in rings[1:]:
        w, s, e, n_ = held.boxes[n]
        if w < held.boxes[rings[0]][2] + NEAR and e > held.boxes[rings[0]][0] - NEAR and s < north + NEAR and n_ > south - NEAR:
            west, south, east, north = min(west, w), min(south, s), max(east, e), max(north, n_)
    return float(west), float(south), float(east), float(north)


@cache
def country_names() -> dict[str, str]:
    """The name of each country that has a code and an outline."""
    held = outlines("near")
    return {code: name for code, name in zip(held.codes, held.names, strict=True) if code}
