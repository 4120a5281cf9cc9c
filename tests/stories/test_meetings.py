"""A meeting told by the way of a visit, and "the leaders" whom a visitor met."""

from __future__ import annotations

from typing import Any

from diurna.model import Story
from diurna.stories import compare
from diurna.stories.events import all_events, own_ids
from diurna.stories.reading import Reading
from evals.own_pairs import built

ORO, LIND, VIK = "person:Ben Oro:GHA:GOV", "person:Maja Lind:SWE:GOV", "person:Erik Vik:SWE:GOV"


def told(*rows: dict[str, Any]) -> list[tuple[Any, list[Any]]]:
    some = [Reading(*built(f"a{n}", row)) for n, row in enumerate(rows)]
    story = Story(id="s", title="", articles=tuple(r.article.id for r in some), origins=())
    (events,) = all_events({story.id: some}, (), {}, {})
    return events


MEETING = {
    "d": "2031-03-05", "t": "Lind spoke during a meeting with Oro in Lund.", "w": "meeting", "act": "CONSULT", "rec": 1,
    "A": {"Lind": LIND, "Oro": ORO}, "p": "Lund|SWE|1",
}
VISIT = {
    "d": "2031-03-05", "t": "Maja Lind told visiting President Ben Oro on Tuesday that the dam must wait.", "w": "visiting", "act": "CONSULT",
    "mode": "visit", "A": {"Ben Oro": ORO}, "R": {"Maja Lind": LIND}, "when": "2031-03-04",
}
TALKS = {"d": "2031-03-05", "t": "Oro held talks with Erik Vik.", "w": "talks", "act": "CONSULT", "rec": 1, "A": {"Oro": ORO, "Erik Vik": VIK}}
LEADERS = {
    "d": "2031-03-05", "t": "Oro met Swedish leaders over the dam.", "w": "met", "act": "CONSULT", "rec": 1,
    "A": {"Oro": ORO, "Swedish leaders": "unnamed_group:Swedish leaders:SWE:PTY"},
}


def test_a_host_who_told_a_visitor_met_him() -> None:
    events = told(MEETING, VISIT)
    meeting, nodes = next((e, n) for e, n in events if e.mode is None)
    assert meeting.articles == ("a0", "a1") and meeting.time is not None and meeting.time.start.day == 4
    rows = {c.field: c for c in compare(meeting, nodes)}
    assert rows["actors"].verdict == "agree" and "recipients" not in rows
    assert own_ids([e for e, _ in events]) == {"a0-r": meeting.id, "a1-r": next(e.id for e, _ in events if e.mode == "visit")}


def test_the_leaders_met_are_the_one_whom_another_names() -> None:
    (event, nodes), = told(TALKS, LEADERS)
    assert {c.field: c.verdict for c in compare(event, nodes)}["actors"] == "coarser"


def test_the_leaders_stay_apart_where_two_may_be_meant() -> None:
    lind = TALKS | {"t": "Oro held talks with Maja Lind.", "A": {"Oro": ORO, "Maja Lind": LIND}}
    assert len(told(TALKS, lind, LEADERS)) == 3


def test_the_leaders_are_not_whom_the_same_article_names() -> None:
    assert len(told(TALKS | {"more": [LEADERS | {"w": "met"}], "t": "Oro held talks with Erik Vik. Oro met Swedish leaders over the dam."})) == 2
