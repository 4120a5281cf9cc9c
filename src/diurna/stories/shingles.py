"""Shingles: hashed runs of five words, which say that one text holds words of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

GRAM = 5  # words in a shingle: 5-gram containment finds .99 of generated reprints, MinHash on whole texts .78-.86
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
DOCUMENT_CAP = 60  # documents a shingle may stand in within the window: station templates and paywall lines stand in more


class Shingled(msgspec.Struct, frozen=True):
    """An article's sorted unique shingles and the day (proleptic ordinal) it is placed on; None where it has no date."""

    article: str
    day: int | None
    shingles: bytes

    @property
    def array(self) -> NDArray[np.uint64]:
        return np.frombuffer(self.shingles, dtype=np.uint64)


def shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The sorted unique hashes of a text's runs of five words, from the hashes of its words; empty for a text of fewer."""
    count = len(words) - GRAM + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    rolled = words[:count].copy()
    for step in range(1, GRAM):
        rolled = (rolled ^ (rolled >> np.uint64(29))) * MULTIPLIER + words[step : step + count]
    rolled.sort()
    keep = np.empty(count, dtype=bool)
    keep[0] = True
    np.not_equal(rolled[1:], rolled[:-1], out=keep[1:])
    return rolled[keep]


class Overlap(msgspec.Struct, frozen=True):
    """Shared live shingles of pairs of documents (`left` < `right`, indices), and each document's live shingles in all."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared: NDArray[np.int64]
    sizes: NDArray[np.int64]


def overlaps(documents: Sequence[Shingled], aged: NDArray[np.uint32], window: int) -> Overlap:
    """Which documents share shingles, and how many.

    A shingle is live in a document if no document of more than `window` days before holds it (`aged` has the shortened ones of those
    seen before this batch, see `shortened`): background paragraphs are reused for months. Those in more than DOCUMENT_CAP documents are left out.
    """
    lengths = np.array([len(d.shingles) // 8 for d in documents], dtype=np.int64)
    owner = np.repeat(np.arange(len(documents)), lengths)
    every = np.concatenate([d.array for d in documents]) if documents else np.empty(0, dtype=np.uint64)
    fresh = ~_among(shortened(every), aged)
    every, owner = every[fresh], owner[fresh]
    sizes = np.bincount(owner, minlength=len(documents))
    several = _repeated(every)
    every, owner = every[several], owner[several]
    order = np.argsort(every)
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.concatenate([[True], every[1:] != every[:-1]])) if len(every) else np.empty(0, dtype=np.int64)
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(every))))
    keep = _live(documents, owner, starts, group, window) & (np.bincount(group, minlength=len(starts)) <= DOCUMENT_CAP)[group]
    sizes -= np.bincount(owner[~keep], minlength=len(documents))
    return _pairs(owner[keep], group[keep], len(documents), len(starts), sizes)


def shortened(some: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The upper halves of hashes: four bytes tell 20 million shingles apart but for one in two hundred."""
    return (some >> np.uint64(32)).astype(np.uint32)


def seen_among(some: NDArray[np.uint32], days: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """The shingles of some days (shortened) that stand in `some` too, sorted. A table of upper bits lets most of the others go first."""
    if not len(some) or not days:
        return np.empty(0, dtype=np.uint32)
    bits = _bits(len(some))
    table = np.zeros(1 << bits, dtype=bool)
    table[some >> np.uint32(32 - bits)] = True
    near = [day[table[day >> np.uint32(32 - bits)]] for day in days]
    return np.unique(np.concatenate(near))


def _among(some: NDArray[np.uint32], pool: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of `some` stand in the sorted `pool`."""
    found = np.zeros(len(some), dtype=bool)
    if not len(pool) or not len(some):
        return found
    bits = _bits(len(pool))
    table = np.zeros(1 << bits, dtype=bool)
    table[pool >> np.uint32(32 - bits)] = True
    near = np.flatnonzero(table[some >> np.uint32(32 - bits)])
    at = np.searchsorted(pool, some[near])
    found[near] = pool[np.minimum(at, len(pool) - 1)] == some[near]
    return found


def _repeated(every: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which hashes may stand more than once: those whose upper bits do. Only they need to be sorted."""
    if not len(every):
        return np.zeros(0, dtype=bool)
    slot = (every >> np.uint64(64 - _bits(len(every)))).astype(np.int64)
    return (np.bincount(slot) > 1)[slot]


def _bits(count: int) -> int:
    """Bits of a table in which `count` hashes leave most places empty."""
    return min(max(int(count).bit_length() + 3, 10), 26)


def _live(
    documents: Sequence[Shingled], owner: NDArray[np.int64], starts: NDArray[np.int64], group: NDArray[np.int64], window: int,
) -> NDArray[np.bool_]:
    if not len(owner):
        return np.empty(0, dtype=bool)
    undated = np.iinfo(np.int64).max // 2
    days = np.array([undated if d.day is None else d.day for d in documents], dtype=np.int64)
    first = np.minimum.reduceat(days[owner], starts)
    return (first[group] >= days[owner] - window) | (days[owner] == undated)


def _pairs(owner: NDArray[np.int64], group: NDArray[np.int64], documents: int, groups: int, sizes: NDArray[np.int64]) -> Overlap:
    shared_by = np.bincount(group, minlength=groups)
    several = shared_by[group] > 1
    ones = np.ones(int(several.sum()), dtype=np.int32)
    matrix = sparse.csr_matrix((ones, (owner[several], group[several])), shape=(documents, max(groups, 1)))
    product = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    return Overlap(product.row.astype(np.int64), product.col.astype(np.int64), product.data.astype(np.int64), sizes)
