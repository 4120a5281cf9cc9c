"""Lengths of time and what recurs: "two weeks", "the past four months", "every quarter", "daily"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ...model import Interval
from ...resources.times import time_tables
from ..numbers import is_vague, value_of
from .calendar import DAYS_OF, MONTHS_OF, point_at
from .relative import latest_quarter, relative, weekend
from .told import Told, undated

if TYPE_CHECKING:
    from datetime import date

    from .told import Piece, Setting

NEVER_ALONE = ("second", "minute", "night", "quarter")  # "quarters" are lodgings, "minutes" are of a meeting
TIME_UNITS = ("second", "minute", "hour")
MOST_UNITS = 4000  # a longer span than this many units is no date to reckon with


def length(piece: Piece, setting: Setting) -> Told | None:
    """A length by itself; no interval, since nothing says where it begins."""
    count, unit = _counted(piece)
    if unit is None or (unit == "second" and "u" not in piece.classes) or (unit == "quarter" and "-" in piece.classes):
        return None
    return Told(kind="DURATION", value=_period(count, unit), reason="a length")


def past_span(piece: Piece, setting: Setting) -> Told | None:
    """ "the past two weeks", "the next few days": up to, or from, the day of publication."""
    count, unit = _counted(piece)
    if unit is None:
        return None
    value = _period(count, unit)
    interval = None
    if setting.today and count and unit not in TIME_UNITS and not piece.has("vF"):
        interval = _reach(setting.today, unit, int(count), ahead=piece.has("xO"))
    return Told(kind="DURATION", value=value, interval=interval, reason="counted from publication" if interval else "a length")


def vague_length(piece: Piece, setting: Setting) -> Told | None:
    """ "recent years", "the coming weeks", "months"."""
    unit = str(piece.value("u"))
    if piece.classes == "u" and unit in NEVER_ALONE:
        return None
    value = _period(None, unit)
    return Told(kind="DURATION", value=value, reason="how many is not told")


def recurring(piece: Piece, setting: Setting) -> Told | None:
    """ "every day", "each quarter", "daily", "Sundays"."""
    if "Q" in piece.classes:
        return Told(kind="SET", value=str(piece.value("Q")), reason="recurs")
    for letter in "Ww":
        if letter in piece.classes:
            return Told(kind="SET", value=f"XXXX-WXX-{int(piece.value(letter)) + 1}", reason="recurs")
    count, unit = _counted(piece)
    return Told(kind="SET", value=_period(count or 1, unit), reason="recurs") if unit else None


def the_unit(piece: Piece, setting: Setting) -> Told | None:
    """ "the weekend", "the quarter", "the year" """
    grain = str(piece.values[-1])
    if grain == "weekend":
        return weekend(piece, setting)
    if grain == "quarter":
        return latest_quarter(piece, setting)
    if grain in ("year", "month", "week"):
        return relative(piece, setting) if setting.today else undated("XXXX")
    return None


def reference(piece: Piece, _: Setting) -> Told:
    value = "PAST_REF" if "p" in piece.classes else str(piece.value("R"))
    return Told(kind="DATE", value=value, reason="no date told")


def _reach(today: date, unit: str, count: int, *, ahead: bool) -> Interval | None:
    if count > MOST_UNITS:
        return None
    grain = "week" if unit == "weekend" else "day" if unit == "night" else unit
    if grain in DAYS_OF:
        other = today + timedelta(days=(1 if ahead else -1) * count * DAYS_OF[grain])
    else:
        month = point_at("month", today)
        try:
            shifted = month.shifted((1 if ahead else -1) * count * MONTHS_OF[grain])
        except (ValueError, OverflowError):
            return None
        other = min(shifted.start + timedelta(days=today.day - 1), shifted.end - timedelta(days=1))
    day = timedelta(days=1)
    return Interval(today, other + day, "span") if ahead else Interval(other, today + day, "span")


def _counted(piece: Piece) -> tuple[float | None, str | None]:
    """The count (None if vague) and the unit of a length."""
    unit = next((str(v) for c, v in zip(piece.classes, piece.values, strict=True) if c in "UucC"), None)
    words = [w for c, w in zip(piece.classes, piece.words, strict=True) if c in "ndy"]
    if piece.has("V"):
        return (2.0 if piece.word("V") == "couple" else None), unit
    if "H" in piece.classes:
        return (value_of(" ".join(words)) or 0.0) + 0.5, unit
    if "Y" in piece.classes and piece.word("Y") == "to":
        return None, unit
    if not words:
        return 1.0, unit
    joined = " ".join(words)
    return (None if is_vague(joined) else value_of(joined)), unit


def _period(count: float | None, unit: str) -> str:
    """A TIMEX3 period: P2W, PT5H30M, PXY."""
    if unit == "fortnight":
        count, unit = (count * 2 if count else None), "week"
    letter = time_tables().units[unit][0]
    if letter in ("E", "C") and count is not None:
        count, letter = count * (10 if letter == "E" else 100), "Y"
    mark = "PT" if unit in TIME_UNITS else "P"
    if count is None:
        return f"{mark}X{letter}"
    if count != int(count):
        smaller = {"H": ("M", 60), "Y": ("M", 12), "D": ("H", 24)}.get(letter)
        if smaller is None:
            return f"{mark}{count:g}{letter}"
        rest = round((count - int(count)) * smaller[1])
        joint = "T" if letter == "D" else ""
        return f"{mark}{int(count)}{letter}{joint}{rest}{smaller[0]}" if int(count) else f"{mark}{rest}{smaller[0]}"
    if letter in ("NI", "WE"):
        return f"P{int(count)}{letter}" if letter == "NI" else f"P{int(count)}WE"
    return f"{mark}{int(count)}{letter}"
