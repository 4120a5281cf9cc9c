"""Names: which names of one article are the same actor's, by their words alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from .entities import Entity, gender_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...resources.coreference import CoreferenceWords
    from ..mentions import Phrase

NOT_WORDS = re.compile(r"[^\w\s&]+")
PREFIX = re.compile(r"^(?:al|el)[\s-]+", re.IGNORECASE)
BRACKET = re.compile(r"\s*\((?:the\s+)?[\"“‘']?([A-Z][A-Za-z.&-]{1,12})[\"”’']?[),;]")
SMALL = frozenset(["of", "the", "and", "for", "in", "al", "el", "de", "on", "to", "at", "a", "&", "bin"])
KEYS = 4096  # names of which the key is remembered: an article asks for each some ten times
NESTED = 4  # phrases of one actor that can overlap, and so start in another order than that of their heads
PEOPLE_OR_NONE = frozenset({"PERSON", ""})


def link_names(phrases: tuple[Phrase, ...], text: str, words: CoreferenceWords, is_place: Callable[[str], bool] = lambda name: False) -> list[Entity]:
    """Entities for all named phrases, in the order of their first names.

    `is_place` tells names that are a country's or a city's, so that "Washington" is not taken for a man of that name.
    """
    names = [p for p in phrases if p.kind == "name"]
    short = _bracketed(names, text)
    book = _Book(words, is_place)
    for phrase in sorted(names, key=lambda p: (-len(key_of(p.name).split()), p.span.start)):
        book.place(phrase)
    book.join_short_forms(short)
    return book.finished()


@lru_cache(maxsize=KEYS)
def key_of(name: str) -> str:
    """A name without dots, hyphens and genitive, in lower case: "U.S." is "us", "al-Assad's" is "assad"."""
    plain = name[:-2] if name.endswith(("'s", "’s")) else name
    plain = PREFIX.sub("", plain.replace(".", ""))
    return " ".join(NOT_WORDS.sub(" ", plain).lower().split())


class _Book:
    """Entities by the words of their names."""

    def __init__(self, words: CoreferenceWords, is_place: Callable[[str], bool]) -> None:
        self.words, self.is_place = words, is_place
        self.by_key: dict[str, Entity] = {}
        self.by_word: dict[str, list[Entity]] = {}
        self.entities: list[Entity] = []

    def place(self, phrase: Phrase) -> None:
        key = key_of(phrase.name)
        if not key:
            return
        entity = self._known(key, phrase)
        if entity is None:
            entity = Entity(phrase.name)
            self.entities.append(entity)
            for word in set(key.split()) - SMALL:
                self.by_word.setdefault(word, []).append(entity)
        self.by_key.setdefault(key, entity)
        self._learn(entity, phrase)

    def _known(self, key: str, phrase: Phrase) -> Entity | None:
        parts = key.split()
        exact = self.by_key.get(key)
        if len(parts) > 1:
            return exact or self._longer(key, parts, phrase)
        if self.is_place(phrase.name) and not phrase.titles:
            return exact
        if phrase.definiteness == "definite":
            bodies = [e for e in self.by_word.get(parts[0], ()) if not self._is_person(e) and len(key_of(e.name).split()) > 1]
            if len(bodies) == 1 and bodies[0].phrases[0].span.start < phrase.span.start:
                return bodies[0]  # "the Observatory" after its whole name
        fitting = [e for e in self.by_word.get(parts[0], ()) if self._surname(e, parts[0], phrase)]
        return _nearest(fitting, phrase) or exact

    def _surname(self, entity: Entity, word: str, phrase: Phrase) -> bool:
        """Whether one word can stand for a longer name: a person's last word (or first, if no one else has it)."""
        key = key_of(entity.name).split()
        if len(key) == 1 or not self._is_person(entity):
            return False
        gender = gender_of(phrase, self.words)
        if gender and entity.gender and gender != entity.gender:
            return False
        return key[-1] == word or (key[0] == word and (word in self.words.given_names or phrase.root.ent_type_ == "PERSON"))

    def _longer(self, key: str, parts: list[str], phrase: Phrase) -> Entity | None:
        for entity in self.by_word.get(parts[-1], ()) or ():
            longer = key_of(entity.name).split()
            if self._is_person(entity) and phrase.root.ent_type_ in PEOPLE_OR_NONE and _within(parts, longer):
                return entity
        for entity in self.by_word.get(parts[0], ()) or ():
            longer = key_of(entity.name)
            if longer.startswith((key + " of ", key + " in ", key + " for ")):
                return entity
        return None

    def _is_person(self, entity: Entity) -> bool:
        return entity.nature == "person"

    def _learn(self, entity: Entity, phrase: Phrase) -> None:
        entity.add(phrase)
        if is_person_name(phrase, self.words) and not self.is_place(phrase.name):
            entity.nature = "person"
        entity.gender = entity.gender or gender_of(phrase, self.words)
        entity.plural = entity.plural or (phrase.root.tag_ == "NNPS" and phrase.root.ent_type_ != "GPE")

    def join_short_forms(self, short: dict[str, Phrase]) -> None:
        """Join "FSA" to "Free Syrian Army (FSA)", or to the one longer name with these initials."""
        initials: dict[str, list[Entity]] = {}
        for entity in self.entities:
            if entity.nature != "person" and len(key_of(entity.name).split()) > 1:
                initials.setdefault(_initials(entity.name), []).append(entity)
        for entity in list(self.entities):
            key = key_of(entity.name)
            owner = self.by_key.get(key_of(short[key].name)) if key in short else None
            if owner is None and entity.name.replace(".", "").isupper() and len(key) > 1:
                fitting = initials.get(key, [])
                owner = fitting[0] if len(fitting) == 1 else None
            if owner is not None and owner is not entity:
                self._merge(owner, entity)

    def _merge(self, owner: Entity, other: Entity) -> None:
        owner.phrases.extend(other.phrases)
        owner.titles |= other.titles
        self.entities.remove(other)
        self.by_key[key_of(other.name)] = owner

    def finished(self) -> list[Entity]:
        for entity in self.entities:
            entity.phrases.sort(key=lambda p: p.span)
        return sorted(self.entities, key=lambda e: e.phrases[0].span)


