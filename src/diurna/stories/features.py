"""Features: what two articles have in common, under an inverse document frequency that rolls with the days."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from . import crowding
from .wording import word_hash, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from ..model import Article
    from .wording import Worded

# What an article has of each term: its count, as a name or figure, in the title, in the lead, as a figure, as a name of the lead, in the upper part.
BUCKETS = 1 << 20  # hashed terms; a day of a thousand articles has some 40,000
PRIOR_DOCUMENTS = 300  # imagined documents before any is seen, in which function words stand: two lone articles need an IDF too
PRIOR_COMMON = 0.6  # share of the imagined documents that a function word stands in
PRIOR_RARE = 0.002  # the same for any other word
COMPARED = 32  # new articles that are compared with their candidates at once: what they share stays in the processor's cache
TERMS = 60  # heaviest terms of an article that can make it a candidate of another
LEAD = 70  # words after the title that are the lead
UPPER_PART = 350  # words after the title in which news stands, background after them
LONGEST = 1200  # words of an article that are read
READ = 12 * LONGEST  # characters within which they stand
MASK = np.uint64(BUCKETS - 1)
COLUMNS = ("body", "names", "title", "lead", "figures", "first", "top")
BODY, NAMES_ONLY, TITLE, LEADING, FIGURES, FIRST, TOP = range(7)
LANES = 8  # columns that are counted at once
PLACE = 11  # bits of the place of a word among the LONGEST
LOGS = np.r_[0, 1 + np.log(np.arange(1, 256))].astype(np.float32)  # what a count of 0 to 255 weighs
LOG_SQUARES = LOGS**2
BLOCK = 1024  # new articles whose candidates are sought at once: the window's terms are gone through once for all of them
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

    def taken(self, keep: NDArray[np.bool_]) -> Rows:
        """The rows that are marked, in their order."""
        first = int(np.argmax(keep))
        if keep[first:].all():  # the oldest go: what stays is one stretch
            at = self.bounds[first]
            return Rows(
                self.days[first:], self.bounds[first:] - at, self.terms[at:], self.idf[at:], self.counts[at:], self.norms[first:], self.near[first:],
            )
        inside = np.repeat(keep, self.lengths)
        bounds = np.r_[0, np.cumsum(self.lengths[keep])]
        return Rows(self.days[keep], bounds, self.terms[inside], self.idf[inside], self.counts[inside], self.norms[keep], self.near[keep])

    def then(self, other: Rows) -> Rows:
        """These rows and others after them."""
        return Rows(
            np.concatenate([self.days, other.days]), np.concatenate([self.bounds, other.bounds[1:] + self.bounds[-1]]),
            np.concatenate([self.terms, other.terms]), np.concatenate([self.idf, other.idf]), np.concatenate([self.counts, other.counts]),
            np.concatenate([self.norms, other.norms]), np.concatenate([self.near, other.near]),
        )

    def weighed(self, rarity: Rarity) -> Rows:
        """The same rows with what their terms weigh now."""
        idf = rarity.of(self.terms)
        squares = (idf * idf).astype(np.float64)
        terms = np.empty((len(idf), len(COLUMNS) + 2))
        np.multiply(squares[:, None], LOG_SQUARES.take(self.counts), out=terms[:, :-2])
        terms[:, -2], terms[:, -1] = squares * (self.counts[:, NAMES_ONLY] > 0), squares
        norms = np.zeros((self.size, terms.shape[1]))
        filled = np.flatnonzero(self.lengths)
        norms[filled] = np.add.reduceat(terms, self.bounds[filled], axis=0)
        norms[:, : len(COLUMNS)] = np.sqrt(np.maximum(norms[:, : len(COLUMNS)], 1e-12))
        return self._replace(idf=idf, norms=norms.astype(np.float32))


ROW_TYPES = (np.int64, np.int64, np.int32, np.float32, np.uint8, np.float32, np.float32)  # of the arrays of Rows, in its order
WIDTHS = (None, None, None, None, len(COLUMNS), len(COLUMNS) + 2, crowding.WIDTH)


def rows_bytes(rows: Rows) -> tuple[bytes, ...]:
    """Rows as bytes, to be kept."""
    return tuple(np.ascontiguousarray(some, dtype=kind).tobytes() for some, kind in zip(rows, ROW_TYPES, strict=True))


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


def read_rows(articles: Sequence[Article], read: Mapping[str, Terms] | None = None) -> Rows:
    """Articles as rows, not yet weighed. `read` has the terms of each, if they were read before."""
    if not articles:
        return Rows.empty()
    if read is None:
        read = {a.id: terms_of(a, words) for a, words in zip(articles, worded(a.text[:READ] for a in articles), strict=True)}
    found = [read[a.id] for a in articles]
    days = [a.published.interval.start.toordinal() if a.published else UNKNOWN_DAY for a in articles]
    terms = np.concatenate([t.terms for t in found])
    bounds = np.r_[0, np.cumsum([len(t.terms) for t in found])]
    norms = np.ones((len(found), len(COLUMNS) + 2), dtype=np.float32)
    ones, near = np.ones(len(terms), dtype=np.float32), np.zeros((len(found), crowding.WIDTH), dtype=np.float32)
    return Rows(np.array(days, dtype=np.int64), bounds, terms, ones, np.concatenate([t.counts for t in found]), norms, near)


def terms_of(article: Article, words: Worded) -> Terms:
    """The terms of an article, from its words. Names are capitalised words but for those that open a sentence or stand in the title; and numbers."""
    starts = words.starts[:LONGEST]
    count = int(np.searchsorted(starts, READ))
    title = int(np.searchsorted(starts[:count], article.title.end)) if article.title else 0
    figure = words.figure[:count]
    named = words.capital[:count] & ~words.opens[:count]
    named[:title] = False
    named |= figure
    marks = np.zeros((count, LANES), dtype=bool)
    marks[:, BODY], marks[:, NAMES_ONLY], marks[:title, TITLE] = True, named, True
    marks[title : title + LEAD, LEADING], marks[:, FIGURES] = True, figure
    marks[: title + LEAD, FIRST], marks[: title + UPPER_PART, TOP] = named[: title + LEAD], True
    keys = ((words.stems[:count] & MASK) << PLACE).astype(np.int32) | np.arange(count, dtype=np.int32)
    keys.sort()
    terms = keys >> PLACE
    first = np.flatnonzero(np.diff(terms, prepend=-1))
    return Terms(terms[first], _counted(marks[keys & ((1 << PLACE) - 1)], first))


def _counted(marks: NDArray[np.bool_], first: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The sums of marks from each of `first` to the next, 255 at most. A row of marks is one number, so that a sum is one addition a word."""
    if not len(first):
        return np.empty((0, len(COLUMNS)), dtype=np.uint8)
    if np.diff(first, append=len(marks)).max() > 255:
        return np.minimum(np.add.reduceat(marks, first, axis=0, dtype=np.uint16), 255).astype(np.uint8)[:, : len(COLUMNS)]
    return np.add.reduceat(marks.view(np.uint64).ravel(), first).view(np.uint8).reshape(-1, LANES)[:, : len(COLUMNS)]


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


