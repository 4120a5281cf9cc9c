"""Turns: quotations that no cue carries, given to whoever has the word; and what stands behind "Name:"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...model import Span
from ...resources.speech import speech_verbs
from .said import Saying, trimmed_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..parse import Parse
    from .marks import Quoted

BEHIND = 120  # characters behind a quotation in which its speaker is looked for
SIGNED = re.compile(r"\s{0,3}(?:--|[-–—―])\s?(?=[A-Z])")  # a dash and a name behind a quotation, or on the next line
SIGNATURE = 5  # tokens of a name
SPEAKING = frozenset({"say", "ask", "accuse", "judge", "name"})
NEAR = 150  # characters of cue and circumstance between the halves of one quotation
LEAST_WORDS = 4  # a shorter stretch without a cue is a term or a title of something
LABEL = re.compile(r"[^\n:.!?\"“”]{2,60}:(?=\s+\S)")
LABEL_TAGS = frozenset({"PROPN", "NOUN"})
SPEAKER_DEPS = frozenset({"nsubj", "nsubjpass"})


def turns(parse: Parse, quotes: tuple[Quoted, ...], sayings: list[Saying]) -> list[Saying]:
    """`sayings` (those with a cue) and what stands in the quoted stretches that are in none of them: a quotation that goes on behind its
    cue's sentence is one saying with it, any other is a saying of its own."""
    covered = [p for s in sayings for p in s.pieces]
    free: dict[int, list[Quoted]] = {}
    for quote in quotes:
        if not any(c.overlaps(quote.inner) for c in covered) and _whole(quote, parse.text):
            free.setdefault(quote.run, []).append(quote)
    found = sorted(sayings, key=lambda s: s.pieces[-1].end)
    for stretches in free.values():
        pieces = trimmed_pieces(tuple(q.span for q in stretches), parse.text, True)
        if not pieces:
            continue
        last = _last_word(found, stretches[0], parse)
        if (
            last is not None
            and last.kind == "direct"
            and stretches[0].span.start - max(p.end for p in last.pieces if p.start < stretches[0].span.start) <= NEAR
        ):
            found[found.index(last)] = msgspec.structs.replace(last, pieces=tuple(sorted((*last.pieces, *pieces))))
            continue
        source, rule = (last.source, "turn") if last is not None else _holder(parse, stretches[0], found)
        found.append(Saying(pieces, "direct", "kept", rule, None, source, tuple(stretches)))
    return found


def _last_word(found: list[Saying], quote: Quoted, parse: Parse) -> Saying | None:
    """Who spoke last before a quotation in the same paragraph, if the quotation begins a sentence of its own."""
    start = quote.span.start
    paragraph = parse.text.rfind("\n", 0, start) + 1
    if parse.sentences[parse.sentence_at(start)].start < start - 1:
        return None
    before = [s for s in found if s.source is not None and (s.cue is None or s.cue.kind in SPEAKING) and paragraph <= _ends(s, start) <= start]
    return max(before, key=lambda s: _ends(s, start), default=None)


def _ends(said: Saying, limit: int) -> int:
    """Where a saying or its cue ends last before a place; -1 if it does not stand before it."""
    ends = [p.end for p in said.pieces if p.start < limit]
    if said.cue is not None and said.cue.span.end <= limit:
        ends.append(said.cue.span.end)
    return min(max(ends, default=-1), limit)


