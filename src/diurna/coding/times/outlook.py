"""Where a time's governing verb looks: back, ahead, or neither; read from the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.times import time_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Span
    from ..parse import Parse
    from ..tokens import Token
    from .told import Outlook

WILL = frozenset(("will", "'ll", "’ll", "shall", "wo", "would"))
MODALS = frozenset(("may", "might", "can", "should", "must"))
MOST_VERBS = 3  # verbs climbed before giving up: the fourth says nothing of the time any more


def outlook_of(parse: Parse, span: Span) -> Outlook:
    """Whether the verb over a span tells what is past or what is to come; "open" if it does not say."""
    tokens = parse.tokens(span)
    if not tokens:
        return "open"
    for verb in _verbs(tokens.root):
        looks = _looks(verb)
        if looks:
            return looks
    return "open"


def is_of_subject(parse: Parse, span: Span) -> bool:
    """Whether a time belongs to the subject of its verb ("Friday's vote will ...")."""
    tokens = parse.tokens(span)
    head = tokens.root.head if tokens else None
    return head is not None and head.dep_ in ("nsubj", "nsubjpass")


def _verbs(token: Token) -> Iterator[Token]:
    """The words over a token that can tell the time: verbs, and adjectives and nouns that look ahead, nearest first."""
    seen = 0
    plans = time_tables().plans
    for word in token.ancestors:
        if word.pos_ in ("VERB", "AUX") or word.lemma_.lower() in plans:
            yield word
            seen += 1
            if seen == MOST_VERBS:
                return


def _looks(verb: Token) -> Outlook | None:
    """Where one verb looks, or None if its own head must say."""
    helpers = {c.lower_: c for c in verb.children if c.dep_ in ("aux", "auxpass")}
    lemma = verb.lemma_.lower()
    plans, ahead = lemma in time_tables().plans, lemma in time_tables().wishes
    if not WILL.isdisjoint(helpers):
        return "future"
    if verb.pos_ not in ("VERB", "AUX") or (plans and verb.tag_ != "VB"):
        return "future"
    if "to" in helpers and verb.tag_ == "VB":
        return _infinitive(verb)
    if not MODALS.isdisjoint(helpers):
        return "past" if "have" in helpers else "future"
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    if ahead and verb.tag_ in ("VBZ", "VBP", "VBN", "VBG", "VB"):
        return "future"
    if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in helpers.values()):
        return "future" if lemma == "be" and _due(verb) else "past"
    if verb.tag_ == "VBN":
        return "past" if any(c.lemma_ == "have" for c in helpers.values()) else "open"
    if verb.tag_ == "VBG":
        return "future" if any(c.tag_ in ("VBZ", "VBP") for c in helpers.values()) and lemma != "be" else None
    if lemma == "be" and _due(verb):
        return "future"
    return None if verb.tag_ == "VB" else "open"


def _infinitive(verb: Token) -> Outlook | None:
    """ "plans to meet", "is to meet", "agreed to meet" look ahead; "went to meet" looks where its head looks."""
    head = verb.head
    if head.lemma_.lower() in time_tables().plans | time_tables().wishes or head.lemma_ == "be" or head.pos_ in ("ADJ", "NOUN"):
        return "future"
    return None


def _due(verb: Token) -> bool:
    return any(c.lemma_.lower() in ("due", "set", "ready", "likely") and c.dep_ in ("acomp", "xcomp", "attr") for c in verb.children)
