"""Points of the calendar: values, intervals, feasts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.coding.times.calendar import ORDER, easter, holiday, point_at

GRAINS = [grain for grain in ORDER if grain != "fortnight"]


@pytest.mark.parametrize(
    ("grain", "value"),
    [("day", "2016-04-13"), ("week", "2016-W15"), ("weekend", "2016-W15-WE"), ("month", "2016-04"), ("quarter", "2016-Q2"),
     ("season", "2016-SP"), ("half", "2016-H1"), ("year", "2016"), ("decade", "201"), ("century", "20")],
)  # fmt: skip
def test_value(grain: str, value: str) -> None:
    assert point_at(grain, date(2016, 4, 13)).value == value


@given(grain=st.sampled_from(GRAINS), day=st.dates(date(1500, 1, 1), date(2500, 1, 1)), by=st.integers(-3, 3))
def test_shifting_there_and_back(grain: str, day: date, by: int) -> None:
    point = point_at(grain, day)
    assert point.shifted(by).shifted(-by) == point
    assert point.interval.start < point.interval.end
    if grain != "weekend":
        assert point.interval.start <= day < point.interval.end


def test_feasts() -> None:
    assert easter(2016) == date(2016, 3, 27)
    assert holiday("easter-2", 2024) == date(2024, 3, 29)
    assert holiday("11 3 4", 2015) == date(2015, 11, 26)
    assert holiday("05 0 -1", 2015) == date(2015, 5, 25)
