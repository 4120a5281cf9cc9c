"""Quantities: figures with what they count, how exactly, and what they are a part of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.coding.quantities import find_quantities
from diurna.coding.times import find_times

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse
    from diurna.model import Quantity

DAY = date(2016, 4, 13)


def quantities(parse: Parse) -> tuple[Quantity, ...]:
    return find_quantities(parse, find_times(parse))


@pytest.mark.parametrize(
    ("text", "kind", "low", "best", "high", "bound"),
    [
        ("The flood killed at least 8 people.", "dead", 8, 8, None, "at_least"),
        ("Nine miners were wounded.", "wounded", 9, 9, 9, "exact"),
        ("The landslide left 4 dead.", "dead", 4, 4, 4, "exact"),
        ("The death toll rose to 22 in the port.", "dead", 22, 22, 22, "exact"),
        ("Another 14 were injured.", "wounded", 14, 14, 14, "exact"),
        ("Police detained dozens of marchers.", "detained", 24, None, None, "vague"),
        ("Hundreds of thousands of villagers have been displaced.", "displaced", 200_000, None, None, "vague"),
        ("Several dozen farmers were hurt.", "wounded", 24, None, None, "vague"),
        ("Between 5 and 7 sailors died.", "dead", 5, None, 7, "range"),
        ("Some 33 delegations came to the lake.", "delegations", None, 33, None, "about"),
        ("The loan is worth up to $30 billion.", "money", None, 3e10, 3e10, "up_to"),
        ("It cost 1.5 million euros.", "money", 1.5e6, 1.5e6, 1.5e6, "exact"),
        ("One soldier died.", "dead", 1, 1, 1, "exact"),
        ("Turnout was 52 percent.", "percent", 52, 52, 52, "exact"),
        ("A 20-member mission arrived.", "people", 20, 20, 20, "exact"),
        ("More than a hundred trucks waited.", "vehicles", 100, 100, None, "at_least"),
        ("Six hundred and fifty-two people fled.", "displaced", 652, 652, 652, "exact"),
        ("Gunmen kidnapped three nurses.", "hostages", 3, 3, 3, "exact"),
        ("The visa is for 60 days.", "days", 60, 60, 60, "exact"),
    ],
)
def test_reading(read: Callable[..., Parse], text: str, kind: str, low: float | None, best: float | None, high: float | None, bound: str) -> None:
    (quantity,) = quantities(read(text, DAY))
    assert (quantity.kind, quantity.low, quantity.best, quantity.high, quantity.bound) == (kind, low, best, high, bound)


@pytest.mark.parametrize(
    "text",
    [
        "The 35-year-old baker, who is aged 12 in cat years, slept.",
        "Anna Berg, 44, sells an F-16 to the G7.",
        "The Group of 20 read Resolution 2254.",
        "They met in 2015 and on 3 March at 5:30 p.m.",
        "One of the envoys left.",
        "It was a twelve-hour drive.",
        "They won 3-1.",
    ],
)
def test_not_a_quantity(read: Callable[..., Parse], text: str) -> None:
    assert quantities(read(text, DAY)) == ()


def test_two_verbs_two_kinds(read: Callable[..., Parse]) -> None:
    killed, wounded = quantities(read("Gunmen killed two and wounded five.", DAY))
    assert (killed.kind, killed.best, wounded.kind, wounded.best) == ("dead", 2, "wounded", 5)


def test_part_of(read: Callable[..., Parse]) -> None:
    whole, part = quantities(read("At least 12 people were killed in the fire, including 3 children.", DAY))
    assert part.part_of == whole.id == "test-q0"
    assert (part.kind, part.whom) == ("dead", "children")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The mayor put the number of injured at 28 and the death toll at six.", ["wounded", "dead"]),
        ("The fire left 47 dead. The toll was later updated to 82.", ["dead", "dead"]),
        ("At least six children were among those killed.", ["dead"]),
        ("Around 130 people are reported to have died of thirst.", ["dead"]),
        ("Two villagers were stoned to death.", ["dead"]),
        ("Five nurses, including a trainee, were injured.", ["wounded"]),
        ("Gunmen freed 30 hostages from six countries.", ["hostages", "countries"]),
    ],
)
def test_what_became_of_them(read: Callable[..., Parse], text: str, kinds: list[str]) -> None:
    assert [q.kind for q in quantities(read(text, DAY))] == kinds


def test_part_of_what_follows(read: Callable[..., Parse]) -> None:
    part, whole = quantities(read("Six miners were among at least 22 people killed in the collapse.", DAY))
    assert (part.kind, part.part_of) == ("dead", whole.id)


def test_since_of_another_verb_is_no_period(read: Callable[..., Parse]) -> None:
    quantity = quantities(read("The shelling killed 23 people in a town which has been cut off since May.", DAY))[0]
    assert (quantity.best, quantity.scope) == (23, "event")


def test_scope(read: Callable[..., Parse]) -> None:
    here, total = quantities(read("The blast killed 12, bringing the total to 40.", DAY))
    assert (here.scope, total.scope, total.kind) == ("event", "total", "dead")
    (period,) = quantities(read("More than 3,000 people have been killed since the war began.", DAY))
    assert period.scope == "period"


def test_whom(read: Callable[..., Parse]) -> None:
    parse = read("Shelling killed six police officers.", DAY)
    (quantity,) = quantities(parse)
    assert quantity.whom == "police officers"
    assert quantity.whom_span is not None
    assert quantity.whom_span.of(parse.text) == "police officers"
    assert quantity.unit == "people"


WORDS = ["at", "least", "12", "people", "killed", "were", "dozens", "of", "a", "hundred", "and", "between", "to", "$", "30", "billion", "%", ",", ".",
         "up", "soldiers", "from", "half", "one", "1,000", "-", "3.5", "million", "euros", "more", "than", "wounded", "including", "toll", "\n\n",
         "5/6", "çà", "İ"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=25), joint=st.sampled_from([" ", ""]))
def test_spans_and_order_hold(read: Callable[..., Parse], words: list[str], joint: str) -> None:
    parse = read(joint.join(words), DAY)
    for quantity in quantities(parse):
        assert 0 <= quantity.span.start < quantity.span.end <= len(parse.text)
        told = [v for v in (quantity.low, quantity.best, quantity.high) if v is not None]
        assert told
        assert told == sorted(told)
        if quantity.whom_span is not None:
            assert quantity.whom == quantity.whom_span.of(parse.text)
            assert quantity.whom_span.start < quantity.whom_span.end
