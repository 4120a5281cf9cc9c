"""Standing ties: who is whose ally, who holds which office, and what is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna.coding.casting import find_cast
from diurna.coding.relations import find_relations
from diurna.resources.actor_tables import actor_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse

DAY = date(2018, 3, 5)
Ties = list[tuple[str, list[str], list[str], str]]


@pytest.fixture
def ties(read: Callable[..., Parse]) -> Callable[[str], Ties]:
    """Kind, names on either side and words of every relation."""

    def find(text: str) -> Ties:
        parse = read(text, DAY)
        cast = find_cast(parse, (), actor_tables())
        found = find_relations(parse, cast)
        for relation in found:
            assert 0 <= relation.evidence.start < relation.evidence.end <= len(text)
        return [(r.kind, [cast.actor(p.actor).name for p in r.of], [cast.actor(p.actor).name for p in r.to], r.to_words) for r in found]

    return find


def test_an_ally_is_told_by_noun(ties: Callable[[str], Ties]) -> None:
    assert ("ally", ["Benin"], ["Togo"], "") in ties("Benin, an ally of Togo, offered to mediate.")


def test_supporters_in_apposition_are_only_those_before_it(ties: Callable[[str], Ties]) -> None:
    found = ties("Peru and Chile, the main supporters of Bolivia, and Brazil, which stayed out, met in Lima.")
    assert [tie[1] for tie in found if tie[0] == "supporter"] == [["Peru", "Chile"]]


def test_a_verb_in_the_present_states_a_tie(ties: Callable[[str], Ties]) -> None:
    assert ("supporter", ["Norway"], ["Ghana"], "") in ties("Norway backs Ghana in the dispute.")
    assert not ties("Norway backed Ghana in the vote.")
    assert not ties("Norway may back Ghana.")


def test_territory_is_told_with_its_of_phrase(ties: Callable[[str], Ties]) -> None:
    (tie,) = [t for t in ties("The rebels control half of the island.") if t[0] == "controls_territory"]
    assert tie[3] == "half of the island"


def test_parties_to_a_treaty(ties: Callable[[str], Ties]) -> None:
    assert ("party_to", ["Kenya", "Vietnam"], [], "a trade agreement") in ties("Kenya signed a trade agreement with Vietnam.")


def test_an_office_is_held(ties: Callable[[str], Ties]) -> None:
    assert ("holds_office", ["Ana Quispe"], [], "trade minister (PER)") in ties("Peru's trade minister Ana Quispe arrived on Monday.")


@pytest.mark.parametrize(
    "text",
    [
        "Former Peruvian president Ana Quispe arrived on Monday.",
        "Peruvian activist Ana Quispe arrived on Monday.",
        "The Peruvian oil producer Quispe Oil closed a well.",
        "Peru's vice-president Ana Quispe arrived, and her predecessor Jose Vang left.",
    ],
)
def test_what_is_no_office_of_this_name(ties: Callable[[str], Ties], text: str) -> None:
    assert not [tie for tie in ties(text) if tie[0] == "holds_office" and tie[3].startswith(("president", "activist", "oil", "predecessor"))]


def test_members_are_not_one_body(ties: Callable[[str], Ties]) -> None:
    assert not [tie for tie in ties("The blast killed ten members of the Dune Front the Harbour Observatory said.") if tie[0] == "member_of"]


@given(st.lists(st.sampled_from(["Benin", "is an ally of", "Togo", ",", "rebels", "control", "the north", "and", "President", "."]), max_size=12))
@settings(max_examples=15, deadline=None)
def test_evidence_lies_in_the_text(read: Callable[..., Parse], words: list[str]) -> None:
    parse = read(" ".join(words) or "x")
    for relation in find_relations(parse, find_cast(parse, (), actor_tables())):
        assert parse.text[relation.evidence.start : relation.evidence.end].strip()
