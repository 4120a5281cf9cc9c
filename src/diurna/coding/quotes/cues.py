"""Cues: the verbs, nouns and phrases that carry what somebody said, each with its subject."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from ...model import Span
from ...resources.speech import SpeechKind, SpeechVerb, speech_verbs, speech_words

if TYPE_CHECKING:
    from ..tokens import Token, Tokens, TokenSpan

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
SPEAKING_TAGS = frozenset({"PROPN", "PRON"})
LIGHT_VERBS = frozenset({"make", "issue", "give", "have", "express", "voice", "repeat", "release", "offer", "raise", "hold", "share", "put"})
ISSUING = LIGHT_VERBS | {"post", "send", "publish", "write", "deliver", "sign", "circulate", "print", "distribute"}
CHAIN_LIMIT = 8  # steps up the tree to a subject; longer walks are parse errors
VERB_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")


class Cue(msgspec.Struct, frozen=True):
    """A word that carries speech: `head` its token, `entry` the verb's table row (None for nouns and phrases), `source` the head of
    whoever speaks, `heard` the head of whoever is spoken to or about, `sentence` the
    sentence that holds it (a token's own `sent` walks through the whole article)."""

    head: object
    span: Span
    kind: SpeechKind
    entry: SpeechVerb | None = None
    source: object | None = None
    heard: object | None = None
    form: str = "verb"
    sentence: TokenSpan | None = None


def find_cues(doc: Tokens) -> list[Cue]:
    """The cues of an article, in text order; whether they carry content is for `content` to tell."""
    verbs, nouns, adjectives = speech_verbs(), speech_words().nouns, speech_words().adjectives
    found: list[Cue] = []
    for word in doc:
        if word.lemma_ in verbs and word.tag_ in VERB_TAGS:
            found.extend(_verb(word, verbs[word.lemma_]))
        elif word.lemma_ in nouns and word.tag_ in NOUN_TAGS:
            found.append(_noun(word, nouns[word.lemma_]))
        elif word.lower_ in adjectives and word.dep_ in {"acomp", "attr", "oprd"}:
            found.append(_adjective(word, adjectives[word.lower_]))
        if word.lower_ == "according":
            found.extend(_according(word))
    sentences = list(doc.sents)
    starts = [s.start for s in sentences]
    return [msgspec.structs.replace(cue, sentence=sentences[bisect_right(starts, cue.head.i) - 1]) for cue in found]


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or the one that it shares: with the verb it is joined to, the main verb of a participle, the
    word that a relative clause is about."""
    at = verb
    for _ in range(CHAIN_LIMIT):
        own = next((c for c in at.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            own = _outside_marks(own, at)
            return (
                _antecedent(own, at)
                if own.lower_ in RELATIVE and at.dep_ == "relcl"
                else (None if own.lower_ in {"it", "there"} and own.dep_ == "expl" else own)
            )
        if is_stray(at):
            at = next((a for a in at.ancestors if a.pos_ in {"VERB", "AUX"} and a.dep_ not in {"acl", "relcl"}), at.head)
            continue
        if at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if at.dep_ == "acl" and (by := _who_issues(at.head)) is not None:
                return by
            if at.dep_ == "relcl" or _can_speak(at.head):
                return at.head
            at = next((a for a in at.head.ancestors if a.pos_ in {"VERB", "AUX"}), at.head)
            continue
        if at.dep_ == "xcomp":
            told = next((c for c in at.head.children if c.dep_ in {"dobj", "dative"} and c.i < at.i), None)
            if told is not None and at.tag_ == "VB":
                return told
        if at.dep_ not in {"conj", "advcl", "xcomp", "ccomp", "pcomp", "prep", "dep", "acl", "relcl", "acomp", "attr", "oprd"} or at.head == at:
            return None
        if at.dep_ == "ccomp" and at.tag_ not in {"VBG"}:
            return None
        at = at.head
    return None


def _who_issues(document: Token) -> Token | None:
    """Who puts out the statement or letter that a participle hangs on ("released a letter saying")."""
    words = speech_words()
    tells = document.lemma_ in words.documents or document.lemma_ in words.occasions
    if document.dep_ != "dobj" or document.head.lemma_ not in ISSUING or not tells:
        return None
    return next((c for c in document.head.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE), None)


def _can_speak(noun: Token) -> bool:
    """Whether a noun can have said something: a name, a person told by function, a medium, or a document."""
    words = speech_words()
    return (
        noun.pos_ != "NOUN"
        or noun.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}
        or any(noun.lemma_ in table for table in (words.unnamed, words.media_nouns, words.occasions, words.documents))
    )


def _outside_marks(subject: Token, verb: Token) -> Token:
    """The subject, or the name between a closing mark and the verb where the parser has put the two into one phrase."""
    between = subject.doc[subject.i + 1 : verb.i]
    mark = next((t.i for t in reversed(between) if t.is_quote and t.text not in {"'", "’", "‘"}), None)
    if mark is None:
        return subject
    names = [t for t in subject.doc[mark + 1 : verb.i] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    return names[-1] if names and not any(t.is_quote for t in subject.doc[subject.left_edge.i : subject.i]) else subject


def is_stray(verb: Token) -> bool:
    """Whether a verb after "and" that the parser has hung on a noun is really joined to the main verb: it is finite, or has an object
    of its own, as a participle that describes a noun has not."""
    if verb.dep_ not in {"acl", "conj"} or verb.tag_ not in {"VBD", "VBN"} or not verb.i or verb.nbor(-1).dep_ != "cc":
        return False
    bare = verb.head.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.pos_ == "NOUN" for c in verb.head.children)
    on_noun = verb.head.pos_ in {"NOUN", "PROPN"} or verb.head.dep_ == "acl" or (bare and not any(c.dep_ == "dobj" for c in verb.head.children))
    return on_noun and ((verb.tag_ == "VBD" and not bare) or any(c.dep_ == "dobj" for c in verb.children))


def agent_of(verb: Token) -> Token | None:
    """Who does it, of a passive: the "by" of "was told by"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _verb(verb: Token, entry: SpeechVerb) -> list[Cue]:
    if verb.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return []
    span = Span(verb.idx, verb.idx + len(verb))
    passive = any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children) or (verb.tag_ == "VBN" and verb.dep_ == "acl")
    if passive:
        heard = subject_of(verb)
        return [Cue(verb, span, entry.kind, entry, agent_of(verb), heard, "passive")]
    heard = next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i > verb.i), None)
    if heard is not None and heard.dep_ == "dative" and heard.tag_ == "IN":
        heard = next((c for c in heard.children if c.dep_ == "pobj"), heard)
    return [Cue(verb, span, entry.kind, entry, subject_of(verb), heard)]


