"""The reader: one article with what was coded of it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import QueryParameter

from ...extract import raw_text
from ...model import Span
from ...views.reading import Piece, Reading, reading
from ..page import Page
from ..query import Key
from ..room import Desk

At = Annotated[str | None, QueryParameter(pattern=r"^\d{1,8}-\d{1,8}$", description="Words shown as cited: start-end, in code points of the text.")]
LAYERS = {
    "report": "reports", "quote": "quotes", "quantity": "figures", "relation": "relations", "actor": "actors", "place": "places", "time": "times",
}  # fmt: skip
SHOWN_FIRST = ("report", "quote", "quantity")  # the rest is a click away: all seven at once is a carpet


def ask(desk: Desk, key: Key, at: At = None) -> Reading:
    """One article: its text with the marks of every layer, and the furniture of its page."""
    cited = Span(*map(int, at.split("-"))) if at else None
    return desk.room.remember(("reading", key, cited), lambda: reading(desk.reader, key, at=cited, raw_text=raw_text))


def dress(answer: Reading, desk: Desk) -> dict[str, Any]:
    order = {mark: n for n, mark in enumerate(answer.steps)}
    fixed = {"LAYERS": LAYERS, "SHOWN_FIRST": SHOWN_FIRST}
    return {**fixed, "classes": lambda piece: classes(answer, piece), "order": order, "citation": citation(answer)}


def classes(answer: Reading, piece: Piece) -> str:
    """The layers of a piece, as classes of its element."""
    return " ".join(dict.fromkeys(answer.marks[i].layer for i in piece.marks))


def citation(answer: Reading) -> str:
    """How the article is cited: outlet (credit), title, day, address, id."""
    t = answer.teller
    who = t.outlet or "Unnamed outlet"
    parts = [f"{who} ({t.credit})" if t.credit and t.credit != t.outlet else who, f"“{t.title}”" if t.title else "", t.published or "undated"]
    return ", ".join(part for part in (*parts, t.address or t.name, f"Diurna {t.article}") if part)


PAGE = Page(name="reading", path="/article/{key:str}", ask=ask, template="reading.html", dress=dress)
