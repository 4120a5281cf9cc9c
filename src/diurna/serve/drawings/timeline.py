"""A timeline: when the events of a story happened, and when they were reported."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from .days import Days, Mark, moment_of

if TYPE_CHECKING:
    from ...views.events import EventRow
    from ...views.stories import StoryView

WIDTH = 300.0
NEAR = timedelta(days=45)  # of the reports: what lies farther off is told as background, and would press all else together
SHORTEST = 7.0  # of a bar, so that one day can be seen


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """One event on the axis: from `x` over `length`; `far` where it lies beyond the axis (-1 before, 1 after), `dated` where it has a day."""

    event: EventRow
    x: float
    length: float
    far: int
    dated: bool


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The axis with its marks, the moments of the reports, and one strip an event."""

    width: float
    marks: list[Mark]
    reports: list[float]
    strips: list[Strip]


def timeline(story: StoryView) -> Timeline | None:
    """The events of a story in the order of time, undated ones last; None where nothing has a day."""
    told = [when for teller in story.tellers if (when := moment_of(teller.published)) is not None]
    around = [_day(when) for when in told] or [e.time.start for e in story.events if e.time]
    if not around:
        return None
    first, last = min(around) - NEAR, max(around) + NEAR
    near = [d for e in story.events if e.time for d in (e.time.start, e.time.end - timedelta(days=1)) if first <= d <= last]
    days = Days.over([*around, *near], width=WIDTH)
    assert days is not None
    strips = [_strip(event, days) for event in story.events]
    return Timeline(width=WIDTH, marks=days.marks(), reports=sorted({days.x(when) for when in told}), strips=strips)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _strip(event: EventRow, days: Days) -> Strip:
    if event.time is None:
        return Strip(event=event, x=0, length=0, far=0, dated=False)
    start, end = days.x(event.time.start), days.x(event.time.end - timedelta(days=1))
    far = -1 if event.time.end <= days.start else 1 if event.time.start > days.end else 0
    return Strip(event=event, x=start, length=max(end - start, 0) if end - start >= SHORTEST else 0, far=far, dated=True)
