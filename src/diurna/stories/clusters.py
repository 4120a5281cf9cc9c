"""Clusters: articles about one happening grouped day by day, with ids that stay."""

from __future__ import annotations

import heapq
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from ..model import Succession, key_hash
from .features import Featured, Fields, day_counts, featured, fields, pair_features, rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from ..model import Article

IDF_DAYS = 30  # days that the inverse document frequency looks back; a frozen one loses 6 points of pairwise F1
LINK_DAYS = 15  # days within which two articles can be tied; later follow-ups are stories of their own
CANDIDATE = 0.05  # cosine of the heaviest terms with the other's text, below which a pair is not looked at
KEPT_EDGE = 0.02  # probability below which a pair counts as nought
CHUNK = 1000  # articles taken in at once, where days are small or undated


class Edge(msgspec.Struct, frozen=True):
    """The probability that two articles tell one story."""

    left: str
    right: str
    probability: float


class ClusterState(msgspec.Struct, frozen=True, kw_only=True):
    """What the next day needs: the window's articles, ties and stories, and term counts by day; `successions` are those of the last batch."""

    window: tuple[Featured, ...] = ()
    edges: tuple[Edge, ...] = ()
    stories: dict[str, str] = {}
    counts: tuple[tuple[int, tuple[int, bytes, bytes]], ...] = ()
    successions: tuple[Succession, ...] = ()


class Weights(msgspec.Struct, frozen=True):
    """A logistic regression over `features.NAMES` and products of them, and the average link that makes one story."""

    bias: float
    linear: tuple[float, ...]
    products: tuple[tuple[int, int, float], ...]
    link: float


@cache
def weights() -> Weights:
    """The shipped weights (`resources/story_link.toml`; fitted by `python -m evals.fit_stories`)."""
    return msgspec.convert(tomllib.loads(files("diurna.resources").joinpath("story_link.toml").read_text("utf-8")), Weights)


def cluster(articles: Sequence[Article], state: ClusterState | None = None, *, using: Weights | None = None) -> tuple[dict[str, str], ClusterState]:
    """The story id of each article, day by day, and the state for the next batch.

    Articles are taken in by day of publication (undated ones last). Earlier articles come out too where their story took another id.
    Method: logistic regression over lexical features, names and numbers, and the gap in days; greedy average link, kept up online.
    """
    state = state or ClusterState()
    before, placed = state.stories, dict(state.stories)
    gone: dict[str, str] = {}
    successions: tuple[Succession, ...] = ()
    for day in _days([featured(a) for a in articles]):
        state, renamed = _step(day, state, using or weights())
        gone |= renamed
        successions += state.successions
        placed |= state.stories
    fresh = {a.id for a in articles}
    final = {a: _end(s, gone) for a, s in placed.items()}
    return {a: s for a, s in final.items() if a in fresh or before[a] != s}, msgspec.structs.replace(state, successions=successions)


def _days(some: list[Featured]) -> Iterator[list[Featured]]:
    some = sorted(some, key=lambda f: (f.day if f.day is not None else 10**7, f.article))
    for _, day in groupby(some, key=lambda f: f.day):
        yield list(day)


def _step(day: list[Featured], state: ClusterState, using: Weights) -> tuple[ClusterState, dict[str, str]]:
    """The state after a day, and the new id of each story that went."""
    fresh = {f.article for f in day}
    today = day[0].day
    window = [f for f in state.window if f.article not in fresh and (today is None or f.day is None or f.day >= today - LINK_DAYS)]
    counts = [(d, c) for d, c in state.counts if today is None or d >= today - IDF_DAYS]
    counts.append((today if today is not None else (counts[-1][0] if counts else 0), day_counts(day)))
    every = window + day
    inside = {f.article for f in every}
    held = fields(every, rarity([c for _, c in counts]))
    edges = [e for e in state.edges if e.left in inside and e.right in inside]
    edges += _edges(every, held, len(window), using)
    stories = {f.article: state.stories[f.article] for f in window} | {f.article: key_hash("story", f.article) for f in day}
    renamed = _average_link(stories, edges, using.link)
    was_open = set(state.stories.values())
    rows = tuple(Succession(old, new, "merged: their articles tell one story") for old, new in sorted(renamed.items()) if old in was_open)
    kept = {a: renamed.get(s, s) for a, s in stories.items()}
    return ClusterState(window=tuple(every), edges=tuple(edges), stories=kept, counts=tuple(counts), successions=rows), renamed


def candidates(held: Fields, known: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (earlier, new) of rows that share weighty terms; rows from `known` on are new."""
    product = (held.heavy[known:] @ held.body.T).tocoo()
    left, right = product.col.astype(np.int64), product.row.astype(np.int64) + known
    keep = (left < right) & (product.data >= CANDIDATE)
    return left[keep], right[keep]


def probabilities(features: NDArray[np.float64], using: Weights) -> NDArray[np.float64]:
    """The logistic regression's answer for each row of features."""
    score = using.bias + features @ np.array(using.linear)
    for i, j, weight in using.products:
        score += weight * features[:, i] * features[:, j]
    return 1 / (1 + np.exp(-score))


def _edges(every: Sequence[Featured], held: Fields, known: int, using: Weights) -> list[Edge]:
    left, right = candidates(held, known)
    if not len(left):
        return []
    found = probabilities(pair_features(held, left, right), using)
    return [Edge(every[i].article, every[j].article, round(p, 4)) for i, j, p in zip(left, right, found.tolist(), strict=True) if p >= KEPT_EDGE]


def _average_link(stories: dict[str, str], edges: Iterable[Edge], threshold: float) -> dict[str, str]:
    """Merge the two stories with the highest mean probability over their pairs of articles, until none reaches the threshold.

    Returns the new id of each id that went; the older story's id stays (earlier places in `stories` are older).
    """
    size: dict[str, int] = defaultdict(int)
    age: dict[str, int] = {}
    for place, story in enumerate(stories.values()):
        size[story] += 1
        age.setdefault(story, place)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for edge in edges:
        a, b = stories[edge.left], stories[edge.right]
        if a != b:
            sums[a][b] += edge.probability
            sums[b][a] += edge.probability
    means = ((a, b, total / (size[a] * size[b])) for a, row in sums.items() for b, total in row.items() if a < b)
    heap = [(-mean, a, b) for a, b, mean in means if mean >= threshold]
    heapq.heapify(heap)
    gone: dict[str, str] = {}
    while heap:
        mean, a, b = heapq.heappop(heap)
        if a in gone or b in gone or abs(-mean - sums[a][b] / (size[a] * size[b])) > 1e-9:
            continue
        if age[b] < age[a]:
            a, b = b, a
        _absorb(a, b, sums, size)
        gone[b] = a
        for other, total in sums[a].items():
            if total >= threshold * size[a] * size[other]:
                heapq.heappush(heap, (-total / (size[a] * size[other]), *sorted((a, other))))
    return {old: _end(old, gone) for old in gone}


def _absorb(a: str, b: str, sums: dict[str, dict[str, float]], size: dict[str, int]) -> None:
    for other, total in sums.pop(b).items():
        sums[other].pop(b)
        if other != a:
            sums[a][other] += total
            sums[other][a] += total
    size[a] += size.pop(b)


def _end(story: str, gone: dict[str, str]) -> str:
    while story in gone:
        story = gone[story]
    return story
