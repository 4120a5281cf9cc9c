"""Local actors: persons and organisations that no table knows and the article itself makes known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Actor, slug

if TYPE_CHECKING:
    from ...model import ActorKind
    from ...resources.coreference import CoreferenceWords
    from ..mentions import Phrase
    from .entities import Entity

PLACE_LINKS = frozenset(("in", "at", "into", "near", "outside", "inside", "around"))


class LocalActors:
    """Makes actors of names; `places` are the starts of the article's place names."""

    def __init__(self, words: CoreferenceWords, places: frozenset[int]) -> None:
        self.words, self.places = words, places

    def actor(self, entity: Entity) -> Actor | None:
        """An actor that only this text knows: a person by a full name or title, an organisation by the tagger."""
        if any(self._in_place(p) for p in entity.phrases):
            return None
        if entity.nature == "person" and self._surely_person(entity):
            return _made(entity, "person")
        root = entity.phrases[0].root
        if root.lower_ in self.words.organisation_last or (root.ent_type_ == "ORG" and self._surely_body(entity)):
            return _made(entity, "organisation")
        return None

    def _surely_person(self, entity: Entity) -> bool:
        """Taggers take foreign towns for persons: a title, a given name or an act of speech must tell."""
        titled = any(self.words.is_title(t.rstrip(".")) or t in self.words.nominals["person"] for t in entity.titles)
        first = entity.name.split()[0].lower()
        return titled or self._speaks(entity) or (" " in entity.name and first in self.words.given_names)

    def _surely_body(self, entity: Entity) -> bool:
        acts = any(p.root.dep_ in ("nsubj", "nsubjpass", "poss") for p in entity.phrases)
        return acts or (entity.name.isupper() and len(entity.name) > 1) or " " in entity.name

    def _in_place(self, phrase: Phrase) -> bool:
        """A name that a place's preposition governs, or that stands inside another name ("Army of Freedonia")."""
        if phrase.span.start in self.places:
            return True
        root = phrase.root
        if root.dep_ != "pobj":
            return False
        return root.head.lower_ in PLACE_LINKS or (root.head.lower_ in ("of", "for") and root.head.head.tag_ in ("NNP", "NNPS"))

    def _speaks(self, entity: Entity) -> bool:
        return any(p.root.dep_ == "nsubj" and p.root.head.lemma_ in self.words.speech for p in entity.phrases)


def _made(entity: Entity, kind: ActorKind) -> Actor:
    return Actor(id=f"{kind}:{slug(entity.name)}", name=entity.name, kind=kind, sectors=("UNK",), reason="named only in this text")
