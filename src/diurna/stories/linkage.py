"""Linkage: average link over a sparse graph of ties, from where it stood."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 16  # pairs that are merged at once; below that a round over all ties costs more than the merges one by one


class _Graph:
    """Sums of ties between groups; a group's row becomes a dict only when the group takes part in a merge."""

    def __init__(self, low: NDArray[np.int64], high: NDArray[np.int64], sums: NDArray[np.float64], groups: int) -> None:
        ends, others = np.concatenate([low, high]), np.concatenate([high, low])
        order = np.argsort(ends, kind="stable")
        self.others, self.sums = others[order], np.concatenate([sums, sums])[order]
        self.bounds = np.searchsorted(ends[order], np.arange(groups + 1))
        self.rows: dict[int, dict[int, float]] = {}
        self.into: dict[int, int] = {}

    def heir(self, group: int) -> int:
        while group in self.into:
            group = self.into[group]
        return group

    def row(self, group: int) -> dict[int, float]:
        if group not in self.rows:
            part = slice(self.bounds[group], self.bounds[group + 1])
            row: dict[int, float] = {}
            for other, total in zip(self.others[part].tolist(), self.sums[part].tolist(), strict=True):
                heir = self.heir(other)
                row[heir] = row.get(heir, 0.0) + total
            self.rows[group] = row
        return self.rows[group]

    def merge(self, kept: int, gone: int) -> dict[int, float]:
        """Let one group go into another; returns the row of the one that is kept."""
        row = self.row(kept)
        absorbed = self.row(gone)
        row.pop(gone, None)
        for other, total in absorbed.items():
            if other != kept:
                row[other] = row.get(other, 0.0) + total
                if other in self.rows:
                    self.rows[other].pop(gone, None)
                    self.rows[other][kept] = row[other]
        del self.rows[gone]
        self.into[gone] = kept
        return row


def average_link(
    labels: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], tie: NDArray[np.float32], threshold: float,
    weight: NDArray[np.float64] | None = None,
) -> NDArray[np.int64]:
    """Merge the two groups with the highest mean tie over their pairs of members, until none reaches the threshold.

    `labels` gives each member's group (from 0 on, the older the lower); pairs of members without a tie count as 0. Returns the
    labels afterwards; the older group's label stays. With `weight`, members count by it (copies of one text together as one).
    Two groups that are each other's nearest are merged sooner or later whatever else is (Murtagh 1983), so that all such pairs are merged
    at once while they are many, and one by one when they are few.
    """
    if weight is None:
        weight = np.ones(len(labels))
    groups = int(labels.max(initial=-1)) + 1
    low, high, sums = _between(labels[left], labels[right], tie * weight[left] * weight[right], groups)
    size = np.bincount(labels, weights=weight, minlength=groups)
    heirs = np.arange(groups)
    while True:
        means = sums / (size[low] * size[high])
        near = means >= threshold
        kept, gone = _mutual(low[near], high[near], means[near], groups)
        if len(kept) < MANY:
            break
        size[kept] += size[gone]
        into = np.arange(groups)
        into[gone] = kept
        heirs = into[heirs]
        low, high, sums = _between(into[low], into[high], sums, groups)
    if near.any():
        heirs = _one_by_one(low, high, sums, size, means, threshold)[heirs]
    return heirs[labels]


def _mutual(
    low: NDArray[np.int64], high: NDArray[np.int64], means: NDArray[np.float64], groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of groups that are each other's nearest; of equal means that of the oldest is taken."""
    order = np.lexsort((high, low, -means))
    rank = np.arange(len(order))
    nearest = np.full(groups, len(order))
    low, high = low[order], high[order]
    np.minimum.at(nearest, low, rank)
    np.minimum.at(nearest, high, rank)
    both = (nearest[low] == rank) & (nearest[high] == rank)
    return low[both], high[both]


def _one_by_one(
    low: NDArray[np.int64], high: NDArray[np.int64], sums: NDArray[np.float64], size: NDArray[np.float64], means: NDArray[np.float64],
    threshold: float,
) -> NDArray[np.int64]:
    """The group that each group is in after the nearest have been merged one pair after another."""
    near = means >= threshold
    graph = _Graph(low, high, sums, len(size))
    sizes = size.tolist()
    heap = list(zip((-means[near]).tolist(), low[near].tolist(), high[near].tolist(), strict=True))
    heapq.heapify(heap)
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a in graph.into or b in graph.into or abs(mean + graph.row(a).get(b, 0.0) / (sizes[a] * sizes[b])) > 1e-9:
            continue
        row = graph.merge(a, b)
        sizes[a] += sizes[b]
        for other, total in row.items():
            if total >= threshold * sizes[a] * sizes[other]:
                heapq.heappush(heap, (-total / (sizes[a] * sizes[other]), min(a, other), max(a, other)))
    return np.array([graph.heir(group) for group in range(len(size))], dtype=np.int64)


def _between(
    one: NDArray[np.int64], two: NDArray[np.int64], tie: NDArray[np.floating], groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of groups (the older one first) and the sum of their ties."""
    apart = one != two
    one, two = one[apart], two[apart]
    keys, which = np.unique(np.minimum(one, two) * max(groups, 1) + np.maximum(one, two), return_inverse=True)
    sums = np.bincount(which, weights=tie[apart], minlength=len(keys))
    return keys // max(groups, 1), keys % max(groups, 1), sums
