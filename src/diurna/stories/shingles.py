"""Shingles: hashed runs of five words, which say that one text holds words of another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import xxhash
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

GRAM = 5  # words in a shingle: 5-gram containment finds .99 of generated reprints, MinHash on whole texts .78-.86
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'’‘ʼ"  # reposts lose them: "Russia's" and "Russias" must be one word
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
DOCUMENT_CAP = 60  # documents a shingle may stand in within the window: station templates and paywall lines stand in more
CACHED_WORDS = 500_000  # word hashes kept in memory, some 60 MB


class Shingled(msgspec.Struct, frozen=True):
    """An article's sorted unique shingles and the day (proleptic ordinal) it is placed on; None where it has no date."""

    article: str
    day: int | None
    shingles: bytes

    @property
    def array(self) -> NDArray[np.uint64]:
        return np.frombuffer(self.shingles, dtype=np.uint64)


_hashes: dict[str, int] = {}


def words(text: str) -> list[str]:
    """The words of a text, in lower case and without apostrophes."""
    for mark in APOSTROPHES:
        text = text.replace(mark, "")
    return WORD.findall(text.lower())


def word_hashes(some: Sequence[str]) -> NDArray[np.uint64]:
    """A 64-bit hash for each word; remembered, because a text repeats its words."""
    if len(_hashes) > CACHED_WORDS:
        _hashes.clear()
    for word in set(some).difference(_hashes):
        _hashes[word] = xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"))
    return np.fromiter(map(_hashes.__getitem__, some), dtype=np.uint64, count=len(some))


def shingles(text: str) -> NDArray[np.uint64]:
    """The sorted unique hashes of a text's runs of five words; empty for a text of fewer."""
    hashed = word_hashes(words(text))
    count = len(hashed) - GRAM + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    rolled = hashed[:count].copy()
    for step in range(1, GRAM):
        rolled = (rolled ^ (rolled >> np.uint64(29))) * MULTIPLIER + hashed[step : step + count]
    rolled.sort()
    return rolled[np.r_[True, rolled[1:] != rolled[:-1]]]


class Overlap(msgspec.Struct, frozen=True):
    """Shared live shingles of pairs of documents (`left` < `right`, indices), and each document's live shingles in all."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared: NDArray[np.int64]
    sizes: NDArray[np.int64]


def overlaps(documents: Sequence[Shingled], aged: NDArray[np.uint64], window: int) -> Overlap:
    """Which documents share shingles, and how many.

    A shingle is live in a document if no document of more than `window` days before holds it (`aged` has those seen before
    this batch): background paragraphs are reused for months. Those in more than DOCUMENT_CAP documents are left out.
    """
    owner = np.repeat(np.arange(len(documents)), [len(d.shingles) // 8 for d in documents])
    every = np.concatenate([d.array for d in documents]) if documents else np.empty(0, dtype=np.uint64)
    order = np.argsort(every, kind="stable")
    every, owner = every[order], owner[order]
    starts = np.flatnonzero(np.r_[True, every[1:] != every[:-1]]) if len(every) else np.empty(0, dtype=np.int64)
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(every)]))
    live = _live(documents, owner, starts, group, window) & ~_in_sorted(every, aged)
    capped = np.bincount(group, minlength=len(starts)) <= DOCUMENT_CAP if len(every) else np.empty(0, dtype=bool)
    keep = live & capped[group] if len(every) else np.empty(0, dtype=bool)
    sizes = np.bincount(owner[keep], minlength=len(documents))
    return _pairs(owner[keep], group[keep], len(documents), len(starts), sizes)


def _live(
    documents: Sequence[Shingled], owner: NDArray[np.int64], starts: NDArray[np.int64], group: NDArray[np.int64], window: int,
) -> NDArray[np.bool_]:
    if not len(owner):
        return np.empty(0, dtype=bool)
    undated = np.iinfo(np.int64).max // 2
    days = np.array([undated if d.day is None else d.day for d in documents], dtype=np.int64)
    first = np.minimum.reduceat(days[owner], starts)
    return (first[group] >= days[owner] - window) | (days[owner] == undated)


def _in_sorted(some: NDArray[np.uint64], pool: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(pool):
        return np.zeros(len(some), dtype=bool)
    found = np.searchsorted(pool, some)
    return pool[np.minimum(found, len(pool) - 1)] == some


def _pairs(owner: NDArray[np.int64], group: NDArray[np.int64], documents: int, groups: int, sizes: NDArray[np.int64]) -> Overlap:
    shared_by = np.bincount(group, minlength=groups)
    several = shared_by[group] > 1
    ones = np.ones(int(several.sum()), dtype=np.int32)
    matrix = sparse.csr_matrix((ones, (owner[several], group[several])), shape=(documents, max(groups, 1)))
    product = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    return Overlap(product.row.astype(np.int64), product.col.astype(np.int64), product.data.astype(np.int64), sizes)
