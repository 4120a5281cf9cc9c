"""Wording: texts as arrays of word hashes, read many at a time, so that no word of a text becomes a Python object."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

PLANE = 1 << 16  # code points that are told apart; those beyond (emoji, rare scripts) part words
TOGETHER = 60_000  # characters read at once: some ten articles, whose arrays stay in the processor's cache
LETTER, DIGIT, UPPER, QUOTE, COMMA, STOP = 1, 2, 4, 8, 16, 32
KIND, LOWER = np.uint32(16), np.uint32(PLANE - 1)  # bits of a lower case, and the highest
QUOTES, COMMAS, STOPS = "'’‘ʼ", ",", '.!?\n:“"'
SEPARATOR = "\x00"  # between two texts; the only code point that ends a text, and it parts words
BASE = 0x9E3779B97F4A7C15 | 1  # odd, so that it has an inverse modulo 2**64
MIX = np.uint64(0xD6E8FEB86659FD93)


class Worded(msgspec.Struct, frozen=True):
    """The words of a text, in order: where each begins (code points), its hash in lower case without apostrophes, and the hash
    of the same without a genitive's ending; whether it is a figure or begins with a capital, and whether it opens a sentence."""

    starts: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    stems: NDArray[np.uint64]
    figure: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    opens: NDArray[np.bool_]


def worded(texts: Iterable[str]) -> Iterator[Worded]:
    """The words of each text. A word is a run of letters and digits; an apostrophe between letters and a comma between
    digits belong to it but leave no trace in its hash ("Russia's" and a repost's "Russias" are one word)."""
    for every, cuts in together(texts):
        for start, end in pairwise(cuts.tolist()):
            yield Worded(*(getattr(every, name)[start:end] for name in Worded.__struct_fields__))


def together(texts: Iterable[str]) -> Iterator[tuple[Worded, NDArray[np.int64]]]:
    """The words of some texts at once, some TOGETHER characters of them, and where those of each text begin and end among them."""
    bunch: list[str] = []
    size = 0
    for text in texts:
        bunch.append(text)
        size += len(text) + 1
        if size >= TOGETHER:
            yield _read(bunch)
            bunch, size = [], 0
    if bunch:
        yield _read(bunch)


def word_hash(word: str) -> int:
    """The hash that one word has in a text."""
    return int(next(worded([word])).hashes[0])


def _read(texts: Sequence[str]) -> tuple[Worded, NDArray[np.int64]]:
    bounds = np.cumsum([0, *(len(t) + 1 for t in texts)])
    joined = SEPARATOR.join(t.replace(SEPARATOR, " ") for t in texts) + SEPARATOR
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    told = _table().take(np.minimum(points, PLANE - 1))
    kind = (told >> KIND).astype(np.uint8)
    begins, ends, places = _runs(kind)
    if not len(begins):
        empty, none = np.zeros(0, dtype=bool), np.empty(0, dtype=np.uint64)
        return Worded(np.empty(0, dtype=np.int32), none, none, empty, empty, empty), np.zeros(len(bounds), dtype=np.int64)
    hashes, stems = _hashes((told.take(places) & LOWER).astype(np.uint64), begins, ends, kind, places)
    first = places.take(begins)
    cuts = np.searchsorted(first, bounds)
    shape = kind.take(first)
    starts = (first - np.repeat(bounds[:-1], np.diff(cuts))).astype(np.int32)
    return Worded(starts, hashes, stems, (shape & DIGIT) > 0, (shape & UPPER) > 0, _opening(kind, first, cuts)), cuts


def _runs(kind: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Words as half-open ranges of the letters and digits that stay, and the place of each of these in the text."""
    places = np.flatnonzero((kind & (LETTER | DIGIT)) != 0)
    if not len(places):
        return places, places, places
    new = np.ones(len(places), dtype=bool)
    np.not_equal(places[1:], places[:-1] + 1, out=new[1:])
    signs = np.flatnonzero((kind & (QUOTE | COMMA)) != 0)
    signs = signs[(signs > 0) & (signs < len(kind) - 1)]
    left, sign, right = kind[signs - 1], kind[signs], kind[signs + 1]  # a sign that stands alone between two may belong to the word
    inside = ((sign & QUOTE) > 0) & ((left & right & LETTER) > 0) | ((sign & COMMA) > 0) & ((left & right & DIGIT) > 0)
    new[np.searchsorted(places, signs[inside])] = False
    begins = np.flatnonzero(new)
    return begins, np.append(begins[1:], len(places)), places


def _hashes(
    letters: NDArray[np.uint64], begins: NDArray[np.int64], ends: NDArray[np.int64], kind: NDArray[np.uint8], places: NDArray[np.int64],
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """A polynomial hash of each word, from the sums of its letters by their places in all texts; and that of its stem."""
    powers, inverses = _powers(len(letters))
    weighed = letters * powers[: len(letters)]
    sums, scale = np.add.reduceat(weighed, begins), inverses.take(begins)
    whole = _mixed(sums * scale)
    last = ends - 1
    genitive = np.flatnonzero((letters.take(last) == ord("s")) & (ends - begins > 1))
    genitive = genitive[(kind[places[last[genitive]] - 1] & QUOTE) > 0]
    stems = whole.copy()
    stems[genitive] = _mixed((sums[genitive] - weighed[last[genitive]]) * scale[genitive])
    return whole, stems


def _mixed(hashed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    hashed = (hashed ^ (hashed >> np.uint64(32))) * MIX
    return hashed ^ (hashed >> np.uint64(29))


def _opening(kind: NDArray[np.uint8], first: NDArray[np.int64], cuts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a stop stands between a word and the one before it; the first word of a text opens it."""
    opens = np.zeros(len(first) + 1, dtype=bool)
    opens[np.searchsorted(first, np.flatnonzero((kind & STOP) != 0))] = True
    opens[cuts[:-1]] = True
    return opens[:-1]


@cache
def _table() -> NDArray[np.uint32]:
    """What each code point is, and below KIND bits its lower case where that is one code point."""
    kinds = np.zeros(PLANE, dtype=np.uint32)
    lower = np.arange(PLANE, dtype=np.uint32)
    for point in range(PLANE):
        sign = chr(point)
        if sign.isdecimal():
            kinds[point] = DIGIT
        elif sign.isalnum():
            kinds[point] = LETTER | (UPPER if sign.isupper() else 0)
            small = sign.lower()
            lower[point] = ord(small) if len(small) == 1 else point
    for signs, mark in ((QUOTES, QUOTE), (COMMAS, COMMA), (STOPS, STOP)):
        for sign in signs:
            kinds[ord(sign)] = mark | (STOP if sign in STOPS else 0)
    return kinds << KIND | lower


_tables: list[tuple[NDArray[np.uint64], NDArray[np.uint64]]] = []


def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """BASE to the power of 0, 1, 2... modulo 2**64, and the inverses of these."""
    if not _tables or len(_tables[0][0]) < count:
        size = max(count, 2 * TOGETHER)
        inverse = pow(BASE, -1, 1 << 64)
        tables = []
        for base in (BASE, inverse):
            factors = np.full(size, base, dtype=np.uint64)
            factors[0] = 1
            tables.append(np.multiply.accumulate(factors))
        _tables[:] = [(tables[0], tables[1])]
    return _tables[0]
