"""Sources and quality: outlets, what is missing or was taken away, problems, and the scores of every layer."""

from __future__ import annotations

from ...views.sources import Sources, sources
from ..page import Page
from ..query import AsOf, Clock, Number, OutletWords, narrowed
from ..room import Desk


def ask(desk: Desk, outlet: OutletWords = None, page: Number = 1, as_of: AsOf = None, clock: Clock = None) -> Sources:
    """Outlets with what is missing of them, problems with what to do, and how good each layer is."""
    narrow = narrowed(as_of=as_of, clock=clock)
    return desk.room.remember(("sources", outlet, page, narrow), lambda: sources(desk.reader, narrow, outlet=outlet, page=page))


PAGE = Page(name="sources", path="/sources", nav="Sources", ask=ask, template="sources.html")
