"""Entities: one actor-to-be of an article with the phrases that stand for it, before and after it is coded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ...model import Actor
    from ...resources.coreference import CoreferenceWords
    from ..mentions import Phrase

Nature = Literal["person", "thing", "country", "group", ""]

FEMALE, MALE = "f", "m"


@dataclass(slots=True, eq=False)
class Entity:
    """Grows while an article is read: its phrases in text order, and what they tell about it."""

    name: str
    nature: Nature = ""
    gender: str = ""
    plural: bool = False
    titles: set[str] = field(default_factory=set)
    phrases: list[Phrase] = field(default_factory=list)
    actor: Actor | None = None
    country: str | None = None
    members: tuple[Entity, ...] = ()
    reason: str = ""

    def add(self, phrase: Phrase) -> None:
        """Let a phrase stand for this entity."""
        insort(self.phrases, phrase, key=lambda p: p.root.i)
        self.titles.update(phrase.titles)

    def told_in(self, first: int, last: int) -> list[Phrase]:
        """Its phrases in the sentences from `first` to `last`."""
        low = bisect_left(self.phrases, first, key=lambda p: p.sentence)
        return self.phrases[low : bisect_right(self.phrases, last, low, key=lambda p: p.sentence)]


def gender_of(phrase: Phrase, words: CoreferenceWords) -> str:
    """ "m", "f" or "" by title ("Mrs"), noun ("spokeswoman") or given name, in this order."""
    for word in (w.rstrip(".") for w in phrase.titles):
        if word in words.titles["female"] or word in words.gender["female"]:
            return FEMALE
        if word in words.titles["male"] or word in words.gender["male"]:
            return MALE
    if phrase.kind != "name":
        return ""
    first, last = phrase.core
    if last - first < 2:
        return ""
    given = phrase.root.doc[first].lower_
    return "" if given in words.gender["either"] else words.given_names.get(given, "")


def nature_of(actor: Actor) -> Nature:
    """What an actor is, as far as pronouns and descriptions ask."""
    if actor.kind in ("person", "unnamed_person"):
        return "person"
    if actor.kind in ("country", "government"):
        return "country"
    return "group" if actor.kind in ("unnamed_group", "armed_group", "group_of_countries") else "thing"
