"""Beside a quotation: who is named next to it, read from the order of the words where the parser has lost the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.speech import speech_verbs, speech_words

if TYPE_CHECKING:
    from ..tokens import Token, Tokens
    from .cues import Cue
    from .marks import Quoted

NAMING = frozenset({"PROPN", "PRON", "NOUN"})
PRONOUNS = frozenset({"i", "he", "she", "they", "we", "who", "you", "it"})
NOBODY = frozenset({"what", "that", "this", "there", "it", "which", "itself", "himself", "herself"})
PHRASE = frozenset({"PROPN", "NOUN", "ADJ", "PART", "NUM"})  # words of one noun phrase, however they hang together
WITHIN = frozenset({"compound", "poss", "nmod", "amod", "det", "nummod"})
SPEAKING = frozenset({"nsubj", "nsubjpass"})
ENDS = frozenset({".", "!", "?", "…", ";"})
LEADS_ON = frozenset(",!?…—-")
WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
ASIDE = frozenset({",", "-", "–", "—", "("})
BEHIND = 24  # words behind a quotation among which its speaker is looked for; 12 lost speakers with an apposition
STEP_IN = frozenset({"go", "cut", "fire", "shoot", "chime", "break", "put", "begin", "start", "pipe", "blurt", "burst", "lash", "strike"})


def speaker_beside(cue: Cue, quotes: tuple[Quoted, ...], text: str) -> Token | None:
    """The speaker of a verb that stands with a quotation, by place: between the quotation and the verb or behind the verb where the quotation
    comes first, else the nearest name before the verb. None where no quotation stands with it."""
    verb = cue.head
    before = quotation_before(verb, quotes, text)
    follows = next((q.span.start for q in quotes if q.span.start >= verb.idx + len(verb)), None)
    if before is not None:
        between = [t for t in verb.doc[cue.sentence.start : verb.i] if t.idx >= before.span.end]
        named = first_name(between)
        return named if named is not None else first_name(list(verb.doc[verb.i + 1 : cue.sentence.end]))
    if follows is None:
        return None
    return _nearest_before(verb, cue.sentence.start, quotes)


def quotation_before(verb: Token, quotes: tuple[Quoted, ...], text: str) -> Quoted | None:
    """The last quotation before a verb that leads on to its speaker by its last mark; a mere term in marks does not."""
    return next((q for q in reversed(quotes) if q.span.end <= verb.idx and text[q.inner.end - 1] in LEADS_ON), None)


def is_misread(source: Token, cue: Cue, quotes: tuple[Quoted, ...]) -> bool:
    """Whether a parser's subject cannot be the speaker: a day, or a word of the quotation itself."""
    if source.ent_type_ in {"DATE", "TIME"} or source.text in WEEKDAYS:
        return True
    return any(q.span.start <= source.idx < q.span.end and not q.span.contains(cue.span) for q in quotes)


def _nearest_before(verb: Token, start: int, quotes: tuple[Quoted, ...]) -> Token | None:
    """The nearest person or name before a verb, outside quotations, that nothing else has for an object; a noun phrase where there is none."""
    free = [t for t in verb.doc[start : verb.i] if not any(q.span.start <= t.idx < q.span.end for q in quotes)]
    tokens = [t for t in free if t.pos_ in NAMING and t.ent_type_ not in {"DATE", "TIME"} and t.dep_ not in WITHIN]
    persons = [t for t in tokens if t.ent_type_ == "PERSON" or t.lower_ in PRONOUNS or t.dep_ in SPEAKING]
    return persons[-1] if persons else next((t for t in reversed(tokens) if t.dep_ not in {"pobj", "dobj"}), None)


def named_behind(doc: Tokens, quote: Quoted, text: str) -> Token | None:
    """Who is named right behind a quotation in its line: "..., the tired old man went on", "...? asked X". A quotation that ends with a comma
    is always followed by its speaker; behind any other mark a verb of speech must stand with the name."""
    end = quote.span.end
    line = text.find("\n", end)
    limit = line if line >= 0 else len(text)
    words = _sentence_behind(doc, end, limit)
    if not words:
        return None
    comma = text[quote.inner.end - 1] == "," or words[0].text == ","
    while words and (words[0].text in ASIDE or words[0].is_quote):
        words = words[1:]
    if not words or (not comma and not _goes_on(words, text[quote.inner.end - 1])):
        return None
    if comma and not any(t.pos_ in {"VERB", "AUX"} or t.lemma_ in speech_verbs() for t in words):
        return None
    return first_name(words[1:]) if words[0].tag_ in {"VBD", "VBZ"} and words[0].text.islower() else first_name(words)


def _sentence_behind(doc: Tokens, start: int, limit: int) -> list[Token]:
    span = doc.char_span(start, min(start + 8 * BEHIND, limit), alignment_mode="expand") if limit > start else None
    words: list[Token] = []
    for token in span if span is not None else ():
        if token.idx < start or token.is_space:
            continue
        if token.text in ENDS or (token.is_quote and words):
            break
        words.append(token)
    return words[:BEHIND]


def _goes_on(words: list[Token], mark: str) -> bool:
    """Whether words behind a quotation that does not end with a comma are its cue: a verb of speech stands first, or right behind a name."""
    if mark in "!?" and words[0].tag_ in {"VBD", "VBZ"} and words[0].text.islower():
        return True
    verb = next((k for k, t in enumerate(words) if _is_speaking(t)), None)
    if verb is None:
        return False
    return verb == 0 or (mark in "!?…—-" and (words[0].text[0].islower() or verb <= 3))


def _is_speaking(token: Token) -> bool:
    entry = speech_verbs().get(token.lemma_)
    return (entry is not None and "clause" in entry.frames and token.tag_[:2] == "VB") or (token.lemma_ in STEP_IN and token.tag_ in {"VBD", "VBZ"})


def first_name(words: list[Token]) -> Token | None:
    """The head of the first name or noun phrase among words; a capitalised word of no other kind counts as a name."""
    at = next((k for k, t in enumerate(words) if (t.pos_ in NAMING and t.lower_ not in NOBODY) or (t.text[:1].isupper() and not t.is_stop)), None)
    if at is None or words[at].lower_ in PRONOUNS:
        return words[at] if at is not None else None
    run = [words[at]]
    for token in words[at + 1 :]:
        if token.i != run[-1].i + 1 or token.pos_ not in PHRASE:
            break
        run.append(token)
    names = [t for t in run if t.pos_ == "PROPN"]
    return names[-1] if names else next((t for t in reversed(run) if t.pos_ == "NOUN"), run[0])


def name_before(doc: Tokens, offset: int, start: int) -> Token | None:
    """The name that a colon before a quotation closes ("no surprise to A. Name: ..."): a person, or whose letter it is."""
    span = doc.char_span(start, offset, alignment_mode="contract") if offset > start else None
    words = [t for t in span if not t.is_space] if span is not None else []
    while words and words[-1].text == ":":
        words.pop()
    last = words[-1] if words else None
    if last is None:
        return None
    if last.lemma_ in speech_words().documents:
        return next((c for c in last.children if c.dep_ == "poss"), None)
    return last if last.ent_type_ == "PERSON" else None
