"""The diary month by month: what is due on each day, and what became of it?"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from .as_known import as_known, known
from .diary import Entry, Line, appointments, entries, last_day, lines
from .params import Filter, Known

if TYPE_CHECKING:
    from ..store.reader import Reader

MOST = 2_000  # appointments of a month: a library of 100,000 articles has some 550 in one
PAGE_ROWS = 25  # of a month that are shown with all that is told of them


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the grid: what is due on it (places in `Month.due`), and whether it lies in the month."""

    day: date
    inside: bool
    due: list[int]


class Due(msgspec.Struct, frozen=True):
    """An appointment in short."""

    id: str
    name: str
    status: str


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month of the diary as weeks of days from Monday on, with all that is `due` in it by date; `entries` are a page of that, `first` the place
    of the first of them in it; and the months with entries before and after.

    `today` is the last day on which an article was published, or the day asked for; what has a grain longer than a week (a month, a
    year) stands in `long` and on no day.
    """

    month: str
    today: date | None
    weeks: list[list[Day]]
    due: list[Due]
    page: int
    pages: int
    first: int
    entries: list[Entry]
    long: list[int]
    earlier: str | None
    later: str | None
    undated: int
    known: Known | None = None


LONG = 7  # days above which an entry is of no one day


def month(reader: Reader, wanted: Filter, *, of: str | None = None, page: int = 1) -> Month:
    """The diary of a month ("2017-11"), by default the one of the last published article; a filter's actor and place narrow it."""
    reader = as_known(reader, wanted)
    today = wanted.as_of or last_day(reader)
    first = _first(of, today)
    last = (first + timedelta(days=32)).replace(day=1)
    found = lines(reader, msgspec.structs.replace(wanted, since=first, until=last, limit=MOST))
    around = _around(reader, first, last)
    start = PAGE_ROWS * (page - 1)
    return Month(
        month=f"{first:%Y-%m}",
        today=today,
        weeks=_grid(first, found),
        due=[Due(a.id, a.name, a.status) for a in found],
        page=page,
        pages=max(1, -(-len(found) // PAGE_ROWS)),
        first=start,
        entries=entries(reader, appointments(reader, wanted, [line.id for line in found[start : start + PAGE_ROWS]])),
        long=[n for n, line in enumerate(found) if _days(line) > LONG],
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


def _days(line: Line) -> int:
    return (line.end - line.start).days if line.start and line.end else 0


def _grid(first: date, found: list[Line]) -> list[list[Day]]:
    """The weeks of a month with what is due on each day."""
    on: dict[date, list[int]] = {}
    for n, line in enumerate(found):
        if line.start and _days(line) <= LONG:
            for offset in range(_days(line)):
                on.setdefault(line.start + timedelta(days=offset), []).append(n)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[Day(day=day, inside=day.month == first.month, due=on.get(day, [])) for day in week] for week in weeks]


def _around(reader: Reader, first: date, last: date) -> dict[str, str | int | None]:
    """The nearest months with entries, and how many entries have no date."""
    query = """SELECT strftime("time".start, '%Y-%m') AS month, count(*) AS n FROM appointments GROUP BY month"""
    every = reader.recent("months of the diary", lambda: {row["month"]: row["n"] for row in reader.rows(query)})
    months = [month for month in every if month]
    return {
        "earlier": max((m for m in months if m < f"{first:%Y-%m}"), default=None),
        "later": min((m for m in months if m >= f"{last:%Y-%m}"), default=None),
        "undated": every.get(None, 0),
    }
