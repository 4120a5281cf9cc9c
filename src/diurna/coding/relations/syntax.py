"""Who stands where around a word that states a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Participant, Span, cover

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..cast import Cast
    from ..tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LONGEST_OF = 8  # tokens after the noun; what is longer has taken a clause along
PAST = frozenset({"VBD", "VBN"})


def listed(token: Token) -> list[Token]:
    """A token and all that is coordinated with it, in text order: "Iran and Russia" from "Iran"."""
    return sorted({token, *token.conjuncts}, key=lambda t: t.i)


def listed_within(token: Token) -> list[Token]:
    """As `listed`, without what stands behind a comma: in "Togo, an ally of Benin, and Ghana" the parser hangs Ghana on Benin."""
    inside = [token]
    for other in listed(token):
        between = token.doc[inside[-1].i + 1 : other.i] if other.i > token.i else ()
        if other.i > token.i and not any(t.text == "," and t.i + 1 < other.i and t.nbor().dep_ == "cc" for t in between):
            inside.append(other)
        elif other.i > token.i:
            break
    return inside


def antecedent(verb: Token, pronoun: Token) -> list[Token]:
    """What "which" or "who" stands for: the noun right before it where that agrees in number and the parser's choice does not."""
    before = pronoun.nbor(-1) if pronoun.i else pronoun
    nearest = before.nbor(-1) if before.text == "," and before.i else before
    plural = len(listed(verb.head)) > 1 or verb.head.tag_ in ("NNS", "NNPS")
    if nearest.pos_ in ("NOUN", "PROPN") and nearest != verb.head and verb.tag_ == "VBZ" and plural and nearest.tag_ in ("NN", "NNP"):
        return [nearest]
    return listed(verb.head)


def actors(tokens: Iterable[Token], cast: Cast, reason: str) -> tuple[Participant, ...]:
    """The actors that tokens head the words of, each once."""
    found: dict[str, Participant] = {}
    for token in tokens:
        participant = cast.participant(token, reason)
        if participant:
            found.setdefault(participant.actor, participant)
    return tuple(found.values())


def objects_of(token: Token, prepositions: frozenset[str]) -> list[Token]:
    """The nouns that hang on a token by one of these prepositions, with what is coordinated with them."""
    return [
        noun
        for child in token.children
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in prepositions
        for obj in child.children
        if obj.dep_ in ("pobj", "pcomp")
        for noun in (listed_within(obj) if token.dep_ == "appos" else listed(obj))
    ]


def subject_of(verb: Token) -> list[Token]:
    """The subjects of a verb: its own, those of the verb it is coordinated with, or the noun that a relative clause hangs on."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                return antecedent(verb, child)
            return listed(child)
    return subject_of(verb.head) if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") else []


def modal_or_negated(verb: Token) -> bool:
    """Whether a verb is negated or says what may, should or will be."""
    return any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children)


def possessors(noun: Token) -> list[Token]:
    """Those whose the noun is: "Tehran's main rival"."""
    return [owner for child in noun.children if child.dep_ == "poss" for owner in listed(child)]


def evidence(tokens: Iterable[Token], participants: Iterable[Participant]) -> Span:
    """The stretch from the first to the last of the words that a relation rests on."""
    return cover([*(Span(t.idx, t.idx + len(t)) for t in tokens), *(p.span for p in participants)])


def told(noun: Token) -> str:
    """A noun with what stands before it and its "of" phrase: "half of the island" for "half"."""
    end = noun.i + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end and child.right_edge.i - noun.i <= LONGEST_OF:
            end = child.right_edge.i + 1
    return noun.doc[noun.left_edge.i : end].text.strip()
