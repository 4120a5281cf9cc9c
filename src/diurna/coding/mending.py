"""Mending: slips that the parser makes again and again in news prose, put right before any layer reads the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LOOKED_AT = ("appos", "pcomp", "acl", "nmod", "nsubj", "pobj", "amod", "compound")
OPENERS = frozenset({"after", "before", "since", "until"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
SUFFERED = frozenset({"kill", "wound", "injure", "arrest", "detain", "hurt"})
BLAMING = frozenset({"accuse", "suspect", "convict"})
SAYING = frozenset({"say", "warn", "claim", "announce", "insist", "believe", "hope", "think"})
WITNESS = frozenset({"see", "watch", "have", "get"})


def mend(doc: Doc) -> None:
    """Change heads and labels in place where a known slip is certain from the words around it."""
    for token in map(doc.__getitem__, _doubtful(doc)):
        dep = token.dep_
        if dep == "appos" and token.i > token.head.i:
            _join_named(token)
            _rejoin_after_apposition(token)
        elif dep == "pobj" and token.head.lower_ in OPENERS:
            _open_clause(token)
        elif dep == "pcomp" and token.head.lower_ == "of" and token.head.head.dep_ == "dobj" and token.head.head.head.lemma_ in BLAMING:
            token.head.head = token.head.head.head  # "accused the army of shelling"
        elif dep == "acl" and token.tag_ == "VBN" and token.lemma_ in SUFFERED and any(c.dep_ == "dobj" for c in token.children):
            token.dep_ = "relcl"  # "Raids killed nine people": with an object it is no passive participle
        elif dep == "nmod" and token.pos_ == "PROPN":
            _share_preposition(token)
        elif dep == "nsubj" and token.head.lemma_ in SUFFERED:
            _suffered(token)
        elif dep == "nsubj" and token.head.dep_ == "ccomp":
            _listed_by_comma(token)
            _seen_done(token)
        elif dep == "amod" and token.i > token.head.i and token.head.head.lemma_ == "leave":
            token.head, token.dep_ = token.head.head, "oprd"  # "left nine people dead"
        elif dep == "compound" and token.lower_ in WEEKDAYS:
            _said_on_day(token)


def _doubtful(doc: Doc) -> list[int]:
    """The places of words that `mend` looks at, one in eight: told from their labels and heads at once, as no mend makes a later word one of them."""
    import numpy
    from spacy.attrs import DEP, HEAD, LOWER

    label = {name: doc.vocab.strings[name] for name in LOOKED_AT}
    deps, lower, heads = doc.to_array([DEP, LOWER, HEAD]).T
    places = numpy.arange(len(doc))
    heads = places + heads.view("int64")
    openers, weekdays = ([doc.vocab.strings[word] for word in words] for words in (OPENERS, WEEKDAYS))
    found = numpy.isin(deps, [label["appos"], label["pcomp"], label["acl"], label["nmod"], label["nsubj"]])
    found |= (deps == label["pobj"]) & numpy.isin(lower[heads], openers)
    found |= ((deps == label["amod"]) & (places > heads)) | ((deps == label["compound"]) & numpy.isin(lower, weekdays))
    return numpy.flatnonzero(found).tolist()


def _join_named(name: Token) -> None:
    """ "the government and the rebel Dawn Front": the parser joins "rebel" and makes the name an apposition of the government."""
    head = name.head
    word = next((c for c in head.children if c.dep_ == "conj" and c.i == name.left_edge.i - 1 and head.i < c.i), None)
    joined = any(c.dep_ == "cc" and head.i < c.i < name.i for c in head.children)
    if word is None or not joined or word.pos_ not in ("ADJ", "NOUN", "PROPN") or any(c.dep_ not in ("det", "amod") for c in word.children):
        return
    for child in list(word.children):
        child.head = name
    word.head, word.dep_ = name, "amod"
    name.dep_ = "conj"


def _open_clause(noun: Token) -> None:
    """ "after Russia, Iran and Turkey pledged": the parser makes the subject the object of "after" and leaves the verb without one."""
    opener = noun.head
    follows = noun.right_edge.i + 1
    if follows >= len(noun.doc):
        return
    verb = noun.doc[follows]
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.pos_ in ("VERB", "AUX")
    if not finite or verb.head != opener.head or verb.dep_ != "advcl" or any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in verb.children):
        return
    noun.head, noun.dep_ = verb, "nsubj"
    opener.head, opener.dep_ = verb, "mark"


def _rejoin_after_apposition(apposed: Token) -> None:
    """ "A and B, friends of President C, and D, which ..., have met": the parser joins D to C, inside the apposition, and not to A."""
    head = apposed.head
    if head.dep_ != "nsubj" or not head.ent_type_:
        return
    for word in apposed.subtree:
        listed = any(c.dep_ == "conj" and c.i < word.i for c in word.head.children)
        if word.dep_ != "cc" or word.nbor(-1).text != "," or word.head == apposed or listed:
            continue
        joined = next((c for c in word.head.children if c.dep_ == "conj" and c.i > word.i), None)
        if joined is not None and joined.ent_type_ == head.ent_type_ and word.head.ent_type_ != head.ent_type_:
            word.head = joined.head = head
            return


def _share_preposition(name: Token) -> None:
    """ "with Ruiz and President Holm": the parser makes the first name a modifier of the second, and the title its partner."""
    second = name.head
    title = next((c for c in name.children if c.dep_ == "conj"), None)
    if title is None or second.dep_ != "pobj" or second.pos_ != "PROPN" or not name.i < title.i < second.i:
        return
    name.head, name.dep_ = second.head, "pobj"
    second.head, second.dep_ = name, "conj"
    title.head, title.dep_ = second, "compound"


def _listed_by_comma(name: Token) -> None:
    """ "Premier says Chad, Sudan should talk": a headline's comma for "and"; the parser makes the first name the object of "says"."""
    said = name.head.head
    before = [c for c in (*said.children, *name.head.children) if c.dep_ in ("dobj", "npadvmod") and said.i < c.i < name.i]
    first = before[0] if len(before) == 1 else None
    if first is None or first.pos_ != "PROPN" or name.pos_ != "PROPN" or said.lemma_ not in SAYING:
        return
    if first.left_edge.i == said.i + 1 and first.right_edge.i + 2 == name.left_edge.i and first.right_edge.nbor().text == ",":
        verb = name.head
        first.head, first.dep_ = verb, "nsubj"
        name.head, name.dep_ = first, "conj"


