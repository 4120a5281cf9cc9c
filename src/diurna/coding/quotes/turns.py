"""Turns: quotations that no cue carries, given to whoever has the word; and what stands behind "Name:"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...model import Span
from ...resources.speech import speech_verbs
from .beside import first_name, name_before, named_behind
from .said import Saying, trimmed_pieces

if TYPE_CHECKING:
    from ..parse import Parse
    from ..tokens import Token
    from .marks import Quoted

SIGNED = re.compile(r"\s{0,3}(?:--|[-–—―])\s?(?=[A-Z])")  # a dash and a name behind a quotation, or on the next line
SIGNATURE = 5  # tokens of a name
SPEAKING = frozenset({"say", "ask", "accuse", "judge", "name"})
NEAR = 150  # characters of cue and circumstance between the halves of one quotation
LEAST_WORDS = 4  # a shorter stretch without a cue is a term or a title of something
LONGEST_LABEL = 60
DASHES = frozenset({"-", "–", "—", "--"})
DATELINE_WORDS = 12  # tokens of a dateline with region, day and agency
LABEL = re.compile(r"[^\n:.!?\"“”]{2,60}:(?=\s+\S)")
LABEL_TAGS = frozenset({"PROPN", "NOUN"})
SENTENCE_ENDS = frozenset('.!?:…"”»)')
SPEAKER_DEPS = frozenset({"nsubj", "nsubjpass"})


def turns(parse: Parse, quotes: tuple[Quoted, ...], sayings: list[Saying]) -> list[Saying]:
    """`sayings` (those with a cue) and what stands in the quoted stretches that are in none of them: a quotation that goes on behind its
    cue's sentence is one saying with it, any other is a saying of its own."""
    free: dict[int, list[Quoted]] = {}
    for quote in quotes:
        if not any(_takes(s, quote) for s in sayings) and (_whole(quote, parse.text) or _is_cry(parse, quote) or _is_short(parse, quote)):
            free.setdefault(quote.run, []).append(quote)
    found = sorted(sayings, key=lambda s: s.pieces[-1].end)
    for stretches in free.values():
        pieces = trimmed_pieces(tuple(q.span for q in stretches), parse.text, True)
        if not pieces:
            continue
        behind = _behind(parse, stretches[-1])
        last = _last_word(found, stretches[0], parse) if behind is None and not _is_announced(parse, stretches[0]) else None
        if (
            last is not None
            and last.kind == "direct"
            and stretches[0].span.start - max(p.end for p in last.pieces if p.start < stretches[0].span.start) <= NEAR
        ):
            found[found.index(last)] = msgspec.structs.replace(last, pieces=tuple(sorted((*last.pieces, *pieces))))
            continue
        source, rule = (behind, "named behind") if behind is not None else (None, "none")
        if source is None:
            source, rule = (last.source, "turn") if last is not None else _holder(parse, stretches[0], found)
        found.append(Saying(pieces, "direct", "kept", rule, None, source, tuple(stretches)))
    return found


def _is_cry(parse: Parse, quote: Quoted) -> bool:
    """Whether a stretch of a word or two is somebody's, told right behind it ("“Out!” roared the crowd")."""
    return quote.inner.of(parse.text)[-1:] in set("!?,") and named_behind(parse.doc, quote, parse.text) is not None


def _is_short(parse: Parse, quote: Quoted) -> bool:
    """Whether a stretch of a few words closes its line behind a colon that says whose it is ("Mayor meets the strikers: ‘Go home’")."""
    words = quote.inner.of(parse.text)
    closes = not parse.text[quote.span.end : _line_end(parse.text, quote.span.end)].strip(" .")
    return closes and words[:1].isupper() and len(words.split()) > 1 and _is_announced(parse, quote)


def _takes(said: Saying, quote: Quoted) -> bool:
    """Whether a saying has a quotation for its content or a part of it; one that is told inside the quotation has not."""
    within = said.cue is not None and quote.span.contains(said.cue.span) and all(quote.span.contains(p) for p in said.pieces)
    return not within and any(p.overlaps(quote.inner) for p in said.pieces)


def _is_announced(parse: Parse, quote: Quoted) -> bool:
    """Whether a colon before a quotation follows a name or a clause with a subject of its own."""
    before = parse.text[: quote.span.start].rstrip()
    if not before.endswith(":"):
        return False
    return _labelling(parse, quote.span.start) is not None or _subject(parse, parse.sentence_at(len(before) - 1), len(before)) is not None


