"""Words around a report that tie it to what was told before, or part it from it."""

from __future__ import annotations

import pytest

from diurna.model import Report
from diurna.stories.cues import anew, gathering, goes_back
from diurna.stories.reading import Reading
from diurna.stories.tuning import tuning
from evals.own_pairs import built


def reading(text: str, trigger: str, act: str = "ASSAULT") -> tuple[Reading, Report]:
    article, told = built("a", {"d": "2031-03-05", "t": text, "w": trigger, "act": act})
    return Reading(article, told), told.reports[0]


@pytest.mark.parametrize(
    ("text", "trigger", "back"),
    [
        ("The blast shook the quay.", "blast", True),
        ("The fish market bombing is unsolved.", "bombing", True),
        ("The army shelled the hill.", "shelled", False),
        ("A blast shook the quay.", "blast", False),
        ("The toll of the bomb that killed nine rose.", "killed", False),
        ("Nine were killed in the air raids on the quay.", "killed", True),
        ("Nine were killed in an air raid on the quay.", "killed", False),
        ("The quay was taken by rebels in the fighting.", "taken", False),
    ],
)
def test_an_act_told_as_known(text: str, trigger: str, back: bool) -> None:
    assert goes_back(*reading(text, trigger), tuning().incidents) is back


@pytest.mark.parametrize("text", ["Elsewhere gunmen killed two.", "Another five were killed.", "Three more were killed.", "Two were also killed."])
def test_a_sentence_that_tells_of_something_else(text: str) -> None:
    assert anew(*reading(text, "killed"))


def test_a_sentence_that_goes_on() -> None:
    assert not anew(*reading("Gunmen killed two at the gate.", "killed"))


def test_a_summit_is_itself_and_a_meeting_at_it_is_beside_it() -> None:
    holders = tuning().holders
    assert gathering(*reading("Both agreed at the lake summit.", "summit", "CONSULT"), holders)[0]
    assert gathering(*reading("They met on the sidelines of the summit.", "met", "CONSULT"), holders)[1]
