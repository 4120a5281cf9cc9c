"""Sayings: cues with their content fitted to the quotation marks, and what kind of rendering each is."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from ...model import Span
from ...resources.speech import speech_verbs
from .beside import is_misread, speaker_beside
from .content import content_of
from .marks import DOUBLE

if TYPE_CHECKING:
    from ..parse import Parse
    from ..tokens import Token
    from .cues import Cue
    from .marks import Quoted

Kind = Literal["direct", "indirect", "mixed", "fragment"]
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|me|mine|ours|I['’](?:m|ve|ll|d)|[Ww]e['’](?:re|ve|ll|d))\b(?!\.\w)")
ELISION = re.compile(r"\.\s?\.\s?\.+|…")
CONDITION = re.compile(r",\s(?:who\s)?(?:all\s)?(?:speak|spok|ask|request|declin)(?:e|ed|ing)?\b[^,.]{0,40}(?:anonym|named|identified)")
CONJOINED = re.compile(r"[,;]?\s(?:and|but|then|while|whereas|as|before)\s")
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
MARKS = DOUBLE | frozenset("‘'`")
TRIM = " \t\n\u00a0,;:-–—"
SCARE_WORDS = 3  # a stretch this short inside reported speech marks a term, not a quotation
SCARE_SHARE = 0.25  # ... unless it is this much of what is reported
DIRECT_SHARE = 0.85  # of the content stands between marks


class Saying(msgspec.Struct, frozen=True):
    """Somebody's words: where they stand, the cue that carries them and the head of the speaker's words, each if there is one."""

    pieces: tuple[Span, ...]
    kind: Kind
    marks: Literal["kept", "lost", "none"]
    rule: str
    cue: Cue | None = None
    source: Token | None = None
    stretches: tuple[Quoted, ...] = ()


def saying(cue: Cue, parse: Parse, quotes: tuple[Quoted, ...], starts: list[int], marked: bool) -> Saying | None:
    """The saying that a cue carries, or None. `quotes` are all quoted stretches, `starts` their starts, `marked` whether the text has any marks."""
    text = parse.text
    sentence = cue.sentence
    near = _near(quotes, starts, sentence.start_char, sentence.end_char)
    if near and cue.kind in {"say", "ask"} and cue.entry is not None and (cue.source is None or is_misread(cue.source, cue, near)):
        cue = _with_speaker(cue, near, text)
    content = content_of(cue, near, text)
    if content is None:
        return None
    doc = parse.doc
    pieces = [Span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1])) for a, b in content.pieces if b > a]
    if not pieces:
        return None
    holder = next((q for q in near if q.span.contains(cue.span)), None)
    if holder is not None:
        pieces = [Span(max(p.start, holder.inner.start), min(p.end, holder.inner.end)) for p in pieces if p.overlaps(holder.inner)]
        if not pieces:
            return None
    inside = [q for q in near if q is not holder and any(p.overlaps(q.inner) for p in pieces)]
    pieces = _before_next_cue(pieces, inside, cue, text)
    inside = [q for q in inside if any(p.overlaps(q.inner) for p in pieces)]
    if not content.clause and inside and cue.kind in {"judge", "accuse"}:
        whole = tuple(q.inner for q in inside)
        return Saying(whole, "fragment", "kept", content.how, cue, cue.source, tuple(inside))
    pieces = [_before_condition(p, text) for p in pieces]
    fitted = _fitted(pieces, inside, quotes, content.how)
    if (
        not inside
        and content.how in {"before", "around"}
        and not marked
        and cue.kind in {"say", "ask"}
        and _spoken(whole := _back(fitted, parse), text)
    ):
        return Saying(trimmed_pieces(whole, text, False), "direct", "lost", "marks lost", cue, cue.source)
    kind = _kind(fitted, inside, text)
    if kind == "direct" and not content.clause:
        kind = "fragment" if text[fitted[0].start] in MARKS else "mixed"  # "called it “an honest offer”"
    trimmed = trimmed_pieces(fitted, text, kind in {"direct", "fragment"})
    return Saying(trimmed, kind, "none" if kind == "indirect" else "kept", content.how, cue, cue.source, tuple(inside)) if trimmed else None


def _before_next_cue(pieces: list[Span], inside: list[Quoted], cue: Cue, text: str) -> list[Span]:
    """The pieces up to a quotation behind which another verb of speech opens the next one ("said “A” and added “B”"): a parser takes the second
    verb for a part of what is said."""
    for first, second in pairwise(inside):
        between = Span(first.span.end, second.span.start)
        if not CONJOINED.match(text[between.start : between.end]) or between.start < cue.span.end:
            continue
        words = cue.head.doc.char_span(between.start, between.end, alignment_mode="contract")
        if words is not None and any(t.lemma_ in speech_verbs() and t.tag_ in FINITE and t.i != cue.head.i for t in words):
            return [Span(p.start, min(p.end, first.span.end)) for p in pieces if p.start < first.span.end]
    return pieces


def _before_condition(piece: Span, text: str) -> Span:
    """A piece without the condition under which it was told (", speaking on condition of anonymity")."""
    found = CONDITION.search(text, piece.start, piece.end)
    return Span(piece.start, found.start()) if found is not None and found.start() > piece.start else piece


def _with_speaker(cue: Cue, near: tuple[Quoted, ...], text: str) -> Cue:
    """A cue whose speaker the parser has lost, with the one that stands beside its quotation. A participle that a colon follows was no passive."""
    colon = any(q.span.start > cue.span.end and ":" in text[cue.span.end : q.span.start] for q in near)
    if cue.form == "passive" and not (cue.source is None and colon):
        return cue
    return msgspec.structs.replace(cue, form="verb", source=speaker_beside(cue, near, text))


def _near(quotes: tuple[Quoted, ...], starts: list[int], start: int, end: int) -> tuple[Quoted, ...]:
    """The quoted stretches that touch a sentence."""
    at = bisect_left(starts, start)
    while at > 0 and quotes[at - 1].span.end >= start - 2:
        at -= 1
    found = []
    while at < len(quotes) and quotes[at].span.start < end:
        found.append(quotes[at])
        at += 1
    return tuple(found)


def _fitted(pieces: list[Span], inside: list[Quoted], quotes: tuple[Quoted, ...], how: str) -> tuple[Span, ...]:
    """Pieces stretched to hold whole quotations, and the paragraphs that these ran on to, less the cue's own words."""
    fitted = []
    for piece in pieces:
        start, end = piece.start, piece.end
        for quote in inside:
            if quote.inner.overlaps(piece):
                start, end = min(start, quote.span.start), max(end, quote.span.end)
        fitted.append(Span(start, end))
    runs = {q.run for q in inside if how in {"before", "around", "after", "colon"}}
    fitted.extend(q.span for q in quotes if q.run in runs and not any(f.overlaps(q.span) for f in fitted))
    return _joined(fitted)


