"""Pairing: which articles of the window are like a new one, and what they have in common, at a cost that follows from the new ones alone.

Each batch of articles of one day keeps its terms in the order of the terms too (`Postings`), so that a new article's heaviest terms are looked up
and the window is not gone through.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse

from . import crowding
from .features import BODY, BUCKETS, CANDIDATE, LOGS, NAMES, TERMS, Pairs, Rows, shared_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TOGETHER = 32  # new articles that are compared with their candidates at once: what they share stays in the processor's cache
SOUGHT = 1024  # new articles whose candidates are sought at once; bounds memory


class Postings(NamedTuple):
    """The entries of some rows by term: term `terms[i]` (buckets, rising) stands in the rows `rows[bounds[i]:bounds[i + 1]]` (numbered from the
    first of these rows), with `weights` (of the body, in vectors of length one)."""

    terms: NDArray[np.int32]
    bounds: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    size: NDArray[np.int64]  # one number: how many rows


KINDS = (np.int32, np.int32, np.int32, np.float32, np.int64)  # of the arrays of Postings, in its order


def kept(some: NDArray[Any]) -> memoryview:
    """An array as it stands, to be kept and not to be written to."""
    return memoryview(np.ascontiguousarray(some).reshape(-1).view(np.uint8)).toreadonly()


def postings_of(data: Sequence[memoryview]) -> Postings:
    """Postings that were kept."""
    return Postings(*(np.frombuffer(some, dtype=kind) for some, kind in zip(data, KINDS, strict=True)))


def between(rows: Rows, first: int, last: int) -> Rows:
    """The rows from `first` to `last`."""
    own = slice(rows.bounds[first], rows.bounds[last])
    bounds = rows.bounds[first : last + 1] - rows.bounds[first]
    return Rows(rows.days[first:last], bounds, rows.terms[own], rows.idf[own], rows.counts[own], rows.norms[first:last], rows.near[first:last])


def daily_postings(rows: Rows) -> list[Postings]:
    """The entries of rows by term, for each day apart."""
    cuts = np.flatnonzero(np.diff(rows.days)) + 1
    return [postings(between(rows, first, last)) for first, last in pairwise([0, *cuts.tolist(), rows.size]) if first < last]


def postings(rows: Rows) -> Postings:
    """The entries of rows by term."""
    place = np.arange(len(rows.terms))
    order = np.sort((rows.terms.astype(np.int64) << 32) | place) & 0xFFFFFFFF
    terms = rows.terms.take(order)
    first = np.flatnonzero(np.diff(terms, prepend=-1))
    owner = np.repeat(np.arange(rows.size, dtype=np.int32), rows.lengths)
    return Postings(
        terms[first], np.append(first, len(terms)).astype(np.int32), owner.take(order), _weights(rows, 0, rows.size).take(order),
        np.array([rows.size]),
    )


def _weights(rows: Rows, start: int, end: int) -> NDArray[np.float32]:
    """What the entries of some rows weigh in vectors of length one."""
    own = slice(rows.bounds[start], rows.bounds[end])
    return rows.idf[own] * LOGS.take(rows.counts[own, BODY]) / np.repeat(rows.norms[start:end, BODY], np.diff(rows.bounds[start : end + 1]))


def pairs(rows: Rows, known: int, held: Sequence[Postings]) -> Pairs:
    """The pairs of rows that share weighty terms, of which the later one is new (`known` or beyond); `rows.near` takes note of them.
    `held` has the postings of all rows, in their order."""
    found = [_candidates(rows, start, min(start + SOUGHT, rows.size), held) for start in range(known, rows.size, SOUGHT)]
    left, right = (np.concatenate(some) for some in zip(*found, strict=True)) if found else (np.empty(0, dtype=np.int64),) * 2
    cuts = np.searchsorted(right, np.append(np.arange(known, rows.size, TOGETHER), rows.size)).tolist()
    tables = np.zeros(BUCKETS, dtype=np.int32)
    groups = [_compared(rows, left[a:b], right[a:b], tables) for a, b in pairwise(cuts) if a < b]
    shared = np.concatenate(groups) if groups else np.empty((0, len(NAMES) - len(crowding.NAMES)))
    return Pairs(left, right, np.column_stack([shared, crowding.crowded(rows.near, left, right, shared[:, BODY])]))


def _candidates(rows: Rows, start: int, end: int, held: Sequence[Postings]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of the rows from `start` to `end` with earlier ones that hold some of their heaviest terms, by the later one, then the earlier."""
    heavy, bounds = _heaviest(rows, start, end)
    table = np.zeros(BUCKETS, dtype=np.bool_)
    table[rows.terms[heavy]] = True
    sought = np.flatnonzero(table).astype(np.int32)
    column = np.empty(BUCKETS, dtype=np.int32)
    column[sought] = np.arange(len(sought), dtype=np.int32)
    weights = _weights(rows, start, end)[heavy - rows.bounds[start]]
    matrix = sparse.csr_matrix((weights, column[rows.terms[heavy]], bounds), shape=(end - start, max(len(sought), 1)))
    found, first = [], 0
    for some in held:
        if first < end:
            found.append(_above(matrix, _sought(some, table, column, matrix.shape[1])) + np.array([[start], [first]]))
        first += int(some.size[0])
    right, left = np.concatenate(found, axis=1)
    keys = np.sort((right * rows.size + left)[left < right])
    return keys % rows.size, keys // rows.size


