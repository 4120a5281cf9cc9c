"""Average link merges what is tied on the mean, whatever the order, and counts copies once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diurna.stories.linkage import average_link

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.03125, 1, width=32)), max_size=30)


def linked(pairs, threshold, labels=None, weight=None):
    kept = {(min(a, b), max(a, b)): p for a, b, p in pairs if a != b}
    left, right = (np.array([pair[k] for pair in kept], dtype=np.int64) for k in (0, 1))
    start = np.arange(10) if labels is None else labels
    return average_link(start, left, right, np.array(list(kept.values()), dtype=np.float32), threshold, weight), kept


@given(PAIRS, st.floats(0.2, 0.8))
def test_no_two_groups_are_left_that_reach_the_threshold(pairs, threshold):
    labels, kept = linked(pairs, threshold)
    groups = {n: [i for i in range(10) if labels[i] == n] for n in set(labels.tolist())}
    for a in groups:
        assert a == min(groups[a])
        for b in groups:
            total = sum(kept.get((min(i, j), max(i, j)), 0.0) for i in groups[a] for j in groups[b])
            assert a == b or total / (len(groups[a]) * len(groups[b])) < threshold + 1e-6


def test_pairs_merged_at_once_give_what_pairs_merged_one_by_one_give(monkeypatch):
    draw = np.random.default_rng(5)
    left, right = np.triu_indices(60, 1)
    some = draw.random(len(left)) < 0.3
    left, right, tie = left[some], right[some], draw.random(int(some.sum())).astype(np.float32)
    found = []
    for many in (1, 10**6):
        monkeypatch.setattr("diurna.stories.linkage.MANY", many)
        found.append(average_link(np.arange(60), left, right, tie, 0.2).tolist())
    assert found[0] == found[1] and 1 < len(set(found[0])) < 40


def test_copies_do_not_outvote_the_other_accounts():
    pairs = [(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (0, 3, 0.1), (1, 3, 0.1), (2, 3, 0.1), (3, 4, 0.6), (0, 4, 0.9), (1, 4, 0.9), (2, 4, 0.9)]
    copies = np.array([1 / 3, 1 / 3, 1 / 3, 1, 1, 1, 1, 1, 1, 1])
    assert linked(pairs, 0.35)[0][3] == 3
    assert linked(pairs, 0.35, weight=copies)[0][3] == 0
