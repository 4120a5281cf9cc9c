"""Things: nouns that can stand for people and here do not ("a field hospital", "lethal force", "no group", a planned congress)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resources.coreference import CoreferenceWords
    from ..tokens import Token

NOBODY = frozenset({"no", "neither"})
TOLD = frozenset({"det", "poss", "compound", "amod", "nmod", "nummod"})
NAMED = frozenset({"ORG", "GPE", "NORP"})
SHELTERED = frozenset({"refugee", "migrant", "displaced", "training", "army", "tent", "idp"})  # of whose camp it is a place
OWN_AIM = frozenset({"of", "on", "for", "to"})


def is_no_actor(noun: Token, words: CoreferenceWords) -> bool:
    """Whether a common noun of the lists names nobody in this sentence."""
    lemma = noun.lemma_.lower()
    if any(child.dep_ == "det" and child.lower_ in NOBODY for child in noun.lefts):
        return True
    if lemma == "camp" and any(child.lemma_.lower() in SHELTERED for child in noun.lefts):
        return True
    if lemma in words.things["single"]:
        return noun.tag_ in ("NNS", "NNPS")
    if lemma in words.things["events"]:
        return _is_event(noun)
    if lemma == "side":
        return noun.tag_ == "NN" and any(child.lower_ == "of" for child in noun.rights)
    if lemma in words.things["means"]:
        return noun.tag_ == "NN" and not any((child.dep_ in TOLD and child.dep_ != "amod") or child.ent_type_ for child in noun.lefts)
    return lemma in words.things["acting"] and not (_acts(noun, words) or _is_theirs(noun, words))


def _is_event(noun: Token) -> bool:
    """A congress that is held: "a congress", "a congress of the parties", not "Congress" nor "the National Congress"."""
    article = next((child.lower_ for child in noun.lefts if child.dep_ == "det"), "")
    aim = any(child.dep_ == "prep" and child.lower_ in OWN_AIM for child in noun.rights)
    return article in ("a", "an") or (noun.text.islower() and aim and not any(c.dep_ in ("poss", "compound") for c in noun.lefts))


def _acts(noun: Token, words: CoreferenceWords) -> bool:
    return noun.dep_ == "nsubj" and (noun.head.lemma_ in words.speech or noun.head.lemma_ in words.metonyms["verbs"] - {"have", "take", "see", "use"})


def _is_theirs(noun: Token, words: CoreferenceWords) -> bool:
    before = [child for child in noun.lefts if child.dep_ in ("compound", "amod", "nmod", "poss")]
    return any(c.lower_ in words.things["whose"] or c.ent_type_ in NAMED for c in before)
