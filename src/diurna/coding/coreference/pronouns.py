"""Pronouns: the best antecedent by fit, distance and syntax, with the reason; left open where two fit alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.coreference import coreference_words
from .salience import FEATURES, clause_of, features, forbidden, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..mentions import Phrase
    from .entities import Entity

MALE = frozenset(["he", "him", "his", "himself"])
FEMALE = frozenset(["she", "her", "hers", "herself"])
NEUTER = frozenset(["it", "its", "itself"])
THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
WINDOW = 4  # sentences back; GAP's antecedents lie within 3 of the pronoun in 99 % of cases
RECENT = 4  # phrases of one entity that are weighed
LATER = 30  # tokens after the pronoun that a name may first follow it


class PronounResolver:
    """Weighs the entities of one article for each pronoun; `breaks` are the starts of its paragraphs."""

    def __init__(self, text: str, weights: dict[str, float] | None = None) -> None:
        self.text = text
        table = weights or coreference_words().weights
        self.weights = tuple(table[name] for name in FEATURES)
        self.bias = table["least"]
        self.margin = table["margin"]

    def resolve(self, pronoun: Phrase, entities: Iterable[Entity]) -> tuple[Entity | None, str]:
        """The entity that a pronoun stands for and why, or None and why not."""
        ranked = self.ranked(pronoun, entities)
        if not ranked:
            return None, "pronoun: nothing fits"
        score, entity, phrase = ranked[0]
        if score < self.bias:
            return None, "pronoun: nothing near enough"
        if len(ranked) > 1 and score - ranked[1][0] < self.margin:
            return None, f"pronoun: {entity.name!r} and {ranked[1][1].name!r} fit alike"
        return entity, self.reason(pronoun, phrase)

    def ranked(self, pronoun: Phrase, entities: Iterable[Entity]) -> list[tuple[float, Entity, Phrase]]:
        """Entities that agree with the pronoun with their best phrase, best first."""
        fitting = [e for e in entities if agrees(pronoun, e)]
        positions = sorted(p.root.i for e in fitting for p in e.told_in(pronoun.sentence - WINDOW, pronoun.sentence))
        found = [best for e in fitting if (best := self._best(pronoun, e, positions)) is not None]
        return sorted(found, key=lambda item: -item[0])

    def _best(self, pronoun: Phrase, entity: Entity, positions: list[int]) -> tuple[float, Entity, Phrase] | None:
        at = pronoun.root.i
        around = entity.told_in(pronoun.sentence - WINDOW, pronoun.sentence)
        near = [p for p in around if p.root.i < at][-RECENT:]
        if any(forbidden(p, pronoun) for p in near):
            return None  # what one of its phrases cannot be, none of them can
        if not near or pronoun.root.lower_ not in THEY:
            later = (p for p in around if at < p.root.i < at + LATER and p.sentence == pronoun.sentence)
            near += [p for p in later if p.kind == "name" and not forbidden(p, pronoun)][:1]
        best = None
        for phrase in near:
            low, high = sorted((phrase.root.i, at))
            between = sum(1 for i in positions if low < i < high)
            score = self.score(phrase, pronoun, entity, between)
            if best is None or score > best[0]:
                best = (score, entity, phrase)
        return best

    def score(self, phrase: Phrase, pronoun: Phrase, entity: Entity, between: int) -> float:
        """How well one phrase of an entity fits the pronoun."""
        low, high = sorted((phrase.span.end, pronoun.span.start))
        values = features(phrase, pronoun, entity, between, "\n" not in self.text[low:high])
        return self.score_values(entity, values)

    def score_values(self, entity: Entity, values: tuple[float, ...]) -> float:
        """The weighted sum of one pairing's features."""
        return sum(w * v for w, v in zip(self.weights, values, strict=True))

    def reason(self, pronoun: Phrase, phrase: Phrase) -> str:
        """Where the chosen phrase stands, in words."""
        back = pronoun.sentence - phrase.sentence
        if phrase.root.i > pronoun.root.i:
            return f"pronoun: {phrase.name!r} follows in the main clause"
        if subject_of(clause_of(pronoun.root)) == phrase.root:
            return f"pronoun: {phrase.name!r} is the clause's subject"
        where = "same sentence" if back == 0 else "sentence before" if back == 1 else f"{back} sentences before"
        return f"pronoun: {phrase.name!r}, {where}"


def agrees(pronoun: Phrase, entity: Entity) -> bool:
    """Whether gender, number and nature allow the entity for the pronoun."""
    word = pronoun.root.lower_
    if word in MALE:
        return entity.nature == "person" and not entity.plural and entity.gender != "f"
    if word in FEMALE:
        return entity.nature == "person" and not entity.plural and entity.gender != "m"
    if word in NEUTER:
        return entity.nature not in ("person", "") and not entity.plural
    return word in THEY and (entity.plural or bool(entity.members))