def pairs(rows: Rows, known: int) -> Pairs:
    """The pairs of rows that share weighty terms, of which the later one is new (`known` or beyond); `rows.near` takes note of them."""
    found = [_block(rows, start, min(start + BLOCK, rows.size)) for start in range(known, rows.size, BLOCK)]
    if not found:
        return Pairs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty((0, len(NAMES))))
    left, right, shared = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Pairs(left, right, np.column_stack([shared, crowding.crowded(rows.near, left, right, shared[:, BODY])]))


def _block(rows: Rows, start: int, end: int) -> Pairs:
    """Pairs of the rows from `start` to `end` with those before each."""
    left, right = _candidates(rows, start, end)
    order = np.argsort(right, kind="stable")
    left, right = left[order], right[order]
    cuts = np.flatnonzero(np.diff(right, prepend=-1, append=-1)).tolist()
    place = np.zeros(BUCKETS, dtype=np.uint16)
    found = [_compared(rows, left, right, cuts[at : at + COMPARED + 1], place) for at in range(0, len(cuts) - 1, COMPARED)]
    return Pairs(left, right, np.concatenate(found) if found else np.empty((0, len(NAMES) - len(crowding.NAMES))))


def _compared(
    rows: Rows, left: NDArray[np.int64], right: NDArray[np.int64], cuts: Sequence[int], place: NDArray[np.uint16],
) -> NDArray[np.float64]:
    """The features of the pairs between the first and the last of `cuts`, which part the pairs of one new row from those of the next."""
    own = slice(cuts[0], cuts[-1])
    met = [_met(rows, left[a:b], int(right[a]), a - cuts[0], place) for a, b in pairwise(cuts)]
    return _features(rows, left[own], right[own], *(np.concatenate(some) for some in zip(*met, strict=True)))


