"""One event: what each origin says, field by field."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.agreement import Agreement, agreement
from ..drawings.dots import dots
from ..page import Page
from ..query import AsOf, Clock, Key, narrowed
from ..room import Desk

Only = Annotated[str | None, QueryParameter(pattern="^differences$", description="`differences`: leaves out the fields in which all agree.")]
SIGNS = ("●", "▲", "■", "◆", "★", "✚")  # of the values of a row; a seventh value and those after it have its number
COLOURS = 6
WORDS = {"agree": "agree", "coarser": "one is coarser", "differ": "differ", "only_one": "only one says it", "silent": "silent"}
OPEN_VERDICTS = ("differ", "coarser")


def ask(desk: Desk, key: Key, only: Only = None, as_of: AsOf = None, clock: Clock = None) -> Agreement:
    """One event with its agreement table: rows are fields, columns origins; and the reports it was merged from."""
    narrow = narrowed(as_of=as_of, clock=clock)
    return desk.room.remember(("event", key, narrow), lambda: agreement(desk.reader, key, narrow))


def dress(answer: Agreement, desk: Desk) -> dict[str, Any]:
    only = desk.params.get("only") == "differences"
    rows = [row for row in answer.rows if not only or row.verdict in OPEN_VERDICTS]
    plots = [plot for figures in answer.figures if (plot := dots(figures))]
    titles = {t.teller.article: t.teller for t in answer.view.tellings}
    return {"rows": rows, "only": only, "plots": plots, "sign": sign, "colour": colour, "tellers": titles, "VERDICTS": WORDS}


def sign(group: int) -> str:
    """The sign of a value: the same for the same value of a row."""
    return SIGNS[group] if group < len(SIGNS) else f"({group + 1})"


def colour(group: int) -> str:
    """The class of a value's colour."""
    return f"v{group % COLOURS + 1}"


PAGE = Page(name="event", path="/event/{key:str}", ask=ask, template="event.html", dress=dress)
