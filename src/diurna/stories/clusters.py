"""Clusters: articles about one happening grouped day by day, with ids that stay."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..model import Succession, key_hash
from .features import BODY, UNKNOWN_DAY, Rarity, day_counts, rows_from
from .linkage import average_link
from .minting import mint, succession
from .pairing import ROWS, Block, kept, pairs, together
from .texts import read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..model import Article
    from .features import Pairs
    from .texts import Text

IDF_DAYS = 30  # days that the inverse document frequency looks back; a frozen one loses 6 points of pairwise F1
LINK_DAYS = 15  # days within which two articles can be tied; later follow-ups are stories of their own
KEPT_EDGE = 0.02  # probability below which a pair counts as nought
CHUNK = 2000  # articles taken in at once: a day with more, or without dates, comes in parts
EDGE = (np.int64, np.int64, np.float32)  # left and right row, and the probability that they tell one story
COPIED = 0.7  # cosine from which one text was made from the other: together they count once, or three copies outvote three accounts
UNDATED_KEPT = 4000  # articles without a date that stay in the window, the latest: they would never leave it


class ClusterState(msgspec.Struct, frozen=True, kw_only=True):
    """What the next day needs: the window's articles with their stories, terms (see `pairing.Block`) and ties, arrays all of them; and term
    counts by day. `successions` are those of the last batch."""

    articles: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    blocks: tuple[tuple[memoryview, ...], ...] = ()
    copies: memoryview = memoryview(b"")
    edges: tuple[memoryview, ...] = ()
    counts: tuple[tuple[int, tuple[int, bytes, bytes]], ...] = ()
    successions: tuple[Succession, ...] = ()

    def lean(self) -> ClusterState:
        """The same without what is made anew from the rest in less time than it takes to write and read."""
        return msgspec.structs.replace(self, blocks=tuple(block[:ROWS] for block in self.blocks))

    @property
    def stories(self) -> dict[str, str]:
        """The story of each article of the window."""
        return dict(zip(self.articles, self.homes, strict=True))


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


def cluster(
    articles: Sequence[Article], state: ClusterState | None = None, *, using: Weights | None = None, read: Mapping[str, Text] | None = None,
) -> tuple[dict[str, str], ClusterState]:
    """The story id of each article, day by day, and the state for the next batch. `read` has the texts of the articles, if they were read before.

    Articles are taken in by day of publication (undated ones last). Earlier articles come out too where their story took another id.
    Articles of this batch that the state has already are taken anew.
    """
    before = state.stories if state else {}
    window = Window(state or ClusterState(), {a.id for a in articles})
    placed: dict[str, str] = {}
    successions: tuple[Succession, ...] = ()
    for day in by_day(articles):
        successions += window.take(day, using or weights(), read)
        placed |= window.stories
    return {a: s for a, s in placed.items() if before.get(a) != s}, window.state(_straight(successions, set(before.values())))


def by_day(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Articles of one day at a time, and not too many; those without a date last."""
    ordered = sorted(articles, key=lambda a: (_day(a) if a.published else 10**7, a.id))
    for _, day in groupby(ordered, key=_day):
        some = list(day)
        yield from (some[at : at + CHUNK] for at in range(0, len(some), CHUNK))


def _day(article: Article) -> int:
    return article.published.interval.start.toordinal() if article.published else UNKNOWN_DAY


def _straight(rows: Iterable[Succession], were: set[str]) -> tuple[Succession, ...]:
    """The successions of stories that there were before this batch, each with the heir that lives at its end."""
    rows = list(rows)
    heirs = {row.old: row.new for row in rows if row.kind == "merged"}

    def end(story: str) -> str:
        while story in heirs:
            story = heirs[story]
        return story

    last = [Succession(row.old, end(row.new), row.why, row.kind) for row in rows if row.old in were]
    return tuple(dict.fromkeys(row for row in last if row.old != row.new))


