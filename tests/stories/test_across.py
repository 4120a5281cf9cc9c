"""One happening that articles of two stories tell is one event."""

from __future__ import annotations

from typing import Any

import pytest

from diurna.stories import Decision
from diurna.stories.across import across
from diurna.stories.events import all_events
from diurna.stories.joining import Joined, nodes_of
from diurna.stories.reading import Reading
from diurna.stories.tell import _entangled, _near, _went
from evals.own_pairs import built

BLAST = {
    "d": "2031-05-06", "t": "A lorry bomb killed 12 people at the fruit market in Tamale on Monday.", "w": "bomb", "act": "ASSAULT",
    "R": {"12 people": "unnamed_group:12 people:GHA:CVL"}, "p": "Tamale|GHA|1", "when": "2031-05-05",
    "q": [{"k": "dead", "s": "12 people", "n": 12, "whom": "people"}],
}
AGAIN = BLAST | {"t": "The bomb that killed 12 people in Tamale on Monday lay in a lorry of the fruit market.", "w": "bomb"}
OTHER = BLAST | {
    "t": "Gunmen shot two guards in Tamale on Monday.", "w": "shot", "R": {"two guards": "unnamed_group:two guards:GHA:COP"},
    "A": {"Gunmen": "unnamed_group:gunmen:GHA:UAF"}, "q": [{"k": "dead", "s": "two guards", "n": 2, "whom": "guards"}],
}


def told(*rows: dict[str, Any], decisions: tuple[Decision, ...] = ()) -> list[list[Any]]:
    """The events of stories of one article each."""
    inside = {f"s{n}": [Reading(*built(f"a{n}", row))] for n, row in enumerate(rows)}
    return [[event for event, _ in some] for some in all_events(inside, decisions, {}, {})]


def test_two_stories_of_one_blast_share_an_event() -> None:
    (event,), other = told(BLAST, AGAIN)
    assert event.articles == ("a0", "a1") and event.story == "s0" and other == []
    assert event.reports[1].reason.startswith("told in another story: ")


def test_a_headline_that_stood_alone_goes_to_its_text() -> None:
    head = {"w": "Raid", "act": "ASSAULT", "p": "Tamale|GHA|1"}
    raid = {"w": "raided", "act": "ASSAULT", "p": "Tamale|GHA|1", "A": {"Gunmen": "unnamed_group:gunmen:GHA:UAF"}, "when": "2031-05-05"}
    words = "Raid on Tamale depot\n\nGunmen raided the depot of Tamale on Monday."
    one = Reading(*built("a", {"d": "2031-05-06", "t": words, "more": [raid]} | head))
    two = Reading(*built("b", {"d": "2031-05-06", "t": "Gunmen raided the lorry depot in Tamale on Monday."} | raid))
    nodes = {n.report.id: n for n in nodes_of([one, two])}
    alone, text = Joined([nodes["a-r"]], [""]), Joined([nodes["b-r"], nodes["a-r1"]], ["", ""])
    assert [len(g.nodes) for g in across({"s": [text, alone]})["s"]] == [3]


def test_two_deeds_of_one_day_and_town_stay_apart() -> None:
    assert [len(some) for some in told(BLAST, OTHER)] == [1, 1]


def test_a_person_can_join_and_part_what_two_stories_tell() -> None:
    split = Decision(kind="split", reports=("a0-r", "a1-r"), who="ana", why="two lorries")
    assert [len(some) for some in told(BLAST, AGAIN, decisions=(split,))] == [1, 1]
    merge = Decision(kind="merge", reports=("a0-r", "a1-r"), who="ana", why="one raid")
    assert [len(some) for some in told(BLAST, OTHER, decisions=(merge,))] == [1, 0]


def test_a_story_that_grows_brings_those_that_share_its_events() -> None:
    coded = {f"a{n}": built(f"a{n}", BLAST)[1] for n in range(3)}
    shared = {"a0-r": "e", "a1-r": "e", "a2-r": "f"}
    assert _entangled({"s0"}, {"a0": "s0", "a1": "s1", "a2": "s2"}, coded, shared) == {"s0", "s1"}


@pytest.mark.parametrize(("row", "near"), [
    (AGAIN | {"d": "2031-05-09"}, {"s0"}), (OTHER, {"s0"}), (BLAST | {"d": "2031-05-20", "when": "2031-05-19"}, set()), (BLAST | {"bg": True}, set()),
    (BLAST | {"p": "Ghana|GHA|5"}, set()), (BLAST | {"p": "Ho|GHA|1"}, set()),
])
def test_new_articles_bring_stories_of_the_window_that_may_tell_the_same(row: dict[str, Any], near: set[str]) -> None:
    (early, told_early), (late, told_late) = built("a0", BLAST), built("a1", row)
    assert _near({"a1"}, [early, late], {"a0": "s0", "a1": "s1"}, {"a0": told_early, "a1": told_late}) - {"s1"} == near


def test_an_event_that_went_into_another_leaves_word() -> None:
    inside = {f"s{n}": [Reading(*built(f"a{n}", row))] for n, row in enumerate((BLAST, AGAIN))}
    known = {"a0-r": "first", "a1-r": "second"}
    ((event, _),), _ = all_events(inside, (), {}, known)
    (row,) = _went([event], known)
    assert (event.id, row.old, row.new, row.kind, row.of) == ("first", "second", "first", "merged", "event")
    assert _went([event], {"a0-r": "first"}) == ()
