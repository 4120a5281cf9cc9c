"""One story: its events on a line of time, its articles by origin, what was said, what is due."""

from __future__ import annotations

from typing import Any

from ...model import Copy
from ...views.story_page import StoryPage, story_page
from ..drawings.timeline import timeline
from ..page import Page
from ..query import AsOf, Clock, Key, narrowed
from ..room import Desk

SAID_FIRST = 10  # things said that are shown at once; the rest is a click away


def ask(desk: Desk, key: Key, as_of: AsOf = None, clock: Clock = None) -> StoryPage:
    """One story: its articles by origin, its events in the order of time, what was said and what is due."""
    narrow = narrowed(as_of=as_of, clock=clock)
    return desk.room.remember(("story", key, narrow), lambda: story_page(desk.reader, key, narrow))


def dress(answer: StoryPage, desk: Desk) -> dict[str, Any]:
    told = answer.told
    tellers = {teller.article: teller for teller in told.tellers}
    trees = [branches(origin.copies, set(tellers)) for origin in told.origins]
    origins = sorted(zip(told.origins, trees, strict=True), key=lambda pair: (-len(pair[1]), first_day(pair[1], tellers)))
    return {"line": timeline(told), "tellers": tellers, "origins": [(origin, tree) for origin, tree in origins if tree], "SAID_FIRST": SAID_FIRST}


def branches(copies: tuple[Copy, ...], shown: set[str]) -> list[tuple[int, Copy]]:
    """The copy tree from its roots on, each copy with its depth; copies of articles that are not shown are left out."""
    held = [copy for copy in copies if copy.article in shown]
    by_parent: dict[str | None, list[Copy]] = {}
    for copy in held:
        by_parent.setdefault(copy.parent if copy.parent in shown else None, []).append(copy)
    found: list[tuple[int, Copy]] = []
    waiting = [(0, copy) for copy in reversed(by_parent.get(None, []))]
    while waiting:
        depth, copy = waiting.pop()
        found.append((depth, copy))
        waiting += [(depth + 1, child) for child in reversed(by_parent.get(copy.article, []))]
    return found


def first_day(tree: list[tuple[int, Copy]], tellers: dict[str, Any]) -> str:
    """The day of the first article of a tree; undated ones are last."""
    return min((tellers[copy.article].published or "9999" for _, copy in tree), default="9999")


PAGE = Page(name="story", path="/story/{key:str}", ask=ask, template="story.html", dress=dress)