def is_person_name(phrase: Phrase, words: CoreferenceWords) -> bool:
    """Whether the name is a person's: so says the tagger, or a title before it, and its last word is no organisation's."""
    if phrase.root.lower_ in words.organisation_last:
        return False
    return phrase.root.ent_type_ == "PERSON" or any(words.is_title(t.rstrip(".")) for t in phrase.titles)


def _nearest(entities: list[Entity], phrase: Phrase) -> Entity | None:
    """The one last named before the phrase, else the first of them."""
    if not entities:
        return None
    before = [(_last_start(e, phrase), -i) for i, e in enumerate(entities)]
    return entities[-max(before)[1]] if max(before)[0] >= 0 else entities[0]


def _last_start(entity: Entity, phrase: Phrase) -> int:
    """Where the last phrase of an entity before this one starts, or -1; phrases are in the order of their heads, so that few need a look."""
    at = bisect_right(entity.phrases, phrase.root.i, key=lambda p: p.root.i)
    near = entity.phrases[max(at - NESTED, 0) : at + NESTED]
    return max((p.span.start for p in near if p.span.start <= phrase.span.start), default=-1)


def _within(parts: list[str], longer: list[str]) -> bool:
    """Whether the words stand in the longer name in this order."""
    rest = iter(longer)
    return all(part in rest for part in parts)


def _initials(name: str) -> str:
    return "".join(word[0] for word in key_of(name).split() if word not in SMALL)


def _bracketed(names: list[Phrase], text: str) -> dict[str, Phrase]:
    """Short forms in brackets right after a name, by their key."""
    found: dict[str, Phrase] = {}
    for phrase in names:
        for end in {phrase.head.end, phrase.span.end if phrase.root.ent_type_ != "PERSON" else phrase.head.end}:
            match = BRACKET.match(text, end)
            if match and len(match.group(1)) < end - phrase.span.start:
                found.setdefault(key_of(match.group(1)), phrase)
    return found
