"""Roles: a place, the government that sits there, a people, or a part of another name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ...resources.gazetteer_words import words

if TYPE_CHECKING:
    from ...resources.gazetteer import Place
    from ..tokens import Token
    from .find import Found

Role = Literal["place", "metonym", "demonym", "part_of_name"]

OF_GOVERNMENT, SPATIAL, STATIC, LINES, ADVANCE = words("of_government"), words("spatial"), words("static"), words("line"), words("advance")
ABSTRACT = re.compile(r"(?:ism|ment|ion|ance|ence|ure|al|port|reat|mand|sponse|quest|ing)$")  # "criticism from Moscow", not "troops from Moscow"


def role(found: Found, place: Place | None) -> Role:
    """What the words stand for where they are."""
    if found.inside:
        return "part_of_name"
    if found.people:
        return "demonym"
    if place is None or found.dateline or not _can_act(place):
        return "place"
    if place.kind == "country" and (found.tokens.root.dep_ == "compound" or _hyphened(found)):
        return "demonym"
    return "metonym" if _acts(found.tokens.root, place) else "place"


def _can_act(place: Place) -> bool:
    return place.kind == "country" or place.feature in ("PPLC", "GOVT") or place.name in ("Brussels", "European Union")


def _acts(token: Token, place: Place) -> bool:
    """Whether a seat of power or a country is told as one who does, wants, says or is dealt with."""
    if any(_tells_of_acts(child) for child in token.children):
        return True
    token = _first_conjunct(token)
    head = token.head
    if place.feature == "GOVT" and token.dep_ != "pobj":
        return True
    if token.dep_ in ("nsubj", "agent"):
        return head.lemma_.lower() not in STATIC or any(child.dep_ == "attr" for child in head.children)
    if token.dep_ == "nsubjpass":
        return head.lemma_.lower() not in SPATIAL
    if token.dep_ in ("dobj", "dative"):
        return head.lemma_.lower() not in SPATIAL
    if token.dep_ == "pobj":
        word = head.lower_
        if word == "including":
            return _acts(head.head, place)
        if word == "from":
            return head.head.pos_ == "NOUN" and ABSTRACT.search(head.head.lemma_) is not None
        if word == "with" and head.head.lemma_.lower() in LINES:
            return False
        return word in OF_GOVERNMENT and not (word == "on" and head.head.lemma_.lower() in ADVANCE)
    if token.dep_ == "appos":
        return place.kind == "country"
    if token.dep_ == "poss":
        return place.kind != "country"
    return False


def _tells_of_acts(clause: Token) -> bool:
    """Whether a relative clause says what it does: "Ankara, which backs the rebels"."""
    if clause.dep_ != "relcl" or clause.lemma_.lower() in STATIC:
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in ("which", "that") for child in clause.children)


def _hyphened(found: Found) -> bool:
    """Whether it is the first half of a compound: "US-led"."""
    doc, end = found.tokens.doc, found.tokens.end
    return end < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token
