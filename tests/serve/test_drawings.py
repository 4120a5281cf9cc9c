"""Where dots, days and strips stand."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

from diurna.serve.drawings.days import Days, moment_of
from diurna.serve.drawings.dots import HEIGHT, dots
from diurna.views.agreement import Figure, Figures


def figure(
    day: str | None, best: float | None, *, low: float | None = None, high: float | None = None, bound: str = "exact", group: int = 0
) -> Figure:
    return Figure(article="a", outlet="The Volta Herald", published=day, low=low, best=best, high=high, bound=bound, value=f"{best}", group=group)


def test_a_rising_toll_rises():
    plot = dots(Figures("dead", "people", [figure("2024-04-09", 3), figure("2024-04-10", 7, group=1), figure("2024-04-11T17:40:00Z", 9, group=2)]))
    assert [dot.x for dot in plot.dots] == sorted(dot.x for dot in plot.dots)
    assert [dot.y for dot in plot.dots] == sorted((dot.y for dot in plot.dots), reverse=True)
    assert plot.values[0].x == HEIGHT and plot.values[-1].x == 0 and float(plot.values[-1].words) >= 9


def test_bounds_have_their_shapes():
    some = [figure("2024-04-09", None, low=40, bound="at_least"), figure("2024-04-10", None, high=60, bound="up_to")]
    some.append(figure("2024-04-10", 50, bound="about"))
    assert [dot.shape for dot in dots(Figures("people", None, some)).dots] == ["up", "down", "ring"]


def test_one_figure_is_no_plot():
    assert dots(Figures("dead", None, [figure("2024-04-09", 3), figure(None, 7), figure("2024-04", 8), figure("2024-04-09", None)])) is None


def test_only_zeros_can_be_drawn():
    assert dots(Figures("dead", None, [figure("2024-04-09", 0), figure("2024-04-10", 0)])).dots


def test_marks_have_room_for_their_words():
    for last in (date(2024, 4, 2), date(2024, 6, 1), date(2025, 12, 31), date(2031, 1, 1), date(2450, 1, 1)):
        axis = Days.over([date(2024, 4, 1), last], width=300)
        shown = [mark for mark in axis.marks() if mark.words]
        assert shown and all(b.x - a.x >= 7 * len(a.words) for a, b in pairwise(shown))
        assert all(0 <= mark.x <= 300 for mark in shown)


def test_the_ends_of_the_calendar_can_be_drawn():
    assert Days.over([date.min, date.max], width=300).marks()


def test_moments():
    assert moment_of("2024-04-09T15:20:00Z") == datetime.fromisoformat("2024-04-09T15:20:00Z")
    assert (moment_of("2024-04-09"), moment_of("2024-04"), moment_of(None), moment_of("2024-99-99")) == (date(2024, 4, 9), None, None, None)
