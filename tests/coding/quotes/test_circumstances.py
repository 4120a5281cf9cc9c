"""When and where words were said, and who gives a figure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from diurna.coding import code
from diurna.model import Article, Interval, Published

if TYPE_CHECKING:
    from diurna.model import Annotations

DAY = date(2021, 6, 10)  # a Thursday


def coded(text: str) -> Annotations:
    return code(Article(id="test", raw="", name="test", text=text, published=Published(DAY.isoformat(), Interval.day(DAY), "field")))


@pytest.mark.parametrize(
    ("text", "start", "why"),
    [
        ("Anna Lindholm said Tuesday the truce was holding.", date(2021, 6, 8), "with the cue"),
        ("“It holds,” Anna Lindholm told reporters in Oslo on Tuesday.", date(2021, 6, 8), "with the cue"),
        ("In an interview broadcast on Sunday, Anna Lindholm said she would stand again in May.", date(2021, 6, 6), "with the cue"),
        ("Speaking at a summit in Astana on Wednesday, Anna Lindholm urged Latvia to sign by Friday.", date(2021, 6, 9), "with the cue"),
        ("Anna Lindholm said the truce would end on Friday.", date(2021, 6, 9), "not told"),
        ("Anna Lindholm had said on Tuesday that the truce was dead.", date(2021, 6, 8), "with the cue"),
        ("According to a report published on Tuesday, prices doubled.", date(2021, 6, 8), "with the source"),
        ("The bridge is safe, according to a statement released on Sunday.", date(2021, 6, 6), "with the source"),
    ],
)
def test_time_of_speaking_is_not_that_of_what_is_said(text: str, start: date, why: str) -> None:
    (quote,) = coded(text).quotes
    assert quote.time is not None
    assert quote.time.interval.start == start
    assert quote.time.reason.startswith(why)


def test_the_same_breath_has_the_same_day() -> None:
    first, second = coded("“It holds,” Anna Lindholm said on Tuesday. “Nobody has fired,” she said.").quotes
    assert first.time is not None
    assert second.time is not None
    assert second.time.interval == first.time.interval
    assert second.time.span is None


def test_what_had_been_said_before_has_no_day_of_news() -> None:
    (quote,) = coded("Anna Lindholm had said the truce was dead.").quotes
    assert quote.time is None


@pytest.mark.parametrize("text", ["The bridge fell on Monday, according to Anna Lindholm.", "According to a witness killed on Sunday, it rained."])
def test_a_source_without_its_day_has_none(text: str) -> None:
    (quote,) = coded(text).quotes
    assert quote.time is None


def test_the_place_of_speaking_is_resolved() -> None:
    (quote,) = coded("“It holds,” Anna Lindholm said at a rally in Oslo.").quotes
    assert quote.place is not None
    assert quote.place.country == "NOR"
    assert quote.occasion == "at a rally in Oslo"


def test_a_figure_has_the_chain_of_who_gives_it() -> None:
    ours, theirs = coded("Ten ships left the port. The ministry said 12 people were killed in the blast, state television reported.").quantities
    assert ours.chain == ()
    assert [link.words for link in theirs.chain] == ["state television", "The ministry"]
