"""Event ids stay with most of their reports and are never given twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diurna.stories.minting import mint, succession

REPORTS = st.lists(st.integers(0, 30).map(str), unique=True, min_size=1)


def parted(reports, cuts):
    return [g for g in (reports[i:j] for i, j in zip([0, *sorted(cuts)], [*sorted(cuts), len(reports)], strict=True)) if g]


@given(st.data())
def test_ids_are_unique_from_batch_to_batch(data):
    known: dict[str, str] = {}
    for _ in range(4):
        reports = data.draw(REPORTS)
        groups = parted(data.draw(st.permutations(reports)), data.draw(st.lists(st.integers(0, len(reports)), max_size=4)))
        ids = mint(groups, known)
        assert len(set(ids)) == len(groups)
        elsewhere = {e for r, e in known.items() if r not in reports}
        fresh = set(ids) - set(known.values())
        assert not fresh & elsewhere
        known |= {r: e for group, e in zip(groups, ids, strict=True) for r in group}


def test_the_greater_part_keeps_the_id():
    (key,) = mint([["1", "2", "3"]], {})
    assert mint([["1"], ["2", "3"]], dict.fromkeys("123", key))[1] == key
    assert key not in mint([["1"]], {"2": key, "3": key, "1": "other"})


def test_what_merged_and_what_parted_is_told():
    known = {"1": "a", "2": "a", "3": "b"}
    ids = mint([["1", "2", "3"]], known)
    (row,) = succession([["1", "2", "3"]], ids, known, "one", "two")
    assert (ids, row.old, row.new, row.kind) == (["a"], "b", "a", "merged")
    known = dict.fromkeys("123", "a")
    ids = mint([["1"], ["2", "3"]], known, kind="story", turn="4")
    (row,) = succession([["1"], ["2", "3"]], ids, known, "one", "two")
    assert (ids[1], row.old, row.new, row.kind) == ("a", "a", ids[0], "split")


def test_what_left_a_story_gets_an_id_that_no_story_had():
    (first,) = mint([["1"]], {}, kind="story")
    merged = mint([["0", "1"]], {"0": "z", "1": first}, kind="story")
    again = mint([["0"], ["1"]], {"0": merged[0], "1": merged[0]}, kind="story", turn="9")
    assert first not in again[1:] and len(set(again)) == 2
