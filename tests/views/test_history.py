"""The history of a value."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.model import UnknownIdError


@pytest.fixture
def toll(example_library):
    """The event of the attack near Djibo that most reports tell."""
    return max((row for row in example_library.events(place="Djibo").events), key=lambda row: row.reports)


def test_a_toll_by_day_and_outlet(example_library, toll):
    (dead,) = example_library.history(toll.id, field="dead").fields
    order = [p.teller.published for p in dead.points]
    assert order == sorted(order)
    assert all(p.best or p.low for p in dead.points)
    assert any(p.bound == "at_least" and p.low == 7 and p.through == ["the army"] for p in dead.points)
    assert 1 <= dead.origins <= len({p.teller.article for p in dead.points})
    for point in dead.points:
        text = example_library.article(point.teller.article).text
        assert point.sentence in text and point.span.of(text) in point.sentence


def test_the_toll_of_the_market_grows_as_it_becomes_known(example_library, toll):
    def told(day):
        (dead,) = example_library.history(toll.id, field="dead", as_of=day).fields
        return sorted({p.best or p.low for p in dead.points})

    assert [told(date(2024, 4, day)) for day in (9, 10, 12)] == [[3], [3, 7], [3, 7, 9]]
    assert toll.origins == 5 and "dead" in toll.differs


def test_figures_are_shown_where_no_field_is_named(example_library, toll):
    assert all(p.bound for f in example_library.history(toll.id).fields for p in f.points)
    assert [f.field for f in example_library.history(toll.id, field="pl").fields] == ["place"]


def test_of_an_earlier_day(example_library):
    found = 0
    for row in example_library.events(limit=1000).events:
        days = {p.day for f in example_library.history(row.id, field="phase").fields for p in f.points}
        if len(days) > 1:
            found += 1
            (then,) = example_library.history(row.id, field="phase", as_of=date.fromisoformat(min(days))).fields
            assert {p.day for p in then.points} == {min(days)}
    assert found


def test_what_is_not_there_is_told(example_library, toll):
    with pytest.raises(ValueError, match="choose from actors, "):
        example_library.history(toll.id, field="colour")
    with pytest.raises(UnknownIdError):
        example_library.history("zzzz")
