"""Descriptions: "the Kremlin strongman", "the group", "the three powers", matched with what the article named before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import gender_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...resources.coreference import CoreferenceWords
    from ..mentions import Phrase
    from .entities import Entity

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
STATE_BODIES = frozenset(
    ["army", "military", "navy", "force", "police", "government", "regime", "state", "country", "troops", "camp", "party", "side"]
)  # of a state, if bare
BELOW = frozenset({"foreign", "defense", "defence", "interior", "vice", "deputy"})  # titles of ministers who do not lead
NEAR = 3  # sentences back within which "the country" or "the group" is still the one last named


def described_person(phrase: Phrase, country: str | None, entities: Sequence[Entity], words: CoreferenceWords) -> tuple[Entity | None, str]:
    """The person named before whose title, country and gender a singular definite description fits; the last one named, if several do."""
    noun = phrase.root.lemma_.lower()
    gender = gender_of(phrase, words)
    fitting = []
    for entity in entities:
        if entity.nature != "person" or not _before(entity, phrase) or (gender and entity.gender not in ("", gender)):
            continue
        if country and entity.country and country != entity.country:
            continue
        if why := _title_fits(noun, entity, country, words):
            fitting.append((_last_before(entity, phrase), entity, why))
    if not fitting:
        return None, ""
    _, entity, why = max(fitting, key=lambda item: item[0])
    return entity, f"description: {why}" + (f" of {country}" if country else "")


def _title_fits(noun: str, entity: Entity, country: str | None, words: CoreferenceWords) -> str:
    if noun in entity.titles:
        return f"titled {noun}"
    leads = entity.titles & words.descriptions["leader_titles"] and not entity.titles & BELOW
    if noun in words.descriptions["leader"] and leads and (country or noun not in ("chief", "head")):
        return f"{noun} for a leader"
    if noun in ("man", "woman") and entity.gender:
        return noun
    return ""


def described_body(phrase: Phrase, country: str | None, entities: Sequence[Entity], words: CoreferenceWords) -> tuple[Entity | None, str]:
    """The organisation, group or country named before that "the ministry", "the group", "the kingdom" stands for."""
    noun = phrase.root.lemma_.lower()
    bodies = [e for e in entities if e.nature in ("thing", "group", "country") and _before(e, phrase)]
    named = [e for e in bodies if e.actor and not e.actor.id.startswith("unnamed:")]
    same_word = [] if noun in STATE_BODIES else [e for e in named if noun in e.name.lower().split()]
    if same_word and not (country and country not in {e.country for e in same_word}):
        return max(same_word, key=lambda e: _last_before(e, phrase)), f"description: {noun} is in its name"
    if epithet := next((w for w in words.epithets if phrase.words.lower().endswith(w)), None):
        fitting = [e for e in entities if e.nature == "country" and e.country in words.epithets[epithet]]
        return (fitting[0], f"epithet: {epithet}") if len({e.country for e in fitting}) == 1 else (None, "")
    if country or phrase.root.n_lefts > 1:
        return None, ""
    return _last_of_kind(phrase, noun, named, words)


def _last_of_kind(phrase: Phrase, noun: str, named: list[Entity], words: CoreferenceWords) -> tuple[Entity | None, str]:
    kinds: tuple[str, ...] = ()
    if noun in words.descriptions["armed"]:
        kinds = ("armed_group", "organisation", "party")
    elif noun in ("company", "firm"):
        kinds = ("company",)
    elif noun in words.descriptions["organisation"]:
        kinds = ("organisation", "party", "company")
    elif noun in ("country", "nation"):
        return _only_country(phrase, named)
    near = [e for e in named if e.actor and e.actor.kind in kinds and phrase.sentence - _last_sentence(e, phrase) <= NEAR]
    if not near:
        return None, ""
    return max(near, key=lambda e: _last_before(e, phrase)), f"description: the {noun} named last"


def _only_country(phrase: Phrase, named: list[Entity]) -> tuple[Entity | None, str]:
    near = [e for e in named if e.nature == "country" and phrase.sentence - _last_sentence(e, phrase) <= 1]
    if len({e.country for e in near}) != 1:
        return None, ""
    return near[0], "description: the only country named near"


def number_meant(phrase: Phrase) -> int:
    """How many "the three powers" or "both sides" are; 0 if no number is told."""
    for token in phrase.root.lefts:
        if token.lower_ in NUMBERS:
            return NUMBERS[token.lower_]
    return 0


def described_several(phrase: Phrase, count: int, coordinations: Sequence[Entity], words: CoreferenceWords) -> tuple[Entity | None, str]:
    """The nearest earlier coordination of this many countries or persons, as the noun asks."""
    noun = phrase.root.lemma_.lower()
    wanted = "country" if noun in words.descriptions["country_pair"] else "person" if noun in words.descriptions["person_pair"] else ""
    for entity in reversed(coordinations):
        if entity.phrases[0].root.i >= phrase.root.i or len(entity.members) != count:
            continue
        if not wanted or all(m.nature == wanted for m in entity.members):
            return entity, f"the {count} named together before: {', '.join(m.name for m in entity.members)}"
    return None, f"no {count} are named together before"


def _before(entity: Entity, phrase: Phrase) -> bool:
    return bool(entity.phrases) and entity.phrases[0].root.i < phrase.root.i


def _last_before(entity: Entity, phrase: Phrase) -> int:
    return max((p.root.i for p in entity.phrases if p.root.i < phrase.root.i), default=-1)


def _last_sentence(entity: Entity, phrase: Phrase) -> int:
    return max((p.sentence for p in entity.phrases if p.root.i < phrase.root.i), default=-99)
