"""Speaker: what one actor said over time."""

from __future__ import annotations

from ...views.sayings import Speaker, speaker
from ..page import Page
from ..query import AsOf, Clock, Key, Number, narrowed
from ..room import Desk


def ask(desk: Desk, key: Key, page: Number = 1, as_of: AsOf = None, clock: Clock = None) -> Speaker:
    """What one actor said: quotes by month, and the quotes themselves, the newest first."""
    narrow = narrowed(as_of=as_of, clock=clock)
    return desk.room.remember(("speaker", key, narrow, page), lambda: speaker(desk.reader, key, narrow, page=page))


PAGE = Page(name="speaker", path="/speaker/{key:str}", ask=ask, template="speaker.html")
