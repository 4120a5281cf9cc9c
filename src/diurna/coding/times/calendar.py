"""Points of the calendar: a day, week, month, quarter ... with its TIMEX3 value and its interval."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING

import msgspec

from ...model import Interval

if TYPE_CHECKING:
    from ...model import Grain

MONTHS_OF = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_OF = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
GRAIN: dict[str, Grain] = {
    "day": "day", "weekend": "weekend", "week": "week", "fortnight": "span", "month": "month", "quarter": "quarter",
    "season": "season", "half": "span", "year": "year", "decade": "decade", "century": "century",
}
ORDER = ("day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century")


class Point(msgspec.Struct, frozen=True):
    """One unit of the calendar: its grain and its first day; always aligned (a month starts on the first)."""

    grain: str
    start: date

    def shifted(self, by: int) -> Point:
        """The point `by` units later. Raises ValueError or OverflowError beyond the calendar."""
        if self.grain in DAYS_OF:
            return Point(self.grain, self.start + timedelta(days=by * DAYS_OF[self.grain]))
        return Point(self.grain, _months_on(self.start, by * MONTHS_OF[self.grain]))

    @property
    def end(self) -> date:
        if self.grain == "weekend":
            return self.start + timedelta(days=2)
        try:
            return self.shifted(1).start
        except (ValueError, OverflowError):
            return date(MAXYEAR, 12, 31)

    @property
    def interval(self) -> Interval:
        return Interval(self.start, self.end, GRAIN[self.grain])

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year, month = self.start.year, self.start.month
        match self.grain:
            case "day":
                return self.start.isoformat()
            case "week" | "fortnight" | "weekend":
                iso = self.start.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.grain == "weekend" else "")
            case "month":
                return f"{year:04d}-{month:02d}"
            case "quarter":
                return f"{year:04d}-Q{(month - 1) // 3 + 1}"
            case "half":
                return f"{year:04d}-H{(month - 1) // 6 + 1}"
            case "season":
                return f"{year:04d}-{next(s for s, m in SEASON_START.items() if m == month)}"
            case "decade":
                return f"{year:04d}"[:3]
            case "century":
                return f"{year:04d}"[:2]
        return f"{year:04d}"


def point_at(grain: str, day: date) -> Point:
    """The unit of a grain that holds a day."""
    match grain:
        case "week" | "fortnight":
            return Point(grain, day - timedelta(days=day.weekday()))
        case "weekend":
            return Point(grain, day - timedelta(days=day.weekday()) + timedelta(days=5))
        case "month":
            return Point(grain, day.replace(day=1))
        case "quarter":
            return Point(grain, day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1))
        case "half":
            return Point(grain, day.replace(month=(day.month - 1) // 6 * 6 + 1, day=1))
        case "season":
            first = day.replace(day=1)
            return Point(grain, _months_on(first, -(first.month % 3)))
        case "year":
            return Point(grain, date(day.year, 1, 1))
        case "decade":
            return Point(grain, date(max(day.year // 10 * 10, 1), 1, 1))
        case "century":
            return Point(grain, date(max(day.year // 100 * 100, 1), 1, 1))
    return Point("day", day)


def coarser(grain: str, than: str) -> bool:
    return ORDER.index(grain) > ORDER.index(than)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian reckoning (Meeus, Astronomical Algorithms, 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    letter = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * letter) // 451
    month, day = divmod(epact + letter - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date:
    """The day of a holiday rule of times.toml in a year."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    if " " not in rule:
        return date(year, int(rule[:2]), int(rule[3:]))
    month, weekday, nth = (int(part) for part in rule.split())
    if nth < 0:
        last = _months_on(date(year, month, 1), 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
