"""The coding layers put together for evals: one article in, everything that reports rest on out."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from diurna.coding.cast import Cast
from diurna.coding.parse import span_of
from diurna.model import Actor, ActorMention

if TYPE_CHECKING:
    from diurna.coding.parse import Parse

NAMES = {"GPE": "country", "NORP": "unnamed_group", "ORG": "organisation", "PERSON": "person"}
PEOPLE = frozenset(
    "troop soldier police force army military rebel militant protester prisoner journalist activist official government president minister court leader refugee worker "
    "people civilian woman man child authority diplomat opposition group parliament union party company envoy spokesman resident demonstrator migrant student lawyer judge "
    "inmate detainee citizen member player team state organization ministry senator lawmaker insurgent fighter gunman guerrilla separatist inspector observer peacekeeper king".split()
)


def cast_of(parse: Parse) -> Cast:
    """The article's cast, by the project's own layer where it is there; else names and people's nouns as they stand."""
    if find_spec("diurna.coding.casting") is not None:
        from diurna.coding.casting import find_cast

        return find_cast(parse)
    return stand_in(parse)


def stand_in(parse: Parse) -> Cast:
    """A cast of the named entities and of noun phrases headed by a word for people; nothing is linked."""
    actors: dict[str, Actor] = {}
    mentions: list[ActorMention] = []
    taken: set[int] = set()
    for entity in parse.doc.ents:
        if entity.label_ in NAMES and entity.root.i not in taken:
            key = f"{NAMES[entity.label_]}:{entity.text.lower()}"
            _mention(parse, entity, key, entity.text, NAMES[entity.label_], actors, mentions)
            taken.add(entity.root.i)
    for chunk in parse.doc.noun_chunks:
        if chunk.root.i not in taken and chunk.root.lemma_.lower() in PEOPLE:
            _mention(parse, chunk, f"unnamed:{chunk.start_char}", chunk.text, "unnamed_group", actors, mentions)
    return Cast(tuple(sorted(mentions, key=lambda m: m.span)), tuple(actors.values()))


def _mention(parse: Parse, words, key: str, name: str, kind, actors: dict[str, Actor], mentions: list[ActorMention]) -> None:
    actors.setdefault(key, Actor(id=key, name=name, kind=kind))
    mentions.append(ActorMention(span=span_of(words), head=span_of(words.root), form="name", sentence=parse.sentence_of(words.root), actor=key))
