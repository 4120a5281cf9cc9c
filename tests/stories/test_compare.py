"""What each origin says in a field: verdicts, reasons, and the sentence that a value rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from diurna.model import Appointment, Comparison, Event, Interval, Story, Telling
from diurna.stories import compare
from diurna.stories.events import merge_events, nodes_of
from diurna.stories.reading import Reading
from diurna.stories.told_dates import compare_appointments
from evals.own_pairs import built, load
from evals.own_pairs.verdicts import judged

STRUCK = {
    "d": "2031-06-03", "t": "Jets bombed the ford of Axum on Monday. The Axum Observatory for Peace counted 14 dead millers.", "w": "bombed",
    "act": "ASSAULT", "p": "Axum|ETH|1", "when": "2031-06-02", "wt": "Monday", "ch": ["The Axum Observatory for Peace"],
    "q": [{"k": "dead", "s": "14 dead millers", "n": 14, "whom": "millers"}],
}


def rows_of(*articles: dict[str, Any]) -> dict[str, Comparison]:
    """The comparisons of articles that are told as one event, by field."""
    told = [built(f"a{n}", row) for n, row in enumerate(articles)]
    story = Story(id="s", title="", articles=tuple(a.id for a, _ in told), origins=())
    event: Event = merge_events([story], [a for a, _ in told], [n for _, n in told])[0]
    return {c.field: c for c in compare(event, nodes_of([Reading(*pair) for pair in told]))}


@pytest.mark.parametrize("row", load("told.jsonl"), ids=lambda row: row["id"])
def test_what_real_comparisons_got_wrong_comes_out(row: dict[str, Any]) -> None:
    _, told = judged(row)
    assert [t for t in told if t[1] != t[2]] == []


def test_a_value_comes_with_the_sentence_that_has_its_words() -> None:
    rows = rows_of(STRUCK, STRUCK | {"t": STRUCK["t"].replace("14", "17"), "q": [STRUCK["q"][0] | {"s": "17 dead millers", "n": 17}]})
    assert [c.sentence for c in rows["place"].cells] == ["Jets bombed the ford of Axum on Monday."] * 2
    assert [c.sentence for c in rows["dead"].cells][1] == "The Axum Observatory for Peace counted 17 dead millers."
    assert rows["dead"].verdict == "differ"


def test_large_and_vague_figures_are_written_out() -> None:
    row = {
        "d": "2031-06-03", "t": "Millions fled.", "w": "fled", "act": "RETREAT",
        "q": [{"k": "displaced", "s": "Millions", "n": None, "b": "vague", "low": 2_000_000, "scope": "total"}],
    }
    assert rows_of(row)["displaced in all"].cells[0].value == "2,000,000 or more people"


def test_a_month_around_the_day_of_an_appointment_is_coarser() -> None:
    texts = ("The vote is on July 4.", "The vote is due in July.")
    told = [built(f"a{n}", {"d": "2031-06-03", "t": text, "w": "vote", "act": "REQUEST"}) for n, text in enumerate(texts)]
    days = (Interval.day(date(2031, 7, 4)), Interval(date(2031, 7, 1), date(2031, 8, 1), "month"))
    tellings = tuple(Telling(article=a.id, span=n.sentences[0], time=when) for (a, n), when in zip(told, days, strict=True))
    appointment = Appointment(id="p", name="vote", kind="event", tellings=tellings)
    (row,) = compare_appointments([appointment], {a.id: Reading(a, n) for a, n in told}, {})
    assert (row.verdict, row.reason) == ("coarser", "2031-07-04 is in 2031-07")
