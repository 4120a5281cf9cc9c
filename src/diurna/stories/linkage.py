"""Linkage: average link over a sparse graph of ties, from where it stood."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    """
    if weight is None:
        weight = np.ones(len(labels))
    groups = int(labels.max(initial=-1)) + 1
    low, high, sums = _between(labels, left, right, tie * weight[left] * weight[right], groups)
    size = np.bincount(labels, weights=weight, minlength=groups)
    means = sums / (size[low] * size[high])
    near = means >= threshold
    if not near.any():
        return labels
    graph = _Graph(low, high, sums, groups)
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
    heirs = np.array([graph.heir(group) for group in range(groups)], dtype=np.int64)
    return heirs[labels]


def _between(
    labels: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64], tie: NDArray[np.float32], groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of groups (the older one first) and the sum of their ties."""
    one, two = labels[left], labels[right]
    apart = one != two
    one, two = one[apart], two[apart]
    keys, which = np.unique(np.minimum(one, two) * max(groups, 1) + np.maximum(one, two), return_inverse=True)
    sums = np.bincount(which, weights=tie[apart], minlength=len(keys))
    return keys // max(groups, 1), keys % max(groups, 1), sums
