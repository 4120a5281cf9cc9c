"""Quotes: what was said, each rendering aligned word by word."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.sayings import Order, Sayings, sayings
from ..page import Page
from ..query import ActorWords, AsOf, Clock, Number, Since, Until, narrowed
from ..room import Desk

Words = Annotated[str | None, QueryParameter(max_length=200, description="Words in a row that the saying holds.")]
Several = Annotated[str | None, QueryParameter(pattern="^yes$", description="`yes`: only what more than one article renders.")]
Sorted = Annotated[Order, QueryParameter(description="Which sayings come first: the most told or the newest.")]
HOW = {"same": "same words", "clipped": "clipped", "altered": "altered", "paraphrased": "in other words"}


def ask(
    desk: Desk, words: Words = None, actor: ActorWords = None, since: Since = None, until: Until = None, several: Several = None,
    sort: Sorted = "told", page: Number = 1, as_of: AsOf = None, clock: Clock = None,
) -> Sayings:  # fmt: skip
    """A page of what was said, with every article's rendering against the fullest one."""
    narrow = narrowed(since=since, until=until, actor=actor, as_of=as_of, clock=clock)
    key = ("quotes", narrow, words, several, sort, page)
    return desk.room.remember(key, lambda: sayings(desk.reader, narrow, words=words, several=several == "yes", order=sort, page=page))


def dress(answer: Sayings, desk: Desk) -> dict[str, Any]:
    return {"HOW": HOW, "ORDERS": {"told": "most told first", "newest": "newest first"}}


PAGE = Page(name="quotes", path="/quotes", nav="Quotes", ask=ask, template="quotes.html", dress=dress)
