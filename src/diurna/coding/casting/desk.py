"""The desk on which an article is cast: its entities so far, which phrase stands for which, and the tables."""

from __future__ import annotations

from itertools import islice
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
    from ..tokens import Token

REACH = 400  # sentences back that a description can refer to: the longest of 120 news articles has 36; it keeps the reading of a book linear


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
        self.at: dict[int, Phrase] = {}
        self._looked_up: dict[str, Actor | None] = {}
        self._order: dict[Entity, int] = {}
        self._joint: dict[Entity, int] = {}
        self._told: dict[int, dict[Entity, None]] = {}
        self._by_noun: dict[str, list[Entity]] = {}
        self._by_words: dict[tuple[str, bool, str], Entity] = {}
        self._sorted_out = 0

    def new(self, entity: Entity, actor: Actor) -> Entity:
        """Enter an entity with its actor."""
        entity.actor, entity.country = actor, actor.country
        entity.nature = nature_of(actor)
        if actor.role:
            entity.titles.update(actor.role.title.lower().split())
        self.entities.append(entity)
        self.by_actor[actor.id] = entity
        return entity

    def cast_at(self, token: Token) -> Entity | None:
        """The entity of the phrase that a token heads, as far as it is cast."""
        phrase = self.at.get(token.i)
        return self.of[phrase][0] if phrase in self.of else None

    def note(self, entity: Entity, phrase: Phrase) -> None:
        """Remember in which sentence an entity is told of."""
        self._told.setdefault(phrase.sentence, {})[entity] = None

    def note_all(self) -> None:
        """Remember it of all that are entered so far, the coordinations among them."""
        self._joint = {entity: n for n, entity in enumerate(self.coordinations)}
        for entity in [*self.entities, *self.coordinations]:
            for phrase in entity.phrases:
                self.note(entity, phrase)

    def told_between(self, first: int, last: int) -> list[Entity]:
        """The entities that some phrase in these sentences stands for, then the coordinations, each in the order in which they were entered."""
        for entity in islice(self.entities, len(self._order), None):
            self._order[entity] = len(self._order)
        found = dict.fromkeys(e for n in range(first, last + 1) for e in self._told.get(n, ()))
        single = sorted((e for e in found if e in self._order), key=self._order.__getitem__)
        return single + sorted((e for e in found if e in self._joint), key=self._joint.__getitem__)

    def told_near(self, phrase: Phrase) -> list[Entity]:
        """The entities that a description may refer to."""
        if phrase.sentence <= REACH:
            return self.entities
        return [e for e in self.told_between(phrase.sentence - REACH, phrase.sentence) if e in self._order]

    def unnamed_by(self, noun: str) -> list[Entity]:
        """Actors without a name whose first phrase has this noun, in the order in which they were entered."""
        self._sort_out()
        return self._by_noun.get(noun, [])

    def unnamed_as(self, noun: str, plural: bool, words: str) -> Entity | None:
        """The last one of them whose first phrase has the same words."""
        self._sort_out()
        return self._by_words.get((noun, plural, words.lower()))

    def _sort_out(self) -> None:
        for entity in islice(self.entities, self._sorted_out, None):
            if entity.actor is not None and entity.actor.id.startswith("unnamed:") and entity.phrases:
                first = entity.phrases[0]
                noun = first.root.lemma_.lower()
                self._by_noun.setdefault(noun, []).append(entity)
                self._by_words[noun, entity.plural, first.words.lower()] = entity
        self._sorted_out = len(self.entities)

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
