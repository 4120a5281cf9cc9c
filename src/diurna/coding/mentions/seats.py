"""Seats: whether a capital's name stands for its government here, by what it does in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resources.coreference import CoreferenceWords
    from ..tokens import Token

MINDS = frozenset(
    {"ready", "willing", "keen", "committed", "concerned", "prepared", "determined", "opposed", "reluctant", "angry"}
)


def acts_as_government(token: Token, words: CoreferenceWords) -> str:
    """The reason for taking a city's name for a government, or "" if it is a place here."""
    reason = _acts(token, words)
    if reason:
        return reason
    for other in token.conjuncts:
        if _place_preposition(token):
            return ""
        if reason := _acts(other, words):
            return f"beside one that acts: {reason}"
    return ""


def _acts(token: Token, words: CoreferenceWords) -> str:
    head, dep = token.head, token.dep_
    table = words.metonyms
    if dep in ("nsubj", "nsubjpass"):
        if _agentive(head, table["verbs"]):
            return f"subject of {head.lemma_!r}"
        return _copular(head, table["nouns"])
    if dep in ("poss", "compound", "nmod", "amod") and head.lemma_.lower() in table["nouns"]:
        return f"owner of {head.lemma_!r}"
    if dep == "dobj" and head.lemma_ in table["object_verbs"]:
        return f"object of {head.lemma_!r}"
    if dep == "pobj":
        return _after_preposition(head, words)
    return ""


def _agentive(verb: Token, verbs: frozenset[str]) -> bool:
    if verb.lemma_ in verbs:
        return True
    return any(child.dep_ in ("aux", "xcomp") and child.lemma_ in verbs and child.lemma_ not in ("have", "do") for child in verb.children)


def _copular(verb: Token, nouns: frozenset[str]) -> str:
    if verb.lemma_ != "be":
        return ""
    noun = next((c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in nouns), None)
    if noun is not None:
        return f"is said to be {noun.lemma_!r}"
    mind = next((c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in MINDS), None)
    return f"is said to be {mind.lemma_!r}" if mind is not None else ""


def _after_preposition(preposition: Token, words: CoreferenceWords) -> str:
    lower, governor = preposition.lower_, preposition.head
    table = words.metonyms
    if lower in ("between", "with", "against", "including", "among"):
        return f"party after {lower!r}"
    if lower == "by" and preposition.dep_ == "agent":
        return "does what is done"
    if lower in ("from", "on", "to", "by", "for"):
        nouns = {governor.lemma_.lower()} | {child.lemma_.lower() for child in governor.children if child.dep_ in ("dobj", "nsubj")}
        if found := nouns & table["from_nouns"]:
            return f"{min(found)!r} {lower} it"
    if lower == "of" and governor.lemma_.lower() in table["nouns"]:
        return f"owner of {governor.lemma_!r}"
    return ""


def _place_preposition(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "into", "near", "outside")
