"""Reports merge into events with reasons; parties, place and day alone are not enough."""

from __future__ import annotations

import pytest

from diurna.model import Story
from diurna.stories import Decision, compare, tell
from diurna.stories.events import merge_events, nodes_of
from diurna.stories.reading import Reading
from evals.own_pairs import built, load, score

ROWS = {row["id"]: row for row in load("pairs.jsonl")}


def told(key: str, decisions: tuple[Decision, ...] = ()) -> tuple[list, list]:
    pair = [built(f"{key}-{side}", ROWS[key][side]) for side in "ab"]
    story = Story(id="s", title="", articles=tuple(a.id for a, _ in pair), origins=())
    return merge_events([story], [a for a, _ in pair], [n for _, n in pair], decisions), [Reading(*p) for p in pair]


@pytest.mark.parametrize("key", ["meet-agree", "toll-later", "summit-phase", "person-government"])
def test_one_happening_is_one_event_with_a_reason(key: str) -> None:
    events, _ = told(key)
    assert len(events) == 1
    assert len(events[0].reports) == 2 and all(m.reason for m in events[0].reports)


@pytest.mark.parametrize("key", ["neg-two-meetings", "neg-visit-meeting", "neg-two-deals", "neg-week-apart", "neg-reversed"])
def test_two_happenings_of_one_day_stay_apart(key: str) -> None:
    assert len(told(key)[0]) == 2


def test_a_meeting_during_a_visit_is_part_of_it() -> None:
    events, _ = told("neg-visit-meeting")
    visit = next(e for e in events if e.mode == "visit")
    assert [e.part_of for e in events if e is not visit] == [visit.id]


def test_a_person_can_split_and_merge() -> None:
    split = Decision(kind="split", reports=("meet-agree-a-r", "meet-agree-b-r"), who="ana", why="two rounds")
    assert len(told("meet-agree", (split,))[0]) == 2
    merge = Decision(kind="merge", reports=("neg-two-bombs-a-r", "neg-two-bombs-b-r"), who="ana", why="one attack")
    events, _ = told("neg-two-bombs", (merge,))
    assert len(events) == 1 and "ana" in events[0].reports[1].reason


def test_a_later_report_explains_another_phase() -> None:
    events, readings = told("summit-phase")
    rows = {c.field: c for c in compare(events[0], nodes_of(readings))}
    assert (rows["phase"].verdict, rows["phase"].reason) == ("differ", "later report")
    assert all(cell.sentence for row in rows.values() for cell in row.cells)


def test_own_pairs_hold_their_floor() -> None:
    figures = score()
    assert figures["own_pairs.verdict_accuracy"] >= 0.95
    assert figures["own_merges.b3_precision"] >= 0.93 and figures["own_merges.b3_recall"] >= 0.88


def test_tell_carries_event_ids_from_batch_to_batch() -> None:
    one, two = (built(f"meet-agree-{side}", ROWS["meet-agree"][side]) for side in "ab")
    first = tell([one[0]], [one[1]])
    second = tell([two[0]], [two[1]], state=first.state)
    assert {e.id for e in first.events} <= {e.id for e in second.events} | {e.id for e in first.events}
    assert len(tell([one[0], two[0]], [one[1], two[1]]).events) == 1
