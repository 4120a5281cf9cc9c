"""Intervals of the calendar, with the grain in which they were told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

Grain = Literal["minute", "hour", "part_of_day", "day", "weekend", "week", "month", "quarter", "season", "year", "decade", "century", "span"]


class Interval(msgspec.Struct, frozen=True, gc=False, order=True):
    """Days from `start` up to but not including `end`; `grain` says how exactly it was told."""

    start: date
    end: date
    grain: Grain = "day"

    @classmethod
    def day(cls, day: date) -> Interval:
        return cls(day, day + timedelta(days=1), "day")

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def contains(self, other: Interval) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Interval) -> bool:
        return self.start < other.end and other.start < self.end


class Published(msgspec.Struct, frozen=True, gc=False):
    """When an article says that it was published.

    `when` is ISO 8601, as exact as it was told ("2017", "2017-11", "2017-11-02",
    "2017-11-02T14:03:00Z"); `found` names the place where it was read (field, meta, byline,
    credit, footer, address, text).
    """

    when: str
    interval: Interval
    found: str
    precision: Literal["year", "month", "day", "minute", "second"] = "day"
