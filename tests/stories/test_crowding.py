"""How like articles are to others anyway."""

from __future__ import annotations

import numpy as np

from diurna.stories import crowding
from diurna.stories.crowding import CLOSEST, crowded


def empty(rows: int) -> np.ndarray:
    return np.zeros((rows, crowding.WIDTH), dtype=np.float32)


def test_a_pair_is_held_against_the_others_of_its_two() -> None:
    near = empty(3)
    found = crowded(near, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.9, 0.3, 0.6]))
    assert np.allclose(found[0, :2], [0.3 / CLOSEST, 0.6 / CLOSEST])
    assert np.allclose(found[1, :2], [0.6 / CLOSEST, 0.9 / CLOSEST])


def test_what_was_near_on_an_earlier_day_still_counts() -> None:
    near = empty(3)
    crowded(near, np.array([0]), np.array([1]), np.array([0.9]))
    found = crowded(near, np.array([0, 1]), np.array([2, 2]), np.array([0.5, 0.2]))
    assert np.allclose(found[0, :2], [0.2 / CLOSEST, 0.9 / CLOSEST])


def test_only_the_closest_count_however_many_there_are() -> None:
    near, others = empty(12), np.arange(1, 12)
    found = crowded(near, np.zeros(11, dtype=int), others, np.linspace(0.1, 0.6, 11))
    assert np.allclose(found[:, 1].max(), np.mean([0.6, 0.55, 0.5]))
    assert np.allclose(near[0], [0.6, 0.55, 0.5, 0.45])


def test_no_pairs_crowd_nobody() -> None:
    none = np.empty(0, dtype=np.int64)
    assert crowded(empty(2), none, none, np.empty(0)).shape == (0, len(crowding.NAMES))
