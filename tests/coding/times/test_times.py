"""Times are found and resolved against the article's day, its verbs and its other times."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.coding.times import find_times
from diurna.model import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse
    from diurna.model import TimeMention

WEDNESDAY = date(2016, 4, 13)
KEPT = [  # text, words, whether something is due then, whether something is arranged for it
    ("The report is due on Friday.", "Friday", True, False),
    ("The permit expires in June.", "June", True, False),
    ("The deadline is Monday.", "Monday", True, False),
    ("They set a deadline of April 18.", "April 18", True, False),
    ("They must reply by Friday.", "Friday", True, False),
    ("The vote is scheduled for next month.", "next month", False, True),
    ("The fair will take place on June 20.", "June 20", False, True),
    ("The ministers are to meet in Lund next week.", "next week", False, True),
    ("The trial is set to open on 5 July.", "5 July", False, True),
    ("The mayor is due in Lund on Saturday.", "Saturday", False, True),
    ("The vote was moved to June 20.", "June 20", False, True),
    ("The envoys met on Tuesday.", "Tuesday", False, False),
    ("It may rain on Monday.", "Monday", False, False),
]


def values(parse: Parse) -> list[tuple[str, str]]:
    return [(m.span.of(parse.text), m.value) for m in find_times(parse)]


def only(parse: Parse) -> TimeMention:
    (mention,) = find_times(parse)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoys met on Tuesday in Lund.", "Tuesday", "2016-04-12"),
        ("The envoys met on Wednesday in Lund.", "Wednesday", "2016-04-13"),
        ("The envoys met on Thursday in Lund.", "Thursday", "2016-04-07"),
        ("The envoys will meet on Thursday in Lund.", "Thursday", "2016-04-14"),
        ("The envoys are due to meet on Saturday.", "Saturday", "2016-04-16"),
        ("The vote is scheduled for Sunday.", "Sunday", "2016-04-17"),
        ("Shops closed last Friday.", "last Friday", "2016-04-08"),
        ("Prices rose last month.", "last month", "2016-03"),
        ("They quarrelled yesterday.", "yesterday", "2016-04-12"),
        ("Prices doubled over the past four months.", "the past four months", "P4M"),
        ("The harbour burned two weeks ago.", "two weeks ago", "2016-W13"),
        ("The bridge opened on Feb. 18.", "Feb. 18", "2016-02-18"),
        ("The bridge will open on Nov 18.", "Nov 18", "2016-11-18"),
        ("The bridge opened on 18 November.", "18 November", "2015-11-18"),
        ("The bridge opened on 3 March 2011.", "3 March 2011", "2011-03-03"),
        ("The law dates from March 2011.", "March 2011", "2011-03"),
        ("It was a quiet week in early 2015.", "early 2015", "2015"),
        ("The 2015 water treaty lapsed.", "2015", "2015"),
        ("Fashions of the 1990s came back.", "the 1990s", "199"),
        ("Sales grew in the third quarter of 2015.", "the third quarter of 2015", "2015-Q3"),
        ("He retired in fiscal 2014.", "fiscal 2014", "2014"),
        ("She sings on Christmas Eve.", "Christmas Eve", "2015-12-24"),
        ("The ban holds now.", "now", "PRESENT_REF"),
        ("They spoke on Monday morning.", "Monday morning", "2016-04-11TMO"),
        ("Trams run every day.", "every day", "P1D"),
        ("They marched for two and a half hours.", "two and a half hours", "PT2H30M"),
        ("The strike lasted 2011-2013.", "2011-2013", "2011/2013"),
    ],
)
def test_value(read: Callable[..., Parse], text: str, words: str, value: str) -> None:
    assert (words, value) in values(read(text, WEDNESDAY))


@pytest.mark.parametrize(
    "text",
    [
        "May said he may go.",
        "The 35-year-old carpenter slept.",
        "A baby three months old slept.",
        "About 2000 soldiers slept.",
        "They march and march.",
        "Some 1950 workers lost a quarter of their pay.",
    ],
)
def test_not_a_time(read: Callable[..., Parse], text: str) -> None:
    assert values(read(text, WEDNESDAY)) == []


def test_figures_follow_the_outlets_habit(read: Callable[..., Parse]) -> None:
    parse = read("Filed 02.11.2017.", WEDNESDAY)
    assert find_times(parse)[0].value == "2017-11-02"
    assert find_times(parse, day_first=False)[0].value == "2017-02-11"


def test_counts_from_the_time_before(read: Callable[..., Parse]) -> None:
    text = "The talks opened on 3 March 2016. Two days later they failed. The same day both sides left. The following month a truce began."
    parse = read(text, WEDNESDAY)
    assert [v for _, v in values(parse)] == ["2016-03-03", "2016-03-05", "2016-03-05", "2016-04"]
    assert find_times(parse)[1].anchor == find_times(parse)[0].span


def test_day_opens_a_time_limit(read: Callable[..., Parse]) -> None:
    parse = read("The court ruled on Oct. 13, 2015. The ruling opened a 60-day window for appeals.", WEDNESDAY)
    limit = find_times(parse)[1]
    assert limit.deadline
    assert limit.interval == Interval(date(2015, 10, 13), date(2015, 12, 12), "span")


def test_deadlines_and_bounds(read: Callable[..., Parse]) -> None:
    parse = read("Rebels must leave the town by Friday. The truce will hold until the end of May.", WEDNESDAY)
    friday, may = find_times(parse)
    assert (friday.value, friday.bound, friday.deadline) == ("2016-04-15", "before", True)
    assert (may.value, may.bound, may.deadline) == ("2016-05", "until", True)
    assert may.interval is not None
    assert may.interval.end == date(2016, 6, 1)


def test_since(read: Callable[..., Parse]) -> None:
    mention = only(read("Rents have doubled since the start of the year.", WEDNESDAY))
    assert mention.bound == "since"
    assert mention.interval is not None
    assert mention.interval.start == date(2016, 1, 1)


def test_without_a_publication_date(read: Callable[..., Parse]) -> None:
    tuesday = only(read("The envoys met on Tuesday."))
    assert tuesday.interval is None
    assert "publication" in tuesday.reason
    assert only(read("The envoys met on 4 May 2012.")).interval == Interval.day(date(2012, 5, 4))


WORDS = ["the", "last", "next", "May", "two", "12", "2015", "-", ",", ".", "of", "week", "weeks", "ago", "Friday", "early", "1990s", "5", "p.m.",
         "31", "Feb", "3rd", "quarter", "year", "end", "a", "few", "02.13.2017", "9999", "by", "Easter", "\n\n", "now", "later", "earlier",
         "century", "40", "millions", "decades", "9" * 5000]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=25), dated=st.booleans())
def test_spans_hold(read: Callable[..., Parse], words: list[str], dated: bool) -> None:
    parse = read(" ".join(words), WEDNESDAY if dated else None)
    last = 0
    for mention in find_times(parse):
        assert last <= mention.span.start < mention.span.end <= len(parse.text)
        assert mention.span.of(parse.text).strip() == mention.span.of(parse.text)
        assert mention.interval is None or mention.interval.start < mention.interval.end
        last = mention.span.end


@pytest.mark.parametrize(("text", "words", "due", "arranged"), KEPT)
def test_deadlines_and_arranged_dates_are_marked(read: Callable[..., Parse], text: str, words: str, due: bool, arranged: bool) -> None:
    mention = only(read(text, WEDNESDAY))
    assert (mention.span.of(text), mention.deadline, mention.scheduled) == (words, due, arranged)


def test_what_was_moved_or_falls_due_looks_ahead(read: Callable[..., Parse]) -> None:
    text = "The vote was postponed until Monday. The deadline is Tuesday."
    assert values(read(text, WEDNESDAY)) == [("Monday", "2016-04-18"), ("Tuesday", "2016-04-19")]


def test_the_same_day_is_the_one_counted_out_before_it(read: Callable[..., Parse]) -> None:
    text = "The fair opened last Friday. A week earlier, the mayor had stepped down. The same day, two aides left. The next day a third went."
    assert values(read(text, WEDNESDAY))[1:] == [("A week earlier", "2016-W13"), ("The same day", "2016-04-01"), ("The next day", "2016-04-02")]


def test_the_same_day_of_a_mere_month_is_somewhere_in_it(read: Callable[..., Parse]) -> None:
    last = find_times(read("The bridge fell in March. The same day, nobody crossed.", WEDNESDAY))[-1]
    assert (last.value, last.interval) == ("2016-03-XX", Interval(date(2016, 3, 1), date(2016, 4, 1), "month"))


@pytest.mark.parametrize(("words", "first"), [("the start of the year", date(2016, 1, 1)), ("the beginning of the month", date(2016, 4, 1))])
def test_since_a_start_runs_up_to_publication(read: Callable[..., Parse], words: str, first: date) -> None:
    mention = only(read(f"Prices have doubled since {words}.", WEDNESDAY))
    assert (mention.interval, mention.bound) == (Interval(first, date(2016, 4, 14), "span"), "since")
