"""What an article tells beyond its reports: the days of its sentences, and whose its figures are."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from diurna.model import Interval, Span, TimeMention
from diurna.stories.reading import Reading
from evals.own_pairs import built

DAYS = {"Monday": date(2031, 3, 3), "Tuesday": date(2031, 3, 4), "Wednesday": date(2031, 3, 5)}


def reading(text: str, **row: Any) -> Reading:
    """An article of a Thursday, with the weekdays in its text as time mentions."""
    article, told = built("a", {"d": "2031-03-06", "t": text, "act": "ASSAULT"} | row)
    sentences = list(told.sentences)
    found = [(text.index(name), name, day) for name, day in DAYS.items() if name in text]
    times = tuple(
        TimeMention(
            span=Span(at, at + len(name)), sentence=next(n for n, s in enumerate(sentences) if s.start <= at < s.end), kind="DATE",
            value=day.isoformat(), interval=Interval.day(day),
        )
        for at, name, day in found
    )
    return Reading(article, msgspec.structs.replace(told, times=times))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Raids hit Harth on Tuesday a monitor said.", 4),
        ("Raids hit Harth, the army said on Tuesday.", None),
        ("On Tuesday a monitor said raids hit Harth.", None),
        ("The army said on Monday raids hit Harth on Tuesday.", 4),
        ("Raids hit Harth on Monday and the raids hit Orrin on Tuesday.", None),
    ],
)
def test_the_day_that_a_sentence_names_is_not_that_of_the_saying(text: str, day: int | None) -> None:
    told = reading(text, w="hit").days_told.get(0)
    assert (told.interval.start.day if told else None) == day


def test_a_week_told_of_one_deed_of_a_sentence_is_that_of_the_other() -> None:
    text = "Nine people were killed in Harth this week as troops executed prisoners."
    assert reading(text, w="killed", when="2031-03-03/7", wt="this week").days_told[0].interval.days == 7


def test_the_news_of_an_article_are_of_the_day_that_it_opens_with() -> None:
    assert reading("Raids hit Harth on Tuesday.", w="hit").news_day == DAYS["Tuesday"].toordinal()
    assert reading("Raids hit Harth.", w="hit").news_day == date(2031, 3, 6).toordinal()


def test_a_headline_leaves_its_text_the_figures_that_it_borrows() -> None:
    nine = [{"k": "dead", "s": "nine people#2", "n": 9, "whom": "people"}]
    inside = reading(
        "Raid kills nine people\n\nA raid on Harth killed nine people.", w="kills", q=nine, more=[{"w": "killed", "act": "ASSAULT"}],
    )
    inside.annotations = msgspec.structs.replace(
        inside.annotations, quantities=tuple(msgspec.structs.replace(q, sentence=1) for q in inside.annotations.quantities),
    )
    assert [q.best for q in inside.report_quantities(inside.annotations.reports[1])] == [9]
