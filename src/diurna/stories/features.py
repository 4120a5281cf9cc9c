"""Features: what two articles have in common, under an inverse document frequency that rolls with the days."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from . import crowding
from .wording import word_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ..model import Article

# What an article has of each term: its count, as a name or figure, in the title, in the lead, as a figure, as a name of the lead, in the upper part.
BUCKETS = 1 << 20  # hashed terms; a day of a thousand articles has some 40,000
PRIOR_DOCUMENTS = 300  # imagined documents before any is seen, in which function words stand: two lone articles need an IDF too
PRIOR_COMMON = 0.6  # share of the imagined documents that a function word stands in
PRIOR_RARE = 0.002  # the same for any other word
TERMS = 60  # heaviest terms of an article that can make it a candidate of another
LEAD = 70  # words after the title that are the lead
UPPER_PART = 350  # words after the title in which news stands, background after them
LONGEST = 1200  # words of an article that are read
READ = 12 * LONGEST  # characters within which they stand
MASK = np.uint64(BUCKETS - 1)
COLUMNS = ("body", "names", "title", "lead", "figures", "first", "top")
BODY, NAMES_ONLY, TITLE, LEADING, FIGURES, FIRST, TOP = range(7)
LANES = 8  # columns that are counted at once
LOGS = np.r_[0, 1 + np.log(np.arange(1, 256))].astype(np.float32)  # what a count of 0 to 255 weighs
LOG_SQUARES = LOGS**2
CANDIDATE = 0.05  # cosine of the heaviest terms with the other's text, below which a pair is not looked at
NAMES = (
    "body", "names", "title", "lead", "title_in_body", "rare", "gap", "undated", "names_cover", "body_cover",
    "figures", "lead_names", "rarest", "shorter", "weighty", "figures_cosine", "top", *crowding.NAMES,
)
WEIGHTY = 20.0  # product of two IDF from which a shared term is counted: each stands in about one article of ninety
UNKNOWN_DAY = -1


class Rows(NamedTuple):
    """Articles as rows of hashed terms. Row `i` has the entries `bounds[i]` to `bounds[i + 1]` of `terms` (buckets, rising), of `idf`
    (what each weighed when the article came in) and of `counts` (one column each of COLUMNS); `days` are ordinals, UNKNOWN_DAY if none.
    `norms` has the lengths of the vectors of COLUMNS, then the sums of squared IDF of the names and of all terms.
    `near` has the articles that each is most like (see `crowding`).
    """

    days: NDArray[np.int64]
    bounds: NDArray[np.int64]
    terms: NDArray[np.int32]
    idf: NDArray[np.float32]
    counts: NDArray[np.uint8]
    norms: NDArray[np.float32]
    near: NDArray[np.float32]

    @classmethod
    def empty(cls) -> Rows:
        """No rows."""
        return cls(
            np.empty(0, dtype=np.int64), np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32),
            np.empty((0, len(COLUMNS)), dtype=np.uint8), np.empty((0, len(COLUMNS) + 2), dtype=np.float32),
            np.empty((0, crowding.WIDTH), dtype=np.float32),
        )

    @property
    def size(self) -> int:
        return len(self.days)

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.bounds)

    def some(self, numbers: NDArray[np.int64]) -> Rows:
        """Some rows, by rising numbers."""
        lengths = self.lengths[numbers]
        parts = [slice(first, first + count) for first, count in zip(self.bounds[numbers].tolist(), lengths.tolist(), strict=True)]
        inside = (np.concatenate([own[part] for part in parts]) if parts else own[:0] for own in (self.terms, self.idf, self.counts))
        return Rows(self.days[numbers], np.r_[0, np.cumsum(lengths)], *inside, self.norms[numbers], self.near[numbers])

    @classmethod
    def joined(cls, some: Sequence[Rows]) -> Rows:
        """Rows one after another."""
        if not some:
            return cls.empty()
        days, bounds, *rest = (list(parts) for parts in zip(*some, strict=True))
        ends = np.r_[0, np.cumsum([part[-1] for part in bounds])]
        places = [np.zeros(1, dtype=np.int64), *(part[1:] + end for part, end in zip(bounds, ends.tolist(), strict=False))]
        return cls(np.concatenate(days), np.concatenate(places), *map(np.concatenate, rest))

    def weighed(self, rarity: Rarity) -> Rows:
        """The same rows with what their terms weigh now."""
        idf = rarity.of(self.terms)
        squares = (idf * idf).astype(np.float64)
        owner = np.repeat(np.arange(self.size), self.lengths)
        norms = np.empty((self.size, len(COLUMNS) + 2))
        for column, own in enumerate(np.ascontiguousarray(self.counts.T)):
            at = np.flatnonzero(own != 0)
            norms[:, column] = np.bincount(owner.take(at), weights=squares.take(at) * LOG_SQUARES.take(own.take(at)), minlength=self.size)
            if column == NAMES_ONLY:
                norms[:, -2] = np.bincount(owner.take(at), weights=squares.take(at), minlength=self.size)
        norms[:, -1] = np.bincount(owner, weights=squares, minlength=self.size)
        norms[:, : len(COLUMNS)] = np.sqrt(np.maximum(norms[:, : len(COLUMNS)], 1e-12))
        return self._replace(idf=idf, norms=norms.astype(np.float32))


ROW_TYPES = (np.int64, np.int64, np.int32, np.float32, np.uint8, np.float32, np.float32)  # of the arrays of Rows, in its order
WIDTHS = (None, None, None, None, len(COLUMNS), len(COLUMNS) + 2, crowding.WIDTH)


def rows_of(data: Sequence[bytes]) -> Rows:
    """Rows that were kept as bytes; none for none."""
    if not data:
        return Rows.empty()
    arrays = [np.frombuffer(some, dtype=kind) for some, kind in zip(data, ROW_TYPES, strict=True)]
    return Rows(*(a.reshape(-1, w) if w else a for a, w in zip(arrays, WIDTHS, strict=True)))


class Terms(NamedTuple):
    """The terms of one text: its buckets, rising, and the counts of each (one column each of COLUMNS)."""

    terms: NDArray[np.int32]
    counts: NDArray[np.uint8]


def rows_from(articles: Sequence[Article], read: Sequence[Terms]) -> Rows:
    """Articles as rows, not yet weighed; `read` has the terms of each."""
    if not articles:
        return Rows.empty()
    days = [a.published.interval.start.toordinal() if a.published else UNKNOWN_DAY for a in articles]
    terms = np.concatenate([t.terms for t in read])
    bounds = np.r_[0, np.cumsum([len(t.terms) for t in read])]
    norms = np.ones((len(read), len(COLUMNS) + 2), dtype=np.float32)
    ones, near = np.ones(len(terms), dtype=np.float32), np.zeros((len(read), crowding.WIDTH), dtype=np.float32)
    return Rows(np.array(days, dtype=np.int64), bounds, terms, ones, np.concatenate([t.counts for t in read]), norms, near)


class Rarity:
    """In how many documents of the last days each bucket was seen, of how many in all; a day can be added and taken away again."""

    def __init__(self, days: Iterable[tuple[int, bytes, bytes]] = ()) -> None:
        self.seen = _prior().copy()
        self.documents = float(PRIOR_DOCUMENTS)
        for day in days:
            self.add(day)

    def add(self, day: tuple[int, bytes, bytes], sign: int = 1) -> None:
        """Count a day (documents, buckets int32, numbers int32) in, or out with a sign of -1."""
        documents, buckets, numbers = day
        np.add.at(self.seen, np.frombuffer(buckets, dtype=np.int32), sign * np.frombuffer(numbers, dtype=np.int32).astype(np.float32))
        self.documents += sign * documents

    def of(self, terms: NDArray[np.int32]) -> NDArray[np.float32]:
        """The inverse document frequency of some buckets; never below zero."""
        return np.maximum(np.log(self.documents / self.seen[terms]), 0).astype(np.float32)


@cache
def _prior() -> NDArray[np.float32]:
    """Imagined document counts of every bucket, from the function words of the table."""
    prior = np.full(BUCKETS, PRIOR_RARE * PRIOR_DOCUMENTS, dtype=np.float32)
    for word in files("diurna.resources").joinpath("function_words.txt").read_text("utf-8").split():
        prior[word_hash(word) & int(MASK)] = PRIOR_COMMON * PRIOR_DOCUMENTS
    return prior


def day_counts(rows: Rows) -> tuple[int, bytes, bytes]:
    """In how many of these articles each bucket stands."""
    buckets, numbers = np.unique(rows.terms, return_counts=True)
    return rows.size, buckets.astype(np.int32).tobytes(), numbers.astype(np.int32).tobytes()


class Pairs(NamedTuple):
    """Pairs of rows, the earlier one left, and what they have in common (columns as in NAMES)."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    features: NDArray[np.float64]


