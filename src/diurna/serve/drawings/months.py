"""Months: cooperation above the axis, conflict below it, words and deeds apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ...views.dyads import MonthQuads

WIDTH, HALF = 640.0, 70.0
MOST_MONTHS = 60  # bars of ten units can still be told apart
WIDEST = 36.0
SIGNS = (("material_cooperation", "verbal_cooperation", -1), ("material_conflict", "verbal_conflict", 1))  # from the axis outwards


class Tick(msgspec.Struct, frozen=True):
    """A month's name below its bars."""

    x: float
    words: str


class Bar(msgspec.Struct, frozen=True):
    """One class of one month: its box, its class, and what it says."""

    x: float
    y: float
    width: float
    height: float
    quad: str
    words: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Bars of months; `earlier` events lie before the first month drawn, `undated` have no month. `rows` are the months drawn, gaps filled."""

    width: float
    half: float
    most: int
    bars: list[Bar]
    marks: list[Tick]
    first: str
    last: str
    earlier: int
    undated: int


def chart(months: list[MonthQuads]) -> Chart | None:
    """The chart of the last months; None where no event has a month."""
    dated = {m.month: m.quads for m in months if m.month and m.quads.total}
    if not dated:
        return None
    axis = _axis(min(dated), max(dated))
    step = min(WIDTH / len(axis), WIDEST)
    most = max(max(dated[m].cooperation, dated[m].conflict) for m in axis if m in dated)
    bars = [bar for n, month in enumerate(axis) if month in dated for bar in _bars(n * step, step, month, dated[month], most)]
    every = max(1, round(len(axis) / 8))
    marks = [Tick(round((n + 0.5) * step, 1), month) for n, month in enumerate(axis) if n % every == 0]
    return Chart(
        width=round(max(step * len(axis), 60.0), 1), half=HALF, most=most, bars=bars, marks=marks, first=axis[0], last=axis[-1],
        earlier=sum(quads.total for month, quads in dated.items() if month < axis[0]),
        undated=sum(m.quads.total for m in months if not m.month),
    )  # fmt: skip


def _axis(first: str, last: str) -> list[str]:
    a, b = (int(month[:-3]) * 12 + int(month[-2:]) - 1 for month in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(max(a, b - MOST_MONTHS + 1), b + 1)]


def _bars(x: float, step: float, month: str, quads: object, most: int) -> list[Bar]:
    found = []
    for inner, outer, sign in SIGNS:
        at = 0.0
        for name in (inner, outer):
            number = getattr(quads, name)
            high = HALF * number / most
            if number:
                y = HALF - at - high if sign < 0 else HALF + at
                words = f"{month}: {number} {name.replace('_', ' ')}"
                found.append(Bar(round(x + step * 0.1, 1), round(y, 1), round(step * 0.8, 1), max(round(high, 1), 0.1), name, words))
            at += high
    return found
