"""Content: which words of a sentence a cue carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .before import before_cue
from .pieces import FULL_STOPS, Content, bounded_left, bounded_right, first_word, token_range

if TYPE_CHECKING:
    from ..tokens import Token
    from .cues import Cue
    from .marks import Quoted

HEADLINE_SPEAKER = 8  # words before the verb of a headline
LEADS = frozenset({"of", "is", "was", ""})  # what stands between a noun of speech and its quotation
LIGHT_TIME = frozenset({"DATE", "TIME"})


def content_of(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """The words that a cue carries, or None if it carries none. `quotes` are the quoted stretches of `text` that touch its sentence."""
    if cue.form == "noun":
        return _named_quotation(cue, quotes, text) or _noun_content(cue)
    if cue.form == "adjective":
        return _adjective_content(cue)
    if cue.form == "according":
        return _according_content(cue)
    frames = cue.entry.frames
    if "clause" in frames and not quotes and (found := _headline(cue, text)):
        return found
    quotable = "clause" in frames or (cue.kind in {"say", "ask", "name", "think", "show"} and "object" in frames)
    if quotable and (found := before_cue(cue, quotes, text)):
        return found
    if quotable and (found := _after_quote(cue, quotes, text)):
        return _run_on(found, _after(cue, quotes, text), cue, text)
    return _after(cue, quotes, text)


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
                return Content((token_range(verb.doc, quote.span.start, quote.span.end),), "after")
            return None
    return None


def _run_on(quotation: Content, parsed: Content | None, cue: Cue, text: str) -> Content:
    """A quotation, or the clause or object that it is only a part of ("said “dozens” of ships had left"): a speaker who is quoted in full
    ends within the marks, with a stop of his own or before one."""
    start, end = quotation.pieces[0]
    doc = cue.head.doc
    last = doc[end - 1]
    behind = text[last.idx + len(last) : last.idx + len(last) + 2]
    closed = doc[end - 2].text[-1:] in FULL_STOPS | {","} if end - 2 >= start else True
    if closed or not (behind[:1] == " " and behind[1:].isalnum()):
        return quotation
    if parsed is not None and parsed.how not in {"preposition", "colon"}:
        low, high = min(a for a, _ in parsed.pieces), max(b for _, b in parsed.pieces)
        if cue.head.i < low <= end < high:
            return Content(((start, high),), parsed.how, parsed.clause)
    root = next((t for t in doc[start:end] if not t.is_quote and not (start <= t.head.i < end)), last)
    high = bounded_right(root, cue.head) if root.head == cue.head else end
    return Content(((start, max(high, end)),), quotation.how, quotation.clause)


def _light(verb: Token, limit: int) -> bool:
    """Whether only adjuncts stand between a verb and a quotation that opens at `limit`."""
    return all(c.dep_ not in {"ccomp", "xcomp", "oprd", "conj"} or c.idx >= limit for c in verb.children if c.i > verb.i)


def _after(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """Content that stands behind the verb, by the frames that the verb has."""
    verb, frames = cue.head, cue.entry.frames
    behind = [c for c in verb.children if c.i > verb.i]
    if "clause" in frames and (clause := next((c for c in behind if c.dep_ == "ccomp"), None)):
        return Content(((_clause_start(clause, cue), bounded_right(clause, verb)),), "clause")
    if "clause" in frames and (clause := _strayed(behind)):
        return Content(((clause.left_edge.i, bounded_right(clause, verb)),), "clause")
    if "name" in frames:
        parts = [c for c in behind if c.dep_ in {"dobj", "ccomp", "oprd", "xcomp", "attr", "acomp", "dative"}]
        if parts:
            return Content(((verb.i + 1, _with_next_quotation(max(bounded_right(p, verb) for p in parts), cue, quotes, text)),), "name", False)
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
        return Content(((bounded_left(infinitive, verb), bounded_right(infinitive, verb)),), "infinitive")
    for child in behind:
        if child.dep_ in {"prep", "agent"} and child.lower_ in cue.entry.prepositions:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return Content(((inner.left_edge.i, bounded_right(inner, verb)),), "preposition", inner.dep_ == "pcomp")
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
        return Content(((bounded_left(clause, verb), bounded_right(clause, verb)),), "clause")
    return None


def _with_next_quotation(end: int, cue: Cue, quotes: tuple[Quoted, ...], text: str) -> int:
    """Where a name given to something ends: with the quotation that follows at once ("called the verdict “a lesson”")."""
    place = cue.head.doc[end - 1].idx + len(cue.head.doc[end - 1])
    quote = next((q for q in quotes if 0 <= q.span.start - place <= 1 and not text[place : q.span.start].strip()), None)
    return token_range(cue.head.doc, quote.span.start, quote.span.end)[1] if quote is not None and quote.span.end <= cue.sentence.end_char else end


def _strayed(behind: list[Token]) -> Token | None:
    """A clause with "that" which the parser has hung on a participle of the occasion ("said in a letter published by X that ...")."""
    for child in behind:
        if child.dep_ == "prep":
            for token in child.subtree:
                if token.dep_ == "ccomp" and token.head.tag_ == "VBN" and any(k.dep_ == "mark" and k.lower_ == "that" for k in token.children):
                    return token
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
    end = bounded_right(thing, cue.head)
    for child in behind:
        if child.i >= end and child.dep_ == "prep" and child.lower_ in {"as", "for", "over"}:
            end = max(end, bounded_right(child, cue.head))
    return Content(((thing.left_edge.i, end),), "object", False)


def _named_quotation(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Content | None:
    """The quotation that a noun of speech names: "chants of “Out!”", "his motto, “Never again”"."""
    noun = cue.head
    end = noun.idx + len(noun)
    quote = next((q for q in quotes if q.span.start >= end), None)
    if quote is None or text[end : quote.span.start].strip(" ,:") not in LEADS or quote.span.start >= cue.sentence.end_char:
        return None
    return Content((token_range(noun.doc, quote.span.start, min(quote.span.end, cue.sentence.end_char)),), "noun", False)


def _noun_content(cue: Cue) -> Content | None:
    noun = cue.head
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl"} and any(k.dep_ == "mark" and k.lower_ == "that" for k in child.children):
            return Content(((bounded_left(child, noun), bounded_right(child, noun)),), "noun")
        if child.dep_ == "acl" and child.tag_ == "VB" and cue.kind in {"say", "ask", "want"} and cue.source is not None:
            return Content(((bounded_left(child, noun), bounded_right(child, noun)),), "noun")
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "about", "for", "to"}
            and cue.source is not None
            and any(c.dep_ == "poss" for c in noun.children)
        ):
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None and inner != cue.source:
                return Content(((inner.left_edge.i, bounded_right(inner, noun)),), "noun", inner.dep_ == "pcomp")
    return None


def _adjective_content(cue: Cue) -> Content | None:
    word = cue.head
    if cue.source is None or cue.source.lower_ == "it":
        return None
    for child in word.children:
        if child.i > word.i and child.dep_ == "ccomp":
            return Content(((bounded_left(child, word), bounded_right(child, word)),), "adjective")
        if child.i > word.i and child.dep_ == "prep" and child.lower_ in {"about", "of", "in"}:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return Content(((inner.left_edge.i, bounded_right(inner, word)),), "adjective", inner.dep_ == "pcomp")
    return None


def _according_content(cue: Cue) -> Content | None:
    """The sentence that "according to" stands in, less the phrase itself."""
    word = cue.head
    sentence = cue.sentence
    end = cue.source.right_edge.i + 1
    if end < sentence.start or word.i - sentence.start < 3:
        first = first_word(word.doc, end, sentence.end)
        return Content(((first, sentence.end),), "according") if first + 2 < sentence.end else None
    pieces = [(first_word(word.doc, sentence.start, word.i), word.i)]
    if sentence.end - end > 4 and word.doc[end].text == ",":
        pieces.append((end + 1, sentence.end))
    return Content(tuple(pieces), "according")


def _clause_start(clause: Token, cue: Cue) -> int:
    """The first word of a clause; a bare noun phrase between it and a verb that has no one spoken to is its subject, cut off by the parser."""
    verb, start = cue.head, bounded_left(clause, cue.head)
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
