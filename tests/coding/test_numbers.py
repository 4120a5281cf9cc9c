"""Numbers in digits and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.coding.numbers import is_vague, ordinal_of, value_of


@pytest.mark.parametrize(
    ("words", "value"),
    [("12", 12), ("1,200", 1200), ("1.5 million", 1.5e6), ("twenty-four", 24), ("a hundred", 100), ("two hundred and five", 205), ("5 1/2", 5.5),
     ("3bn", 3e9), ("tens of thousands", 20_000), ("a dozen", 12), ("two dozen", 24), ("2½", 2.5), ("one hundred thousand", 100_000)],
)  # fmt: skip
def test_value(words: str, value: float) -> None:
    assert value_of(words) == value


def test_no_number() -> None:
    assert value_of("apples") is None
    assert value_of("a") is None


def test_vague_and_ordinal() -> None:
    assert is_vague("hundreds of thousands")
    assert not is_vague("three hundred")
    assert [ordinal_of(w) for w in ("third", "21st", "twenty-first", "best")] == [3, 21, 21, None]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(words: str) -> None:
    value = value_of(words)
    assert value is None or value >= 0
