"""The gate: learn from lemmas alone which sentences can hold nothing to code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from diurna.resources.event_gate import BUCKETS, features

from .labels import FOLDER
from .sentences import Example, part_of

if TYPE_CHECKING:
    from pathlib import Path

LOST = 0.02  # of the sentences with an event may be held back; the rules read those still, so that half as many are lost
FOLDS = 8
STRENGTH = 1.0  # of .1, .3, 1, 3 the one that holds the most empty sentences back at LOST


def fitted(found: list[Example], lemmas: list[list[str]]) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The gate's arrays, and what it loses and holds back, measured on folds that it was not fitted to."""
    from sklearn.linear_model import LogisticRegression

    rows = matrix(lemmas)
    told = np.array([bool(e.acts) for e in found])
    sure = np.array([any(column[0] == 0 for column in e.acts.values()) for e in found])
    folds = np.array([part_of(e.id) for e in found])
    scores = np.zeros(len(found))
    for fold in range(FOLDS):
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(rows[folds != fold], told[folds != fold])
        scores[folds == fold] = model.decision_function(rows[folds == fold])
    floor = float(np.quantile(scores[sure], LOST))
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(rows, told)
    arrays = {"weights": model.coef_[0].astype(np.float16), "bias": np.array(model.intercept_[0]), "floor": np.array(floor)}
    measured = {"events lost": float((scores[sure] < floor).mean()), "empty sentences held back": float((scores[~told] < floor).mean())}
    return arrays, measured


def matrix(lemmas: list[list[str]]) -> csr_matrix:
    """One row a sentence, one column a bucket."""
    chosen = [sorted(features(row)) for row in lemmas]
    ends = np.cumsum([0, *map(len, chosen)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(chosen).astype(int), ends), shape=(len(lemmas), BUCKETS))


def ship(arrays: dict[str, np.ndarray], folder: Path = FOLDER) -> None:
    """Write the gate."""
    np.savez_compressed(folder / "gate.npz", **arrays)
