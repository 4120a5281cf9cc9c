"""Chains: through whom words came to the article, outermost first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Source
from ...resources.speech import speech_words
from .beside import first_name
from .speakers import CITING, condition_in, is_unnamed, words_of

if TYPE_CHECKING:
    from ...model import Span
    from ..cast import Cast
    from ..tokens import Token
    from .cues import Cue

CARRIERS = frozenset({"quote", "cite", "carry", "publish", "broadcast", "report", "air", "post", "release"})
CLOSE = 8  # words between "citing" and the cue or its speaker
UP = 4  # steps from a cue to the verb that carries it ("was quoted by X as saying" has two)


def is_medium(head: Token) -> bool:
    """Whether a noun phrase is a news medium: by its noun ("state television") or by name."""
    table = speech_words()
    return (
        head.lower_ in table.media_nouns
        or head.lemma_.lower() in table.media_nouns
        or head.text in table.media_names
        or any(c.text in table.media_names and c.dep_ in {"compound", "appos", "poss"} for c in head.children)
    )


def link(head: Token, cue: Span | None, cast: Cast, text: str, sentence: Span) -> Source:
    """A link of a chain from the head of its words."""
    words = words_of(head)
    known = cast.participant(head, "chain")
    anonymous = is_unnamed(head)
    return Source(
        words=words.of(text),
        span=words,
        actor=known.actor if known else None,
        cue=cue,
        anonymous=anonymous,
        condition=condition_in(text, sentence) if anonymous else None,
    )


def carriers(cue: Cue) -> list[tuple[Token, Span]]:
    """Who carried the words, told in the cue's own clause: "was quoted by X as saying", "in remarks carried by X", "told X"
    where X is a medium, "in an interview with X". Each with the span of the word that says so."""
    from ..parse import span_of

    found: list[tuple[Token, Span]] = []
    verb = cue.head
    at = verb
    for _ in range(UP):
        if at.head == at:
            break
        at = at.head
        if at.lemma_ in CARRIERS and (by := _agent(at)) is not None and by != cue.source:
            found.append((by, span_of(at)))
    for child in verb.children:
        if child.dep_ == "prep":
            found.extend(_in_adjunct(child))
    told = cue.heard if cue.entry is not None and cue.entry.lemma in {"tell", "inform"} else None
    if told is not None and is_medium(told) and told.lemma_.lower() not in speech_words().press:
        found.append((told, cue.span))
    return found + _cited(cue)


def _cited(cue: Cue) -> list[tuple[Token, Span]]:
    """Whom the speaker leans on: "the paper, citing two officials, said", "quoting residents"."""
    from ..parse import span_of

    doc, sentence = cue.head.doc, cue.sentence
    word = next((t for t in sentence if t.lower_ in CITING and (t.i == sentence.start or doc[t.i - 1].text == ",")), None)
    if word is None or cue.source is None or min(abs(word.i - cue.head.i), abs(word.i - cue.source.i)) > CLOSE:
        return []
    behind = next((t.i for t in doc[word.i + 1 : sentence.end] if t.is_punct), sentence.end)
    named = first_name(list(doc[word.i + 1 : behind]))
    return [(named, span_of(word))] if named is not None else []


def _in_adjunct(preposition: Token) -> list[tuple[Token, Span]]:
    from ..parse import span_of

    found = []
    for token in preposition.subtree:
        if token.lemma_ in CARRIERS and token.tag_ == "VBN" and (by := _agent(token)) is not None:
            found.append((by, span_of(token)))
        elif token.lower_ == "with" and token.head.lemma_ == "interview":
            who = next((c for c in token.children if c.dep_ == "pobj"), None)
            if who is not None and (is_medium(who) or who.ent_type_ == "ORG"):
                found.append((who, span_of(token.head)))
    return found


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
