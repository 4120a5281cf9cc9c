"""Phrases: their extent, head, name proper and form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.coding.mentions import acts_as_government, find_phrases
from diurna.resources.coreference import coreference_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.mentions import Phrase
    from diurna.coding.parse import Parse

WORDS = [
    "Norway's",
    "foreign",
    "minister",
    "Kari",
    "Holm",
    "said",
    "that",
    "(the)",
    "rebels",
    ",",
    "“he”",
    "and",
    "U.S.-backed",
    "troops",
    "in",
    "Cairo",
    "...",
    "met",
    "\n\n",
    "dozens",
    "of",
    "officials",
    "it's",
    "THE",
]


@pytest.fixture
def phrases(read: Callable[..., Parse]) -> Callable[[str], dict[str, Phrase]]:
    def found(text: str) -> dict[str, Phrase]:
        return {p.span.of(text): p for p in find_phrases(read(text), coreference_words())}

    return found


def test_titles_are_no_part_of_a_name(phrases: Callable[[str], dict[str, Phrase]]) -> None:
    found = phrases("Norwegian Prime Minister Kari Holm met reporters in Oslo on Monday.")
    assert found["Norwegian Prime Minister Kari Holm"].name == "Kari Holm"
    assert found["Norwegian"].form == "demonym"


def test_each_of_a_coordination_is_a_phrase(phrases: Callable[[str], dict[str, Phrase]]) -> None:
    assert {"Norway", "Chile", "Ghana"} <= set(
        phrases("Norway, Chile and Ghana signed the treaty on Friday.")
    )


def test_a_partitive_is_one_phrase_without_its_relative_clause(
    phrases: Callable[[str], dict[str, Phrase]],
) -> None:
    found = phrases("The leaders of Chile and Ghana, who arrived late, left early.")
    assert found["The leaders of Chile and Ghana"].root.text == "leaders"


def test_a_backer_is_cut_out_of_its_word(phrases: Callable[[str], dict[str, Phrase]]) -> None:
    found = phrases("The U.S.-backed fighters left the town.")
    assert found["U.S."].kind == "demonym"


def test_an_empty_it_stands_for_nothing(phrases: Callable[[str], dict[str, Phrase]]) -> None:
    assert "It" not in phrases("It is clear that the talks have failed.")


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Oslo rejected the offer on Monday.", True),
        ("Relations between Oslo and Lima have cooled.", True),
        ("The delegation arrived in Oslo on Monday.", False),
        ("Thousands marched through Oslo on Monday.", False),
    ],
)
def test_a_capital_acts_or_is_a_place(read: Callable[..., Parse], text: str, acts: bool) -> None:
    token = next(t for t in read(text).doc if t.text == "Oslo")
    assert bool(acts_as_government(token, coreference_words())) is acts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
def test_spans_hold_their_heads(read: Callable[..., Parse], text: str) -> None:
    parsed = read(text)
    for phrase in find_phrases(parsed, coreference_words()):
        assert 0 <= phrase.span.start < phrase.span.end <= len(text)
        assert phrase.span.contains(phrase.head)
        assert phrase.span.of(text).strip()
