"""How values are shown to people, in the terminal and on pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Interval

# Control characters and those that change the direction of text: a title must not move the cursor or turn a line around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """Text without control and direction characters."""
    return UNSAFE.sub("", text)


def day(interval: Interval | None) -> str:
    """An interval in its own grain: a year, a month, a day, or its first and last day as ISO 8601 shortens them (2024-04-11/13)."""
    if interval is None:
        return "–"
    start, last = interval.start.isoformat(), (interval.end - timedelta(days=1)).isoformat()
    if interval.grain == "year" or (start.endswith("01-01") and last.endswith("12-31") and start[:4] == last[:4]):
        return start[:4]
    if interval.grain == "month":
        return start[:7]
    if interval.days <= 1:
        return start
    return f"{start}/{last[8:] if last[:7] == start[:7] else last[5:] if last[:4] == start[:4] else last}"
