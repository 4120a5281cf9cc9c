"""Doers: role nouns that stand only before the noun of what they do ("regime air raids", "rebel shelling"), with their country."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...resources.coreference import CoreferenceWords
    from ..tokens import Token

MODIFIERS = frozenset({"compound", "amod", "nmod"})
LANDS = frozenset({"GPE", "NORP"})


def does_what_follows(token: Token, words: CoreferenceWords) -> bool:
    """Whether a modifier names who does the act that its noun names ("regime air raids", not "regime change") or, in the plural, who holds it."""
    head = token.head
    if token.dep_ not in MODIFIERS or head.i <= token.i:
        return False
    if token.tag_ == "NNS" and words.noun_kind(token.lemma_.lower()) in ("person", "group"):
        return head.lemma_.lower() in words.doers["holdings"]
    if token.lower_ not in words.doers["modifiers"]:
        return False
    return head.lemma_.lower() in words.doers["acts"]


def first_of_doer(token: Token) -> int:
    """The first token of the modifier with the country before it: "Syrian" of "Syrian regime raids"."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].ent_type_ in LANDS and token.doc[start - 1].dep_ in MODIFIERS:
        start -= 1
    return start