def _last_word(found: list[Saying], quote: Quoted, parse: Parse) -> Saying | None:
    """Who spoke last before a quotation in the same paragraph, if the quotation begins a sentence of its own."""
    start = quote.span.start
    paragraph = parse.text.rfind("\n", 0, start) + 1
    if start > paragraph and parse.text[paragraph:start].rstrip()[-1:] not in SENTENCE_ENDS:
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
    if span is not None and len(span) > 1 and span[0].lemma_.lower() in speech_verbs() and span[0].tag_ in {"VBD", "VBN", "VBZ"}:
        span = span[1:]  # "Added Anna Lindholm:"
    if span is None or len(span) > 6 or any(t.pos_ in {"VERB", "AUX"} for t in span):
        return None
    return span.root if span.root.pos_ in LABEL_TAGS else None


def _whole(quote: Quoted, text: str) -> bool:
    """Whether a stretch is a sentence or a good part of one, not a term or a title."""
    words = quote.inner.of(text)
    count = len(words.split())
    return count >= LEAST_WORDS and (words.rstrip()[-1:] in ".,!?…" or count > 2 * LEAST_WORDS)


def _holder(parse: Parse, quote: Quoted, spoken: list[Saying]) -> tuple[Token | None, str]:
    """Who has the word at a quotation that is the first of its paragraph: one who is named before its colon or is the subject of its
    sentence or the one before it, or the last speaker if the paragraph is nothing but the quotation."""
    text = parse.text
    start = quote.span.start
    paragraph = text.rfind("\n", 0, start) + 1
    announced = text[:start].rstrip().endswith(":")
    index = parse.sentence_at(max(len(text[:start].rstrip()) - 1, 0)) if announced else parse.sentence_at(start)
    if announced and (label := _labelling(parse, start)) is not None:
        return label, "label"
    own = _subject(parse, index, start)
    if own is not None:
        return own, "announced" if announced else "nearest in sentence"
    if index > 0 and (parse.sentences[index - 1].start >= paragraph) and (named := _subject(parse, index - 1, start)) is not None:
        return named, "nearest before"
    before = [s for s in spoken if s.kind in {"direct", "mixed"} and s.source is not None and s.pieces[0].start < start]
    last = max(before, key=lambda s: s.pieces[-1].end, default=None)
    if last is not None:
        return last.source, "turn before"
    return (_subject(parse, index - 1, start), "nearest before") if index > 0 else (None, "none")


def _labelling(parse: Parse, start: int) -> Token | None:
    """Who stands before the colon of a quotation: all of the line ("Minister: ...") or a person that it closes on."""
    line = parse.text.rfind("\n", 0, start) + 1
    end = len(parse.text[:start].rstrip()) - 1
    whole = _label_head(parse, line, end) if 0 < end - line <= LONGEST_LABEL else None
    return whole if whole is not None else name_before(parse.doc, end, parse.sentences[parse.sentence_at(end)].start)


def _behind(parse: Parse, quote: Quoted) -> Token | None:
    """Who is named behind a quotation in its line, with a verb of speech ("said the tired old man") or a dash ("-- A. Name")."""
    if (signed := SIGNED.match(parse.text, quote.span.end)) and (
        name := parse.tokens(Span(signed.end(), _line_end(parse.text, signed.end())))
    ) is not None:
        return first_name(list(name[:SIGNATURE])) if name[0].pos_ == "PROPN" else None
    return named_behind(parse.doc, quote, parse.text)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _is_of_dateline(token: Token) -> bool:
    """Whether a name in capitals opens a sentence before a bracket or day and a dash: "GENEVA, July 25 (UPI) — ..."."""
    if not token.text.isupper() or len(token.text) < LEAST_WORDS or token.i + 1 >= len(token.doc) or token.nbor().text not in {",", "("}:
        return False
    return any(t.text in DASHES for t in token.doc[token.i + 1 : token.i + DATELINE_WORDS])


def _subject(parse: Parse, index: int, limit: int) -> Token | None:
    """The person or name that is the subject of a sentence before `limit`: of its main verb, else the first one."""
    tokens = parse.tokens(parse.sentences[index])
    found = [
        t
        for t in (tokens if tokens is not None else ())
        if t.idx < limit
        and t.dep_ in SPEAKER_DEPS
        and not _is_of_dateline(t)
        and t.ent_type_ not in {"DATE", "TIME"}
        and (t.pos_ == "PROPN" or t.ent_type_ == "PERSON" or t.lower_ in {"he", "she", "they"})
    ]
    return next((t for t in found if t.head.dep_ == "ROOT"), found[0] if found else None)
