"""The diary month by month: what is due on each day, and what became of it?"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from .as_known import as_known, known
from .diary import Entry, diary, last_day
from .params import Filter, Known

if TYPE_CHECKING:
    from ..store.reader import Reader

MOST = 500  # entries of a month that are shown; a month of a library of 100,000 articles has fewer


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the grid: entries due on it (their places in `Month.entries`), and whether it lies in the month."""

    day: date
    inside: bool
    entries: list[int]


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the diary as weeks of days from Monday on, its entries by date, and the months with entries before and after it.

    `today` is the last day on which an article was published, or the day asked for; entries of a grain longer than a week (a month, a
    year) stand in `long` and on no day.
    """

    month: str
    today: date | None
    weeks: list[list[Day]]
    entries: list[Entry]
    long: list[int]
    earlier: str | None
    later: str | None
    undated: int
    known: Known | None = None


LONG = 7  # days above which an entry is of no one day


def month(reader: Reader, wanted: Filter, *, of: str | None = None) -> Month:
    """The diary of a month ("2017-11"), by default the one of the last published article; a filter's actor and place narrow it."""
    reader = as_known(reader, wanted)
    today = wanted.as_of or last_day(reader)
    first = _first(of, today)
    last = (first + timedelta(days=32)).replace(day=1)
    entries = diary(reader, msgspec.structs.replace(wanted, since=first, until=last, limit=MOST))
    weeks = [[_day(d, first, entries) for d in week] for week in calendar.Calendar().monthdatescalendar(first.year, first.month)]
    around = _around(reader, first, last)
    return Month(
        month=f"{first:%Y-%m}",
        today=today,
        weeks=weeks,
        entries=entries,
        long=[n for n, e in enumerate(entries) if e.appointment.time is not None and e.appointment.time.days > LONG],
        earlier=around["earlier"],
        later=around["later"],
        undated=around["undated"],
        known=known(reader, wanted),
    )


def _first(of: str | None, today: date | None) -> date:
    try:
        return date.fromisoformat(f"{of}-01") if of else (today or date.today()).replace(day=1)
    except ValueError as error:
        raise ValueError(f"{of!r} is no month: write it as 2017-11") from error


def _day(day: date, first: date, entries: list[Entry]) -> Day:
    due = [n for n, e in enumerate(entries) if (t := e.appointment.time) is not None and t.days <= LONG and t.start <= day < t.end]
    return Day(day=day, inside=day.month == first.month, entries=due)


def _around(reader: Reader, first: date, last: date) -> dict[str, str | int | None]:
    """The nearest months with entries, and how many entries have no date."""
    (row,) = reader.rows(
        """SELECT strftime(max("time".start) FILTER ("time".start < $1), '%Y-%m') AS earlier,
        strftime(min("time".start) FILTER ("time".start >= $2), '%Y-%m') AS later, count(*) FILTER ("time" IS NULL) AS undated FROM appointments""",
        [first, last],
    )
    return row
