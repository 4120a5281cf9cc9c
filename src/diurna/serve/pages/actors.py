"""Actors: who acts in the library, with facets."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter

from ...views.actor_list import UNNAMED, ActorList, Order, WantedActors, actor_facets, actor_list
from ..page import Page
from ..query import ActorWords, AsOf, Clock, Number, Since, Until, narrowed
from ..room import Desk

Country = Annotated[str | None, QueryParameter(pattern="^[A-Za-z]{3}$", description="The actors' country: an ISO 3166 alpha-3 code.")]
Sector = Annotated[str | None, QueryParameter(pattern="^[A-Za-z]{3}$", description="One of the actors' sectors: a PLOVER code (GOV, MIL, REB...).")]
Kind = Annotated[str | None, QueryParameter(pattern="^[a-z_]{1,30}$", description="The kind of actor: person, country, armed_group...")]
Unnamed = Annotated[str | None, QueryParameter(pattern="^yes$", description="`yes`: unnamed groups and persons too, each of one article.")]
Sorted = Annotated[Order, QueryParameter(description="Which actors come first.")]
FACETS = {"kind": "Kind", "country": "Country", "sector": "Sector"}
ORDERS = {
    "articles": "most named", "did": "did most", "had_done": "most done to", "said": "said most", "name": "by name",
}  # fmt: skip


def ask(
    desk: Desk, actor: ActorWords = None, country: Country = None, sector: Sector = None, kind: Kind = None, since: Since = None,
    until: Until = None, unnamed: Unnamed = None, sort: Sorted = "articles", page: Number = 1, as_of: AsOf = None, clock: Clock = None,
) -> ActorList:  # fmt: skip
    """A page of the actors that fit, with how often each acted, was acted upon, spoke and was named, and what they can be narrowed to."""
    narrow = narrowed(actor=actor, since=since, until=until, as_of=as_of, clock=clock)
    wanted = WantedActors(filter=narrow, country=country, sector=sector, kind=kind, unnamed=unnamed == "yes")
    open_days = msgspec.structs.replace(wanted, filter=narrowed(actor=actor, as_of=as_of, clock=clock))
    facets = desk.room.remember(("actors", "facets", open_days), lambda: actor_facets(desk.reader, open_days))
    return desk.room.remember(("actors", wanted, sort, page), lambda: actor_list(desk.reader, wanted, order=sort, page=page, facets=facets))


def dress(answer: ActorList, desk: Desk) -> dict[str, Any]:
    """An actor's id leads to the actor's own page."""
    if answer.exact:
        kept = {name: desk.params.get(name) for name in ("since", "until", "as_of", "clock")}
        raise HTTPException(status_code=303, detail="The actor has a page.", headers={"location": desk.url(f"/actor/{answer.exact}", **kept)})
    return {"FACETS": FACETS, "ORDERS": ORDERS, "UNNAMED": UNNAMED}


PAGE = Page(name="actors", path="/actors", nav="Actors", ask=ask, template="actors.html", dress=dress)
