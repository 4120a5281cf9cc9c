"""What a number counts: read from its noun, the verb that governs it, the words after it, the toll that it is of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ...resources.quantities import quantity_tables

if TYPE_CHECKING:
    from ...model import QuantityKind
    from ..tokens import Token

OBJECTS = ("dobj", "obj", "nsubjpass", "oprd", "dative")
SUBJECTS = ("nsubj", "nsubjpass")
MOST_STEPS = 4  # prepositions and nouns climbed from a figure to its toll ("put the number of dead at six" takes three)
SKIPPED = ("others", "other", "more", "people", "persons", "also", "and", "were", "was", "are", "is", "have", "has", "had", "been", "being", "as",
           "feared", "reported", "reportedly", "confirmed", "left", "badly", "seriously", "critically", "slightly", "lightly")  # fmt: skip
INSERTED = 40  # characters of "including three children and a guard" between a noun and its verb


@cache
def _table(name: str) -> dict[str, QuantityKind]:
    return {word: kind for kind, words in quantity_tables()[name].items() for word in words}


@cache
def human_kinds() -> frozenset[str]:
    return frozenset(quantity_tables()["human"]["kinds"])


def kind_of_noun(noun: Token | None) -> QuantityKind | None:
    """The kind that a noun tells by itself; compounds ("square kilometres") first."""
    if noun is None:
        return None
    lemma = noun.lemma_.lower()
    before = next((c for c in noun.lefts if c.dep_ in ("amod", "compound")), None)
    table = _table("nouns")
    if before is not None and f"{before.lemma_.lower()} {lemma}" in table:
        return table[f"{before.lemma_.lower()} {lemma}"]
    for form in (noun.lower_, lemma, noun.text, noun.lemma_):
        if form in table:
            return table[form]
    return None


def is_people_of(noun: Token) -> bool:
    """Whether a noun names people by their country or faith: "43 Syrians"."""
    return noun.tag_ == "NNPS" and noun.ent_type_ == "NORP"


def kind_of_state(nominal: Token, before: Token | None) -> QuantityKind | None:
    """What became of those that a figure counts: by the verb right before it, by its verb, by its participle."""
    if before is not None and before.lemma_.lower() in _table("verbs") and (before.tag_ != "VBN" or _is_perfect(before)):
        return _table("verbs")[before.lemma_.lower()]
    for way in (_by_verb, _by_modifier, _by_toll, _among):
        kind = way(nominal)
        if kind:
            return kind
    return None


def _is_perfect(verb: Token) -> bool:
    """ "has killed", not "were killed"."""
    helpers = {c.lemma_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "have" in helpers and not _is_passive(verb)


def _by_modifier(nominal: Token) -> QuantityKind | None:
    """ "people killed", "wounded soldiers", "12 dead"."""
    for child in nominal.children:
        if child.dep_ in ("acl", "amod", "relcl") and child.lower_ in _table("states"):
            return _table("states")[child.lower_]
        if child.dep_ in ("acl",) and child.tag_ == "VBN" and child.lemma_ in _table("verbs"):
            return _table("verbs")[child.lemma_]
        if child.dep_ == "relcl":
            kind = _verb_kind(child, passive=_is_passive(child))
            if kind:
                return kind
    return None


def _by_verb(nominal: Token) -> QuantityKind | None:
    """ "killed eight", "nine were wounded", "four died", "claimed the lives of six"."""
    token = _first_conjunct(nominal)
    for _ in range(2):
        head = token.head
        if token.dep_ in OBJECTS or (token.dep_ == "nsubj" and head.tag_ in ("VBN", "JJ")):
            kind = _verb_kind(head, passive=True)
            if kind:
                return kind
        if token.dep_ in SUBJECTS:
            kind = _by_predicate(head)
            if kind:
                return kind
        if token.dep_ == "pobj" and head.lemma_ in ("of", "among", "by") and head.head.pos_ == "NOUN":
            token = head.head
            if token.lemma_ in ("life", "death", "killing"):
                return "dead"
            continue
        break
    return None


def _by_predicate(verb: Token) -> QuantityKind | None:
    """What a verb or what completes it says of its subject: "died", "are feared dead", "are said to have been killed"."""
    states = _table("states")
    if verb.lemma_ in _table("subjects"):
        return _table("subjects")[verb.lemma_]
    if verb.tag_ == "VBN" and verb.lower_ in states:
        return states[verb.lower_]
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and child.lower_ in states:
            return states[child.lower_]
        if child.dep_ in ("xcomp", "ccomp"):
            kind = _verb_kind(child, passive=_is_passive(child))
            if kind:
                return kind
    return None


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _verb_kind(verb: Token, *, passive: bool) -> QuantityKind | None:
    lemma = verb.lemma_.lower()
    if passive and lemma in _table("verbs"):
        return _table("verbs")[lemma]
    if lemma in _table("subjects"):
        return _table("subjects")[lemma]
    if passive and verb.dep_ == "conj" and verb.head.lemma_ in _table("verbs") and not any(c.dep_ in OBJECTS for c in verb.head.children):
        return _table("verbs")[verb.head.lemma_]
    return None


def _among(nominal: Token) -> QuantityKind | None:
    """ "six were among those killed", "among the dead were five", "of the wounded two are children"."""
    first = _first_conjunct(nominal)
    verb = first.head
    if verb.lemma_ != "be" or first.dep_ not in ("nsubj", "attr"):
        return None
    for group in verb.children:
        if group.dep_ == "prep" and group.lower_ in ("among", "of", "amongst"):
            return next((_table("states")[w.lower_] for w in group.subtree if w.lower_ in _table("states")), None)
    return None


def _by_toll(nominal: Token) -> QuantityKind | None:
    """ "death toll of 22", "the toll rose to nine", "put the number of injured at 28"."""
    token = nominal
    for _ in range(MOST_STEPS):
        if token.dep_ not in ("pobj", "prep", "attr", "dobj", "nummod", "appos", "npadvmod", "conj", "pcomp"):
            return None
        token = token.head
        if token.lemma_.lower() in quantity_tables()["tolls"]["nouns"]:
            return _toll_kind(token)
        if token.pos_ in ("VERB", "AUX"):
            tolls = quantity_tables()["tolls"]["nouns"]
            toll = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and c.lemma_.lower() in tolls), None)
            return _toll_kind(toll) if toll is not None and toll.i != nominal.i else None
    return None


def _toll_kind(toll: Token) -> QuantityKind | None:
    for word in toll.subtree:
        if word.lower_ in _table("states"):
            return _table("states")[word.lower_]
        if word.lower_ in ("death", "deaths", "fatalities", "victims"):
            return "dead"
    return "dead" if toll.lemma_.lower() == "toll" else None


def kind_of_following(text: str) -> QuantityKind | None:
    """The state in the words after a noun: " others were seriously injured", ", including a child, were killed", " were stoned to death"."""
    match = _following().match(text.lower())
    if not match:
        return None
    return _table("states")[match["state"]] if match["state"] else "dead"


@cache
def _following() -> re.Pattern[str]:
    states = "|".join(sorted(_table("states"), key=len, reverse=True))
    return re.compile(
        rf"(?:,?\s(?:including|among them|mostly|most of them|some of them|many of them)\s[^.;]{{0,{INSERTED}}}?,?)?"
        rf"(?:\s+(?:{'|'.join(SKIPPED)})){{0,5}}\s+(?:(?P<state>{states})|\w+ to death|shot dead)\b"
    )


def _first_conjunct(token: Token) -> Token:
    while token.dep_ in ("conj", "appos") and token.head.i < token.i and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        token = token.head
    return token
