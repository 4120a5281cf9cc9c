"""Features: what two articles have in common, under an inverse document frequency that rolls with the days."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import xxhash
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..model import Article

BUCKETS = 1 << 20  # hashed terms; a day of a thousand articles has some 40,000
PRIOR_DOCUMENTS = 300  # imagined documents before any is seen, in which function words stand: two lone articles need an IDF too
PRIOR_COMMON = 0.6  # share of the imagined documents that a function word stands in
PRIOR_RARE = 0.002  # the same for any other word
TERMS = 60  # heaviest terms of an article that can make it a candidate of another
LEAD = 70  # words after the title that are the lead
LONGEST = 1200  # words of an article that are read
READ = 12 * LONGEST  # characters within which they stand
TOLD = re.compile(r"([\W_]*)(\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*)")  # what stands between two words, and the second
STOP = re.compile(r"[.!?\n:“\"]")
MASK = BUCKETS - 1
CAPITAL, NUMBER, SHAPES, SHAPE_BITS = 1, 2, 3, 2
REMEMBERED = 500_000  # words kept in memory, some 60 MB
NAMES = ("body", "names", "title", "lead", "title_in_body", "rare", "gap", "undated", "names_cover", "body_cover")


class Featured(msgspec.Struct, frozen=True):
    """An article's hashed terms (int32) with their counts (uint8): in all, as a name or number, in the title, in the lead."""

    article: str
    day: int | None
    terms: bytes
    body: bytes
    names: bytes
    title: bytes
    lead: bytes


_known: dict[str, int] = {}
_stops: dict[str, bool] = {}


def featured(article: Article) -> Featured:
    """Read an article's terms once. Names are capitalised words but for those that open a sentence or stand in the title; and numbers."""
    title_end = article.title.end if article.title else 0
    found = TOLD.findall(article.text[:READ])[:LONGEST]
    gaps, words = zip(*found, strict=True) if found else ((), ())
    _remember(words, gaps)
    codes = np.fromiter(map(_known.__getitem__, words), dtype=np.int64, count=len(words))
    opens = np.fromiter(map(_stops.__getitem__, gaps), dtype=bool, count=len(gaps))
    opens[:1] = True
    in_title = min(len(TOLD.findall(article.text, 0, title_end)) if title_end else 0, len(found))
    place, shape = np.arange(len(found)), codes & SHAPES
    named = (shape == NUMBER) | ((shape == CAPITAL) & ~opens & (place >= in_title))
    terms, which = np.unique(codes >> SHAPE_BITS, return_inverse=True)
    day = article.published.interval.start.toordinal() if article.published else None
    picked = (place >= 0, named, place < in_title, (place >= in_title) & (place < in_title + LEAD))
    columns = [np.minimum(np.bincount(which[some], minlength=len(terms)), 255).astype(np.uint8).tobytes() for some in picked]
    return Featured(article.id, day, terms.astype(np.int32).tobytes(), *columns)


def _remember(words: Sequence[str], gaps: Sequence[str]) -> None:
    """Look up new words (their bucket, in lower case and without a genitive's ending, and their shape) and new gaps (do they end a sentence)."""
    if len(_known) > REMEMBERED:
        _known.clear()
    if len(_stops) > REMEMBERED:
        _stops.clear()
    for word in set(words).difference(_known):
        shape = NUMBER if word[0].isdigit() else CAPITAL if word[0].isupper() else 0
        _known[word] = _bucket(word.lower().replace("’", "'").removesuffix("'s")) << SHAPE_BITS | shape
    for gap in set(gaps).difference(_stops):
        _stops[gap] = STOP.search(gap) is not None


def _bucket(word: str) -> int:
    return xxhash.xxh3_64_intdigest(word.encode("utf-8", "surrogatepass")) & MASK


@cache
def _prior() -> NDArray[np.float32]:
    """Imagined document counts of every bucket, from the function words of the table."""
    prior = np.full(BUCKETS, PRIOR_RARE * PRIOR_DOCUMENTS, dtype=np.float32)
    for word in files("diurna.resources").joinpath("function_words.txt").read_text("utf-8").split():
        prior[_bucket(word)] = PRIOR_COMMON * PRIOR_DOCUMENTS
    return prior


class Rarity(msgspec.Struct, frozen=True):
    """In how many documents each bucket was seen, of how many in all."""

    seen: NDArray[np.float32]
    documents: float

    def of(self, terms: NDArray[np.int32]) -> NDArray[np.float32]:
        """The inverse document frequency of some buckets; never below zero."""
        return np.maximum(np.log(self.documents / self.seen[terms]), 0).astype(np.float32)


