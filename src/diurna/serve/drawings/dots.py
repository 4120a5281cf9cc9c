"""Dots: the figures of a field by when they were reported."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from .days import Days, Mark, moment_of

if TYPE_CHECKING:
    from ...views.agreement import Figure, Figures

WIDTH, HEIGHT = 560.0, 170.0
SHAPES = {"at_least": "up", "up_to": "down", "about": "ring", "vague": "ring", "range": "bar"}


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: its place, the ends of its bounds, its shape and colour, and what it says."""

    x: float
    y: float
    top: float
    bottom: float
    shape: str
    group: int
    words: str
    article: str


class Dots(msgspec.Struct, frozen=True, kw_only=True):
    """A plot: dots, and the marks of both axes."""

    field: str
    width: float
    height: float
    dots: list[Dot]
    days: list[Mark]
    values: list[Mark]


def dots(figures: Figures) -> Dots | None:
    """The plot of a field's figures; None where fewer than two have a day and a number, or all were told at the same time with one value."""
    placed = [(f, moment_of(f.published), _middle(f)) for f in figures.figures]
    known = [(f, when, middle) for f, when, middle in placed if when is not None and middle is not None]
    if len(known) < 2:
        return None
    days = Days.over([when if not hasattr(when, "date") else when.date() for _, when, _ in known], width=WIDTH)
    top = max(max(f.high or middle, f.low or middle, middle) for f, _, middle in known) * 1.1 or 1.0
    step = _step(top)
    top = step * math.ceil(top / step)
    assert days is not None
    marks = [Mark(_y(n * step, top), f"{n * step:,.10g}") for n in range(round(top / step) + 1)]
    return Dots(
        field=figures.field, width=WIDTH, height=HEIGHT, days=days.marks(), values=marks,
        dots=[_dot(f, days.x(when), middle, top) for f, when, middle in known],
    )  # fmt: skip


def _middle(figure: Figure) -> float | None:
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), None)


def _dot(figure: Figure, x: float, middle: float, top: float) -> Dot:
    low, high = figure.low if figure.low is not None else middle, figure.high if figure.high is not None else middle
    words = f"{figure.outlet or 'unnamed outlet'}, {(figure.published or 'undated')[:16].replace('T', ' ')}: {figure.value}"
    return Dot(
        x=x, y=_y(middle, top), top=_y(high, top), bottom=_y(low, top), shape=SHAPES.get(figure.bound, "dot"), group=figure.group, words=words,
        article=figure.article,
    )  # fmt: skip


def _y(value: float, top: float) -> float:
    return round(HEIGHT * (1 - max(0.0, min(value / top, 1.0))), 1)


def _step(top: float) -> float:
    """The distance of the value axis's marks: 1, 2 or 5 times a power of ten, four marks or so."""
    raw = top / 4
    power = 10.0 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= raw)