def _seen_done(noun: Token) -> None:
    """ "saw sanctions lifted": a participle that something is seen in is passive."""
    verb = noun.head
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if bare and verb.head.lemma_ in WITNESS and verb.head.i < noun.i:
        noun.dep_ = "nsubjpass"


def _suffered(noun: Token) -> None:
    """ "18 fighters killed in clashes": verbs of harm that have no object are passive, in headlines without "were"."""
    verb = noun.head
    held = any(c.dep_ in ("dobj", "aux", "ccomp", "xcomp", "conj", "dep") and c.i > noun.i for c in verb.children)
    if verb.tag_ in ("VBD", "VBN") and not held and verb.i > noun.i and noun.tag_ not in ("WDT", "WP"):
        noun.dep_ = "nsubjpass"


def _said_on_day(day: Token) -> None:
    """ "were killed on Monday activists said": where the comma is lost, the parser makes the speakers Monday's."""
    speaker = day.head
    if speaker.dep_ != "pobj" or speaker.head.lower_ != "on" or speaker.i + 1 >= len(speaker.doc):
        return
    verb = speaker.doc[speaker.i + 1]
    if verb.tag_ in ("VBD", "VBZ") and verb.lemma_ in ("say", "report", "add", "announce") and not any(c.dep_ == "nsubj" for c in verb.children):
        preposition = speaker.head
        day.head, day.dep_ = preposition, "pobj"
        speaker.head, speaker.dep_ = verb, "nsubj"
