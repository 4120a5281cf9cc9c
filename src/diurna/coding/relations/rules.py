"""The ways in which a sentence states a tie; each rule yields candidate ties for one token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Participant, RelationKind, Span
from ...resources.relations import tie_words
from .syntax import PAST, actors, evidence, listed, modal_or_negated, objects_of, possessors, subject_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..cast import Cast
    from ..tokens import Token

TO = frozenset({"of", "to", "for", "with", "against"})
WITH = frozenset({"with", "between", "among"})
TIE_SYMMETRIC = frozenset({"ally", "rival", "hostile"})


class Tie(msgspec.Struct, frozen=True):
    """A tie as a rule found it."""

    kind: RelationKind
    of: tuple[Participant, ...]
    to: tuple[Participant, ...]
    span: Span
    token: int
    rule: str
    to_words: str = ""


def ties_at(token: Token, cast: Cast) -> Iterator[Tie]:
    """Every tie that this token states."""
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _noun(token, cast)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _verb(token, cast)
        yield from _party(token, cast)
    if token.pos_ in ("ADJ", "VERB") and token.lower_ in tie_words().adjectives:
        yield from _adjective(token, cast)
    if token.lower_ in tie_words().compounds and token.i > 1 and token.nbor(-1).text == "-":
        yield from _compound(token, cast)


def _noun(noun: Token, cast: Cast) -> Iterator[Tie]:
    word = tie_words().nouns.get(noun.lemma_.lower())
    if word is None:
        return
    holders = actors(_holders(noun), cast, "stated")
    others = actors([*possessors(noun), *objects_of(noun, TO)], cast, "stated")
    others = tuple(other for other in others if other.actor not in {h.actor for h in holders})
    if not holders or not others:
        return
    of, to = (others, holders) if word.inverse else (holders, others)
    yield Tie(word.kind, of, to, evidence([noun], (*of, *to)), noun.i, f"relations.noun:{noun.lemma_.lower()}")


def _holders(noun: Token) -> list[Token]:
    """Who is called by the noun: "X is an ally", "X, an ally", "their ally X", "an ally, X"."""
    if noun.dep_ in ("attr", "oprd") and noun.head.lemma_ in ("be", "remain", "become") and not modal_or_negated(noun.head):
        return subject_of(noun.head)
    if noun.dep_ == "appos":
        before = [other for other in listed(noun.head) if other.i < noun.i]  # "X and Y, its allies, and Z": not Z
        return before if _agree(noun, before) else []
    if noun.dep_ in ("compound", "nmod"):
        return [noun.head]
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ == "VERB":
        return []
    apposed = [child for child in noun.children if child.dep_ == "appos"]
    return apposed if _agree(noun, [other for child in apposed for other in listed(child)]) else []


def _agree(noun: Token, names: list[Token]) -> bool:
    """Whether names can be what the noun calls them: "members" are not one body that the parser hangs on them."""
    plural = noun.tag_ in ("NNS", "NNPS")
    return not plural or len(names) != 1 or names[0].tag_ in ("NNS", "NNPS")


def _verb(verb: Token, cast: Cast) -> Iterator[Tie]:
    kind = tie_words().verbs.get(verb.lemma_.lower())
    standing = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and any(c.lower_ in ("is", "are") for c in verb.children))
    if kind is None or not standing or modal_or_negated(verb):
        return
    of = actors(subject_of(verb), cast, "subject of the verb")
    objects = [noun for child in verb.children if child.dep_ == "dobj" for noun in listed(child)]
    to = actors(objects, cast, "object of the verb")
    if of and objects and (to or kind in ("controls_territory", "owns")):
        words = "" if to else told(objects[0])
        yield Tie(kind, of, to, evidence([verb, *objects], (*of, *to)), verb.i, f"relations.verb:{verb.lemma_.lower()}", words)


def _party(verb: Token, cast: Cast) -> Iterator[Tie]:
    """ "X signed the deal with Y and Z": all are parties to it."""
    pacts = tie_words().pacts
    if verb.lemma_.lower() not in pacts.verbs or modal_or_negated(verb) or verb.tag_ not in PAST:
        return
    for pact in (c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in pacts.nouns):
        partners = [*objects_of(pact, WITH), *objects_of(verb, WITH)]
        named = [n for p in partners for n in (p, *objects_of(p, frozenset({"including"})))]
        doers = subject_of(verb) if pact.dep_ == "dobj" else objects_of(verb, frozenset({"by"}))
        of = actors([*doers, *named], cast, "party")
        if len(of) > 1:
            words = "".join(t.text_with_ws for t in pact.subtree if t.i <= pact.i).strip()
            yield Tie("party_to", of, (), evidence([verb, pact], of), verb.i, "relations.party", words)


def _adjective(adjective: Token, cast: Cast) -> Iterator[Tie]:
    word = tie_words().adjectives[adjective.lower_]
    if adjective.dep_ in ("amod", "acl", "relcl"):
        holders = [adjective.head]
    elif adjective.dep_ in ("acomp", "attr", "ROOT", "conj"):
        holders = subject_of(adjective.head if adjective.dep_ in ("acomp", "attr") else adjective)
    else:
        return
    of = actors(holders, cast, "called so")
    to = actors(objects_of(adjective, frozenset({word.preposition})), cast, f"after {word.preposition}")
    if of and to:
        yield Tie(word.kind, of, to, evidence([adjective], (*of, *to)), adjective.i, f"relations.adjective:{adjective.lower_}")


def _compound(participle: Token, cast: Cast) -> Iterator[Tie]:
    """ "U.S.-backed rebels": the tie of whom the word before the hyphen names to the noun."""
    word = tie_words().compounds[participle.lower_]
    before = participle.nbor(-2)
    noun = participle.head if participle.dep_ in ("amod", "compound", "nmod") else None
    if noun is None or noun.i < participle.i:
        return
    of = actors([before], cast, "before the hyphen")
    to = actors([noun], cast, "the noun so called")
    if of and (to or word.kind == "controls_territory"):
        words = "" if to else told(noun)
        yield Tie(word.kind, of, to, evidence([before, participle, noun], (*of, *to)), participle.i, f"relations.compound:{participle.lower_}", words)
