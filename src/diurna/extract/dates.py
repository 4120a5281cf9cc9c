"""Dates as outlets write them: found in a string, with the precision in which they are given."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from ..model import Grain, Interval, Published

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|2[1-9]\d\d)"
ZONE = r"(?P<zone>\s*(?:Z\b|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC\b|GMT\b))?"
CLOCK = (
    rf"(?:(?:,?\s+(?:at\s+|[-–|]\s*)?|T)(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    rf"(?:\s*(?P<half>[ap]\.?m\b\.?))?{ZONE})?"
)
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d){YEAR}-(?P<monthno>[01]\d)-(?P<day>[0-3]\d)(?!\d){CLOCK}",
        rf"(?<!\d){YEAR}/(?P<monthno>[01]?\d)/(?P<day>[0-3]?\d)(?!\d){CLOCK}",
        rf"\b{WEEKDAY}{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]*{YEAR}(?!\d){CLOCK}",
        rf"\b{WEEKDAY}{MONTH}\s+{DAY},?\s*{YEAR}(?!\d){CLOCK}",
        rf"(?<![\d.])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<other>[0-3]?\d)(?P=mark){YEAR}(?!\d){CLOCK}",
        rf"\b{MONTH},?\s+{YEAR}(?!\d)",
    )
)
ADDRESS = re.compile(r"[/_-](?P<year>19\d\d|20\d\d)(?P<mark>[/_-]?)(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=\D))(?!\d)")
ADDRESS_NAMED = re.compile(rf"/(?P<year>19\d\d|20\d\d)/{MONTH}/(?P<day>[0-3]?\d)(?=\D|$)", re.I)
EPOCH = re.compile(r"^\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")
YEAR_ONLY = re.compile(r"^\s*(\d{4})\s*$")
COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?\s*$")
PLACEHOLDERS = frozenset({date(1, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1), date(1969, 12, 31)})
FIRST_NEWSPAPER = 1605  # Relation, Strasbourg
LAST_YEAR = 2100  # where nobody says when the article became known
DAYS_AHEAD = 2  # a date may lie this much after the day the article became known: time zones, tomorrow's print edition


class FoundDate(NamedTuple):
    """A date as told: `when` in ISO 8601, its day (month, year), and where it stands in the string."""

    when: str
    interval: Interval
    precision: str
    start: int
    end: int

    def published(self, found: str) -> Published:
        return Published(self.when, self.interval, found, self.precision)  # type: ignore[arg-type]


def find_date(text: str, *, day_first: bool = True) -> FoundDate | None:
    """The first date with a year in a string; the day goes before the month in 2/11/2017 if `day_first` or if it cannot be otherwise."""
    found = [d for d in (_first(pattern, text, day_first) for pattern in PATTERNS) if d]
    return min(found, key=lambda d: (d.start, -d.end)) if found else None


def field_date(text: str, *, day_first: bool = True) -> FoundDate | None:
    """A date from a field that is known to hold one: also epoch seconds, 20171102 and a lone year."""
    if match := COMPACT.match(text):
        year, month, day, hour, minute, second = (int(g) if g else None for g in match.groups())
        return _made(year or 0, month, day, _time(hour, minute, second, "Z" if text.strip().endswith("Z") else ""), (0, len(text)))
    if match := EPOCH.match(text):
        moment = datetime.fromtimestamp(int(match.group(1)), UTC)
        return _made(moment.year, moment.month, moment.day, moment.strftime("T%H:%M:%SZ"), (0, len(text)))
    if match := YEAR_ONLY.match(text):
        return _made(int(match.group(1)), None, None, "", (0, len(text)))
    return find_date(text, day_first=day_first) or _placeholder(text)


def address_date(address: str) -> FoundDate | None:
    """The day in an address such as /2017/11/02/ or -20171102."""
    if match := ADDRESS_NAMED.search(address):
        return _made(int(match["year"]), _month(match["month"]), int(match["day"]), "", match.span())
    if match := ADDRESS.search(address):
        return _made(int(match["year"]), int(match["month"]), int(match["day"]), "", match.span())
    return None


def is_odd(found: FoundDate, known: str | None) -> bool:
    """Whether no article can bear this date: it lies after the day it became known (ISO 8601), before the press, or is a placeholder."""
    day = found.interval.start
    if day in PLACEHOLDERS or day.year < FIRST_NEWSPAPER:
        return True
    if known:
        return day > date.fromisoformat(known[:10]) + timedelta(days=DAYS_AHEAD)
    return day.year > LAST_YEAR


def _first(pattern: re.Pattern[str], text: str, day_first: bool) -> FoundDate | None:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        if "first" in groups:
            day, month = _ordered(int(groups["first"]), int(groups["other"]), day_first or groups["mark"] == ".")
        else:
            month = int(groups["monthno"]) if groups.get("monthno") else _month(groups["month"])
            day = int(groups["day"]) if groups.get("day") else None
        found = _made(int(groups["year"]), month, day, _told_time(groups), match.span())
        if found:
            return found
    return None


def _told_time(groups: dict[str, str | None]) -> str:
    if not groups.get("hour"):
        return ""
    hour = int(groups["hour"] or 0)
    half = (groups.get("half") or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = int(groups["second"]) if groups.get("second") else None
    return _time(hour, int(groups["minute"] or 0), second, _zone(groups.get("zone") or ""))


def _time(hour: int | None, minute: int | None, second: int | None, zone: str) -> str:
    if hour is None or minute is None or hour > 23:
        return ""
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "") + zone


def _zone(text: str) -> str:
    plain = text.strip().upper()
    if plain in ("Z", "UTC", "GMT"):
        return "Z"
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", plain)
    return f"{match[1]}{int(match[2]):02}:{match[3] or '00'}" if match else ""


def _ordered(first: int, other: int, day_first: bool) -> tuple[int, int]:
    if first > 12:
        return first, other
    if other > 12:
        return other, first
    return (first, other) if day_first else (other, first)


def _month(name: str) -> int:
    return MONTH_NAMES.index(name.lower()[:3]) + 1


def _made(year: int, month: int | None, day: int | None, time: str, span: tuple[int, int]) -> FoundDate | None:
    try:
        start = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        precision = "day" if not time else "second" if time.count(":") >= 2 and re.match(r"T\d\d:\d\d:\d\d", time) else "minute"
        return FoundDate(start.isoformat() + time, Interval.day(start), precision, *span)
    grain: Grain = "month" if month else "year"
    end = date(year + (not month or month == 12), 1 if not month or month == 12 else month + 1, 1)
    return FoundDate(start.isoformat()[: 7 if month else 4], Interval(start, end, grain), grain, *span)


def _placeholder(text: str) -> FoundDate | None:
    """A full date before 1500, which the patterns leave out, so that it can be called odd."""
    match = re.search(r"\b(0\d{3}|1[0-4]\d\d)-(\d\d)-(\d\d)\b", text)
    return _made(int(match[1]), int(match[2]), int(match[3]), "", match.span()) if match and int(match[1]) else None
