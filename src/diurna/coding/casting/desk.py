"""The desk on which an article is cast: its entities so far, which phrase stands for which, and the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.coreference import coreference_words
from ..actors import resolve
from ..coreference import nature_of

if TYPE_CHECKING:
    from ...model import Actor, PlaceMention
    from ...resources.actor_tables import ActorTables
    from ..coreference import Entity
    from ..mentions import Phrase
    from ..parse import Parse


class Desk:
    """What the steps of casting share; `of` has for each phrase its entity (None: left open) and the reason."""

    def __init__(self, parse: Parse, places: tuple[PlaceMention, ...], tables: ActorTables) -> None:
        self.parse, self.tables, self.words = parse, tables, coreference_words()
        published = parse.article.published
        self.on = published.interval if published else None
        self.places = {place.span.start: place for place in places}
        self.entities: list[Entity] = []
        self.of: dict[Phrase, tuple[Entity | None, str]] = {}
        self.coordinations: list[Entity] = []
        self.by_actor: dict[str, Entity] = {}
        self.named: dict[int, Phrase] = {}
        self._looked_up: dict[str, Actor | None] = {}

    def new(self, entity: Entity, actor: Actor) -> Entity:
        """Enter an entity with its actor."""
        entity.actor, entity.country = actor, actor.country
        entity.nature = nature_of(actor)
        if actor.role:
            entity.titles.update(actor.role.title.lower().split())
        self.entities.append(entity)
        self.by_actor[actor.id] = entity
        return entity

    def resolved(self, phrase: str) -> Actor | None:
        """What the tables make of a phrase on the article's day."""
        if phrase not in self._looked_up:
            self._looked_up[phrase] = resolve(phrase, on=self.on, tables=self.tables)
        return self._looked_up[phrase]

    def is_place(self, name: str) -> bool:
        """Whether a name is a country's or a town's."""
        actor = self.resolved(name)
        return actor is not None and (actor.kind in ("country", "government") or actor.reason.startswith("a place"))

    def is_role_noun(self, name: str, plural: bool) -> bool:
        """Whether what is written as a name is only a role noun, with its country at most, or a people: "the Defense Ministry", "Kurds"."""
        actor = self.resolved(name)
        if actor is None or not actor.id.startswith("unnamed:") or actor.role is None or actor.sectors == ("UNK",):
            return False
        rest = name.lower().replace(actor.role.title, "").replace("the ", "").strip()
        agent = self.tables.agent(actor.role.title)
        return plural or (agent is not None and agent.institution and (not rest or self.is_place(rest.title())))

    def country_in(self, phrase: Phrase) -> str | None:
        """The country of a name or adjective before the noun: "Kremlin" in "the Kremlin strongman"."""
        doc = phrase.root.doc
        before = self.parse.text[phrase.span.start : phrase.head.start].strip()
        if not before or phrase.start == phrase.root.i or not any(doc[i].text[:1].isupper() for i in range(phrase.start, phrase.root.i)):
            return None
        actor = self.resolved(before.removeprefix("the ").removeprefix("The "))
        return actor.country if actor else None
