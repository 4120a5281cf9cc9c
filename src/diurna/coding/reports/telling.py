"""How a report is told: who says so, affirmed or denied, and in which phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Phase
from ...resources.triggers import telling_words
from ..tokens import Token
from .grammar import auxiliaries, children, denier_of, described, has_infinitive, is_negated

if TYPE_CHECKING:
    from .roles import Carrier

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "gonna"})
UNSURE = frozenset({"could", "may", "might", "can", "should", "must", "ought", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until", "till"})
AHEAD = frozenset({"ahead", "before"})
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl", "relcl", "conj", "acomp", "prep", "parataxis", "dep", "csubj", "attr"})
REPORTING = frozenset({"ccomp", "parataxis"})
MAX_CLIMB = 12


class Telling(msgspec.Struct):
    """How a happening stands in its sentence. `said_by` are the saying verbs above it, innermost first; `denied` the verb of denial."""

    phase: Phase = "done"
    negated: bool = False
    denied: Token | None = None
    perfect: bool = False
    said_by: list[Token] = []
    imposed: bool = False
    thought: bool = False  # the syntax calls it hypothetical or undone; only a sure event model overrules it


def telling(trigger: Token, held: Carrier | None) -> Telling:
    """Read the clauses above a trigger: modals, negation, governing verbs and nouns, conditions."""
    told = Telling()
    if trigger.pos_ not in ("VERB", "AUX") and is_negated(trigger):
        told.negated = True
    node = trigger
    if held is not None:
        _carried(held, trigger, told)
        node = held.verb
    elif trigger.pos_ in ("NOUN", "PROPN"):
        _noun_above(trigger, told)
        node = _verb_above(trigger)
    elif trigger.dep_ == "amod" and trigger.tag_ == "VBG" and described(trigger).dep_ in ("dobj", "dative"):
        node = _verb_above(described(trigger))  # "told visiting President X"
    elif trigger.pos_ == "ADJ":
        node = trigger.head if trigger.head.pos_ in ("AUX", "VERB") else trigger
    for _ in range(MAX_CLIMB):
        if node.pos_ in ("VERB", "AUX"):
            _read_verb(node, told)
        above = _climb(node, told)
        if above is None:
            return told
        node = above
    return told


def _set(told: Telling, phase: Phase) -> None:
    """A phase closer to the trigger wins, except that what is only thought of stays so."""
    if told.phase in ("done", "ongoing") or (told.phase == "planned" and phase in ("hypothetical", "called_off")):
        told.phase = phase


def _carried(held: Carrier, noun: Token, told: Telling) -> None:
    prepositions = [p for p in (noun.head,) if p.pos_ == "ADP"]
    if held.how == "stop":
        _set(told, "called_off")
    elif held.how == "announce":
        _set(told, "planned" if held.verb.lemma_ not in telling_words()["thought"] else "hypothetical")
    elif held.how == "adverbial" and any(p.lower_ in AHEAD or p.head.lower_ in AHEAD for p in prepositions):
        _set(told, "planned")


def _noun_above(noun: Token, told: Telling) -> None:
    prep = noun.head
    if (
        noun.dep_ == "pobj"
        and prep.lower_ in ("of", "for", "to", "on")
        and prep.head.pos_ == "NOUN"
        and prep.head.lemma_.lower() in telling_words()["not_done_nouns"]
    ):
        _set(told, "hypothetical")
    elif noun.dep_ == "pobj" and (prep.lower_ in AHEAD or prep.head.lower_ in AHEAD):
        _set(told, "planned")
    if any(c.lower_ in telling_words()["scheduled"] for c in children(noun, "amod")):
        _set(told, "planned")


def _verb_above(noun: Token) -> Token:
    node = noun
    for _ in range(MAX_CLIMB):
        if node.pos_ in ("VERB", "AUX") or node.head == node:
            return node
        node = node.head
    return node


def _read_verb(verb: Token, told: Telling) -> None:
    helpers = {a.lower_ for a in auxiliaries(verb)}
    first = not told.said_by
    if helpers & FUTURE:
        _set(told, "planned")
    elif helpers & UNSURE:
        _set(told, "hypothetical")
    elif "would" in helpers or "'d" in helpers:
        _set(told, "planned" if _under_speech(verb) else "hypothetical")
    elif verb.tag_ == "VBG" and helpers & {"is", "are", "was", "were", "'s", "’s", "been", "be"} and first and told.phase == "done":
        told.phase = "ongoing"
    if first and "had" in helpers and verb.tag_ in ("VBN", "VBD"):
        told.perfect = True
    if first and is_negated(verb):
        told.negated = not told.negated
    if any(m.lower_ in CONDITIONS for m in children(verb, "mark", "advmod")) and verb.dep_ in ("advcl", "ccomp", "acl"):
        _set(told, "hypothetical")


def _under_speech(verb: Token) -> bool:
    return verb.dep_ in ("ccomp", "conj", "parataxis") and verb.head.pos_ == "VERB"


def _climb(node: Token, told: Telling) -> Token | None:
    """The clause above, after reading what it makes of the one below."""
    head, dep = node.head, node.dep_
    if head == node or dep not in CLAUSES:
        return None
    if dep in ("relcl", "acl") and not has_infinitive(node):
        _under_charge(node, head, told)
        return None
    if dep in ("relcl", "acl"):
        _under_noun(head, told)
        return _verb_above(head)
    if dep == "advcl" and not has_infinitive(node):
        return None
    if dep == "conj":
        return _through_conjunct(node, head)
    if dep == "prep":
        return head
    _under_verb(node, head, told)
    return head


def _through_conjunct(node: Token, head: Token) -> Token | None:
    """A conjunct has its own tense; it shares only what stands above both."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    above = head
    while above.dep_ == "conj" and above.head != above:
        above = above.head
    if above.dep_ in ("ccomp", "xcomp", "pcomp", "acl", "advcl"):
        return above if not children(node, "nsubj", "nsubjpass") or above.dep_ == "ccomp" else None
    return None