def _met(
    rows: Rows, left: NDArray[np.int64], right: int, first: int, place: NDArray[np.uint16],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The terms that one row shares with some others: of which pair (numbered from `first` on), and where they stand in either.
    `place` is a table of zeros, and is one again afterwards."""
    begins, lengths = rows.bounds[left], rows.lengths[left]
    start, own = rows.bounds[right], rows.terms[rows.bounds[right] : rows.bounds[right + 1]]
    place[own] = np.arange(1, len(own) + 1)
    there = place.take(np.concatenate([rows.terms[a : a + n] for a, n in zip(begins.tolist(), lengths.tolist(), strict=True)]))
    place[own] = 0
    hits = np.flatnonzero(there)
    pair = np.repeat(np.arange(len(left)), lengths)[hits]
    ours = hits + (begins - np.cumsum(lengths) + lengths)[pair]
    return pair + first, ours, start - 1 + there[hits]


def _candidates(rows: Rows, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of the rows from `start` to `end` with earlier ones that hold some of their heaviest terms. The window is gone through once."""
    heavy = _heaviest(rows, start, end)
    sought = np.zeros(BUCKETS, dtype=bool)
    sought[rows.terms[heavy]] = True
    kept = np.flatnonzero(sought)
    number = np.empty(BUCKETS, dtype=np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    inside = np.flatnonzero(sought.take(rows.terms[: rows.bounds[end]]))

    def matrix(entries: NDArray[np.int64], first: int) -> sparse.csr_matrix:
        bounds = np.searchsorted(entries, rows.bounds[first : end + 1])
        norms = np.repeat(rows.norms[first:end, BODY], np.diff(bounds))
        weight = rows.idf[entries] * LOGS.take(rows.counts[entries, BODY]) / norms
        return sparse.csr_matrix((weight, number[rows.terms[entries]], bounds), shape=(end - first, max(len(kept), 1)))

    product = (matrix(inside, 0) @ matrix(heavy, start).T).tocoo()
    left, right = product.row.astype(np.int64), product.col.astype(np.int64) + start
    keep = (left < right) & (product.data >= CANDIDATE)
    return left[keep], right[keep]


def _heaviest(rows: Rows, start: int, end: int) -> NDArray[np.int64]:
    """The entries of the TERMS heaviest terms of each of the rows from `start` to `end`."""
    own = slice(rows.bounds[start], rows.bounds[end])
    weight = rows.idf[own] * LOGS[rows.counts[own, BODY]]
    bounds = rows.bounds[start : end + 1] - rows.bounds[start]
    kept = []
    for first, last in pairwise(bounds.tolist()):
        over = last - first - TERMS
        kept.append(np.arange(first, last) if over <= 0 else first + np.argpartition(weight[first:last], over)[over:])
    return np.concatenate(kept) + rows.bounds[start] if kept else np.empty(0, dtype=np.int64)


def _features(
    rows: Rows, left: NDArray[np.int64], right: NDArray[np.int64],
    pair: NDArray[np.int64], ours: NDArray[np.int64], theirs: NDArray[np.int64],
) -> NDArray[np.float64]:
    """One row for each pair; `pair`, `ours` and `theirs` are the shared terms: of which pair, and where they stand in the two rows."""
    both = rows.idf[ours] * rows.idf[theirs]
    one, two = (np.ascontiguousarray(rows.counts.take(some, axis=0).T) for some in (ours, theirs))

    starts = np.flatnonzero(np.diff(pair, prepend=-1))

    def summed(values: NDArray[np.float32], of: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.bincount(of, weights=values, minlength=len(left))

    def whole(values: NDArray[np.float32]) -> NDArray[np.float64]:
        sums = np.zeros(len(left))
        sums[pair[starts]] = np.add.reduceat(values, starts, dtype=np.float64)
        return sums

    def dense(column: int) -> NDArray[np.float64]:  # a cosine to which most of the shared terms add
        return whole(both * LOGS.take(one[column]) * LOGS.take(two[column])) / (rows.norms[left, column] * rows.norms[right, column])

    def met(a: int, b: int) -> NDArray[np.int64]:
        return np.flatnonzero((one[a] != 0) & (two[b] != 0))

    def cosine(a: int, b: int) -> NDArray[np.float64]:
        at = met(a, b)
        return summed(both[at] * LOGS.take(one[a][at]) * LOGS.take(two[b][at]), pair[at]) / (rows.norms[left, a] * rows.norms[right, b])

    def shared(column: int) -> NDArray[np.float64]:
        at = met(column, column)
        return summed(both[at], pair[at])

    names = shared(NAMES_ONLY)
    gap = np.abs(rows.days[left] - rows.days[right]).astype(float)
    unknown = (rows.days[left] == UNKNOWN_DAY) | (rows.days[right] == UNKNOWN_DAY)
    gap[unknown] = 0
    names_cover = names / np.maximum(np.minimum(rows.norms[left, -2], rows.norms[right, -2]), 1e-9)
    body_cover = whole(both) / np.maximum(np.minimum(rows.norms[left, -1], rows.norms[right, -1]), 1e-9)
    figures, first = shared(FIGURES), shared(FIRST)
    best = np.zeros(len(left), dtype=np.float32)
    named = met(NAMES_ONLY, NAMES_ONLY)
    np.maximum.at(best, pair[named], both[named])
    shorter = np.log1p(np.minimum(rows.lengths[left], rows.lengths[right])) / 6
    strong = np.log1p(np.bincount(pair[both > WEIGHTY], minlength=len(left))) / 3
    return np.column_stack([
        dense(BODY), cosine(NAMES_ONLY, NAMES_ONLY), cosine(TITLE, TITLE), cosine(LEADING, LEADING),
        np.maximum(cosine(TITLE, BODY), cosine(BODY, TITLE)), np.log1p(names) / 6, np.log1p(gap), unknown.astype(float), names_cover, body_cover,
        np.log1p(figures) / 6, np.log1p(first) / 6, best / 30, shorter, strong, cosine(FIGURES, FIGURES), dense(TOP),
    ])
