"""Candidates found by postings are those that a look at every pair finds."""

from __future__ import annotations

import numpy as np
import pytest

from diurna.model import Article
from diurna.stories.features import BODY, BUCKETS, CANDIDATE, LOGS, TERMS, Rarity, Rows, day_counts, rows_from
from diurna.stories.pairing import between, daily_postings, kept, pairs, postings, postings_of
from diurna.stories.texts import read_texts

DAYS = 4


@pytest.fixture(scope="module")
def rows() -> Rows:
    draw = np.random.default_rng(3)
    articles = [Article(id=f"a{n}", raw="", name="", text=" ".join(f"w{w}" for w in draw.zipf(1.3, 150) if w < 400)) for n in range(40)]
    read = read_texts(articles)
    found = rows_from(articles, [read[a.id].terms for a in articles])
    found = found._replace(days=np.arange(40) // (40 // DAYS) + 741000)
    return found.weighed(Rarity([day_counts(found)]))


def vectors(rows: Rows) -> np.ndarray:
    dense = np.zeros((rows.size, BUCKETS), dtype=np.float32)
    for number in range(rows.size):
        own = slice(rows.bounds[number], rows.bounds[number + 1])
        dense[number, rows.terms[own]] = rows.idf[own] * LOGS[rows.counts[own, BODY]] / rows.norms[number, BODY]
    return dense


def test_candidates_are_those_of_all_pairs(rows: Rows) -> None:
    known = 25
    found = pairs(rows._replace(near=rows.near.copy()), known, daily_postings(rows))
    dense, expected = vectors(rows), []
    for new in range(known, rows.size):
        heavy = np.sort(dense[new])[-TERMS]
        likeness = dense[:new] @ np.where(dense[new] >= heavy, dense[new], 0)
        expected += [(int(old), new) for old in np.flatnonzero(likeness >= CANDIDATE)]
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == expected
    cosine = [float(dense[a] @ dense[b]) for a, b in expected]
    assert np.allclose(found.features[:, BODY], cosine, atol=1e-5)


def test_how_rows_are_parted_changes_nothing(rows: Rows) -> None:
    one = pairs(rows._replace(near=rows.near.copy()), 30, daily_postings(rows))
    other = pairs(rows._replace(near=rows.near.copy()), 30, [postings(between(rows, 0, 7)), postings(between(rows, 7, rows.size))])
    assert len(one.left) and all((a == b).all() for a, b in zip(one, other, strict=True))


def test_postings_are_kept_as_they_are(rows: Rows) -> None:
    assert len(daily_postings(rows)) == DAYS and daily_postings(Rows.empty()) == []
    some = postings(rows)
    assert all((a == b).all() for a, b in zip(postings_of([kept(a) for a in some]), some, strict=True))


def test_no_rows_no_pairs() -> None:
    assert len(pairs(Rows.empty(), 0, []).left) == 0