def _under_noun(noun: Token, told: Telling) -> None:
    words = telling_words()
    _set(told, "planned" if noun.lemma_.lower() in words["intentions"] else "hypothetical")
    if noun.lemma_.lower() in words["called_off"]:
        _set(told, "called_off")


def _under_charge(node: Token, noun: Token, told: Telling) -> None:
    """ "denied charges that the army had shelled the town": what the clause says is denied."""
    if any(m.lower_ == "that" for m in children(node, "mark")) and (verb := denier_of(noun)) is not None:
        told.denied = verb


def _under_verb(node: Token, head: Token, told: Telling) -> None:
    words = telling_words()
    lemma = head.lemma_.lower()
    if head.pos_ == "ADP":
        _under_preposition(head, told)
        return
    if lemma in words["denial"] and node.dep_ in ("ccomp", "xcomp", "pcomp"):
        told.denied = head
    elif node.dep_ in REPORTING and not has_infinitive(node) and (lemma in words["saying"] or lemma in words["denial"]):
        told.said_by.append(head)
    elif has_infinitive(node) or node.dep_ in ("xcomp", "advcl"):
        _under_infinitive(node, lemma, told)
    elif node.dep_ == "ccomp" and lemma in words["thought"]:
        _set(told, "hypothetical")
    elif node.dep_ == "ccomp" and lemma in words["planned"]:
        _set(told, "planned")


def _under_infinitive(node: Token, lemma: str, told: Telling) -> None:
    words = telling_words()
    if lemma in words["called_off"]:
        _set(told, "called_off")
    elif lemma in words["planned"] or (lemma == "be" and has_infinitive(node)):
        _set(told, "planned")
    elif lemma in words["done"] and lemma not in words["thought"]:
        return
    elif has_infinitive(node) or lemma in words["thought"]:
        _set(told, "hypothetical")


def _under_preposition(prep: Token, told: Telling) -> None:
    governor = prep.head
    lemma = governor.lemma_.lower()
    if prep.lower_ == "of" and lemma in ("accuse", "suspect", "convict", "acquit"):
        told.imposed = True
        if lemma == "accuse":
            told.said_by.append(governor)
    elif prep.lower_ in ("for", "of", "from", "against", "to", "at", "on", "in", "toward", "towards") and (
        lemma in telling_words()["thought"] or lemma in telling_words()["not_done_nouns"]
    ):
        _set(told, "hypothetical")
    elif prep.lower_ in ("without",):
        told.negated = not told.negated
    elif prep.lower_ in ("before", "instead", "about"):
        _set(told, "hypothetical")
