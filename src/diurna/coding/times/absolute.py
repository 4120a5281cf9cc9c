"""Dates that name their place in the calendar: "Nov. 18", "02.11.2017", "2011-2013", "the third quarter of 1990"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from ...model import Interval
from ...resources.times import time_tables
from .calendar import SEASON_START, Point, holiday, point_at
from .told import NO_DATE, Told, dated, undated

if TYPE_CHECKING:
    from .told import Piece, Setting

PIVOT = 69  # two-figure years: 69 is 1969, 68 is 2068, as in POSIX strptime
# How far a day back and a day ahead weigh when the year is not told: a writer leaves it out where the day is near.
FARNESS = {"past": (1.0, 4.0), "open": (1.0, 1.3), "future": (3.0, 1.0)}
FISCAL = "the year of the name; whose fiscal year is not told"


def figures(piece: Piece, setting: Setting) -> Told | None:
    """A date in figures; which of two is the day is told by size, else by the outlet's habit."""
    parts = [int(p) for p in piece.words[0].replace("/", "-").replace(".", "-").split("-")]
    if parts[0] > 31:
        year, month, day = parts
    else:
        first, second, year = parts
        day_leads = first > 12 or (second <= 12 and setting.day_first)
        day, month = (first, second) if day_leads else (second, first)
    try:
        return dated(Point("day", date(_full(year), month, day)), "date in figures")
    except ValueError:
        return None


def month_day(piece: Piece, setting: Setting) -> Told | None:
    """A day of a month, with or without its year; a range "12-14" gives the days from the first to the last."""
    month = int(piece.value("M"))
    days = [int(v) for c, v in zip(piece.classes, piece.values, strict=True) if c in "do"]
    year = int(piece.value("y")) if "y" in piece.classes else None
    try:
        if piece.has("l"):
            setting = msgspec.structs.replace(setting, outlook="past")
        weekday = int(piece.value("W")) if "W" in piece.classes else None
        point = _day_of(days[0], month, year, weekday, setting)
        if point is None:
            return undated(f"XXXX-{month:02d}-{days[0]:02d}")
        if len(days) > 1 and days[1] > days[0]:
            last = point.start.replace(day=days[1])
            span = Interval(point.start, Point("day", last).end, "span")
            return Told(kind="DATE", value=f"{point.value}/{last.isoformat()}", interval=span, reason=_why(year, setting), point=point)
    except ValueError:
        return None
    return dated(point, _why(year, setting))


def week_of(piece: Piece, setting: Setting) -> Told | None:
    told = month_day(piece.part(2), setting)
    return dated(point_at("week", told.point.start), told.reason) if told and told.point else None


def month_year(piece: Piece, _: Setting) -> Told:
    return dated(Point("month", date(int(piece.value("y")), int(piece.value("M")), 1)), "month and year told")


def month_of_year(piece: Piece, setting: Setting) -> Told | None:
    """ "January this year", "June last year"."""
    if piece.values[-1] != "year":
        return None
    month = int(piece.value("M"))
    if setting.today is None:
        return undated(f"XXXX-{month:02d}")
    year = setting.today.year + {"l": -1, "x": 1}.get(piece.classes[-2], 0)
    return dated(Point("month", date(year, month, 1)), "the year counted from publication")


def month(piece: Piece, setting: Setting) -> Told:
    """A month by itself, or with "last", "this", "next"."""
    number = int(piece.value("M"))
    if setting.today is None:
        return undated(f"XXXX-{number:02d}")
    this = setting.today.replace(day=1)
    years = (this.year - 1, this.year, this.year + 1)
    months = [date(year, number, 1) for year in years]
    word = piece.classes[0]
    if word == "h":
        return dated(Point("month", months[1]), "the month of the year of publication")
    if word == "l":
        return dated(Point("month", max(m for m in months if m < this)), "the last one before publication")
    if word == "x":
        return dated(Point("month", min(m for m in months if m > this)), "the next one after publication")
    back, ahead = FARNESS[setting.outlook]
    best = min(months, key=lambda m: (this - m).days * back if m <= this else (m - this).days * ahead)
    return dated(Point("month", best), _why(None, setting))


def quarter(piece: Piece, setting: Setting) -> Told | None:
    """Quarters, halves and centuries by number."""
    number = int(piece.value("o")) if "o" in piece.classes else 2
    if piece.classes[-1] == "C" or "C" in piece.classes:
        return dated(Point("century", date((number - 1) * 100 + 1, 1, 1)), "century told") if 0 < number < 22 else None
    size, most = (6, 2) if "H" in piece.classes else (3, 4)
    grain = "half" if size == 6 else "quarter"
    if not 0 < number <= most:
        return None
    if "y" in piece.classes:
        return dated(Point(grain, date(int(piece.value("y")), size * (number - 1) + 1, 1)), "year told")
    if setting.today is None:
        return undated(f"XXXX-{'H' if size == 6 else 'Q'}{number}")
    year = setting.today.year + (-1 if piece.has("l") else 1 if piece.has("x") else 0)
    point = Point(grain, date(year, size * (number - 1) + 1, 1))
    if not piece.has("lhx") and setting.outlook != "future" and point.start > setting.today and number * size > setting.today.month + size:
        point = Point(grain, date(year - 1, size * (number - 1) + 1, 1))
    return dated(point, "the year counted from publication")