def _noun(noun: Token, kind: SpeechKind) -> Cue:
    span = Span(noun.idx, noun.idx + len(noun))
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}), None)
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if owner is None and noun.dep_ in {"dobj", "attr"} and noun.head.lemma_ in LIGHT_VERBS:
        owner = subject_of(noun.head)
    return Cue(noun, span, kind, None, owner, None, "noun")


def _adjective(word: Token, kind: SpeechKind) -> Cue:
    return Cue(word, Span(word.idx, word.idx + len(word)), kind, None, subject_of(word.head), None, "adjective")


def _according(word: Token) -> list[Cue]:
    following = word.nbor(1) if word.i + 1 < len(word.doc) else None
    if following is None or following.lower_ != "to":
        return []
    source = next((c for c in following.children if c.dep_ in {"pobj", "pcomp"}), None)
    if source is None:
        return []
    return [Cue(word, Span(word.idx, following.idx + len(following)), "say", None, source, None, "according")]


def _antecedent(pronoun: Token, verb: Token) -> Token:
    """What "which" or "who" stands for: the parser's choice, unless the name just before the pronoun can speak and its choice cannot."""
    chosen = verb.head
    before = pronoun.i - 1
    while before > chosen.i and pronoun.doc[before].is_punct:
        before -= 1
    near = pronoun.doc[before] if before > chosen.i else chosen
    return near if near.pos_ in SPEAKING_TAGS and chosen.pos_ not in SPEAKING_TAGS and not chosen.ent_type_ else chosen
