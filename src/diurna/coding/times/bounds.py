"""What stands around a time: open ends ("since 2011"), due dates ("by Friday"), hedges ("early 2015")."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from ...model import Interval
from ...resources.times import time_tables

if TYPE_CHECKING:
    from datetime import date

    from ..parse import Parse
    from .told import Outlook, Piece

Bound = Literal["since", "until", "before", "after"]
LEAD = re.compile(
    r"\b(?:(since|from|as of|starting|beginning)|(until|till?|through|up to)|(by|before|ahead of|prior to|no later than|within)|(after|following))"
    r"\s+(?:on |at )?(?:the )?$",
    re.I,
)
DUE_LEADS = ("by", "no later than", "within")
BEFORE_CHARS = 24  # the longest lead, "no later than the ", with room
STARTS = ("beginning", "start", "onset")
THIRDS = {"early": 0, "beginning": 0, "start": 0, "onset": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


def bound_of(text: str, start: int) -> tuple[Bound | None, str]:
    """The open end that the words before a time make of it, and those words."""
    lead = LEAD.search(text, max(0, start - BEFORE_CHARS), start)
    if not lead:
        return None, ""
    word = lead.group(lead.lastindex or 0).lower()
    bounds: tuple[Bound, ...] = ("since", "until", "before", "after")
    bound = bounds[(lead.lastindex or 1) - 1]
    return bound, word


def is_due(parse: Parse, end: int, lead: str, outlook: Outlook) -> bool:
    """Whether something is due at a time: "by Friday", "until the end of March" before a verb that looks ahead, "Friday's deadline"."""
    if lead in DUE_LEADS:
        return outlook != "past"
    if lead in ("until", "till") and outlook == "future":
        return True
    following = re.match(r"(?:['’]s)?\s+([a-z]+)", parse.text[end : end + BEFORE_CHARS])
    return bool(following) and following.group(1) in time_tables().windows


def opens_window(text: str, end: int) -> bool:
    """Whether a length is a time limit: "a 60-day window"."""
    following = re.match(r"\s+(?:[a-z]+\s+)?([a-z]+)", text[end : end + 2 * BEFORE_CHARS])
    words = re.findall(r"[a-z]+", text[end : end + 2 * BEFORE_CHARS])[:2] if following else []
    return any(word in time_tables().windows for word in words)


def since_start(interval: Interval, hedge: Piece, lead: str, today: date | None) -> Interval | None:
    """The days since the start of something, up to that of publication: "since the start of the year". None for any other words."""
    if lead != "since" or today is None or hedge.word("B") not in STARTS or interval.start > today:
        return None
    return Interval(interval.start, today + timedelta(days=1), "span")


def hedged(interval: Interval, hedge: Piece) -> Interval:
    """The third of an interval that "early", "the middle of", "the end of" point to; days and shorter stay whole."""
    third = THIRDS.get(hedge.word("BE"))
    if third is None or interval.days < 3:
        return interval
    size = interval.days // 3
    start = interval.start + timedelta(days=third * size)
    end = interval.end if third == 2 else start + timedelta(days=size)
    return Interval(start, end, "span")