def _sought(some: Postings, table: NDArray[np.bool_], column: NDArray[np.int32], width: int) -> sparse.csr_matrix:
    """The postings of the terms that are sought alone, as a matrix of terms (in the columns that these have) by rows."""
    met = np.flatnonzero(table.take(some.terms))
    begins, lengths = some.bounds[met], some.bounds[met + 1] - some.bounds[met]
    bounds = np.zeros(width + 1, dtype=np.int32)
    bounds[column.take(some.terms[met]) + 1] = lengths
    np.cumsum(bounds, out=bounds)
    at = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(bounds[-1])
    return sparse.csr_matrix((some.weights.take(at), some.rows.take(at), bounds), shape=(width, int(some.size[0])))


def _above(one: sparse.csr_matrix, other: sparse.csr_matrix) -> NDArray[np.int64]:
    """Where the product of two matrices is high enough: rows, and columns."""
    product = one @ other
    high = np.flatnonzero(product.data >= CANDIDATE)
    return np.stack([np.searchsorted(product.indptr, high, side="right") - 1, product.indices[high]]).astype(np.int64)


def _heaviest(rows: Rows, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The entries of the TERMS heaviest terms of each of the rows from `start` to `end`, in order, and where those of each row begin."""
    own = slice(rows.bounds[start], rows.bounds[end])
    weight = rows.idf[own] * LOGS.take(rows.counts[own, BODY])
    bounds = rows.bounds[start : end + 1] - rows.bounds[start]
    kept = []
    for first, last in pairwise(bounds.tolist()):
        over = last - first - TERMS
        kept.append(np.arange(first, last) if over <= 0 else first + np.sort(np.argpartition(weight[first:last], over)[over:]))
    return np.concatenate(kept) + rows.bounds[start], np.cumsum([0, *map(len, kept)])


def _compared(rows: Rows, left: NDArray[np.int64], right: NDArray[np.int64], number: NDArray[np.int32]) -> NDArray[np.float64]:
    """The features of some pairs, few of which differ in their later row; `number` is a table of zeros, and is one again afterwards.

    The terms that any of the later rows has are numbered; a table of later rows by these numbers says where each stands.
    """
    low, high = int(right[0]), int(right[-1]) + 1
    start = int(rows.bounds[low])
    own = rows.terms[start : rows.bounds[high]]
    every = np.sort(own)
    every = every[np.diff(every, prepend=-1) > 0]
    width = len(every) + 1
    number[every] = np.arange(1, width, dtype=np.int32)
    place = np.zeros((high - low) * width, dtype=np.uint16)
    place[np.repeat(np.arange(high - low) * width, np.diff(rows.bounds[low : high + 1])) + number[own]] = np.arange(1, len(own) + 1)
    begins, lengths = rows.bounds[left], rows.bounds[left + 1] - rows.bounds[left]
    there = number.take(np.concatenate([rows.terms[a : a + n] for a, n in zip(begins.tolist(), lengths.tolist(), strict=True)]))
    number[every] = 0
    there += np.repeat(((right - low) * width).astype(np.int32), lengths)
    there = place.take(there)
    hits = np.flatnonzero(there != 0)
    pair = np.repeat(np.arange(len(left)), lengths)[hits]
    ours = hits + (begins - np.cumsum(lengths) + lengths)[pair]
    return shared_features(rows, left, right, pair, ours, there[hits] + np.int64(start - 1))