def fiscal(piece: Piece, setting: Setting) -> Told:
    if "y" in piece.classes:
        point = Point("year", date(int(piece.value("y")), 1, 1))
    elif setting.today is None:
        return undated("XXXX")
    else:
        point = Point("year", date(setting.today.year + (-1 if piece.has("l") else 1 if piece.has("x") else 0), 1, 1))
    return Told(kind="DATE", value=point.value, interval=point.interval, reason=FISCAL, point=point)


def decade(piece: Piece, setting: Setting) -> Told:
    number = int(piece.value("Z"))
    if number < 100:
        century = 1900 if number >= 20 or setting.today is None else setting.today.year // 100 * 100
        number += century
    return dated(Point("decade", date(number, 1, 1)), "decade told")


def years(piece: Piece, _: Setting) -> Told | None:
    """A run of years: "2011-2013", "2011-12", "2016/17"."""
    first, last = int(piece.values[0]), piece.words[-1]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last) if last.isdigit() and len(last) == 2 else 0
    if not first < end < first + 200:
        return None
    return Told(kind="DATE", value=f"{first}/{end}", interval=Interval(date(first, 1, 1), date(end + 1, 1, 1), "span"), reason="years told",
                point=Point("year", date(first, 1, 1)))  # fmt: skip


def year(piece: Piece, _: Setting) -> Told:
    return dated(Point("year", date(int(piece.value("y")), 1, 1)), "year told")


def period_of_year(piece: Piece, setting: Setting) -> Told:
    """ "the 1988 quarter", "the 1988 period": of the length of the quarter told before it, if one was."""
    number, told = int(piece.value("y")), setting.before
    if told is not None and told.grain == "quarter":
        return dated(Point("quarter", told.start.replace(year=number)), "the quarter told before, of another year", anchor=setting.before_span)
    return dated(Point("year", date(number, 1, 1)), "year told")


def season(piece: Piece, setting: Setting) -> Told:
    name = str(piece.value("s"))
    start = SEASON_START[name]
    if "y" in piece.classes:
        return dated(Point("season", date(int(piece.value("y")), start, 1)), "year told")
    if setting.today is None:
        return undated(f"XXXX-{name}")
    this = Point("season", date(setting.today.year, start, 1))
    if piece.has("l") and this.end > setting.today:
        this = Point("season", date(setting.today.year - 1, start, 1))
    elif not piece.has("h") and setting.outlook == "future" and this.end <= setting.today:
        this = Point("season", date(setting.today.year + 1, start, 1))
    elif not piece.has("hx") and setting.outlook != "future" and this.start > setting.today:
        this = Point("season", date(setting.today.year - 1, start, 1))
    return dated(this, "the nearest one, as the verb looks")


def feast(piece: Piece, setting: Setting) -> Told | None:
    """A feast with a fixed or reckoned day."""
    rule = time_tables().holidays[str(piece.value("3"))]
    if "y" in piece.classes:
        return dated(Point("day", holiday(rule, int(piece.value("y")))), "feast of the year told")
    if setting.today is None:
        return undated("XXXX-XX-XX" if rule[2:3] != "-" else f"XXXX-{rule}")
    days = [holiday(rule, setting.today.year + n) for n in (-1, 0, 1)]
    if piece.has("l") or (setting.outlook == "past" and not piece.has("hx")):
        return dated(Point("day", max(d for d in days if d <= setting.today)), "the last one before publication")
    if piece.has("x") or setting.outlook == "future":
        return dated(Point("day", min(d for d in days if d >= setting.today)), "the next one: the verb looks ahead")
    return dated(Point("day", min(days, key=lambda d: abs((d - setting.today).days))), "the nearest to publication")


def _day_of(day: int, number: int, year: int | None, weekday: int | None, setting: Setting) -> Point | None:
    if year is not None:
        return Point("day", date(year, number, day))
    if setting.today is None:
        told = setting.before
        return Point("day", date(told.start.year, number, day)) if told else None
    days = [d for d in (_date_or_none(setting.today.year + n, number, day) for n in (-1, 0, 1)) if d]
    if not days:
        raise ValueError(f"no day {day} in month {number}")
    today, (back, ahead) = setting.today, FARNESS[setting.outlook]
    days = [d for d in days if d.weekday() == weekday] or days
    return Point("day", min(days, key=lambda d: (today - d).days * back if d <= today else (d - today).days * ahead))


def _date_or_none(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _why(year: int | None, setting: Setting) -> str:
    if year is not None:
        return "date told"
    if setting.today is None:
        return NO_DATE
    return "the nearest to publication" + {"past": "; the verb looks back", "future": "; the verb looks ahead"}.get(setting.outlook, "")


def _full(year: int) -> int:
    if year >= 100:
        return year
    return year + (1900 if year >= PIVOT else 2000)
