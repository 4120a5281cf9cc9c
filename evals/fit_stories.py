"""Fit the weights that tie articles to stories, and say what they are worth on stories that they were not fitted on.

Three figures are printed for each set: with weights fitted on all sets; with every article's ties weighed by a fit that has seen none of the
stories of its fold (`held out`); and with weights fitted on the other sets alone (`other sets`).
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import xxhash

from diurna.stories.clusters import ClusterState, Weights, Window, by_day, probabilities
from diurna.stories.features import NAMES

from .gold import gold
from .stories import SETS, agreement, as_article, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diurna.model import Article

UNDATED = NAMES.index("undated")
PRODUCTS = [(i, j) for i, j in combinations_with_replacement(range(len(NAMES)), 2) if (i, j) != (UNDATED, UNDATED)]
RIDGE = 1.0  # best of .5, 1 and 3 on held-out stories
PER_SET = {"allsides": 8000.0, "gva": 8000.0, "fnc1": 6000.0, "dated": 1000.0}  # as how many pairs each set weighs: more for `dated`
# costs allsides and gva up to two points of pairwise F1, less loses large stories of a few days
DATED_DAYS = 60  # over which the stories of `dated` are spread: 28 articles a day, as many as allsides has twice over
BRIEF = 250  # characters of a text that is cut
DATED_SPAN = 3  # days of one of its stories
STEPS = 12  # of Newton's method at most; eight are taken
ENOUGH = 0.05  # gain in penalised log likelihood below which the next step is not taken
LINK = 0.31  # pairwise F1 on allsides, gva, fnc1: .810, .680, .916 with .28; .811, .682, .932 with .31; .815, .678, .927 with .35
FOLDS = 4
TEXTS = {"dated": "fnc1"}  # the set that has the same texts


class Labelled(NamedTuple):
    """The pairs of a set, in the order in which they are met: features, whether both are labelled, whether they tell one story, fold."""

    articles: list[Article]
    features: NDArray[np.float64]
    known: NDArray[np.bool_]
    same: NDArray[np.float64]
    fold: NDArray[np.int64]


def labelled(data: Sequence[dict[str, Any]]) -> Labelled:
    """The pairs that are weighed when a set is clustered."""
    label = {r["id"]: r["cluster"] for r in data}
    articles = list({r["id"]: as_article(r) for r in data}.values())
    window = Window(ClusterState(), set())
    parts: list[tuple[Any, ...]] = []
    for day in by_day(articles):
        found = window.admit(day)
        left = [label[window.articles[i]] for i in found.left.tolist()]
        right = [label[window.articles[i]] for i in found.right.tolist()]
        folds = [hash_fold(a or window.articles[i]) for a, i in zip(left, found.left.tolist(), strict=True)]
        known = [a is not None and b is not None for a, b in zip(left, right, strict=True)]
        parts.append((found.features, np.array(known, dtype=bool), np.array([a == b for a, b in zip(left, right, strict=True)], dtype=float),
                      np.array(folds, dtype=np.int64)))
    return Labelled(articles, *(np.concatenate(some) for some in zip(*parts, strict=True)))


def dated(data: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The undated set with days given by chance, each story's within DATED_SPAN: large stories of a few days,
    of which the dated sets have none. Every other text is cut to its beginning: a brief tells a story too."""
    def day(row: dict[str, Any]) -> str:
        start = xxhash.xxh32_intdigest(row["cluster"].encode(), seed=1) % DATED_DAYS
        return (date(2031, 1, 1) + timedelta(days=start + xxhash.xxh32_intdigest(row["id"].encode()) % DATED_SPAN)).isoformat()

    def text(row: dict[str, Any]) -> str:
        return row["text"][:BRIEF] if xxhash.xxh32_intdigest(row["id"].encode(), seed=2) % 2 else row["text"]

    return [row | {"date": day(row), "text": text(row)} for row in data]


def hash_fold(cluster: str) -> int:
    """Folds that part whole stories."""
    return xxhash.xxh32_intdigest(cluster.encode()) % FOLDS


