"""Figures stand to one another by bounds, unit and the people they count."""

from __future__ import annotations

import pytest

from diurna.model import Quantity, Span, Story
from diurna.stories import compare
from diurna.stories.events import merge_events, nodes_of
from diurna.stories.figures import alike, bounds, compatible, incompatible, running, stand, whom_class
from diurna.stories.reading import Reading
from evals.own_pairs import built


def figure(best: float | None = None, kind: str = "dead", **more: object) -> Quantity:
    bound = more.get("bound", "exact")
    told = {"low": None if bound == "up_to" else best, "best": best, "high": best if bound in ("exact", "up_to") else None} | more
    return Quantity(id="q", article="a", sentence=0, span=Span(0, 1), kind=kind, noun=str(more.get("whom", kind)), **{"whom": "people"} | told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "found", "reason"),
    [
        (figure(12), figure(12), "same", ""),
        (figure(12, bound="at_least"), figure(15), "coarser", "bounds that hold the other's figure"),
        (figure(None, bound="vague", low=24), figure(41), "coarser", "bounds that hold the other's figure"),
        (figure(33, "delegations", bound="about", whom=None), figure(33, "delegations", whom=None), "coarser", "bounds that hold the other's figure"),
        (figure(100, "protesters", bound="at_least"), figure(60, "protesters", bound="about", low=None), "differ", ""),
        (figure(30e9, "money", bound="up_to", unit="USD", whom=None), figure(26.4e9, "money", unit="USD", whom=None), "coarser", "bounds"),
        (figure(30e9, "money", bound="up_to", unit="USD", whom=None), figure(32e9, "money", unit="USD", whom=None), "differ", ""),
        (figure(1.48e9, "money", unit="USD", whom=None), figure(1.5e9, "money", unit="USD", whom=None), "finer", "rounding"),
        (figure(12e6, "money", unit="EUR", whom=None), figure(13.1e6, "money", unit="USD", whom=None), "differ", "another unit"),
        (figure(9, whom="soldiers"), figure(4, whom="shepherds"), "apart", "each counts other people"),
        (figure(5, whom="policemen"), figure(14), "differ", "wider scope"),
        (figure(3, whom="children"), figure(14, whom="villagers"), "differ", "wider scope"),
        (figure(18, whom="pensioners"), figure(18, whom="elderly demonstrators"), "same", ""),
    ],
)
def test_one_figure_stands_to_another(one: Quantity, other: Quantity, found: str, reason: str) -> None:
    how, why = stand(one, other)
    assert how == found and reason in why


def test_the_last_noun_tells_who_is_counted() -> None:
    assert [whom_class(w) for w in ("his young children", "fighters of the front", "road engineers", "", "people in the square")] == [
        "child", "fighter", "civilian", "anyone", "anyone",
    ]


def test_figures_that_cannot_both_be_right() -> None:
    assert incompatible(figure(8), figure(48))
    assert not incompatible(figure(8, bound="at_least"), figure(48))
    assert not incompatible(figure(9, whom="soldiers"), figure(4, whom="shepherds"))


def test_figures_are_alike_by_kind_noun_and_people() -> None:
    assert alike(figure(10, whom="shoppers"), figure(10))
    assert not alike(figure(10, whom="gunmen"), figure(10, whom="children"))
    assert not alike(figure(10, "other", whom="reports"), figure(10, "other", whom="boats"))


def test_a_war_has_a_running_toll() -> None:
    assert running(figure(150000)) and running(figure(61, scope="total")) and not running(figure(61)) and not running(figure(5000, "troops"))


def test_a_vague_number_has_no_upper_bound() -> None:
    assert bounds(figure(None, bound="vague", low=24)) == (24, float("inf"))
    assert bounds(figure(4e9, "money", bound="up_to")) == (0.0, 4e9)


def test_large_tolls_that_agree_within_their_bounds() -> None:
    assert compatible(figure(1000, bound="at_least"), figure(1400, bound="at_least"))
    assert not compatible(figure(8, bound="at_least"), figure(11)) and not compatible(figure(45), figure(70))


def test_one_report_with_two_counts_contradicts_nobody() -> None:
    row = {
        "d": "2031-05-06", "t": "Shells killed 10 people in the town and 82 people in the suburbs.", "w": "killed", "act": "ASSAULT",
        "R": {"10 people": "unnamed_group:10 people:GHA:CVL"},
        "q": [{"k": "dead", "s": "10 people", "n": 10, "whom": "people"}, {"k": "dead", "s": "82 people", "n": 82, "whom": "people"}],
    }
    pair = [built(side, row) for side in "ab"]
    story = Story(id="s", title="", articles=("a", "b"), origins=())
    (event,) = merge_events([story], [a for a, _ in pair], [n for _, n in pair])
    rows = {c.field: c for c in compare(event, nodes_of([Reading(*p) for p in pair]))}
    assert rows["dead"].verdict == "agree"
