"""Headlines are read in the case of a sentence; no character is added or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from diurna.coding.case import read_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse

SMALL = {"to", "the", "and", "after", "us", "say"}
BODY = "\n\nNorway agreed to resume talks with Chile on fishing, the US envoy said."


def test_a_shouted_headline_takes_the_bodys_case() -> None:
    assert read_case("NORWAY AND CHILE RESUME TALKS, SAYS US ENVOY" + BODY, SMALL).startswith("Norway and Chile resume talks, says US envoy")


def test_a_titled_headline_takes_the_bodys_case() -> None:
    assert read_case("Norway Agrees to Resume Fishing Talks" + BODY, SMALL).startswith("Norway agrees to resume fishing talks")


def test_a_plain_sentence_stands() -> None:
    text = "Norway and Chile met President Kari Holm in Oslo." + BODY
    assert read_case(text, SMALL) == text


def test_the_verb_of_a_headline_is_found(read: Callable[..., Parse]) -> None:
    doc = read("NORWAY AGREES TO RESUME FISHING TALKS" + BODY).doc
    assert next(t for t in doc if t.lower_ == "agrees").tag_.startswith("VB")


@given(st.text(alphabet="AbcİßÉ ’'.\nUS", max_size=80))
def test_length_is_unchanged(text: str) -> None:
    recased = read_case(text, SMALL)
    assert len(recased) == len(text)
    assert recased.lower().replace("``", "''") == text.lower().replace("``", "''")


def test_an_armed_group_that_looks_like_a_verb_is_parsed_as_a_name():
    text = "Activists have accused IS of shelling Garissa. It is not known whether IS replied."
    read = read_case(text, frozenset())
    assert len(read) == len(text)
    assert "IS" not in read
    assert "It is not known" in read


def test_a_headline_in_capitals_keeps_its_verb():
    assert "IZ" not in read_case("THE WAR IN THE NORTHERN HIGHLANDS IS OVER, SAYS MINISTER", frozenset()).upper()