def _joined(pieces: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and piece.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def _spoken(pieces: tuple[Span, ...], text: str) -> bool:
    """Whether unmarked words must be somebody's own: they say "we" or "I", or leave something out."""
    words = " ".join(p.of(text) for p in pieces)
    return bool(FIRST_PERSON.search(words) or ELISION.search(words.rstrip(" .,")))


def _back(pieces: tuple[Span, ...], parse: Parse) -> tuple[Span, ...]:
    """The pieces with the sentences before them that an elision ties to them: a parser takes " ... " for an end."""
    start = pieces[0].start
    while (index := parse.sentence_at(start)) > 0:
        before = parse.sentences[index - 1]
        gap = parse.text[before.end : start]
        if "\n" in gap or not ELISION.search(before.of(parse.text)[-6:] + gap):
            break
        start = before.start
    return (Span(start, pieces[0].end), *pieces[1:])


def _kind(pieces: tuple[Span, ...], inside: list[Quoted], text: str) -> Kind:
    total = sum(len(p) for p in pieces)
    held = sum(min(p.end, q.span.end) - max(p.start, q.span.start) for p in pieces for q in inside if p.overlaps(q.span))
    if held >= DIRECT_SHARE * total:
        return "direct"
    words = max((len(q.inner.of(text).split()) for q in inside), default=0)
    return "mixed" if words > SCARE_WORDS or held > SCARE_SHARE * total else "indirect"


def all_in_marks(pieces: tuple[Span, ...], text: str) -> bool:
    """Whether each piece is one stretch in marks, with nothing outside them; a paragraph of a longer quotation may lack the closing one."""
    return all(text[p.start] in DOUBLE and not any(c in DOUBLE for c in text[p.start + 1 : p.end - 1]) for p in pieces)


def trimmed_pieces(pieces: tuple[Span, ...], text: str, bare: bool) -> tuple[Span, ...]:
    """Pieces without commas, dashes and "that" at their edges; `bare`: without the marks around them either."""
    edges = TRIM + "".join(DOUBLE) + "‘`" if bare else TRIM
    trimmed = []
    for piece in pieces:
        start, end = piece.start, piece.end
        if bare and text[start] in "‘'" and text[end - 1] in "’'" and text[start + 1] != "'":
            start, end = start + 1, end - 1
        while start < end and (text[start] in edges or (bare and text[start : start + 2] == "''")):
            start += 2 if text[start] == "'" else 1
        if text[start : start + 5].lower() == "that ":
            start += 5
        while end > start and (text[end - 1] in edges or (bare and text[end - 2 : end] == "''")):
            end -= 2 if text[end - 1] == "'" else 1
        if text[end - 1 : end] == "." and text[end - 3 : end] != "..." and "." not in text[max(start, end - 4) : end - 1]:
            end -= 1
        if end > start:
            trimmed.append(Span(start, end))
    return tuple(trimmed)
