"""Shingles: hashed runs of five words, which say that one text holds words of another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

GRAM = 5  # words in a shingle: 5-gram containment finds .99 of generated reprints, MinHash on whole texts .78-.86
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
FACTOR = np.uint32(0x9E3779B1)  # the product with it has other upper bits: what passes one table by chance seldom passes a second
DOCUMENT_CAP = 60  # documents a shingle may stand in within the window: station templates and paywall lines stand in more
SPARE_BITS = 4  # of a table, beyond those that number its hashes: some three places in a hundred are taken
NEVER = np.iinfo(np.int64).max // 2  # a day after all others: of a document without a date, and of a shingle that was not seen


class Shingled(msgspec.Struct, frozen=True):
    """An article's sorted unique shingles, the day (proleptic ordinal) it is placed on, None where it has no date, and which of the
    shingles (one byte each) are live: not reused from long before, and not in too many documents."""

    article: str
    day: int | None
    shingles: bytes
    live: bytes

    @property
    def array(self) -> NDArray[np.uint64]:
        return np.frombuffer(self.shingles, dtype=np.uint64)


def shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The sorted unique hashes of a text's runs of five words, from the hashes of its words; empty for a text of fewer."""
    return next(many_shingles(words, np.array([0, len(words)])))


def many_shingles(words: NDArray[np.uint64], cuts: NDArray[np.int64]) -> Iterator[NDArray[np.uint64]]:
    """The shingles of some texts, from the hashes of the words of all, which `cuts` parts."""
    count = max(len(words) - GRAM + 1, 0)
    rolled = words[:count].copy()
    for step in range(1, GRAM):
        rolled ^= rolled >> np.uint64(29)
        rolled *= MULTIPLIER
        rolled += words[step : step + count]
    for start, end in pairwise(cuts.tolist()):
        own = rolled[start : max(end - GRAM + 1, start)]
        own.sort()
        yield own[changed(own)]


class Overlap(NamedTuple):
    """Shared live shingles of pairs of documents, of which one is new (`left` < `right`, indices), the live shingles of each document in
    all, and the documents of which some have died, with those that are left."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared: NDArray[np.int64]
    sizes: NDArray[np.int64]
    died: dict[int, bytes]


def overlaps(documents: Sequence[Shingled], fresh: NDArray[np.bool_], window: int) -> Overlap:
    """Which documents share shingles with a new one, and how many.

    A shingle is live in a document if no document of more than `window` days before holds it: background paragraphs are reused for months
    (see `Seen` for those before this batch). Those in more than DOCUMENT_CAP documents die too. Only shingles of new documents are sorted.
    """
    lengths = np.array([len(d.live) for d in documents], dtype=np.int64)
    bounds = np.append(0, np.cumsum(lengths))
    every = np.frombuffer(b"".join(d.shingles for d in documents), dtype=np.uint64)
    live = np.frombuffer(b"".join(d.live for d in documents), dtype=np.bool_)
    sizes = np.array([np.count_nonzero(live[a:b]) for a, b in pairwise(bounds.tolist())], dtype=np.int64)
    table, shift = _table(every.compress(np.repeat(fresh, lengths)))
    met = np.flatnonzero(table.take((every >> shift).view(np.int64)) & live)
    owner = np.searchsorted(bounds, met, side="right") - 1
    width = np.uint64(max(len(documents) - 1, 1).bit_length())  # a hash gives its lowest bits to the number of its document
    keys = (every[met] >> width << width) | owner.astype(np.uint64)
    keys.sort()
    keys = keys[_several(keys >> width)]
    hashes, owner = keys >> width, (keys & ((np.uint64(1) << width) - np.uint64(1))).astype(np.int64)
    starts = np.flatnonzero(changed(hashes))
    held = np.diff(np.append(starts, len(keys)))
    group = np.repeat(np.arange(len(starts)), held)
    keep = _live(documents, owner, starts, group, window) & (held <= DOCUMENT_CAP)[group]
    dead = ~keep
    sizes -= np.bincount(owner[dead], minlength=len(documents))
    return Overlap(*_pairs(owner[keep], group[keep], fresh, len(starts)), sizes, _died(documents, keys[dead], width))


def changed(rising: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a sorted array has another value than before."""
    first = np.ones(len(rising), dtype=np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=first[1:])
    return first


