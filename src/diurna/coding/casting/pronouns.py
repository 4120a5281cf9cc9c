"""Pronouns: whom "she", "it", "we" stand for, as far as it can safely be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..coreference import PronounResolver
from ..coreference.guards import only_plural, safely_meant
from ..coreference.pronouns import WINDOW
from ..coreference.salience import clause_of

if TYPE_CHECKING:
    from ..coreference import Entity
    from ..mentions import Phrase
    from .desk import Desk

NEUTER = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset(["i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves"])
GUARDED = frozenset(["it", "its", "itself", "they", "them", "their", "theirs", "themselves"])


class Pronouns:
    """The step of casting that reads pronouns, in text order."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.resolver = PronounResolver(desk.parse.text)

    def cast(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """The entity that a pronoun stands for and why, or None and why not."""
        word = phrase.root.lower_
        if word in FIRST_PERSON:
            return self._speaker(phrase)
        if word in NEUTER:
            return self._nearest_safe(phrase)
        candidates = self.desk.told_between(phrase.sentence - WINDOW, phrase.sentence)
        entity, reason = self.resolver.resolve(phrase, candidates)
        if entity is not None and word in GUARDED and not (safely_meant(phrase, entity) or only_plural(phrase, entity, candidates)):
            return None, f"pronoun: {entity.name!r} is not near enough to tell"
        return entity, reason

    def _nearest_safe(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """ "it" stands for things more often than for actors: only one that syntax puts forward is taken."""
        for _, entity, best in self.resolver.ranked(phrase, self.desk.told_between(phrase.sentence - WINDOW, phrase.sentence)):
            if safely_meant(phrase, entity):
                return entity, self.resolver.reason(phrase, best)
        return None, "pronoun: no country or body is near enough to tell"

    def _speaker(self, phrase: Phrase) -> tuple[Entity | None, str]:
        """Who says "I" or "we", where the words hang on a verb of saying with a known subject."""
        node = clause_of(phrase.root)
        while node.head != node and node.dep_ in ("ccomp", "conj", "xcomp", "advcl", "relcl", "acl"):
            above = clause_of(node.head)
            if node.dep_ == "ccomp" and above.lemma_ in self.desk.words.speech:
                subject = next((c for c in above.children if c.dep_ == "nsubj"), None)
                named = self.desk.named.get(subject.i) if subject is not None else None
                entity = self.desk.of[named][0] if named is not None else None
                if entity is not None and named is not None:
                    return entity, f"first person: {named.name!r} speaks"
            node = above
        return None, "first person: its speaker"
