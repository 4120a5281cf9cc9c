"""The history of a value."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.model import UnknownIdError


@pytest.fixture
def toll(example_library):
    return next(row for row in example_library.events(limit=1000).events if "dead" in row.differs and row.place == "Djibo")


def test_a_toll_by_day_and_outlet(example_library, toll):
    (dead,) = example_library.history(toll.id, field="dead").fields
    assert [(p.day, p.value) for p in dead.points] == sorted((p.day, p.value) for p in dead.points) or len({p.day for p in dead.points}) > 2
    by_day = {day: {p.best for p in dead.points if p.day == day} for day in ("2024-04-09", "2024-04-10", "2024-04-11")}
    assert by_day == {"2024-04-09": {3}, "2024-04-10": {7}, "2024-04-11": {9}}
    assert any(p.bound == "at_least" and p.through == ["the army"] for p in dead.points)
    assert (dead.outlets, dead.origins) == (3, 4)
    for point in dead.points:
        text = example_library.article(point.teller.article).text
        assert point.sentence in text and point.span.of(text) in point.sentence


def test_figures_are_shown_where_no_field_is_named(example_library, toll):
    assert {f.field for f in example_library.history(toll.id).fields} == {"dead"}
    assert [f.field for f in example_library.history(toll.id, field="pl").fields] == ["place"]


def test_of_an_earlier_day(example_library, toll):
    (dead,) = example_library.history(toll.id, field="dead", as_of=date(2024, 4, 9)).fields
    assert {p.best for p in dead.points} == {3}


def test_what_is_not_there_is_told(example_library, toll):
    with pytest.raises(ValueError, match="choose from actors, "):
        example_library.history(toll.id, field="colour")
    with pytest.raises(UnknownIdError):
        example_library.history("zzzz")
