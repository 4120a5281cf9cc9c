"""Crowding: how like two articles are to others anyway. Where every report of a beat reads like the next, likeness says less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSEST = 3  # others that an article is held against; with 1 or 6 the held-out stories are grouped as well
NAMES = ("crowd_of_one", "crowd_of_other")
WIDTH = CLOSEST + 1  # of each article: the highest cosines with others, falling, one more than are used


def crowded(near: NDArray[np.float32], left: NDArray[np.int64], right: NDArray[np.int64], likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """What pairs of rows that were found now have of NAMES, given the cosine of their bodies: the mean cosine that each has with the
    others that it is most like (the lower first). `near` (rows by WIDTH) is brought up to date.
    """
    value = likeness.astype(np.float32)
    _note(near, np.concatenate([left, right]), np.concatenate([value, value]))
    one, other = _others(near[left], value), _others(near[right], value)
    return np.column_stack([np.minimum(one, other), np.maximum(one, other)]).astype(np.float64)


def _note(near: NDArray[np.float32], rows: NDArray[np.int64], value: NDArray[np.float32]) -> None:
    """Keep the highest values of each row, those that stood and those that are new."""
    some = np.unique(rows)
    owner = np.concatenate([np.repeat(np.arange(len(some)), CLOSEST + 1), np.searchsorted(some, rows)])
    every = np.concatenate([near[some].ravel(), value])
    order = np.lexsort((-every, owner))
    owner, every = owner[order], every[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, np.arange(len(some)))[owner]
    high = rank <= CLOSEST
    near[some[owner[high]], rank[high]] = every[high]


def _others(near: NDArray[np.float32], value: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the highest values of each row, its own pair's left out."""
    last = near[:, CLOSEST]
    return (near.sum(axis=1) - np.where(value >= last, value, last)) / CLOSEST
