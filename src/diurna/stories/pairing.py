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
from .features import BODY, BUCKETS, CANDIDATE, LOGS, NAMES, TERMS, Pairs, Rows, rows_of, shared_features
from .shingles import changed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TOGETHER = 32  # new articles that are compared with their candidates at once: what they share stays in the processor's cache, and 16 bits number it
SMALL, MANY = 256, 48  # rows of blocks that are put together, and blocks that are left apart: each costs a batch some .1 ms, however small
SOUGHT = 1024  # new articles whose candidates are sought at once; bounds memory


class Postings(NamedTuple):
    """The entries of some rows by term: term `terms[i]` (buckets, rising) stands in the rows `rows[bounds[i]:bounds[i + 1]]` (numbered from the
    first of these rows), with `weights` (of the body, in vectors of length one)."""

    terms: NDArray[np.int32]
    bounds: NDArray[np.int32]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]


ROWS = len(Rows._fields)  # arrays of a block that is kept without its postings
KINDS = (np.int32, np.int32, np.int32, np.float32)  # of the arrays of Postings, in its order


class Block(NamedTuple):
    """Rows that came in together, and their postings. A block is never written to."""

    rows: Rows
    postings: Postings

    @classmethod
    def of(cls, rows: Rows) -> Block:
        """A block of some rows."""
        return cls(rows, postings(rows))

    @classmethod
    def read(cls, data: Sequence[memoryview]) -> Block:
        """A block that was kept, with its postings or without."""
        rows, rest = rows_of(data[:ROWS]), data[ROWS:]
        if not rest:
            return cls.of(rows)
        return cls(rows, Postings(*(np.frombuffer(some, dtype=kind) for some, kind in zip(rest, KINDS, strict=True))))

    def kept(self) -> tuple[memoryview, ...]:
        """The block as it stands, to be kept."""
        return tuple(map(kept, (*self.rows, *self.postings)))


def together(held: Sequence[Block]) -> list[Block]:
    """The same rows with small blocks of one day at the end put together, each time with one of about as many rows; of any days, where there are
    many: batches of few articles leave few blocks."""
    blocks = list(held)
    while len(blocks) > 1:
        one, two = blocks[-2].rows, blocks[-1].rows
        apart = len(blocks) <= MANY and one.days[-1] != two.days[0]
        if apart or one.size + two.size > SMALL or one.size >= 2 * two.size:
            break
        blocks[-2:] = [Block.of(Rows.joined([one, two]))]
    return blocks


def kept(some: NDArray[Any]) -> memoryview:
    """An array as it stands, to be kept and not to be written to."""
    return memoryview(np.ascontiguousarray(some).reshape(-1).view(np.uint8)).toreadonly()


def postings(rows: Rows) -> Postings:
    """The entries of rows by term."""
    place = np.arange(len(rows.terms))
    order = np.sort((rows.terms.astype(np.int64) << 32) | place) & 0xFFFFFFFF
    terms = rows.terms.take(order)
    first = np.flatnonzero(changed(terms))
    owner = np.repeat(np.arange(rows.size, dtype=np.int32), rows.lengths)
    return Postings(
        terms[first], np.append(first, len(terms)).astype(np.int32), owner.take(order), _weights(rows, 0, rows.size).take(order),
    )


def _weights(rows: Rows, start: int, end: int) -> NDArray[np.float32]:
    """What the entries of some rows weigh in vectors of length one."""
    own = slice(rows.bounds[start], rows.bounds[end])
    return rows.idf[own] * LOGS.take(rows.counts[own, BODY]) / np.repeat(rows.norms[start:end, BODY], np.diff(rows.bounds[start : end + 1]))


def pairs(held: Sequence[Block], near: NDArray[np.float32]) -> Pairs:
    """The pairs of rows that share weighty terms, of which the later one is in the last block; rows are numbered through all blocks.
    `near` (of all rows, see `crowding`) takes note of them."""
    number = np.zeros(BUCKETS, dtype=np.int32)
    left, right = _candidates(held, number)
    numbers = np.union1d(left, right)
    rows = _gathered(held, numbers)
    one, two = np.searchsorted(numbers, left), np.searchsorted(numbers, right)
    cuts = np.searchsorted(right, np.arange(int(right[0]), int(right[-1]) + TOGETHER, TOGETHER)).tolist() if len(right) else []
    known = held[-1].postings.terms
    number[known] = np.arange(1, len(known) + 1, dtype=np.int32)
    terms, table = number.take(rows.terms), np.zeros(len(known) + 1, dtype=np.uint16)
    groups = [_compared(rows, terms, one[a:b], two[a:b], table) for a, b in pairwise([*cuts, len(right)]) if a < b]
    shared = np.concatenate(groups) if groups else np.empty((0, len(NAMES) - len(crowding.NAMES)))
    return Pairs(left, right, np.column_stack([shared, crowding.crowded(near, left, right, shared[:, BODY])]))


