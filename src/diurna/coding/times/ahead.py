"""What a time is kept for: something is due by it, or arranged for it; read from the words that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.times import time_tables

if TYPE_CHECKING:
    from ...model import Span
    from ..parse import Parse
    from ..tokens import Token

WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
MOST_WORDS = 8  # words climbed from a time; what is arranged stands nearer
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WHERE = frozenset({"in", "at"})
DAYS = frozenset({"DATE", "TIME"})
TO = frozenset({"to", "until", "till", "for"})
COMPLETED = frozenset({"VBD", "VBN"})


def is_due_then(parse: Parse, span: Span) -> bool:
    """Whether something falls due at a time: "the report is due on Friday", "the permit expires in June", "the deadline is Monday".

    Somebody who is due somewhere is expected there: that is an arrangement and no deadline.
    """
    tables = time_tables()
    for word in _over(parse, span):
        if word.lower_ == "due":
            return not any(c.dep_ == "xcomp" for c in word.children) and not _is_visit(word)
        if word.lemma_.lower() in tables.windows:
            return True
        if word.pos_ in ("VERB", "AUX"):
            subject = next((c for c in word.children if c.dep_ in SUBJECTS), None)
            ends = word.lemma_.lower() in tables.ends or (subject is not None and subject.lemma_.lower() in tables.windows)
            return ends and word.tag_ not in COMPLETED
    return False


def is_moved_to(parse: Parse, span: Span) -> bool:
    """Whether something was moved to a time: "the vote was postponed until Monday" looks ahead, whatever the tense."""
    tokens = parse.tokens(span)
    link = tokens.root.head if tokens else None
    return link is not None and link.lower_ in TO and link.head.lemma_.lower() in time_tables().moved


def is_arranged(parse: Parse, span: Span) -> bool:
    """Whether something is arranged or announced for a time: "scheduled for next month", "will take place on 20 June", "are to meet on Monday".

    What only may or should happen, or is hoped for, is not arranged.
    """
    arranged = time_tables().arranged
    if is_moved_to(parse, span):
        return True
    for word in _over(parse, span):
        if word.lower_ == "due" or word.lemma_.lower() in arranged:
            return True
        if word.pos_ not in ("VERB", "AUX"):
            continue
        helpers = {c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")}
        if not WILL.isdisjoint(helpers):
            return True
        if word.tag_ == "VB" and "to" in helpers:
            if word.head.lemma_ == "be" and word.dep_ in ("xcomp", "ccomp"):
                return True
            continue  # "set to open", "due to meet": its head says
        return False
    return False


def _over(parse: Parse, span: Span) -> list[Token]:
    """The words that a time hangs on, nearest first."""
    tokens = parse.tokens(span)
    found: list[Token] = []
    for word in tokens.root.ancestors if tokens else ():
        if word.lemma_ == "be":  # "is due in Riga on Friday": the day hangs on the verb, not on "due"
            found += [c for c in word.children if c.lower_ == "due"]
        found.append(word)
        if len(found) >= MOST_WORDS:
            break
    return found


def _is_visit(due: Token) -> bool:
    """Whether somebody is due somewhere: a person is the subject, or a place is told."""
    subject = next((c for c in (*due.children, *due.head.children) if c.dep_ in SUBJECTS), None)
    if subject is not None and (subject.ent_type_ == "PERSON" or subject.pos_ == "PRON"):
        return True
    places = [c for word in (due, due.head) for c in word.children if c.dep_ == "prep" and c.lower_ in WHERE]
    return any(t.pos_ == "PROPN" and t.ent_type_ not in DAYS for place in places for t in place.children)