def labelled(parse: Parse, covered: list[Span]) -> list[Saying]:
    """Headlines and transcripts: "Minister: no deal yet"."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", parse.text):
        label = LABEL.match(paragraph.group())
        content = Span(paragraph.start() + label.end(), paragraph.end()) if label else None
        if label is None or content is None or any(c.overlaps(content) for c in covered):
            continue
        head = _label_head(parse, paragraph.start(), paragraph.start() + label.end() - 1)
        quoted = parse.text[content.start : content.end].strip()[:1] in "\"“‘'"
        if head is not None and (quoted or head.ent_type_ in {"PERSON", "NORP"}):
            pieces = trimmed_pieces((content,), parse.text, quoted)
            if pieces:
                found.append(Saying(pieces, "direct" if quoted else "indirect", "kept" if quoted else "none", "label", None, head))
    return found


def _label_head(parse: Parse, start: int, end: int) -> Token | None:
    span = parse.doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) > 6 or any(t.pos_ in {"VERB", "AUX"} for t in span):
        return None
    return span.root if span.root.pos_ in LABEL_TAGS else None


def _whole(quote: Quoted, text: str) -> bool:
    """Whether a stretch is a sentence or a good part of one, not a term or a title."""
    words = quote.inner.of(text)
    count = len(words.split())
    return count >= LEAST_WORDS and (words.rstrip()[-1:] in ".,!?…" or count > 2 * LEAST_WORDS)


def _holder(parse: Parse, quote: Quoted, spoken: list[Saying]) -> tuple[Token | None, str]:
    """Who has the word at a quotation that is the first of its paragraph: one named right behind it or in its sentence, the subject of the
    sentence before it, or the last speaker if the paragraph is nothing but the quotation."""
    text = parse.text
    start = quote.span.start
    paragraph = text.rfind("\n", 0, start) + 1
    if (behind := _behind(parse, quote)) is not None:
        return behind, "named behind"
    index = parse.sentence_at(start)
    own = _subject(parse, index, start)
    if own is not None:
        return own, "nearest in sentence"
    announced = text[:start].rstrip().endswith(":")
    if index > 0 and (announced or parse.sentences[index - 1].start >= paragraph) and (named := _subject(parse, index - 1, start)) is not None:
        return named, "nearest before"
    before = [s for s in spoken if s.kind in {"direct", "mixed"} and s.source is not None and s.pieces[0].start < start]
    last = max(before, key=lambda s: s.pieces[-1].end, default=None)
    if last is not None:
        return last.source, "turn before"
    return (_subject(parse, index - 1, start), "nearest before") if index > 0 else (None, "none")


def _behind(parse: Parse, quote: Quoted) -> Token | None:
    """Who is named behind a quotation in its line, with a verb of speech ("said the tired old man") or a dash ("-- A. Name")."""
    end = quote.span.end
    if (signed := SIGNED.match(parse.text, end)) and (name := parse.tokens(Span(signed.end(), _line_end(parse.text, signed.end())))) is not None:
        return _name(list(name[:SIGNATURE])) if name[0].pos_ == "PROPN" else None
    line = parse.text.find("\n", end)
    after = parse.tokens(Span(end, min(end + BEHIND, line if line >= 0 else len(parse.text))))
    if after is None:
        return None
    words = [t for t in after if t.idx >= end and not t.is_space][:12]
    while words and words[0].text in {",", ".", "”", '"'}:
        words = words[1:]
    if not words:
        return None
    verb = next((k for k, t in enumerate(words) if t.lemma_ in speech_verbs() and t.tag_ in {"VBD", "VBZ", "VBP"}), None)
    if verb is None or any(t.is_sent_start and t.text[:1].isupper() for t in words[1 : verb + 1]):
        return None
    return _name(words[verb + 1 :]) if verb == 0 else _name(list(reversed(words[:verb])))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _name(words: list[Token]) -> Token | None:
    """The head of the first name or noun phrase among words."""
    first = next((t for t in words if t.pos_ in {"PROPN", "PRON", "NOUN"}), None)
    while first is not None and first.dep_ in {"compound", "poss", "nmod", "amod"} and first.head.pos_ in {"PROPN", "NOUN"} and first.head in words:
        first = first.head
    return first


def _subject(parse: Parse, index: int, limit: int) -> Token | None:
    """The first person or name that is the subject of a sentence before `limit`."""
    tokens = parse.tokens(parse.sentences[index])
    if tokens is None:
        return None
    for token in tokens:
        if token.idx >= limit:
            return None
        if token.dep_ in SPEAKER_DEPS and (token.pos_ == "PROPN" or token.ent_type_ == "PERSON" or token.lower_ in {"he", "she", "they"}):
            return token
    return None