def _several(rising: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """What stands more than once in a sorted array."""
    first = changed(rising)
    return ~(first & np.append(first[1:], True))


def _table(pool: NDArray[Any], spare: int = SPARE_BITS) -> tuple[NDArray[np.bool_], Any]:
    """Which upper bits the hashes of the pool have, and by how much a hash is shifted to get them: most hashes that do not stand in the pool
    are told by that alone. In order of the hashes the table is read from end to end."""
    bits = min(max(len(pool).bit_length() + spare, 10), 26)
    shift = pool.dtype.type(8 * pool.itemsize - bits)
    table = np.zeros(1 << bits, dtype=np.bool_)
    table[(pool >> shift).astype(np.intp)] = True
    return table, shift


def _died(documents: Sequence[Shingled], keys: NDArray[np.uint64], width: np.uint64) -> dict[int, bytes]:
    """What is live of the documents in which some shingles have died; `keys` are hashes whose lowest `width` bits tell the document."""
    left = {}
    for number in np.unique(keys & ((np.uint64(1) << width) - np.uint64(1))).tolist():
        own = (documents[number].array >> width << width) | np.uint64(number)
        at = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
        left[number] = (np.frombuffer(documents[number].live, dtype=np.bool_) & (keys[at] != own)).tobytes()
    return left


class Seen:
    """Shingles (shortened) by the day on which they were seen: one sorted array a day."""

    def __init__(self, days: Iterable[tuple[int, bytes]] = ()) -> None:
        self.days = dict(days)

    def first(self, some: NDArray[np.uint64], before: int) -> NDArray[np.int64]:
        """The first day before a given one on which each of some shingles was seen, NEVER if it was not. Each day is gone through once, in order."""
        found = np.full(len(some), NEVER, dtype=np.int64)
        days = {day: np.frombuffer(data, dtype=np.uint32) for day, data in self.days.items() if day < before}
        if not days:
            return found
        short = shortened(some)
        (sought, shift), (again, other) = _table(short), _table(short * FACTOR, SPARE_BITS - 2)
        near = {day: seen.compress(sought.take(seen >> shift)) for day, seen in days.items()}
        near = {day: seen.compress(again.take(seen * FACTOR >> other)) for day, seen in near.items()}
        known = np.concatenate([(seen.astype(np.uint64) << np.uint64(32)) | np.uint64(day) for day, seen in near.items()])
        known.sort()
        values = (known >> np.uint64(32)).astype(np.uint32)
        once = changed(values)
        values, when = values[once], (known[once] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        sought[:] = False
        sought[values >> shift] = True
        likely = np.flatnonzero(sought.take(short >> shift))
        at = np.minimum(np.searchsorted(values, short[likely]), max(len(values) - 1, 0))
        there = values[at] == short[likely]
        found[likely[there]] = when[at[there]]
        return found

    def add(self, day: int, some: NDArray[np.uint64]) -> None:
        """Remember some shingles as seen on a day."""
        every = np.concatenate([np.frombuffer(self.days.get(day, b""), dtype=np.uint32), shortened(some)])
        every.sort()
        self.days[day] = every[changed(every)].tobytes()

    def since(self, day: int) -> tuple[tuple[int, bytes], ...]:
        """What was seen from a day on, to be kept."""
        return tuple((d, data) for d, data in sorted(self.days.items()) if d >= day)


def shortened(some: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The upper halves of hashes: four bytes tell 20 million shingles apart but for one in two hundred."""
    return (some >> np.uint64(32)).astype(np.uint32)


def _live(
    documents: Sequence[Shingled], owner: NDArray[np.int64], starts: NDArray[np.int64], group: NDArray[np.int64], window: int,
) -> NDArray[np.bool_]:
    if not len(owner):
        return np.empty(0, dtype=np.bool_)
    days = np.array([NEVER if d.day is None else d.day for d in documents], dtype=np.int64)
    first = np.minimum.reduceat(days[owner], starts)
    return (first[group] >= days[owner] - window) | (days[owner] == NEVER)


def _pairs(
    owner: NDArray[np.int64], group: NDArray[np.int64], fresh: NDArray[np.bool_], groups: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of documents, the lower number first, one of them new, and how many groups they share."""
    ones = np.ones(len(owner), dtype=np.int32)
    matrix = sparse.csr_matrix((ones, (owner, group)), shape=(len(fresh), max(groups, 1)))
    new = np.flatnonzero(fresh)
    product = (matrix[new] @ matrix.T).tocoo()
    one, two = new[product.row], product.col.astype(np.int64)
    once = (one != two) & (~fresh[two] | (one < two))
    one, two = one[once], two[once]
    return np.minimum(one, two), np.maximum(one, two), product.data[once].astype(np.int64)
