"""Dates that are counted from publication or from the time told before them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from ..numbers import is_vague, value_of
from .absolute import month_day
from .calendar import DAYS_OF, MONTHS_OF, Point, coarser, point_at
from .told import NO_TIME, Told, dated, undated

if TYPE_CHECKING:
    from .told import Piece, Setting

STEP = {"l": -1, "p": -1, "v": -1, "x": 1, "F": 1, "O": 1, "h": 0, "R": 0, "k": 0, "t": 0}
FROM_TEXT = "vFTS"  # "previous", "following", "that", "same": counted from the time told before, not from publication
COUNTED = {"second": "hour", "minute": "hour", "hour": "hour", "night": "day", "fortnight": "week"}
TOO_COARSE = "the time told before is too coarse to count from"
CLEAR = "counted from publication"


def today(piece: Piece, setting: Setting) -> Told:
    if setting.today is None:
        return undated("XXXX-XX-XX")
    return dated(Point("day", setting.today).shifted(int(piece.value("D"))), CLEAR)


def weekday(piece: Piece, setting: Setting) -> Told:
    """A weekday: the last one up to the day of publication, unless its verb looks ahead (news anchoring)."""
    number = int(piece.value("W"))
    if setting.today is None:
        return undated(f"XXXX-WXX-{number + 1}")
    back = (setting.today.weekday() - number) % 7
    if piece.classes.startswith("tF"):
        return _weekday_after(number, setting)
    if "U" in piece.classes:
        week = point_at("week", setting.today).shifted(STEP.get(piece.classes[-2], 0))
        return dated(Point("day", week.start + timedelta(days=number)), "weekday of the week told")
    if piece.has("l"):
        return dated(Point("day", setting.today - timedelta(days=back or 7)), "the last one before publication")
    if piece.has("x") or (setting.outlook == "future" and not piece.has("p")):
        ahead = (number - setting.today.weekday()) % 7
        why = "the next one: " + ("told so" if piece.has("x") else "the verb looks ahead")
        return dated(Point("day", setting.today + timedelta(days=ahead or (7 if piece.has("x") else 0))), why)
    if setting.outlook == "open" and piece.has("h") and back > 0:
        return dated(Point("day", setting.today + timedelta(days=7 - back)), "the one of this week to come")
    return dated(Point("day", setting.today - timedelta(days=back)), "the last one up to publication")


def relative(piece: Piece, setting: Setting) -> Told | None:
    """ "last month", "this year", "the following week", "the same day"."""
    grain = str(next(v for c, v in zip(piece.classes, piece.values, strict=True) if c in "UcC"))
    letter = "S" if "S" in piece.classes else next((c for c in piece.classes if c in "lvxFOTp"), "h")
    if letter == "p" and "h" in piece.classes:
        letter = "h"
    grain = "day" if grain in ("night",) else grain
    if grain in ("hour", "minute", "second"):
        return None
    if letter == "x" and piece.classes.startswith("tx") and (grain == "day" or setting.outlook == "past") and setting.outlook != "future":
        return _from_text(grain, letter, setting)
    if letter in FROM_TEXT:
        return _from_text(grain, letter, setting)
    if setting.today is None:
        return undated("XXXX")
    if letter == "p" and grain in ("day", "decade", "century"):
        return Told(kind="DURATION", value={"day": "P1D", "decade": "P10Y", "century": "P100Y"}[grain], reason="a length")
    point = point_at(grain, setting.today)
    if grain == "weekend" and letter == "l":
        return dated(_last_weekend(setting), CLEAR)
    return dated(point.shifted(STEP.get(letter, 0)), CLEAR)


def year_end(piece: Piece, setting: Setting) -> Told | None:
    """ "year-end", "the month's end": the unit that holds the day of publication."""
    if piece.word("B") != "end" or piece.word("U") not in ("year", "month", "week"):
        return None
    return relative(piece, setting)


def latest_quarter(piece: Piece, setting: Setting) -> Told:
    """ "the quarter", "last quarter", "the latest quarter", "the latest period": results are told of the quarter that has ended."""
    if setting.before and setting.before.grain == "quarter" and not piece.has("lxhvkR"):
        return dated(setting.before, "the quarter told before", anchor=setting.before_span)
    if setting.today is None:
        return undated("XXXX-QX")
    quarter = point_at("quarter", setting.today)
    return dated(quarter.shifted(0 if piece.has("hR") else 1 if piece.has("x") else -1), "the quarter that ended before publication")


def ago(piece: Piece, setting: Setting) -> Told:
    """ "two weeks ago", "a year ago"; the value is as exact as the unit."""
    grain, count = _unit(piece), _count(piece)
    if count is None:
        return undated("PAST_REF", "how many is not told")
    if setting.today is None:
        return undated("XXXX")
    if grain == "hour":
        hours = count * {"minute": 1 / 60, "second": 0}.get(_raw_unit(piece), 1)
        return dated(Point("day", setting.today - timedelta(days=int(hours // 24))), CLEAR)
    same = setting.before
    if grain == "year" and count == 1 and same and same.grain in ("quarter",) and same.interval.end <= setting.today:
        return dated(same.shifted(-4), "the same quarter a year back", anchor=setting.before_span)
    return _moved(Point("day", setting.today), grain, -count, CLEAR)


def shifted(piece: Piece, setting: Setting) -> Told | None:
    """ "a week earlier", "two days later": counted from the time told before it."""
    count = _count(piece)
    if count is None or (piece.word("b") and setting.before is None):
        return None
    if setting.before is None:
        return undated("XXXX", NO_TIME)
    sign = 1 if piece.word("eb") in ("later", "after", "afterwards", "afterward") else -1
    grain = _unit(piece)
    if grain == "hour":
        return dated(setting.before, "within the day told before", anchor=setting.before_span) if setting.before.grain == "day" else None
    return _moved(setting.before, grain, sign * count, "counted from the time told before", setting)


def year_ago(piece: Piece, setting: Setting) -> Told:
    """ "year-ago", "the year-earlier quarter"."""
    told = setting.before
    if told and told.grain == "quarter":
        return dated(told.shifted(-4), "a year before the quarter told", anchor=setting.before_span)
    if setting.today is None:
        return undated("XXXX")
    if "c" in piece.classes:
        return dated(point_at("quarter", setting.today).shifted(-5), "a year before the quarter that ended")
    return dated(point_at("year", setting.today).shifted(-1), CLEAR)


def adjacent(piece: Piece, setting: Setting) -> Told | None:
    """ "the day before", "the year after"."""
    if setting.before is None:
        return None
    sign = 1 if piece.word("eb") in ("later", "after", "afterwards", "afterward") else -1
    grain = _unit(piece)
    return None if grain == "hour" else _moved(setting.before, grain, sign, "counted from the time told before", setting)


def day_ago(piece: Piece, setting: Setting) -> Told | None:
    """ "Friday a week ago", "November a year ago"."""
    count = {"week": -7}.get(str(piece.values[-2]))
    if piece.classes[0] != "W" or count is None or setting.today is None:
        return None
    told = weekday(piece.part(0, 1), Setting(today=setting.today, outlook="past"))
    return dated(told.point.shifted(count), CLEAR) if told.point else None


def day_part(piece: Piece, setting: Setting) -> Told | None:
    """ "Wednesday night", "this morning", "last night", "yesterday evening", "tonight"."""
    if "N" in piece.classes:
        return _with_part(today(piece._replace(classes=piece.classes.replace("N", "D")), setting), "TNI")
    suffix = str(piece.value("P"))
    if "W" in piece.classes:
        return _with_part(weekday(piece.part(0, piece.classes.index("P")), setting), suffix)
    if "D" in piece.classes:
        return _with_part(today(piece, setting), suffix)
    if piece.has("FxS") and "t" in piece.classes:
        if setting.before is None or setting.before.grain != "day":
            return undated("XXXX-XX-XX" + suffix, NO_TIME, "TIME")
        day = setting.before.shifted(0 if "S" in piece.classes else 1)
        return _with_part(dated(day, "counted from the day told before", anchor=setting.before_span), suffix)
    if setting.today is None:
        return undated("XXXX-XX-XX" + suffix, kind="TIME")
    return _with_part(dated(Point("day", setting.today).shifted(-1 if "l" in piece.classes else 0), CLEAR), suffix)


def part(piece: Piece, setting: Setting) -> Told | None:
    """A part of the day told before ("in the morning")."""
    suffix = str(piece.value("P"))
    if setting.before and setting.before.grain == "day":
        return _with_part(dated(setting.before, "part of the day told before", anchor=setting.before_span), suffix)
    if setting.today:
        return _with_part(dated(Point("day", setting.today), "part of the day of publication"), suffix)
    return undated("XXXX-XX-XX" + suffix, NO_TIME, "TIME")


def timed(piece: Piece, setting: Setting) -> Told | None:
    """A time of day with its day: "noon Saturday", "10 p.m. on Oct. 23"."""
    at = next(i for i, c in enumerate(piece.classes) if i > 0 and c in "WDMdo" and (c in "WDM" or "M" in piece.classes[i:]))
    day, time = piece.part(at), piece.part(0, at)
    told = today(day, setting) if day.classes == "D" else weekday(day, setting) if day.classes == "W" else month_day(day, setting)
    return _with_part(told, str(time.value("P")) if "P" in time.classes else _clock(time)) if told else None


def clock(piece: Piece, setting: Setting) -> Told | None:
    """A time of day by itself: of the day told before, if there is one."""
    suffix = _clock(piece)
    if not suffix:
        return None
    if setting.before and setting.before.grain == "day":
        return _with_part(dated(setting.before, "time of the day told before", anchor=setting.before_span), suffix)
    if setting.today:
        return _with_part(dated(Point("day", setting.today), "time of the day of publication"), suffix)
    return undated("XXXX-XX-XX" + suffix, NO_TIME, "TIME")


def _clock(piece: Piece) -> str:
    digits = piece.words[0].replace(".", ":").split(":")
    hour = int(digits[0]) if digits[0].isdigit() else int(value_of(digits[0]) or -1)
    minute = int(digits[1]) if len(digits) > 1 else 0
    mark = piece.word("4")[:1] or ("" if "P" not in piece.classes else "a" if piece.value("P") == "TMO" else "p")
    hour += 12 if mark == "p" and hour < 12 else -12 if mark == "a" and hour == 12 else 0
    return f"T{hour:02d}:{minute:02d}" if 0 <= hour < 25 and minute < 60 else ""


def _with_part(told: Told | None, suffix: str) -> Told | None:
    if told is None or not suffix:
        return None
    interval = told.interval
    if interval:
        interval = type(interval)(interval.start, interval.end, "part_of_day" if suffix[1].isalpha() else "minute")
    return Told(kind="TIME", value=told.value + suffix, interval=interval, reason=told.reason, point=told.point, anchor=told.anchor)


def _from_text(grain: str, letter: str, setting: Setting) -> Told | None:
    told = setting.before
    if told is None:
        return undated("XXXX", NO_TIME)
    if coarser(told.grain, grain):
        if setting.before_day is None:
            return _day_within(told, setting) if letter == "S" and grain == "day" else undated("XXXX", TOO_COARSE) if letter != "T" else None
        told = setting.before_day
    point = point_at(grain, told.start).shifted({"v": -1, "F": 1, "x": 1}.get(letter, 0))
    return dated(point, "counted from the time told before", anchor=setting.before_span)


def _day_within(told: Point, setting: Setting) -> Told:
    """A day that is not told nearer than the month or year before it: "in March ... the same day"."""
    value = {"month": f"{told.value}-XX", "year": f"{told.value}-XX-XX"}.get(told.grain, "XXXX")
    return Told(kind="DATE", value=value, interval=told.interval, reason="a day of the time told before", point=told, anchor=setting.before_span)


def _moved(start: Point, grain: str, count: float, reason: str, setting: Setting | None = None) -> Told:
    """A point `count` units on, as exact as both the unit and the start."""
    anchor = setting.before_span if setting else None
    exact = coarser(grain, start.grain) and setting is not None and count == int(count)
    if exact and grain in ("year", "month", "week") and start.grain in ("quarter", "month"):
        months = int(count) * MONTHS_OF.get(grain, 0)
        return dated(start.shifted(months // MONTHS_OF[start.grain]), reason, anchor=anchor)
    if coarser(start.grain, grain):
        return undated("XXXX", TOO_COARSE)
    moved = dated(point_at(grain, start.start).shifted(int(count)), reason, anchor=anchor)
    return msgspec.structs.replace(moved, day=_day_on(start, grain, count)) if setting is not None else moved


def _day_on(start: Point, grain: str, count: float) -> Point | None:
    """The day so many weeks or months on from a day, None from anything coarser: "a week earlier ... the same day"."""
    if start.grain != "day" or count != int(count):
        return None
    if grain in DAYS_OF:
        return start.shifted(int(count) * DAYS_OF[grain])
    there = point_at("month", start.start).shifted(int(count) * MONTHS_OF[grain])
    return Point("day", min(there.start + timedelta(days=start.start.day - 1), there.end - timedelta(days=1)))


def _weekday_after(number: int, setting: Setting) -> Told:
    told = setting.before
    if told is None or told.grain != "day":
        return undated(f"XXXX-WXX-{number + 1}", NO_TIME)
    ahead = (number - told.start.weekday()) % 7 or 7
    return dated(Point("day", told.start + timedelta(days=ahead)), "the first one after the day told before", anchor=setting.before_span)


def _last_weekend(setting: Setting) -> Point:
    weekend = point_at("weekend", setting.today)
    return weekend.shifted(-1) if weekend.start >= setting.today - timedelta(days=1) or weekend.end > setting.today else weekend


def weekend(piece: Piece, setting: Setting) -> Told | None:
    """ "the weekend": the last one that has begun, unless the verb looks ahead."""
    if setting.today is None:
        return undated("XXXX-WXX-WE")
    this = point_at("weekend", setting.today)
    back = this if this.start <= setting.today else this.shifted(-1)
    return dated(this if setting.outlook == "future" else back, "the nearest one, as the verb looks")


def _raw_unit(piece: Piece) -> str:
    return str(next(v for c, v in zip(piece.classes, piece.values, strict=True) if c in "UucC"))


def _unit(piece: Piece) -> str:
    unit = _raw_unit(piece)
    return COUNTED.get(unit, unit)


def _count(piece: Piece) -> float | None:
    """How many units; None if only "several" or "a few"."""
    words = [w for c, w in zip(piece.classes, piece.words, strict=True) if c in "ndya"]
    counts = [w for c, w in zip(piece.classes, piece.words, strict=True) if c in "ndy"]
    if piece.has("V"):
        return 2.0 if piece.word("V") == "couple" else None
    if not counts:
        return 1.0 if words else None
    joined = " ".join(counts)
    return None if is_vague(joined) else value_of(joined)
