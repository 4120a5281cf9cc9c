"""Fit the weights that tie articles to stories, by cross-fitting: each set is scored with weights fitted on the others."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np
import xxhash
from scipy.optimize import minimize

from diurna.stories.clusters import IDF_DAYS, LINK_DAYS, Weights, candidates
from diurna.stories.features import NAMES, day_counts, featured, fields, pair_features, rarity

from .gold import gold
from .stories import SETS, as_article, grouped, rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNDATED = 7  # column: undated pairs weigh otherwise
PRODUCTS = [(0, 1), (0, 0), (1, 1), (0, 6), (1, 6), (0, 2), (5, 5), (0, 5), *((i, UNDATED) for i in (0, 1, 2, 3, 4, 5, 8, 9))]
RIDGE = 1.0
PER_SET = 3000.0  # each set weighs as much as this many pairs
LINK = 0.4  # best over .2 to .6 on the three sets together


def pairs(data: list[dict[str, Any]]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Features, labels and fold (by gold cluster) of the candidate pairs whose two articles are labelled."""
    label = {r["id"]: r["cluster"] for r in data}
    some = sorted((featured(as_article(r)) for r in data), key=lambda f: (f.day or 10**7, f.article))
    days = sorted({f.day for f in some}, key=lambda d: d or 10**7)
    by_day = {d: [f for f in some if f.day == d] for d in days}
    counts = {d: day_counts(by_day[d]) for d in days}
    xs, ys, folds = [], [], []
    for day in days:
        window = [f for d in days if d is not None and day is not None and day - LINK_DAYS <= d < day for f in by_day[d]]
        idf = rarity([counts[d] for d in days if d == day or (d is not None and day is not None and day - IDF_DAYS <= d < day)])
        every = window + by_day[day]
        held = fields(every, idf)
        left, right = candidates(held, len(window))
        a = [label[every[i].article] for i in left]
        b = [label[every[i].article] for i in right]
        keep = np.array([p is not None and q is not None for p, q in zip(a, b, strict=True)], dtype=bool)
        if not keep.any():
            continue
        xs.append(pair_features(held, left[keep], right[keep]))
        ys.append(np.array([p == q for p, q, k in zip(a, b, keep, strict=True) if k], dtype=float))
        folds.append(np.array([hash_fold(p) for p, k in zip(a, keep, strict=True) if k]))
    return np.vstack(xs), np.concatenate(ys), np.concatenate(folds)


def hash_fold(cluster: str) -> int:
    """Two folds that part whole stories."""
    return xxhash.xxh32_intdigest(cluster.encode()) % 2


def fit(x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64], link: float = 0.4) -> Weights:
    """A ridge logistic regression with the products of PRODUCTS."""
    design = np.column_stack([np.ones(len(x)), x, *(x[:, i] * x[:, j] for i, j in PRODUCTS)])

    def loss(beta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = design @ beta
        p = 1 / (1 + np.exp(-np.clip(z, -40, 40)))
        value = float(np.sum(w * (np.logaddexp(0, z) - y * z)) + RIDGE * 0.5 * np.sum(beta[1:] ** 2))
        grad = design.T @ (w * (p - y))
        grad[1:] += RIDGE * beta[1:]
        return value, grad

    beta = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    k = x.shape[1]
    products = tuple((i, j, float(b)) for (i, j), b in zip(PRODUCTS, beta[k + 1 :], strict=True))
    return Weights(float(beta[0]), tuple(map(float, beta[1 : k + 1])), products, link)


def fit_on(names: list[str], found: dict[str, tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]], link: float) -> Weights:
    """Weights fitted on some sets, each set counting alike."""
    x = np.vstack([found[n][0] for n in names])
    y = np.concatenate([found[n][1] for n in names])
    w = np.concatenate([np.full(len(found[n][1]), PER_SET / len(found[n][1])) for n in names])
    return fit(x, y, w, link)


def as_toml(weights: Weights) -> str:
    lines = [
        "# Weights that tie two articles to one story: a ridge logistic regression over stories/features.NAMES and products of them.",
        "# Written by `python -m evals.fit_stories --write`; `link` is the mean probability that joins two stories.",
        f"bias = {weights.bias:.4f}",
        "linear = [" + ", ".join(f"{v:.4f}" for v in weights.linear) + f"]  # {', '.join(NAMES)}",
        f"link = {weights.link}",
        "products = [",
        *(f"  [{i}, {j}, {v:.4f}],  # {NAMES[i]} x {NAMES[j]}" for i, j, v in weights.products),
        "]",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    from pathlib import Path

    import diurna.resources

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on every set and write resources/story_link.toml")
    parser.add_argument("--link", type=float, default=LINK)
    options = parser.parse_args()
    files = {name: gold("stories", file) for name, file in SETS.items()}
    if None in files.values():
        print("skipped: no data")
        return
    data = {name: rows(path) for name, path in files.items() if path}
    found = {name: pairs(some) for name, some in data.items()}
    for name in data:
        crossed = fit_on([n for n in data if n != name], found, options.link)
        print(name, "with weights of the other sets:", {k: round(v, 3) for k, v in grouped(name, data[name], crossed).items()}, flush=True)
    if options.write:
        target = Path(next(iter(diurna.resources.__path__))) / "story_link.toml"
        target.write_text(as_toml(fit_on(list(data), found, options.link)), "utf-8")


if __name__ == "__main__":
    main()
