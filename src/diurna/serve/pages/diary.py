"""The diary: a calendar of what is to come, its changes and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.calendar import PAGE_ROWS, Month
from ...views.calendar import month as of_month
from ..page import Page
from ..query import ActorWords, AsOf, Clock, Number, PlaceWords, narrowed
from ..room import Desk

MonthName = Annotated[str | None, QueryParameter(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="The month, as 2017-11.")]
STATUS = {"called_off": "called off", "unknown": "not told since"}  # others are shown as they are called


def ask(
    desk: Desk, month: MonthName = None, actor: ActorWords = None, place: PlaceWords = None, page: Number = 1, as_of: AsOf = None,
    clock: Clock = None,
) -> Month:  # fmt: skip
    """What is due in a month, day by day, and a page of it with what became of each."""
    narrow = narrowed(actor=actor, place=place, as_of=as_of, clock=clock)
    return desk.room.remember(("diary", month, narrow, page), lambda: of_month(desk.reader, narrow, of=month, page=page))


def dress(answer: Month, desk: Desk) -> dict[str, Any]:
    def to_entry(n: int) -> str:
        """Where an entry of the month stands: on this page or on another."""
        page = n // PAGE_ROWS + 1
        return f"#d-{n}" if page == answer.page else f"{desk.here(page=page if page > 1 else None)}#d-{n}"

    return {"STATUS": STATUS, "named": f"{date.fromisoformat(f'{answer.month}-01'):%B %Y}", "to_entry": to_entry}


PAGE = Page(name="diary", path="/diary", nav="Diary", ask=ask, template="diary.html", dress=dress)
