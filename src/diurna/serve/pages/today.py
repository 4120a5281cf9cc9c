"""Today: what is new since the last visit, where sources disagree, what is due, what could not be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.today import Today, today
from ..entry import our_cookie
from ..page import Page
from ..query import AsOf, Clock, narrowed
from ..room import Desk

VISIT = "diurna_visit"
PAUSE = timedelta(minutes=30)  # a visit ends when no page was asked for so long, as web statistics count visits
DAYS_KEPT = 400
MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$"

Since = Annotated[str | None, QueryParameter(pattern=MOMENT, max_length=40, description="When you were here last: a day or a moment (ISO 8601).")]


def ask(desk: Desk, since: Since = None, as_of: AsOf = None, clock: Clock = None) -> Today:
    """What came into the library since a moment, where sources disagree, what is due and what could not be read; finite."""
    narrow, moment = narrowed(as_of=as_of, clock=clock), since or last_visit(desk, datetime.now(UTC))
    return desk.room.remember(("today", moment, narrow), lambda: today(desk.reader, narrow, since=moment))


def last_visit(desk: Desk, now: datetime) -> str | None:
    """When the visit before this one ended, from the visitor's cookie, which is brought up to date."""
    before, seen = read_visit(desk.cookies.get(VISIT, ""))
    if seen is not None and now - seen > PAUSE:
        before = seen
    value = f"{stamp(before) if before else '-'}~{stamp(now)}"
    desk.set_cookies.append(our_cookie(VISIT, value, days=DAYS_KEPT))
    return before.isoformat() if before else None


def read_visit(value: str) -> tuple[datetime | None, datetime | None]:
    """The cookie's two moments: the end of the visit before, and when the visitor was last seen; None for what it does not hold."""
    before, _, seen = value.partition("~")
    return _moment(before), _moment(seen)


def stamp(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def _moment(stamped: str) -> datetime | None:
    return datetime.fromtimestamp(int(stamped), UTC) if stamped.isascii() and stamped.isdigit() and len(stamped) <= 11 else None


def dress(answer: Today, desk: Desk) -> dict[str, Any]:
    return {"since": answer.since[:16].replace("T", " ") if answer.since else ""}


PAGE = Page(name="today", path="/today", nav="Today", ask=ask, template="today.html", dress=dress)
