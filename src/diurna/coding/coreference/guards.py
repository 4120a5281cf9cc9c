"""Guards: what keeps "it", "they" and "the officials" from being linked to the wrong actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .salience import clause_of, commands, role_of, subject_of

if TYPE_CHECKING:
    from ..mentions import Phrase
    from .entities import Entity


def only_plural(pronoun: Phrase, entity: Entity, candidates: list[Entity]) -> bool:
    """Whether "their" in a sentence has one coordination or plural before it and no other."""
    def here(other: Entity) -> bool:
        return any(p.root.i < pronoun.root.i for p in other.told_in(pronoun.sentence, pronoun.sentence))

    return bool(entity.members) and here(entity) and not any(e is not entity and (e.plural or e.members) and here(e) for e in candidates)


def other_words(phrase: Phrase) -> frozenset[str]:
    """The words of a description besides its article and noun."""
    return frozenset(phrase.titles) - {"the", "this", "that", "these", "those", "a", "an", phrase.root.lower_}


def safely_meant(pronoun: Phrase, entity: Entity) -> bool:
    """Whether a bare "it" or "they" is surely this one: a subject that commands it, or the subject before for a subject."""
    for phrase in entity.told_in(pronoun.sentence - 1, pronoun.sentence):
        if phrase.root.i >= pronoun.root.i:
            continue
        if phrase.sentence == pronoun.sentence and (commands(phrase.root, pronoun.root) or subject_of(clause_of(pronoun.root)) == phrase.root):
            return True
        if role_of(phrase.root) == "subject" and role_of(pronoun.root) == "subject":
            return True
    return False
