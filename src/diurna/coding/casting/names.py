"""Names: whom each name of an article stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...resources.actor_tables import normal
from ..coreference import gender_of, link_names
from ..coreference.local import PLACE_LINKS, LocalActors
from ..mentions import acts_as_government

if TYPE_CHECKING:
    from ...model import Actor
    from ..coreference import Entity
    from ..mentions import Phrase
    from .desk import Desk

PAST_UNION = re.compile(r"\b(?:ex|former)[- ](?:Soviet|Yugoslav)\b[- ]?(?:republic of )?", re.IGNORECASE)  # tells of the country, not of the person
WORD = re.compile(r"\b[A-Z]\w+\b")
OWNERS = frozenset(["his", "her", "its", "their"])  # whose spokesman he is, is told when the pronoun is read
LEAST_LETTERS = 4
LONGEST_WORDS = 14  # of a phrase that is looked up whole; longer ones are parser's slips


class Names:
    """The first step of casting."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.bodies: dict[str, Entity | None] = {}
        self.local = LocalActors(desk.words, frozenset(start for start, p in desk.places.items() if p.role == "place"))

    def cast(self, phrases: tuple[Phrase, ...]) -> None:
        """Give every phrase of a name that is an actor's its entity."""
        introduced = {p.root.i: p for p in phrases if p.kind in ("person", "group", "organisation")}
        linked = link_names(phrases, self.desk.parse.text, self.desk.words, self.desk.is_place)
        self._note_bodies(linked)
        for entity in linked:
            actor = self._actor_of_name(entity, introduced)
            if actor is None:
                continue
            known = self.desk.by_actor.get(actor.id)
            if known is None:
                known = self.desk.new(entity, actor)
            else:
                known.titles |= entity.titles
                known.gender = known.gender or entity.gender
            for phrase in list(entity.phrases):
                why = self._name_reason(phrase, actor)
                if not why:
                    if known is entity:
                        entity.phrases.remove(phrase)
                    continue
                if known is not entity:
                    known.add(phrase)
                self.desk.of[phrase] = known, why

    def _note_bodies(self, linked: list[Entity]) -> None:
        """The bodies of the article by each word that only one of them has."""
        for entity in linked:
            for word in entity.name.split() if entity.nature != "person" and " " in entity.name else ():
                if word[:1].isupper() and len(word) > LEAST_LETTERS:
                    self.bodies[word] = entity if self.bodies.get(word, entity) is entity else None

    def _actor_of_name(self, entity: Entity, introduced: dict[int, Phrase]) -> Actor | None:
        person = entity.nature == "person"
        for asked in self._introductions(entity, introduced):
            actor = self.desk.resolved(asked)
            if actor is None or actor.id.startswith("unnamed:"):
                continue
            alone = " " in entity.name and asked.rstrip("s") == entity.name.rstrip("s")
            if person != (actor.kind == "person") and (actor.table is None or (person and not alone)):
                continue
            return actor
        return None if self._is_told(entity) else self.local.actor(entity)

    def _is_told(self, entity: Entity) -> bool:
        """Whether the name is but a role noun in capitals or a people ("the Defense Ministry", "Kurds"): a description, then."""
        return entity.nature != "person" and self.desk.is_role_noun(entity.name, entity.phrases[0].plural)

    def _introductions(self, entity: Entity, introduced: dict[int, Phrase]) -> list[str]:
        """What to look the name up by: its fullest introductions first, the name alone last."""
        asked: list[str] = []
        named = self._without_lost_s(entity.name)
        for phrase in entity.phrases[:6]:
            root = phrase.root
            apposed = [introduced[c.i] for c in root.children if c.dep_ == "appos" and c.i in introduced]
            owner = introduced.get(root.head.i) if root.dep_ == "appos" else None
            if owner is not None and entity.nature == "person" and not owner.plural and not _of_another(self._to_noun(owner)):
                if " of " in owner.words or " for " in owner.words:
                    asked.append(f"{named}, {owner.words}")
                asked.append(owner.words if owner.span.end >= phrase.span.end else f"{owner.words} {named}")
                entity.titles.update(owner.titles)
                entity.gender = entity.gender or gender_of(owner, self.desk.words)
            for other in apposed:
                if entity.nature == "person" and not other.plural and not _of_another(self._to_noun(other)):
                    if " of " in other.words or " for " in other.words:
                        asked.append(f"{named}, {other.words}")
                    asked.append(f"{other.words} {named}")
                    entity.titles.update(other.titles)
                    entity.gender = entity.gender or gender_of(other, self.desk.words)
            first, _, rest = phrase.name.partition(" ")
            if " " in rest and entity.nature == "person" and self.desk.is_place(first):
                asked.append(f"{first} leader {rest}" if root.dep_ == "pobj" and root.head.lower_ == "of" else rest)
            if phrase.titles and entity.nature == "person" and not _of_another(self._before_name(phrase)):
                asked.append(f"{self._before_name(phrase)} {named}")
        return [*asked, *self._whole(entity), named, *([entity.name[:-1]] if self._may_end_in_s(entity.name) else [])]

    def _whole(self, entity: Entity) -> list[str]:
        """The whole phrases of a body's name, the longest first; none for a place, which its phrase only describes ("rebel-held Dawnport")."""
        if entity.nature == "person" or self._is_told_place(entity.phrases[0]):
            return []
        return sorted((p.words for p in entity.phrases[:2] if p.end - p.start <= LONGEST_WORDS), key=len, reverse=True)

    def _is_told_place(self, phrase: Phrase) -> bool:
        place = self.desk.places.get(self.desk.parse.doc[phrase.core[0]].idx)
        return place is not None and place.role == "place" and place.span.start > phrase.span.start and place.feature != "A.PCLI"

    def _without_lost_s(self, name: str) -> str:
        """ "Jane Roes" is Jane Roe where the tables know her alone: its apostrophe is lost."""
        known = self.desk.tables.entries
        return name[:-1] if self._may_end_in_s(name) and not known(normal(name)) and known(normal(name[:-1])) else name

    def _may_end_in_s(self, name: str) -> bool:
        return name.endswith("s") and len(name) > LEAST_LETTERS

    def _to_noun(self, phrase: Phrase) -> str:
        return self.desk.parse.text[phrase.span.start : phrase.head.end]

    def _before_name(self, phrase: Phrase) -> str:
        doc = phrase.root.doc
        first = doc[phrase.core[0]].idx
        before = PAST_UNION.sub("", self.desk.parse.text[phrase.span.start : first]).strip()
        return WORD.sub(self._in_full, before)

    def _in_full(self, word: re.Match[str]) -> str:
        """ "Observatory director": the body's whole name, where the article has it and the tables do not know the short one."""
        body = self.bodies.get(word.group()) or self.bodies.get(word.group().removesuffix("s"))
        if body is None or (word.group() in body.name.split()[:-1] and word.string[word.end() :].startswith(" " + body.name.split()[-1])):
            return word.group()
        short = self.desk.resolved(word.group()) is not None or word.group().lower() in self.desk.words.all_titles
        return word.group() if short else body.name

    def _name_reason(self, phrase: Phrase, actor: Actor) -> str:
        """Why the name stands for the actor here, or "" where it is only a place or part of a name."""
        place = self.desk.places.get(phrase.span.start) or self.desk.places.get(self.desk.parse.doc[phrase.core[0]].idx)
        whole = place is not None and place.span.end >= phrase.head.end
        if whole and place.role == "part_of_name" and phrase.root.ent_type_ != "PERSON":
            return ""
        if whole and place.role == "place" and actor.kind == "person" and not phrase.titles:
            return ""
        if actor.kind != "government" or phrase.end - phrase.start > 2:
            return actor.reason or "name"
        if place is not None and place.role == "metonym":
            return f"metonym: {place.reason}"
        if phrase.name.lower() in self.desk.words.metonyms["seats"] or actor.reason.startswith("seat"):
            inside = phrase.root.dep_ == "pobj" and phrase.root.head.lower_ in PLACE_LINKS
            return "" if inside else "metonym: seat of power"
        why = acts_as_government(phrase.root, self.desk.words)
        return f"metonym: {why}" if why else ""


def _of_another(title: str) -> bool:
    """ "its leader", "his spokesman": what follows a pronoun and tells no country."""
    return title.partition(" ")[0].lower() in OWNERS and title[1:].islower()
