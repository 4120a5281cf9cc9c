"""Counted peoples: "600 Syrians", "dozens of Iraqis": so many persons of a country, not the country."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..tokens import Token

COUNTS = frozenset({"dozen", "hundred", "thousand", "million", "score", "number", "group", "handful", "majority"})
VAGUE = frozenset({"many", "several", "few", "some", "other", "more", "most"})


def is_counted_people(token: Token) -> bool:
    """Whether a people's name in the plural is counted here: by a number, by "many", or after "dozens of"."""
    if token.tag_ != "NNPS" or token.ent_type_ not in ("NORP", "GPE", "CARDINAL", "QUANTITY") or token.dep_ in ("compound", "nmod", "amod"):
        return False
    if any(child.dep_ == "nummod" or child.pos_ == "NUM" or child.lower_ in VAGUE for child in token.lefts):
        return True
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in COUNTS