class Window:
    """The open days while a batch is taken in."""

    def __init__(self, state: ClusterState, again: set[str]) -> None:
        keep = np.array([a not in again for a in state.articles], dtype=bool)
        self.articles, self.homes, self.blocks = list(state.articles), list(state.homes), [Block.read(data) for data in state.blocks]
        self.left, self.right, self.ties = (np.frombuffer(data, dtype=kind) for data, kind in zip(state.edges or (b"",) * 3, EDGE, strict=True))
        self.copies = np.frombuffer(state.copies, dtype=np.float64)  # of each row, in the window
        self.counts = list(state.counts)
        self.rarity = Rarity(counts for _, counts in self.counts)
        self._keep(keep)

    @property
    def stories(self) -> dict[str, str]:
        return dict(zip(self.articles, self.homes, strict=True))

    def take(self, day: Sequence[Article], using: Weights, read: Mapping[str, Text] | None = None) -> tuple[Succession, ...]:
        """Take in articles of one day; returns the stories that went."""
        found = self.admit(day, read)
        self.tie(found, probabilities(found.features, using))
        return self.link(len(self.articles) - len(day), using.link)

    def admit(self, day: Sequence[Article], read: Mapping[str, Text] | None = None) -> Pairs:
        """Give articles of one day a place, each as a story of its own, and let go what is too old; returns the pairs to be weighed."""
        today = _day(day[0])
        self._let_go(today)
        read = read or read_texts(day)
        fresh = rows_from(day, [read[a.id].terms for a in day])
        counts = day_counts(fresh)
        self.counts.append((today if today != UNKNOWN_DAY else max((d for d, _ in self.counts), default=0), counts))
        self.rarity.add(counts)
        self.blocks = [*together(self.blocks), Block.of(fresh.weighed(self.rarity))]
        self.copies = np.concatenate([self.copies, np.zeros(len(day))])
        self.articles += [a.id for a in day]
        self.homes += [key_hash("story", a.id) for a in day]
        near = np.concatenate([block.rows.near for block in self.blocks])
        found = pairs(self.blocks, near)
        own = np.split(near, np.cumsum([block.rows.size for block in self.blocks])[:-1])
        self.blocks = [block._replace(rows=block.rows._replace(near=part)) for block, part in zip(self.blocks, own, strict=True)]
        return found

    @property
    def days(self) -> NDArray[np.int64]:
        """The day of each article."""
        return np.concatenate([np.empty(0, dtype=np.int64), *(block.rows.days for block in self.blocks)])

    def _let_go(self, today: int) -> None:
        days = self.days
        undated = days == UNKNOWN_DAY
        keep = undated & (np.cumsum(undated[::-1])[::-1] <= UNDATED_KEPT)
        keep |= ~undated & (days >= today - LINK_DAYS if today != UNKNOWN_DAY else True)
        self._keep(keep)
        if today == UNKNOWN_DAY:
            return
        for day, counts in self.counts:
            if day < today - IDF_DAYS:
                self.rarity.add(counts, -1)
        self.counts = [(day, counts) for day, counts in self.counts if day >= today - IDF_DAYS]

    def _keep(self, keep: NDArray[np.bool_]) -> None:
        if keep.all():
            return
        self.articles = [a for a, k in zip(self.articles, keep, strict=True) if k]
        self.homes = [h for h, k in zip(self.homes, keep, strict=True) if k]
        parts = np.split(keep, np.cumsum([block.rows.size for block in self.blocks])[:-1]) if self.blocks else []
        self.blocks = [
            block if part.all() else Block.of(block.rows.some(np.flatnonzero(part)))
            for block, part in zip(self.blocks, parts, strict=True) if part.any()
        ]
        self.copies = self.copies[keep]
        place = np.cumsum(keep) - 1
        stay = keep[self.left] & keep[self.right]
        self.left, self.right, self.ties = place[self.left[stay]], place[self.right[stay]], self.ties[stay]

    def tie(self, found: Pairs, weighed: NDArray[np.float64]) -> None:
        """Keep the probabilities of some pairs that they tell one story."""
        tie = np.round(weighed, 4).astype(np.float32)
        copied = found.features[:, BODY] >= COPIED
        self.copies += np.bincount(found.left[copied], minlength=len(self.copies)) + np.bincount(found.right[copied], minlength=len(self.copies))
        days = self.days
        unknown = (days[found.left] == UNKNOWN_DAY) | (days[found.right] == UNKNOWN_DAY)
        keep = (tie >= KEPT_EDGE) & (unknown | (np.abs(days[found.left] - days[found.right]) <= LINK_DAYS))
        self.left = np.concatenate([self.left, found.left[keep]])
        self.right = np.concatenate([self.right, found.right[keep]])
        self.ties = np.concatenate([self.ties, tie[keep]])

    def link(self, known: int, threshold: float) -> tuple[Succession, ...]:
        """Group anew the open articles that strong ties join to a new one; what grew, merged or parted keeps the ids of most of its articles."""
        members = _reached(len(self.articles), known, self.left, self.right, self.ties >= threshold)
        place = np.full(len(self.articles), -1, dtype=np.int64)
        place[members] = np.arange(len(members))
        inside = (place[self.left] >= 0) & (place[self.right] >= 0)
        weight = 1 / (1 + self.copies[members])
        labels = average_link(np.arange(len(members)), place[self.left[inside]], place[self.right[inside]], self.ties[inside], threshold, weight)
        groups: dict[int, list[int]] = {}
        for row, label in zip(members.tolist(), labels.tolist(), strict=True):
            groups.setdefault(label, []).append(row)
        before = {self.articles[row]: self.homes[row] for row in members.tolist() if row < known}
        some = [[self.articles[row] for row in rows] for rows in groups.values()]
        ids = mint(some, before, kind="story", turn=self.articles[known])
        for key, rows in zip(ids, groups.values(), strict=True):
            for row in rows:
                self.homes[row] = key
        return succession(some, ids, before, "their articles tell one story", "their articles tell two stories")

    def state(self, successions: tuple[Succession, ...]) -> ClusterState:
        """What the next batch needs."""
        edges = tuple(kept(some.astype(kind, copy=False)) for some, kind in zip((self.left, self.right, self.ties), EDGE, strict=True))
        return ClusterState(
            articles=tuple(self.articles), homes=tuple(self.homes), blocks=tuple(block.kept() for block in self.blocks),
            copies=kept(self.copies), edges=edges, counts=tuple(self.counts), successions=successions,
        )


def _reached(
    count: int, known: int, left: NDArray[np.int64], right: NDArray[np.int64], strong: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """The rows that strong ties join to a row from `known` on: two groups without one can have no mean tie that is strong."""
    ties = sparse.coo_matrix((np.ones(int(strong.sum())), (left[strong], right[strong])), shape=(count, count))
    _, parts = connected_components(ties, directed=False)
    return np.flatnonzero(np.isin(parts, parts[known:]))


def probabilities(features: NDArray[np.float64], using: Weights) -> NDArray[np.float64]:
    """The logistic regression's answer for each row of features."""
    width = features.shape[1]
    square = np.zeros((width, width))
    for i, j, weight in using.products:
        square[i, j] += weight
    score = using.bias + features @ np.array(using.linear) + np.einsum("ij,ij->i", features @ square, features)
    return 1 / (1 + np.exp(-score))