def fit(sets: Sequence[tuple[str, Labelled, NDArray[np.bool_]]], link: float) -> Weights:
    """A ridge logistic regression with the products of PRODUCTS, on the marked pairs of some sets, each set counting as PER_SET says."""
    x = np.vstack([s.features[m] for _, s, m in sets])
    y = np.concatenate([s.same[m] for _, s, m in sets])
    w = np.concatenate([np.full(int(m.sum()), PER_SET[name] / m.sum()) for name, _, m in sets])
    design = np.column_stack([np.ones(len(x)), x, *(x[:, i] * x[:, j] for i, j in PRODUCTS)])
    beta = newton(design, y, w)
    k = x.shape[1]
    products = tuple((i, j, float(b)) for (i, j), b in zip(PRODUCTS, beta[k + 1 :], strict=True))
    return Weights(float(beta[0]), tuple(map(float, beta[1 : k + 1])), products, link)


def newton(design: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a ridge logistic regression by Newton's method; the columns are scaled for the arithmetic, the penalty is that of the raw ones."""
    scale, centre = design.std(axis=0), design.mean(axis=0)
    scale[scale == 0] = 1
    centre[0] = 0
    a = (design - centre) / scale
    penalty = RIDGE / scale**2
    penalty[0] = 1e-9

    def loss(beta: NDArray[np.float64]) -> float:
        z = a @ beta
        return float(np.sum(w * (np.logaddexp(0, z) - y * z)) + 0.5 * np.sum(penalty * beta**2))

    beta = np.zeros(a.shape[1])
    now = loss(beta)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(a @ beta, -30, 30)))
        curve = (a * (w * p * (1 - p))[:, None]).T @ a + np.diag(penalty)
        step = np.linalg.solve(curve, a.T @ (w * (y - p)) - penalty * beta)
        while (then := loss(beta + step)) > now and np.abs(step).max() > 1e-6:
            step /= 2
        beta, gain, now = beta + step, now - then, then
        if gain < ENOUGH:
            break
    raw = beta / scale
    raw[0] -= float(centre @ raw)
    return raw


def clustered(one: Labelled, tie: NDArray[np.float64], truth: dict[str, str], link: float) -> dict[str, float]:
    """The scores of a set whose pairs have these ties."""
    window, placed, at = Window(ClusterState(), set()), {}, 0
    for day in by_day(one.articles):
        found = window.admit(day)
        window.tie(found, tie[at : at + len(found.left)])
        window.link(len(window.articles) - len(day), link)
        at += len(found.left)
        placed |= window.stories
    return {key: round(value, 3) for key, value in agreement(truth, placed).items()}


def held_out(name: str, sets: dict[str, Labelled], link: float) -> NDArray[np.float64]:
    """The ties of a set, each from a fit that has not seen the stories of its fold, nor those of that fold of the other sets."""
    one = sets[name]
    tie = np.zeros(len(one.same))
    for fold in range(FOLDS):
        using = fit([(n, s, s.known & (s.fold != fold)) for n, s in sets.items()], link)
        tie[one.fold == fold] = probabilities(one.features[one.fold == fold], using)
    return tie


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
    parser.add_argument("--quick", action="store_true", help="do not measure on stories and sets that were held out")
    parser.add_argument("--link", type=float, default=LINK)
    options = parser.parse_args()
    files = {name: gold("stories", file) for name, file in SETS.items()}
    if None in files.values():
        print("skipped: no data")
        return
    data = {name: rows(path) for name, path in files.items() if path}
    data["dated"] = dated(data["fnc1"])
    truth = {name: {r["id"]: r["cluster"] for r in some if r["cluster"] is not None} for name, some in data.items()}
    sets = {name: labelled(some) for name, some in data.items()}
    using = fit([(n, s, s.known) for n, s in sets.items()], options.link)
    if options.write:
        (Path(next(iter(diurna.resources.__path__))) / "story_link.toml").write_text(as_toml(using), "utf-8")
    for name, one in sets.items():
        print(name, "all sets  ", clustered(one, probabilities(one.features, using), truth[name], options.link), flush=True)
        if not options.quick:
            print(name, "held out  ", clustered(one, held_out(name, sets, options.link), truth[name], options.link), flush=True)
            others = fit([(n, s, s.known) for n, s in sets.items() if TEXTS.get(n, n) != TEXTS.get(name, name)], options.link)
            print(name, "other sets", clustered(one, probabilities(one.features, others), truth[name], options.link), flush=True)


if __name__ == "__main__":
    main()
