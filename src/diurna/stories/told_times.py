"""Told times: when an event was, as one origin tells it, beside what another tells."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from ..model import Interval

if TYPE_CHECKING:
    from ..model import WhenTold
    from .figures import Stand
    from .node import Node

SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:early|late|mid|start\s+of|end\s+of)?[\s-]*$", re.I)
NIGHT = re.compile(r"night\b", re.I)
BEFORE = 25  # code points in which "since" stands before a time


class When(msgspec.Struct, frozen=True):
    """A told time: its interval, whether it is only known when it began ("since 2012": it goes on), and whether it was a night."""

    interval: Interval
    since: bool = False
    night: bool = False

    @property
    def shown(self) -> str:
        return f"since {_beginning(self.interval)}" if self.since else shown_time(self.interval)


def _beginning(when: Interval) -> str:
    """The first day, or the month or year that it begins."""
    day = when.start.isoformat()
    return day if when.start.day > 1 else day[:7] if when.start.month > 1 else day[:4]


def when(time: WhenTold, node: Node) -> When | None:
    """A report's time with what the words say of it, or None where the day is only implied by that of publication."""
    text, span = node.reading.text, time.span
    if span is None:
        return None
    words = span.of(text)
    since = words.lower().startswith("since ") or SINCE.search(text[max(0, span.start - BEFORE) : span.start]) is not None
    return When(time.interval, since=since and time.interval.days > 1, night=NIGHT.search(words) is not None)


def shown_time(when: Interval) -> str:
    """An interval in its own grain: a day, a month, a year, or its first and last day."""
    if when.days <= 1:
        return when.start.isoformat()
    if when.grain == "year":
        return str(when.start.year)
    return when.start.isoformat()[:7] if when.grain == "month" else f"{when.start.isoformat()} to {(when.end - timedelta(days=1)).isoformat()}"


def stand(a: When, b: When) -> tuple[Stand, str]:
    """How the first time stands to the second (finer: it is told more exactly), with a reason."""
    one, two = a.interval, b.interval
    if a.since and b.since:
        return ("same", "") if one.start == two.start else ("differ", "")
    if (one.start, one.end) == (two.start, two.end):
        return "same", ""
    if two.contains(one):
        return "finer", _lies(a, b)
    if one.contains(two):
        return "coarser", _lies(b, a)
    for night, day, found in ((a, b, "coarser"), (b, a, "finer")):
        if night.night and night.interval.days == 1 and day.interval.start == night.interval.end and day.interval.days == 1:
            return found, "a night reaches into the next day"
    return "differ", ""


def _lies(fine: When, coarse: When) -> str:
    return f"{fine.shown} is in the time {coarse.shown}" if coarse.since else f"{fine.shown} is in {coarse.shown}"
