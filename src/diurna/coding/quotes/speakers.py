"""Speakers: the words that name who speaks and who is spoken to, and whether and why a name is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Span
from ...resources.speech import speech_words

if TYPE_CHECKING:
    from ..tokens import Token
    from .cues import Cue

CITING = frozenset({"citing", "quoting"})
DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their"})
ADDRESSED = frozenset(
    ["tell", "inform", "notify", "assure", "remind", "convince", "persuade", "advise", "brief", "ask", "urge", "warn", "beg", "instruct", "order"]
)
CONDITION_ENDS = ("anonymity", "anonymous", "named", "identified", "background", "anonymously")
CONDITION_REASONS = ("because", "as ", "due to", "given", "since", "for fear", "out of fear", "for security")
APPOSITION = 14  # tokens; longer ones are clauses that the parser has taken for one
MARKS = frozenset({'"', "“", "”", "«", "»", "''", "``"})
SENTENCE_PUNCTUATION = ',.;:"”“!?'


def words_of(head: Token) -> Span:
    """The noun phrase of a speaker: from its first word to its last, less relative clauses."""
    doc = head.doc
    first = max(head.left_edge.i, next((i + 1 for i in range(head.i - 1, head.left_edge.i - 1, -1) if doc[i].text in MARKS), 0))
    while first < head.i and (doc[first].is_punct or doc[first].dep_ in {"cc", "preconj"} or doc[first].is_space or doc[first].lower_ in CITING):
        first += 1
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in {"relcl", "acl", "advcl", "ccomp"} or child.left_edge.tag_ == "VBG" or (child.is_punct and child.text != ","):
            break
        size = child.right_edge.i - child.left_edge.i + 1
        if child.dep_ in {"prep", "nmod", "nummod", "case"} or (child.dep_ in {"appos", "conj"} and size <= APPOSITION):
            end = max(end, _before_clause(child) + 1)
    return Span(doc[first].idx, doc[end - 1].idx + len(doc[end - 1]))


def _before_clause(token: Token) -> int:
    """The last token of a modifier before a relative clause in it."""
    clause = next((t for t in token.subtree if t.dep_ in {"relcl", "advcl", "ccomp"} and t.i > token.i), None)
    last = clause.left_edge.i - 1 if clause is not None else token.right_edge.i
    while last > token.i and (token.doc[last].is_punct or token.doc[last].is_space):
        last -= 1
    return max(last, token.i)


def is_unnamed(head: Token) -> bool:
    """Whether a speaker is a person told only by function ("an official"); a definite office ("the minister") names its holder."""
    table = speech_words()
    if head.pos_ != "NOUN" or head.lemma_ not in table.unnamed:
        return False
    parts = list(head.children)
    if any(c.dep_ in {"appos", "compound"} and c.ent_type_ == "PERSON" for c in parts):
        return False
    definite = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in DEFINITE) for c in parts)
    return not (definite and head.lemma_ in table.offices)


def condition_in(text: str, sentence: Span) -> str | None:
    """The condition under which a source spoke, as the sentence words it ("on condition of anonymity")."""
    words = sentence.of(text)
    lower = words.lower()
    for phrase in speech_words().conditions:
        at = lower.find(phrase)
        if at >= 0:
            after = at + len(phrase)
            end = min((i for mark in SENTENCE_PUNCTUATION if (i := words.find(mark, after)) >= 0), default=len(words))
            whole = phrase.endswith(CONDITION_ENDS) and not lower[after:].lstrip().startswith(CONDITION_REASONS)
            return words[at:after] if whole else words[at:end].strip()
    return None


FACE_TO_FACE = frozenset({"meeting", "talk", "talks", "call", "conversation", "audience", "dinner", "lunch", "breakfast", "visit"})


def addressee_of(cue: Cue) -> Token | None:
    """Whom the words were said to: the object of "told", or who stands behind "to" ("said to reporters")."""
    verb = cue.head
    if cue.entry is None:
        return None
    if cue.entry.lemma in ADDRESSED and cue.heard is not None and cue.heard.ent_type_ != "DATE":
        return cue.heard
    if cue.entry.kind != "say" or "to" in cue.entry.prepositions:
        return None
    for child in verb.children:
        if child.i > verb.i and child.lower_ == "to" and child.dep_ in {"prep", "dative"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return _met_with(verb)


def _met_with(verb: Token) -> Token | None:
    """The one who is spoken with on the occasion: "said during a meeting with X", "in a call with X"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "during", "at", "after"}:
            for thing in child.children:
                if thing.dep_ == "pobj" and thing.lemma_ in FACE_TO_FACE:
                    return next((w for p in thing.children if p.lower_ == "with" for w in p.children if w.dep_ == "pobj"), None)
    return None


def _adjuncts(verb: Token) -> list[Token]:
    """What stands with a verb of speech, and with the "speaking" that opens its sentence ("Speaking at a rally, she said ...")."""
    speaking = [c for c in verb.children if c.dep_ in {"advcl", "prep"} and c.lower_ in {"speaking", "talking", "writing", "testifying", "appearing"}]
    return [*verb.children, *(c for s in speaking for c in s.children)]


def occasion_of(cue: Cue) -> Span | None:
    """The occasion or way of saying that stands with the verb ("in a televised interview"), as its words."""
    occasions = speech_words().occasions
    verb = cue.head
    for child in _adjuncts(verb):
        if child.dep_ == "prep" and child.lower_ in {"in", "during", "at", "on", "via", "through", "after", "by"}:
            thing = next((c for c in child.children if c.dep_ == "pobj"), None)
            if thing is not None and (thing.lower_ in occasions or thing.lemma_ in occasions):
                last = _before_clause(child)
                return Span(child.idx, verb.doc[last].idx + len(verb.doc[last]))
    return None


def place_of(cue: Cue) -> Span | None:
    """The toponym where the words were said, if it stands with the verb or its occasion ("said in Geneva")."""
    for child in _adjuncts(cue.head):
        if child.dep_ != "prep":
            continue
        for token in child.subtree:
            if token.dep_ == "pobj" and token.head.lower_ in {"in", "at"} and token.ent_type_ in {"GPE", "LOC", "FAC"} and _near(token, child):
                entity = next((e for e in cue.sentence.ents if e.start <= token.i < e.end), None)
                return Span(entity.start_char, entity.end_char) if entity is not None else None
    return None


def _near(token: Token, top: Token) -> bool:
    """Whether a place hangs on the adjunct itself or on its noun, not on something deeper in it."""
    return token.head == top or token.head.head.head == top
