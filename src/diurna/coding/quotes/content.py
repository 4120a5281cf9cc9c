"""Content: which words of a sentence a cue carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .cues import is_stray

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token

    from .cues import Cue
    from .marks import Quoted

FINITE = frozenset({"VBD", "VBP", "VBZ", "VB", "VBN", "VBG"})
FULL_STOPS = frozenset({".", "!", "?", "…", '"', "”", "’", "'", ":", "...", ")"})
HEADLINE_SPEAKER = 8  # words before the verb of a headline
LIGHT_TIME = frozenset({"DATE", "TIME"})


class Content(msgspec.Struct, frozen=True):
    """What a cue carries: token ranges [start, end) of the document, and where it stands (before, after, around, object...)."""

    pieces: tuple[tuple[int, int], ...]
    how: str
    clause: bool = True


def content_of(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """The words that a cue carries, or None if it carries none. `quotes` are the quoted stretches of `text` that touch its sentence."""
    if cue.form == "noun":
        return _noun_content(cue)
    if cue.form == "adjective":
        return _adjective_content(cue)
    if cue.form == "according":
        return _according_content(cue)
    frames = cue.entry.frames
    if "clause" in frames and not quotes and (found := _headline(cue, text)):
        return found
    quotable = "clause" in frames or (cue.kind in {"say", "ask", "name", "think", "show"} and "object" in frames)
    if quotable and (found := _before(cue, quotes, text)):
        return found
    if quotable and (found := _after_quote(cue, quotes, text)):
        return found
    return _after(cue)


def _before(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """Content that stands before its cue: "S, he said", "S, said he", with what follows it ("..., he said, S")."""
    verb, subject = cue.head, cue.source
    sentence = cue.sentence
    own = subject is not None and (subject.head == verb or (subject.dep_ in {"nsubj", "nsubjpass"} and subject.head in {verb, verb.head}))
    begin = _cue_start(verb, subject if own else None)
    if begin <= sentence.start:
        return _quotation_before(cue, begin, own, quotes, text)
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.i < begin and c.i < verb.i), None)
    last = verb.doc[begin - 1]
    gap = last.text in {",", "?", "!", "...", "…", "--", "—"} or any(abs(q.span.end - (last.idx + len(last))) <= 1 for q in quotes)
    if clause is None and not (gap and own and _bare(verb, begin)):
        return None
    if subject is None and cue.form != "passive":
        return None
    start = sentence.start
    if clause is None and not _can_be_said(sentence, begin, quotes, cue.kind):
        return None
    first = _skip(verb.doc, start, begin)
    pieces = [(first, begin)]
    if (rest := _rest(cue, clause, quotes, text)) is not None:
        pieces.append(rest)
    return Content(tuple(pieces), "around" if len(pieces) > 1 else "before") if first < begin else None


def _quotation_before(cue: Cue, begin: int, own: bool, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """A quotation right before the sentence of its cue: a parser takes "!" and "?" for the end ("Stop!" he cried)."""
    place = cue.head.doc[begin].idx
    quote = next((q for q in quotes if 0 <= place - q.span.end <= 2 and text[q.inner.end - 1] in "!?,…"), None)
    if quote is None or not own or not _bare(cue.head, begin):
        return None
    return Content((_token_range(cue.head.doc, quote.span.start, quote.span.end),), "before")


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
            return (
                _token_range(cue.head.doc, quote.span.start, min(quote.span.end, end)) if between.rstrip()[-1:] in {",", ";", "—", "–", ""} else None
            )
    if clause is not None and clause.right_edge.i > cue.head.i:
        inside = [t.i for t in clause.subtree if t.i > cue.head.i and not (cue.source is not None and t.i <= cue.source.right_edge.i)]
        return (inside[0], inside[-1] + 1) if inside else None
    return None


def _after_quote(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """A quotation right behind its cue: after a comma or a colon, or after whom it was said to and when."""
    verb = cue.head
    after = verb.idx + len(verb)
    for quote in quotes:
        if after <= quote.span.start < cue.sentence.end_char:
            between = text[after : quote.span.start].strip()
            if between == "" and "clause" not in cue.entry.frames:
                return None
            if between == "" or (between[-1] in ",:" and (between[-1] == ":" or len(between) == 1 or _light(verb, quote.span.start))):
                return Content((_token_range(verb.doc, quote.span.start, quote.span.end),), "after")
            return None
    return None


def _light(verb: Token, limit: int) -> bool:
    """Whether only adjuncts stand between a verb and a quotation that opens at `limit`."""
    return all(c.dep_ not in {"ccomp", "xcomp", "oprd", "conj"} or c.idx >= limit for c in verb.children if c.i > verb.i)


def _after(cue: Cue) -> Content | None:
    """Content that stands behind the verb, by the frames that the verb has."""
    verb, frames = cue.head, cue.entry.frames
    behind = [c for c in verb.children if c.i > verb.i]
    if "clause" in frames and (clause := next((c for c in behind if c.dep_ == "ccomp"), None)):
        return Content(((_clause_start(clause, cue), _right(clause, verb)),), "clause")
    if "name" in frames:
        parts = [c for c in behind if c.dep_ in {"dobj", "ccomp", "oprd", "xcomp", "attr", "acomp", "dative"}]
        if parts:
            return Content(((verb.i + 1, max(_right(p, verb) for p in parts)),), "name", False)
    if (
        "clause" in frames
        and (colon := next((t for t in verb.doc[verb.i + 1 : cue.sentence.end] if t.text == ":"), None))
        and colon.i + 2 < cue.sentence.end
    ):
        return Content(((colon.i + 1, cue.sentence.end),), "colon")
    infinitive = next(
        (c for c in behind if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB" and any(k.lower_ == "to" for k in c.children)), None
    )
    if infinitive is not None and (cue.form == "passive" or frames & {"inf", "person"}):
        return Content(((_left(infinitive, verb), _right(infinitive, verb)),), "infinitive")
    for child in behind:
        if child.dep_ in {"prep", "agent"} and child.lower_ in cue.entry.prepositions:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return Content(((inner.left_edge.i, _right(inner, verb)),), "preposition", inner.dep_ == "pcomp")
    if "object" in frames:
        return _object(cue, behind)
    if (
        "clause" in frames
        and cue.kind in {"say", "ask"}
        and (
            clause := next(
                (c for c in behind if c.dep_ in {"xcomp", "advcl"} and c.tag_ in {"VBG", "VBZ", "VBD"} and c.left_edge.i == verb.i + 1), None
            )
        )
    ):
        return Content(((_left(clause, verb), _right(clause, verb)),), "clause")
    return None


def _object(cue: Cue, behind: list[Token]) -> Content | None:
    if cue.form == "passive":
        heard = cue.heard
        return (
            Content(((heard.left_edge.i, heard.right_edge.i + 1),), "object", False)
            if heard is not None and heard.right_edge.i < cue.head.i
            else None
        )
    thing = next((c for c in behind if c.dep_ == "dobj"), None)
    if thing is None or thing.ent_type_ in LIGHT_TIME:
        return None
    end = _right(thing, cue.head)
    for child in behind:
        if child.i >= end and child.dep_ == "prep" and child.lower_ in {"as", "for", "over"}:
            end = max(end, _right(child, cue.head))
    return Content(((thing.left_edge.i, end),), "object", False)


def _noun_content(cue: Cue) -> Content | None:
    noun = cue.head
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(k.dep_ == "mark" and k.lower_ == "that" for k in child.children):
            return Content(((_left(child, noun), _right(child, noun)),), "noun")
        if child.dep_ == "acl" and child.tag_ == "VB" and cue.kind in {"say", "ask", "want"} and cue.source is not None:
            return Content(((_left(child, noun), _right(child, noun)),), "noun")
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "about", "for", "to"}
            and cue.source is not None
            and any(c.dep_ == "poss" for c in noun.children)
        ):
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None and inner != cue.source:
                return Content(((inner.left_edge.i, _right(inner, noun)),), "noun", inner.dep_ == "pcomp")
    return None


def _adjective_content(cue: Cue) -> Content | None:
    word = cue.head
    if cue.source is None or cue.source.lower_ == "it":
        return None
    for child in word.children:
        if child.i > word.i and child.dep_ == "ccomp":
            return Content(((_left(child, word), _right(child, word)),), "adjective")
        if child.i > word.i and child.dep_ == "prep" and child.lower_ in {"about", "of", "in"}:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return Content(((inner.left_edge.i, _right(inner, word)),), "adjective", inner.dep_ == "pcomp")
    return None


def _according_content(cue: Cue) -> Content | None:
    """The sentence that "according to" stands in, less the phrase itself."""
    word = cue.head
    sentence = cue.sentence
    end = cue.source.right_edge.i + 1
    if end < sentence.start or word.i - sentence.start < 3:
        first = _skip(word.doc, end, sentence.end)
        return Content(((first, sentence.end),), "according") if first + 2 < sentence.end else None
    pieces = [(_skip(word.doc, sentence.start, word.i), word.i)]
    if sentence.end - end > 4 and word.doc[end].text == ",":
        pieces.append((end + 1, sentence.end))
    return Content(tuple(pieces), "according")


def _clause_start(clause: Token, cue: Cue) -> int:
    """The first word of a clause; a bare noun phrase between it and a verb that has no one spoken to is its subject, cut off by the parser."""
    verb, start = cue.head, _left(clause, cue.head)
    cut_off = [t for t in verb.doc[verb.i + 1 : start] if not t.is_punct]
    spoken_to = cue.entry.frames & {"person"}
    if (
        cut_off
        and not spoken_to
        and all(t.pos_ in {"NOUN", "PROPN", "DET", "ADJ", "CCONJ", "NUM", "PART", "ADP"} and t.ent_type_ not in LIGHT_TIME for t in cut_off)
    ):
        heads = [t for t in cut_off if t.head == verb]
        if heads and all(t.dep_ in {"dobj", "dative", "nsubj"} for t in heads):
            return verb.i + 1
    return start


def _headline(cue: Cue, text: str) -> Content | None:
    """All that follows the verb of a headline ("MINISTER SAYS ..."): parsers lose their way in headlines."""
    verb, sentence = cue.head, cue.sentence
    words = [t for t in sentence if not t.is_space]
    end = words[-1].idx + len(words[-1])
    line_ends = not text[end:].strip() or "\n" in text[end : end + 2] or (words[-1].text == "," and words[-2].text.endswith("."))
    if not line_ends or words[-1].text in FULL_STOPS or verb.tag_ not in {"VBZ", "VBP", "VBD"} or cue.kind != "say" or cue.source is None:
        return None
    first = next((t for t in words if t.i > verb.i), None)
    if first is None or first.is_punct or words[-1].i - first.i < 2 or cue.source.i > verb.i or verb.i - sentence.start > HEADLINE_SPEAKER:
        return None
    spoken_to = next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i), None) if "person" in cue.entry.frames else None
    start = spoken_to.right_edge.i + 1 if spoken_to is not None else first.i
    line = text.find("\n", sentence.end_char - 1)
    last = verb.doc.char_span(sentence.start_char, line if line >= 0 else len(text), alignment_mode="contract") or sentence
    return Content(((start, last.end),), "headline") if start < words[-1].i else None


def _left(clause: Token, governor: Token) -> int:
    return max(clause.left_edge.i, governor.i + 1)


def _right(clause: Token, governor: Token) -> int:
    """Where a clause ends: at its own last word, or before an afterthought behind a dash."""
    end = _before_stray(clause, governor, clause.right_edge.i + 1)
    for token in clause.doc[max(clause.i, governor.i) + 1 : end]:
        if (
            token.text in {"-", "–", "—", "--"}
            and token.whitespace_
            and token.i - governor.i > 4
            and token.dep_ == "punct"
            and not _dashed_aside(token, end)
        ):
            return token.i
    return end


def _before_stray(clause: Token, governor: Token, end: int) -> int:
    """Where a finite verb without a subject hangs on a noun, the parser has taken it for a part of the clause: it goes on with the governor's."""
    for token in clause.doc[clause.i + 1 : end]:
        if is_stray(token):
            return max(governor.i + 2, token.i - 1)
    return end


def _dashed_aside(dash: Token, end: int) -> bool:
    """Whether a second dash closes what this one opens."""
    return any(t.text == dash.text and t.whitespace_ for t in dash.doc[dash.i + 1 : end])


def _skip(doc: object, start: int, end: int) -> int:
    """The first token that is no space, dash, comma, or dangling conjunction mark."""
    while start < end and (doc[start].is_space or doc[start].text in {",", "-", "–", "—", ":", ")", "*"}):
        start += 1
    return start


def _token_range(doc: object, start: int, end: int) -> tuple[int, int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end)
