"""The steps of casting: names, then descriptions and pronouns in text order, then the mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import ActorMention
from ..cast import Cast
from ..mentions import find_phrases
from .descriptions import Descriptions
from .desk import Desk
from .names import Names
from .pronouns import Pronouns
from .together import group_of, note_coordinations

if TYPE_CHECKING:
    from ...model import Form, PlaceMention
    from ...resources.actor_tables import ActorTables
    from ..coreference import Entity
    from ..mentions import Phrase
    from ..parse import Parse


def find_cast(parse: Parse, places: tuple[PlaceMention, ...], tables: ActorTables) -> Cast:
    """The cast of an article; `places` tell towns from governments. Pure: the same article gives the same cast."""
    desk = Desk(parse, places, tables)
    phrases = find_phrases(parse, desk.words, tables.is_body)
    desk.at = {p.root.i: p for p in phrases}
    Names(desk).cast(phrases)
    note_coordinations(desk, phrases)
    desk.note_all()
    described, pronouns = Descriptions(desk), Pronouns(desk)
    for phrase in sorted(phrases, key=lambda p: p.root.i):
        if phrase in desk.of:
            continue
        found = _described(phrase, described, pronouns, desk)
        if found is None:
            continue
        desk.of[phrase] = found
        if found[0] is not None and phrase.kind != "demonym":
            found[0].add(phrase)
            desk.note(found[0], phrase)
            described.code_counterpart(phrase, found[0])
    for phrase, (entity, _) in list(desk.of.items()):
        if entity is not None:
            described.code_owned(phrase, entity)
    return _finished(desk, phrases)


def _described(phrase: Phrase, described: Descriptions, pronouns: Pronouns, desk: Desk) -> tuple[Entity | None, str] | None:
    if phrase.kind == "pronoun":
        return pronouns.cast(phrase)
    if phrase.kind == "demonym":
        return described.demonym(phrase)
    if phrase.kind == "name" and not _is_role_noun(phrase, desk):
        return None
    return described.cast(phrase)


def _is_role_noun(phrase: Phrase, desk: Desk) -> bool:
    """Whether what is written as a name is a role noun or a people: "the Defense Ministry", "Kurds"."""
    if phrase.root.ent_type_ == "PERSON" or desk.places.get(phrase.span.start) is not None:
        return False
    return desk.is_role_noun(phrase.name, phrase.plural)


def _finished(desk: Desk, phrases: tuple[Phrase, ...]) -> Cast:
    mentions, actors = [], {}
    for phrase in phrases:
        if phrase not in desk.of:
            continue
        entity, reason = desk.of[phrase]
        if entity is None and not reason:
            continue
        actor = None
        if entity is not None:
            actor = entity.actor or group_of(entity)
            actors[actor.id] = actor
            for member in entity.members:
                if member.actor:
                    actors[member.actor.id] = member.actor
        mentions.append(ActorMention(
            span=phrase.span, head=phrase.head, form=_form(phrase, reason), sentence=phrase.sentence,
            actor=actor.id if actor else None, reason=reason,
        ))
    mentions.sort(key=lambda m: (m.span.start, -m.span.end))
    return Cast(tuple(mentions), tuple(actors.values()))


def _form(phrase: Phrase, reason: str) -> Form:
    if phrase.kind == "name" and reason.startswith("metonym"):
        return "metonym"
    if phrase.kind == "person" and phrase.definiteness == "definite" and not phrase.plural:
        return "title"
    return phrase.form
