"""Fit the two readings of the line model and turn scikit-learn's trees into plain arrays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from diurna.extract.lines import block_features, line_features
from diurna.resources.lines import LineModel, Trees, trees_from

if TYPE_CHECKING:
    from collections.abc import Sequence

Page = tuple[list[str], list[int]]
INNER_FOLDS = 3  # the second reading learns from scores that the first gave to pages it had not seen
CUT_OUT_BEFORE, CUT_OUT_AFTER, CUT_OUT_WEIGHT = 4, 16, 0.5
SHORT_LEAST, SHORT_SPREAD = 2, 5  # lines of a shortened article: 2 to 6
LIST_MARK = re.compile(r"^\s*[*+•-]\s+")
FIRST = {"max_iter": 100, "learning_rate": 0.07, "max_leaf_nodes": 15, "min_samples_leaf": 30, "l2_regularization": 5.0, "max_bins": 63}
SECOND = {"max_iter": 60, "learning_rate": 0.07, "max_leaf_nodes": 9, "min_samples_leaf": 30, "l2_regularization": 5.0, "max_bins": 63}


def fit(pages: Sequence[Page], *, seed: int = 0) -> dict[str, np.ndarray]:
    """The arrays of a line model learnt from labelled pages and from cut-outs of them."""
    some = [*pages, *(cut_out(page) for page in pages), *(shortened(page, SHORT_LEAST + i % SHORT_SPREAD) for i, page in enumerate(pages))]
    groups = [*range(len(pages))] * 3
    rows = [line_features(lines) for lines, _ in some]
    labels = [np.array(keep) for _, keep in some]
    weights = [page_weights(lines) * (1.0 if i < len(pages) else CUT_OUT_WEIGHT) for i, (lines, _) in enumerate(some)]
    scores = _unseen_scores(rows, labels, weights, groups, seed)
    second_rows = [block_features(r, lines, s) for r, (lines, _), s in zip(rows, some, scores, strict=True)]
    first = _boosted(FIRST, rows, labels, weights, seed)
    second = _boosted(SECOND, second_rows, labels, weights, seed)
    return as_arrays(first, "first") | as_arrays(second, "second")


def model_of(arrays: dict[str, np.ndarray]) -> LineModel:
    """A line model from fitted arrays, as it would be read from the shipped file."""
    return LineModel(trees_from(arrays, "first"), trees_from(arrays, "second"))


def cut_out(page: Page) -> Page:
    """What a reader copies from a page: the article with a little of what stands around it, list marks lost."""
    lines, keep = page
    inside = [i for i, k in enumerate(keep) if k] or [0]
    low, high = max(inside[0] - CUT_OUT_BEFORE, 0), inside[-1] + 1 + CUT_OUT_AFTER
    cut = [(LIST_MARK.sub("", line) or line, k) for line, k in zip(lines[low:high], keep[low:high], strict=True)]
    return [line for line, _ in cut], [k for _, k in cut]


def shortened(page: Page, count: int) -> Page:
    """A cut-out whose article has only its first `count` lines: briefs stand among as many teasers as long reports do."""
    lines, keep = cut_out(page)
    inside = [i for i, k in enumerate(keep) if k]
    gone = set(inside[count:])
    left = [i for i in range(len(lines)) if i not in gone]
    return [lines[i] for i in left], [keep[i] for i in left]


def page_weights(lines: Sequence[str]) -> np.ndarray:
    """A line counts by its words, a page as much as any other: what the shingle measure sees."""
    words = np.array([1.0 + len(line.split()) for line in lines])
    return words / words.sum() * 100.0


def _unseen_scores(rows: list[np.ndarray], labels: list[np.ndarray], weights: list[np.ndarray], groups: list[int], seed: int) -> list[np.ndarray]:
    scores: list[np.ndarray] = [np.zeros(0)] * len(rows)
    for fold in range(INNER_FOLDS):
        seen = [i for i, group in enumerate(groups) if group % INNER_FOLDS != fold]
        model = _boosted(FIRST, [rows[i] for i in seen], [labels[i] for i in seen], [weights[i] for i in seen], seed)
        trees = Trees({k.partition(".")[2]: v for k, v in as_arrays(model, "x").items()})
        for i, group in enumerate(groups):
            if group % INNER_FOLDS == fold:
                scores[i] = trees(rows[i])
    return scores


def _boosted(settings: dict[str, Any], rows: list[np.ndarray], labels: list[np.ndarray], weights: list[np.ndarray], seed: int) -> Any:
    model = HistGradientBoostingClassifier(**settings, random_state=seed, early_stopping=False)
    return model.fit(np.vstack(rows), np.concatenate(labels), sample_weight=np.concatenate(weights))


def as_arrays(model: Any, prefix: str) -> dict[str, np.ndarray]:
    """The nodes of a fitted model as flat arrays (see diurna.resources.lines.Trees)."""
    nodes, roots, offset, depth = [], [], 0, 0
    for (predictor,) in model._predictors:
        tree = predictor.nodes.copy()
        tree["left"] = np.where(tree["is_leaf"], 0, tree["left"] + offset)
        tree["right"] = np.where(tree["is_leaf"], 0, tree["right"] + offset)
        roots.append(offset)
        offset += len(tree)
        depth = max(depth, int(tree["depth"].max()))
        nodes.append(tree)
    flat = np.concatenate(nodes)
    arrays = {
        "feature": flat["feature_idx"].astype(np.int16),
        "threshold": flat["num_threshold"].astype(np.float32),
        "left": flat["left"].astype(np.int32),
        "right": flat["right"].astype(np.int32),
        "value": np.where(flat["is_leaf"], flat["value"], 0.0).astype(np.float32),
        "roots": np.array(roots, dtype=np.int32),
        "baseline": np.array(float(np.ravel(model._baseline_prediction)[0])),
        "depth": np.array(depth),
    }
    return {f"{prefix}.{key}": value for key, value in arrays.items()}