def _gathered(held: Sequence[Block], numbers: NDArray[np.int64]) -> Rows:
    """Some rows (rising numbers) of all blocks."""
    firsts = np.cumsum([0, *(block.rows.size for block in held)])
    cuts = np.searchsorted(numbers, firsts).tolist()
    parts = [
        block.rows.some(numbers[a:b] - first) for block, first, (a, b) in zip(held, firsts[:-1].tolist(), pairwise(cuts), strict=True) if a < b
    ]
    return Rows.joined(parts)


def _candidates(held: Sequence[Block], number: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of the rows of the last block with earlier ones that hold some of their heaviest terms, by the later one, then the earlier. `number` is a
    table of zeros by term, and is one again afterwards."""
    new = held[-1].rows
    size = sum(block.rows.size for block in held)
    found = [_sharing(held, number, start, min(start + SOUGHT, new.size)) for start in range(0, new.size, SOUGHT)]
    right, left = np.concatenate(found, axis=1) if found else np.empty((2, 0), dtype=np.int64)
    right = right + (size - new.size)
    keys = np.sort((right * size + left)[left < right])
    return keys % size, keys // size


def _sharing(held: Sequence[Block], number: NDArray[np.int32], start: int, end: int) -> NDArray[np.int64]:
    """The rows from `start` to `end` of the last block, and those of any that are like them."""
    new = held[-1].rows
    heavy, bounds = _heaviest(new, start, end)
    sought, column = np.unique(new.terms[heavy], return_inverse=True)
    weights = _weights(new, start, end)[heavy - new.bounds[start]]
    matrix = sparse.csr_matrix((weights, column.astype(np.int32), bounds), shape=(end - start, max(len(sought), 1)))
    product = matrix @ _sought(held, sought, number)
    high = np.flatnonzero(product.data >= CANDIDATE)
    return np.stack([np.searchsorted(product.indptr, high, side="right") - 1 + start, product.indices[high]]).astype(np.int64)


def _sought(held: Sequence[Block], sought: NDArray[np.int32], number: NDArray[np.int32]) -> sparse.csr_matrix:
    """The postings of some terms (rising), as a matrix of these terms by the rows of all blocks."""
    number[sought] = np.arange(1, len(sought) + 1, dtype=np.int32)
    columns, places, weights, first = [], [], [], 0
    for block in held:
        some = block.postings
        column = number.take(some.terms)
        met = np.flatnonzero(column != 0)
        begins, lengths = some.bounds[met], some.bounds[met + 1] - some.bounds[met]
        at = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        columns.append(np.repeat(column[met] - 1, lengths))
        places.append(some.rows.take(at) + np.int32(first))
        weights.append(some.weights.take(at))
        first += block.rows.size
    number[sought] = 0
    every = np.concatenate(columns)
    order = np.sort((every.astype(np.int64) << 32) | np.arange(len(every))) & 0xFFFFFFFF
    bounds = np.append(0, np.cumsum(np.bincount(every, minlength=max(len(sought), 1))))
    return sparse.csr_matrix((np.concatenate(weights).take(order), np.concatenate(places).take(order), bounds), shape=(len(bounds) - 1, first))


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


def _compared(
    rows: Rows, terms: NDArray[np.int32], left: NDArray[np.int64], right: NDArray[np.int64], number: NDArray[np.uint16],
) -> NDArray[np.float64]:
    """The features of some pairs, few of which differ in their later row. `terms` are those of `rows`, as numbers of those of the new rows; `number`
    is a table of zeros by these, and is one again afterwards.

    The terms that any of the later rows has are numbered; a table of later rows by these numbers says where each stands.
    """
    low, high = int(right[0]), int(right[-1]) + 1
    start = int(rows.bounds[low])
    own = terms[start : rows.bounds[high]]
    every = np.sort(own)
    every = every[changed(every)]
    width = len(every) + 1
    number[every] = np.arange(1, width, dtype=np.uint16)
    place = np.zeros((high - low) * width, dtype=np.uint16)
    place[np.repeat(np.arange(high - low) * width, np.diff(rows.bounds[low : high + 1])) + number[own]] = np.arange(1, len(own) + 1)
    begins, lengths = rows.bounds[left], rows.bounds[left + 1] - rows.bounds[left]
    there = number.take(np.concatenate([terms[a : a + n] for a, n in zip(begins.tolist(), lengths.tolist(), strict=True)]))
    number[every] = 0
    there = place.take(there + np.repeat((right - low) * width, lengths))
    hits = np.flatnonzero(there != 0)
    pair = np.repeat(np.arange(len(left)), lengths)[hits]
    ours = hits + (begins - np.cumsum(lengths) + lengths)[pair]
    return shared_features(rows, left, right, pair, ours, there[hits] + np.int64(start - 1))
