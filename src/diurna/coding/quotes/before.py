"""Content that stands before its cue: "S, he said", with what follows it ("..., he said, S")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .beside import quotation_before
from .pieces import FULL_STOPS, Content, bounded_left, bounded_right, first_word, token_range

if TYPE_CHECKING:
    from ..tokens import Token, TokenSpan
    from .cues import Cue
    from .marks import Quoted

THAT = re.compile(r",\sthat\s")  # "“A,” she said, that ...": reported speech goes on
QUESTIONED = frozenset({"asked", "pressed", "questioned"})  # "Asked whether he would go, he said, “Probably.”"
JOINED = frozenset({"and", "but", "or", "and that", "but that"})  # "“A,” she said, and “B”"
FINITE = frozenset({"VBD", "VBP", "VBZ", "VB", "VBN", "VBG"})


def before_cue(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """Content that stands before its cue: "S, he said", "S, said he", with what follows it ("..., he said, S")."""
    verb, subject = cue.head, cue.source
    sentence = cue.sentence
    own = subject is not None and (subject.head == verb or (subject.dep_ in {"nsubj", "nsubjpass"} and subject.head in {verb, verb.head}))
    begin = _cue_start(verb, subject if own else None)
    led = quotation_before(verb, quotes, text)
    if led is not None and subject is not None and led.span.start >= sentence.start_char and led.span.end <= subject.idx < verb.idx:
        own, begin = True, token_range(verb.doc, led.span.start, led.span.end)[1]
    if begin <= sentence.start:
        return _quotation_before(cue, begin, own, quotes, text)
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.i < begin and c.i < verb.i), None)
    last = verb.doc[begin - 1]
    gap = last.text in {",", "?", "!", "...", "…", "--", "—"} or any(abs(q.span.end - (last.idx + len(last))) <= 1 for q in quotes)
    if clause is None and not (gap and own and (_bare(verb, begin) or _taken_up(cue, text))):
        return None
    if subject is None and cue.form != "passive":
        return None
    if clause is None and not _can_be_said(sentence, begin, quotes, cue.kind):
        return None
    if _is_setting(sentence, clause, begin) and _opens_behind(verb, quotes, text):
        return None
    first = first_word(verb.doc, _own_start(sentence, begin, quotes, text), begin)
    pieces = [(first, begin)]
    if (rest := _rest(cue, clause, quotes, text)) is not None:
        pieces.append(rest)
    return Content(tuple(pieces), "around" if len(pieces) > 1 else "before") if first < begin else None


def _is_setting(sentence: TokenSpan, clause: Token | None, begin: int) -> bool:
    """Whether the words before a cue only tell when or on what occasion ("On the day of the vote, X said of it, ...")."""
    if clause is None:
        return True
    first = next((t for t in sentence if not t.is_space and t.dep_ != "cc"), None)
    if first is not None and any(t.lower_ in QUESTIONED for t in sentence.doc[first.i : first.i + 2]):
        return True
    told = clause.dep_ == "ccomp" and clause.left_edge.i <= sentence.start
    return first is not None and not told and not first.is_quote and (first.pos_ in {"ADP", "SCONJ"} or first.tag_ in {"VBN", "VBG", "IN"})


def _opens_behind(verb: Token, quotes: tuple[Quoted, ...], text: str) -> bool:
    """Whether a quotation of its own opens behind a verb, and none stands before it."""
    behind = next((q for q in quotes if q.span.start >= verb.idx + len(verb)), None)
    if behind is None or any(q.span.end <= verb.idx for q in quotes):
        return False
    return text[behind.inner.start].isupper() and text[: behind.span.start].rstrip()[-1:] in {",", ":"}


def _own_start(sentence: TokenSpan, begin: int, quotes: tuple[Quoted, ...], text: str) -> int:
    """Where the content before a cue begins: with the sentence, or with its quotation where that stands on a line of its own behind a full stop."""
    place = sentence.doc[begin - 1].idx + len(sentence.doc[begin - 1])
    quote = next((q for q in quotes if abs(q.span.end - place) <= 1 and q.span.start > sentence.start_char), None)
    if quote is None or text[sentence.start_char : quote.span.start].rstrip()[-1:] not in FULL_STOPS | {"("}:
        return sentence.start
    return token_range(sentence.doc, quote.span.start, quote.span.end)[0]


def _quotation_before(cue: Cue, begin: int, own: bool, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """A quotation right before the sentence of its cue: a parser takes "!" and "?" for the end ("Stop!" he cried)."""
    place = cue.head.doc[begin].idx
    quote = next((q for q in quotes if 0 <= place - q.span.end <= 2 and text[q.inner.end - 1] in "!?,…"), None)
    if quote is None or not own or not _bare(cue.head, begin):
        return None
    held = token_range(cue.head.doc, quote.span.start, quote.span.end)
    that = _taken_up(cue, text)
    return Content((held, that), "around") if that else Content((held,), "before")


def _cue_start(verb: Token, subject: Token | None) -> int:
    first = verb.i
    for child in verb.children:
        if (
            child.i < verb.i
            and child.dep_ in {"aux", "auxpass", "advmod", "neg"}
            and child.i >= (subject.right_edge.i if subject is not None else first - 3)
        ):
            first = min(first, child.left_edge.i)
    return min(first, subject.left_edge.i) if subject is not None and subject.i < verb.i else first


def _bare(verb: Token, begin: int) -> bool:
    """Whether nothing that could be content follows the verb, so that it can only carry what went before."""
    return not any(c.i > verb.i and c.dep_ in {"ccomp", "xcomp", "oprd", "acomp", "attr"} for c in verb.children)


def _can_be_said(sentence: TokenSpan, end: int, quotes: tuple[Quoted, ...], kind: str) -> bool:
    """Whether the words before a cue, which the parser has not tied to it, are a clause of their own or a quotation."""
    last = sentence.doc[end - 1]
    if any(abs(q.span.end - (last.idx + len(last))) <= 1 for q in quotes):
        return True
    before = sentence.doc[sentence.start : end]
    return kind in {"say", "ask", "show", "think"} and any(
        t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.head.i < end and t.head.tag_ in FINITE for t in before
    )


def _rest(cue: Cue, clause: Token | None, quotes: tuple[Quoted, ...], text: str) -> tuple[int, int] | None:
    """The second half of an interrupted quotation, in the same sentence."""
    after = cue.head.idx + len(cue.head)
    end = cue.sentence.end_char
    for quote in quotes:
        if after <= quote.span.start < end:
            between = text[after : quote.span.start]
            if between.rstrip()[-1:] in {",", ";", "—", "–", ""} or between.strip(" ,;") in JOINED:
                return token_range(cue.head.doc, quote.span.start, min(quote.span.end, end))
            break
    if that := _taken_up(cue, text):
        return that
    if clause is not None and clause.right_edge.i > cue.head.i:
        inside = [t.i for t in clause.subtree if t.i > cue.head.i and not (cue.source is not None and t.i <= cue.source.right_edge.i)]
        return (inside[0], inside[-1] + 1) if inside else None
    return _second(cue.head, clause)


def _taken_up(cue: Cue, text: str) -> tuple[int, int] | None:
    """The reported speech that goes on behind a cue and a comma."""
    that = THAT.match(text, cue.head.idx + len(cue.head))
    return token_range(cue.head.doc, that.end() - len("that "), cue.sentence.end_char) if that else None


def _second(verb: Token, clause: Token | None) -> tuple[int, int] | None:
    """A clause with "that" behind the cue of a quotation that stood before it ("..." he wrote, that...)."""
    second = next((c for c in verb.children if c.dep_ == "ccomp" and c is not clause and c.i > verb.i), None)
    if second is None or not any(c.dep_ == "mark" and c.lower_ == "that" for c in second.children):
        return None
    return bounded_left(second, verb), bounded_right(second, verb)
