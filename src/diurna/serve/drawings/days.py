"""An axis of days: where a day stands, and where the axis is marked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652)  # days between two marks
MOST_MARKS = 7
LETTER = 7.0  # the width of a digit of the axis, in the units of the drawing


class Mark(msgspec.Struct, frozen=True):
    """A mark of the axis: its place, and its words where there is room for them."""

    x: float
    words: str


class Days(msgspec.Struct, frozen=True):
    """Days from `start` up to `end`, laid on 0 to `width`."""

    start: date
    end: date
    width: float

    @classmethod
    def over(cls, some: Iterable[date], *, width: float) -> Days | None:
        """The axis that holds some days with a margin; None where there is none."""
        days = sorted(some)
        if not days:
            return None
        margin = timedelta(days=max(1, (days[-1] - days[0]).days // 20))
        return cls(max(date.min + margin, days[0]) - margin, min(date.max - margin, days[-1]) + margin, width)

    def x(self, when: date | datetime) -> float:
        """Where a day (its middle) or a moment stands; what lies beyond stands at the edge."""
        moment = when.hour / 24 + when.minute / 1440 if isinstance(when, datetime) else 0.5
        whole = (self.end - self.start).days + 1
        day = when.date() if isinstance(when, datetime) else when
        return round(min(max(((day - self.start).days + moment) / whole, 0), 1) * self.width, 1)

    def marks(self) -> list[Mark]:
        """The marks: as many as can be read, on the first of months and years where they are that far apart."""
        whole = (self.end - self.start).days + 1
        step = next((s for s in STEPS if whole / s <= MOST_MARKS), STEPS[-1])
        form = "%Y-%m-%d" if step < 30 else "%Y-%m" if step < 365 else "%Y"
        found, at = [], self.start if step < 30 else self.start.replace(day=1)
        while at <= self.end and len(found) <= 2 * MOST_MARKS:
            if at >= self.start:
                x, words = self.x(at), at.strftime(form)
                free = max((m.x for m in found if m.words), default=-self.width) + LETTER * (len(words) + 1) <= x
                found.append(Mark(x, words if free else ""))
            at = at + timedelta(days=step) if step < 30 else (at.replace(day=15) + timedelta(days=step)).replace(day=1)
        return found


def moment_of(written: str | None) -> date | datetime | None:
    """A day or moment of publication as it was told; None for one vaguer than a day."""
    if not written or len(written) < 10:
        return None
    try:
        return datetime.fromisoformat(written) if len(written) > 10 else date.fromisoformat(written)
    except ValueError:
        return None