def rarity(counts: Sequence[tuple[int, bytes, bytes]]) -> Rarity:
    """What some days say of how rare each bucket is; a day is (documents, buckets int32, counts int32)."""
    seen = _prior().copy()
    total = float(PRIOR_DOCUMENTS)
    for documents, buckets, numbers in counts:
        seen[np.frombuffer(buckets, dtype=np.int32)] += np.frombuffer(numbers, dtype=np.int32)
        total += documents
    return Rarity(seen, total)


def day_counts(some: Sequence[Featured]) -> tuple[int, bytes, bytes]:
    """In how many of these articles each bucket stands."""
    every = np.concatenate([np.frombuffer(f.terms, dtype=np.int32) for f in some]) if some else np.empty(0, dtype=np.int32)
    buckets, numbers = np.unique(every, return_counts=True)
    return len(some), buckets.astype(np.int32).tobytes(), numbers.astype(np.int32).tobytes()


class Fields(msgspec.Struct, frozen=True):
    """Unit vectors of some articles (rows) for each field, the heaviest terms alone, and the days (-1 where unknown)."""

    body: sparse.csr_matrix
    names: sparse.csr_matrix
    title: sparse.csr_matrix
    lead: sparse.csr_matrix
    heavy: sparse.csr_matrix
    rare: sparse.csr_matrix
    present: sparse.csr_matrix
    days: NDArray[np.int64]


def fields(some: Sequence[Featured], idf: Rarity) -> Fields:
    """The vectors of articles under one weighting: (1 + log count) times inverse document frequency, of length one."""
    lengths = [len(f.terms) // 4 for f in some]
    indptr = np.r_[0, np.cumsum(lengths)]
    terms = np.frombuffer(b"".join(f.terms for f in some), dtype=np.int32)
    weights = idf.of(terms)
    columns, width = _compact(terms)

    def matrix(raw: bytes, unit: bool = True) -> sparse.csr_matrix:
        counts = np.frombuffer(raw, dtype=np.uint8).astype(np.float32)
        logs = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) if unit else counts > 0
        found = sparse.csr_matrix((logs * weights, columns.copy(), indptr.copy()), shape=(len(some), width))
        found.eliminate_zeros()
        return _unit(found) if unit else found

    body = matrix(b"".join(f.body for f in some))
    names = b"".join(f.names for f in some)
    days = np.array([-1 if f.day is None else f.day for f in some], dtype=np.int64)
    return Fields(
        body, matrix(names), matrix(b"".join(f.title for f in some)), matrix(b"".join(f.lead for f in some)),
        _heaviest(body), matrix(names, unit=False), matrix(b"".join(f.body for f in some), unit=False), days,
    )


def _compact(terms: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """Buckets numbered anew without gaps, and how many there are: products over a million empty columns cost more than the full ones."""
    there = np.zeros(BUCKETS, dtype=bool)
    there[terms] = True
    kept = np.flatnonzero(there)
    number = np.empty(BUCKETS, dtype=np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    return number[terms], max(len(kept), 1)


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix.data /= np.repeat(np.maximum(norms, 1e-9), np.diff(matrix.indptr)).astype(matrix.data.dtype)
    return matrix


def _heaviest(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    keep = np.zeros(matrix.nnz, dtype=bool)
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        if end - start <= TERMS:
            keep[start:end] = True
        else:
            keep[start + np.argpartition(matrix.data[start:end], end - start - TERMS)[end - start - TERMS :]] = True
    kept = np.r_[0, np.cumsum(keep)][matrix.indptr]
    return sparse.csr_matrix((matrix.data[keep], matrix.indices[keep], kept), shape=matrix.shape)


def pair_features(held: Fields, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
    """One row for each pair of articles, columns as in NAMES."""

    def dot(a: sparse.csr_matrix, b: sparse.csr_matrix) -> NDArray[np.float64]:
        return np.asarray(a[left].multiply(b[right]).sum(axis=1)).ravel()

    gap = np.abs(held.days[left] - held.days[right]).astype(float)
    unknown = (held.days[left] < 0) | (held.days[right] < 0)
    gap[unknown] = 0
    shared = dot(held.rare, held.rare)
    inside = np.asarray(held.rare.multiply(held.rare).sum(axis=1)).ravel()
    cover = shared / np.maximum(np.minimum(inside[left], inside[right]), 1e-9)
    common = dot(held.present, held.present)
    whole = np.asarray(held.present.multiply(held.present).sum(axis=1)).ravel()
    body_cover = common / np.maximum(np.minimum(whole[left], whole[right]), 1e-9)
    across = np.maximum(dot(held.title, held.body), dot(held.body, held.title))
    return np.column_stack([
        dot(held.body, held.body), dot(held.names, held.names), dot(held.title, held.title), dot(held.lead, held.lead),
        across, np.log1p(shared) / 6, np.log1p(gap), unknown.astype(float), cover, body_cover,
    ])
