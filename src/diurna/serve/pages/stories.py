"""Stories: the list, with facets."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.params import QueryParameter

from ...views.story_list import Order, StoryList, Wanted, story_facets, story_list
from ..page import Page
from ..query import ActorWords, AsOf, Clock, Number, OutletWords, PlaceWords, Since, TypeName, Until, narrowed
from ..room import Desk

Words = Annotated[str | None, QueryParameter(max_length=200, description='Words of the text; "in this order"; a final * is any ending.')]
Differ = Annotated[str | None, QueryParameter(pattern="^yes$", description="`yes`: only stories in which sources differ.")]
Several = Annotated[str | None, QueryParameter(pattern="^yes$", description="`yes`: only stories that more than one origin tells.")]
Sorted = Annotated[Order, QueryParameter(description="Which stories come first.")]
FACETS = {"type": "Type of event", "place": "Country", "outlet": "Outlet", "month": "Month of the last report"}
ORDERS = {"newest": "newest first", "oldest": "oldest first", "articles": "most articles", "origins": "most origins", "differ": "most differences"}


def ask(
    desk: Desk, words: Words = None, since: Since = None, until: Until = None, actor: ActorWords = None, type: TypeName = None,
    place: PlaceWords = None, outlet: OutletWords = None, differ: Differ = None, several: Several = None, sort: Sorted = "newest",
    page: Number = 1, as_of: AsOf = None, clock: Clock = None,
) -> StoryList:  # fmt: skip
    """A page of the stories that fit, with how often they are told, and what they can be narrowed to."""
    narrow = narrowed(since=since, until=until, actor=actor, type=type, place=place, as_of=as_of, clock=clock)
    wanted = Wanted(filter=narrow, outlet=outlet, words=words, differ=differ == "yes", several=several == "yes")
    facets = desk.room.remember(("stories", "facets", wanted), lambda: story_facets(desk.reader, wanted))
    return desk.room.remember(("stories", wanted, sort, page), lambda: story_list(desk.reader, wanted, order=sort, page=page, facets=facets))


def dress(answer: StoryList, desk: Desk) -> dict[str, Any]:
    return {"FACETS": FACETS, "ORDERS": ORDERS, "next_month": next_month}


def next_month(month: str) -> str:
    """The month after, both as 2017-11."""
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


PAGE = Page(name="stories", path="/stories", nav="Stories", ask=ask, template="stories.html", dress=dress)
