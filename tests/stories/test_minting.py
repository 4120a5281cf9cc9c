"""Event ids stay with most of their reports and are never given twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diurna.stories.minting import mint

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
