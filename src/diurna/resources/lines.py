"""The door to the line model: boosted trees as plain arrays, read with numpy."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

FILE = "lines.npz"


class Trees:
    """Boosted regression trees for one yes-or-no question; calling it with feature rows gives probabilities.

    `feature`, `threshold`, `left`, `right` and `value` hold the nodes of all trees one after another; `roots` has the index of each
    tree's first node. A node with `left` == 0 is a leaf. A row goes left where its feature is at most the threshold.
    """

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.feature, self.threshold = arrays["feature"], arrays["threshold"]
        self.left, self.right, self.value = arrays["left"], arrays["right"], arrays["value"]
        self.roots, self.baseline, self.depth = arrays["roots"], float(arrays["baseline"]), int(arrays["depth"])

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        for _ in range(self.depth):
            leaf = self.left[at] == 0
            goes_left = np.take_along_axis(rows, self.feature[at], axis=1) <= self.threshold[at]
            at = np.where(leaf, at, np.where(goes_left, self.left[at], self.right[at]))
        return 1.0 / (1.0 + np.exp(-(self.value[at].sum(axis=1) + self.baseline)))


class LineModel:
    """The two readings of a page's lines: `first` sees each line with its neighbours, `second` also the first's scores around it."""

    def __init__(self, first: Trees, second: Trees) -> None:
        self.first, self.second = first, second


def trees_from(arrays: dict[str, np.ndarray], prefix: str) -> Trees:
    """The trees whose arrays are named `prefix` + "." + field."""
    return Trees({key.partition(".")[2]: value for key, value in arrays.items() if key.startswith(prefix + ".")})


@cache
def line_model() -> LineModel:
    """The shipped model, loaded once a process."""
    data = np.load(BytesIO(files(__package__).joinpath(FILE).read_bytes()), allow_pickle=False)
    arrays = {key: data[key] for key in data.files}
    return LineModel(trees_from(arrays, "first"), trees_from(arrays, "second"))