class _Met:
    """The terms that some pairs of rows share, and what their weights add up to for each pair."""

    def __init__(
        self, rows: Rows, left: NDArray[np.int64], right: NDArray[np.int64],
        pair: NDArray[np.int64], ours: NDArray[np.int64], theirs: NDArray[np.int64],
    ) -> None:
        self.rows, self.left, self.right, self.pair = rows, left, right, pair
        self.both = rows.idf[ours] * rows.idf[theirs]
        self.one, self.two = (np.ascontiguousarray(rows.counts.take(some, axis=0).T) for some in (ours, theirs))
        self.starts = np.flatnonzero(np.diff(pair, prepend=-1))

    def whole(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of a value of every shared term."""
        sums = np.zeros(len(self.left))
        sums[self.pair[self.starts]] = np.add.reduceat(values, self.starts, dtype=np.float64)
        return sums

    def at(self, a: int, b: int) -> NDArray[np.int64]:
        """Which terms stand in column `a` of the one row and `b` of the other."""
        return np.flatnonzero((self.one[a] != 0) & (self.two[b] != 0))

    def dense(self, column: int) -> NDArray[np.float64]:
        """A cosine to which most of the shared terms add."""
        products = self.both * LOGS.take(self.one[column]) * LOGS.take(self.two[column])
        return self.whole(products) / (self.rows.norms[self.left, column] * self.rows.norms[self.right, column])

    def cosine(self, a: int, b: int) -> NDArray[np.float64]:
        """A cosine of two columns to which few of them do."""
        at = self.at(a, b)
        products = self.both[at] * LOGS.take(self.one[a][at]) * LOGS.take(self.two[b][at])
        return self._summed(products, at) / (self.rows.norms[self.left, a] * self.rows.norms[self.right, b])

    def shared(self, column: int) -> NDArray[np.float64]:
        """The weights of the terms that stand in one column of both rows."""
        at = self.at(column, column)
        return self._summed(self.both[at], at)

    def rarest(self, column: int) -> NDArray[np.float32]:
        """The weight of the weightiest of them."""
        best = np.zeros(len(self.left), dtype=np.float32)
        at = self.at(column, column)
        np.maximum.at(best, self.pair[at], self.both[at])
        return best

    def _summed(self, values: NDArray[np.float32], at: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.bincount(self.pair[at], weights=values, minlength=len(self.left))


def shared_features(
    rows: Rows, left: NDArray[np.int64], right: NDArray[np.int64],
    pair: NDArray[np.int64], ours: NDArray[np.int64], theirs: NDArray[np.int64],
) -> NDArray[np.float64]:
    """One row for each pair; `pair`, `ours` and `theirs` are the shared terms: of which pair, and where they stand in the two rows."""
    met = _Met(rows, left, right, pair, ours, theirs)
    names = met.shared(NAMES_ONLY)
    gap = np.abs(rows.days[left] - rows.days[right]).astype(float)
    unknown = (rows.days[left] == UNKNOWN_DAY) | (rows.days[right] == UNKNOWN_DAY)
    gap[unknown] = 0
    names_cover = names / np.maximum(np.minimum(rows.norms[left, -2], rows.norms[right, -2]), 1e-9)
    body_cover = met.whole(met.both) / np.maximum(np.minimum(rows.norms[left, -1], rows.norms[right, -1]), 1e-9)
    shorter = np.log1p(np.minimum(rows.lengths[left], rows.lengths[right])) / 6
    strong = np.log1p(np.bincount(pair[met.both > WEIGHTY], minlength=len(left))) / 3
    return np.column_stack([
        met.dense(BODY), met.cosine(NAMES_ONLY, NAMES_ONLY), met.cosine(TITLE, TITLE), met.cosine(LEADING, LEADING),
        np.maximum(met.cosine(TITLE, BODY), met.cosine(BODY, TITLE)), np.log1p(names) / 6, np.log1p(gap), unknown.astype(float),
        names_cover, body_cover, np.log1p(met.shared(FIGURES)) / 6, np.log1p(met.shared(FIRST)) / 6, met.rarest(NAMES_ONLY) / 30, shorter, strong,
        met.cosine(FIGURES, FIGURES), met.dense(TOP),
    ])
