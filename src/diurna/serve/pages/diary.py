"""The diary: a calendar of what is to come, its changes and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.calendar import Month, month
from ..page import Page
from ..query import ActorWords, AsOf, Clock, PlaceWords, narrowed
from ..room import Desk

MonthName = Annotated[str | None, QueryParameter(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="The month, as 2017-11.")]
STATUS = {"called_off": "called off", "unknown": "not told since"}  # others are shown as they are called


def ask(desk: Desk, month: MonthName = None, actor: ActorWords = None, place: PlaceWords = None, as_of: AsOf = None, clock: Clock = None) -> Month:
    """What is due in a month, day by day, and what became of it."""
    narrow = narrowed(actor=actor, place=place, as_of=as_of, clock=clock)
    return desk.room.remember(("diary", month, narrow), lambda: _month(desk, narrow, month))


def _month(desk: Desk, narrow: Any, of: str | None) -> Month:
    return month(desk.reader, narrow, of=of)


def dress(answer: Month, desk: Desk) -> dict[str, Any]:
    return {"STATUS": STATUS, "named": f"{date.fromisoformat(f'{answer.month}-01'):%B %Y}"}


PAGE = Page(name="diary", path="/diary", nav="Diary", ask=ask, template="diary.html", dress=dress)
