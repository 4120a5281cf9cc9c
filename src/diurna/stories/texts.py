"""Texts: each article's words read once, for origins and stories alike; many articles at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .features import BODY, COLUMNS, FIGURES, FIRST, LANES, LEAD, LEADING, LONGEST, MASK, NAMES_ONLY, READ, TITLE, TOP, UPPER_PART, Terms
from .shingles import changed, many_shingles
from .wording import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ..model import Article
    from .wording import Worded

PLACE = np.int64(16)  # bits of the place of a word: two characters a word, and one article may be longer than what is read at once
TERM = np.int64(20)  # bits of a term
HIGHEST = 255  # count of a term


class Text(NamedTuple):
    """What origins need of a text (see `shingles.shingles`), and what stories do."""

    shingles: NDArray[np.uint64]
    terms: Terms


def read_texts(articles: Sequence[Article]) -> dict[str, Text]:
    """The texts of some articles by id: 12 kB for one of 800 words."""
    found: list[Text] = []
    for words, cuts in together(a.text for a in articles):
        some = articles[len(found) : len(found) + len(cuts) - 1]
        found += map(Text, many_shingles(words.hashes, cuts), _terms(some, words, cuts))
    return dict(zip((a.id for a in articles), found, strict=True))


def _terms(articles: Sequence[Article], words: Worded, cuts: NDArray[np.int64]) -> Iterator[Terms]:
    """The terms of some articles, from their words. Names are capitalised words but for those that open a sentence or stand in the title; and
    numbers."""
    number = np.repeat(np.arange(len(articles)), np.diff(cuts))
    place = np.arange(len(number)) - cuts[number]
    ends = np.array([a.title.end if a.title else 0 for a in articles])
    read = np.flatnonzero((place < LONGEST) & (words.starts < READ))
    number, place = number[read], place[read]
    title = words.starts[read] < ends[number]
    after = place - np.bincount(number[title], minlength=len(articles))[number]
    keys = (number << (TERM + PLACE)) | ((words.stems[read] & MASK).astype(np.int64) << PLACE) | np.arange(len(read))
    keys.sort()
    marks = _marks(words, read, title, after).take(keys & ((1 << PLACE) - 1))
    keys >>= PLACE
    first = np.flatnonzero(changed(keys))
    keys = keys[first]
    terms, counts = (keys & int(MASK)).astype(np.int32), _counted(marks, first)
    bounds = np.searchsorted(keys, np.arange(len(articles) + 1) << TERM)
    return (Terms(terms[start:end], counts[start:end]) for start, end in pairwise(bounds.tolist()))


def _marks(words: Worded, read: NDArray[np.int64], title: NDArray[np.bool_], after: NDArray[np.int64]) -> NDArray[np.uint64]:
    """What each word is, one byte for each of COLUMNS, in one number. `after` says how many words after the title it stands."""
    figure = words.figure[read]
    named = words.capital[read] & ~words.opens[read] & ~title | figure
    marks = np.zeros((len(read), LANES), dtype=bool)
    marks[:, BODY], marks[:, NAMES_ONLY], marks[:, TITLE], marks[:, FIGURES] = True, named, title, figure
    near = after < LEAD
    marks[:, LEADING], marks[:, FIRST], marks[:, TOP] = near & ~title, named & near, after < UPPER_PART
    return marks.view(np.uint64).ravel()


def _counted(marks: NDArray[np.uint64], first: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The sums of marks from each of `first` to the next, HIGHEST at most: one addition a word."""
    if not len(first):
        return np.empty((0, len(COLUMNS)), dtype=np.uint8)
    if np.diff(first, append=len(marks)).max() > HIGHEST:
        apart = marks.view(np.uint8).reshape(-1, LANES)
        return np.minimum(np.add.reduceat(apart, first, axis=0, dtype=np.uint16), HIGHEST).astype(np.uint8)[:, : len(COLUMNS)]
    return np.add.reduceat(marks, first).view(np.uint8).reshape(-1, LANES)[:, : len(COLUMNS)]
