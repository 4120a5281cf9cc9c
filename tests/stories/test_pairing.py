"""Candidates found by postings are those that a look at every pair finds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from diurna.model import Article
from diurna.stories.features import BODY, BUCKETS, CANDIDATE, LOGS, TERMS, Pairs, Rarity, Rows, day_counts, rows_from
from diurna.stories.pairing import ROWS, Block, pairs, together
from diurna.stories.texts import read_texts


@pytest.fixture(scope="module")
def rows() -> Rows:
    draw = np.random.default_rng(3)
    articles = [Article(id=f"a{n}", raw="", name="", text=" ".join(f"w{w}" for w in draw.zipf(1.3, 150) if w < 400)) for n in range(40)]
    read = read_texts(articles)
    rows = rows_from(articles, [read[a.id].terms for a in articles])
    return rows.weighed(Rarity([day_counts(rows)]))


def vectors(rows: Rows) -> np.ndarray:
    dense = np.zeros((rows.size, BUCKETS), dtype=np.float32)
    for number in range(rows.size):
        own = slice(rows.bounds[number], rows.bounds[number + 1])
        dense[number, rows.terms[own]] = rows.idf[own] * LOGS[rows.counts[own, BODY]] / rows.norms[number, BODY]
    return dense


def parted(rows: Rows, *cuts: int) -> list[Block]:
    return [Block.of(rows.some(np.arange(a, b))) for a, b in pairwise([0, *cuts, rows.size])]


def found(rows: Rows, *cuts: int) -> Pairs:
    return pairs(parted(rows, *cuts), rows.near.copy())


def test_candidates_are_those_of_all_pairs(rows: Rows) -> None:
    known = 25
    some = found(rows, 10, 20, known)
    dense, expected = vectors(rows), []
    for new in range(known, rows.size):
        heavy = np.sort(dense[new])[-TERMS]
        likeness = dense[:new] @ np.where(dense[new] >= heavy, dense[new], 0)
        expected += [(int(old), new) for old in np.flatnonzero(likeness >= CANDIDATE)]
    assert list(zip(some.left.tolist(), some.right.tolist(), strict=True)) == expected
    cosine = [float(dense[a] @ dense[b]) for a, b in expected]
    assert np.allclose(some.features[:, BODY], cosine, atol=1e-5)


def test_how_rows_are_parted_changes_nothing(rows: Rows) -> None:
    one, other = found(rows, 10, 20, 30), found(rows, 7, 30)
    assert len(one.left) and all((a == b).all() for a, b in zip(one, other, strict=True))


def test_blocks_are_kept_as_they_are(rows: Rows) -> None:
    (block,) = parted(rows)
    whole, lean = Block.read(block.kept()), Block.read(block.kept()[:ROWS])
    for some in (whole, lean):
        assert all((a == b).all() for a, b in zip((*some.rows, *some.postings), (*block.rows, *block.postings), strict=True))
    joined = Rows.joined([some.rows for some in parted(rows, 5, 6)])
    assert all((a == b).all() for a, b in zip(joined, rows, strict=True))


def test_small_blocks_of_a_day_are_put_together(rows: Rows) -> None:
    assert [block.rows.size for block in together(parted(rows, 20, 30, 35))] == [40]
    assert [block.rows.size for block in together(parted(rows, 30))] == [30, 10]
    days = rows._replace(days=np.arange(40) // 20)
    assert [block.rows.size for block in together(parted(days, 20))] == [20, 20]
    assert sum(block.rows.size for block in together([Block.of(rows.some(np.array([n]))) for n in range(40)])) == 40
