"""Grammar: deep subjects, objects and complements of a word, read from the dependency tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.triggers import object_classes, telling_words
from ..tokens import once

if TYPE_CHECKING:
    from ..tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt", "advmod", "mark"})
ADVERBIAL = frozenset({"prep", "prt", "advmod"})
LINKS = frozenset({"ADP", "SCONJ", "PART", "ADV"})
NOBODY = frozenset({"nobody", "none", "nothing", "one"})
MAX_CLIMB = 8  # clauses; deeper chains are parser errors


@once
def conjuncts(token: Token) -> list[Token]:
    """A word and those joined to it by "and", commas or "or", in text order."""
    found, queue = [], [token]
    while queue:
        head = queue.pop()
        found.append(head)
        queue.extend(c for c in head.children if c.dep_ == "conj")
    return sorted(found, key=lambda t: t.i)


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a word that hang on it by one of these relations."""
    return [c for c in token.children if c.dep_ in deps] if token.children else []


def prep_objects(token: Token, preposition: str) -> list[Token]:
    """What stands after a preposition that hangs on a word ("with" of "talks with Iran"); "out of" counts as "of"."""
    return prepositions(token).get(preposition) or []


@once
def prepositions(token: Token) -> dict[str, list[Token]]:
    """The prepositions that hang on a word, with what stands after each."""
    found: dict[str, list[Token]] = {}
    for prep in token.children:
        direct = prep.pos_ in LINKS or prep.dep_ in PREPOSITIONS
        if direct and (things := children(prep, "pobj", "pcomp")):
            found.setdefault(prep.lower_, []).extend(things)
        if prep.dep_ in ADVERBIAL and prep.pos_ in ("ADP", "ADV"):
            for other in prep.children:
                if (things := children(other, "pobj")) and not (direct and other.lower_ == prep.lower_):
                    found.setdefault(other.lower_, []).extend(things)
    return found


@once
def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was hit", "the man hit by ..." """
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


@once
def agents(verb: Token) -> list[Token]:
    """The doers of a passive verb: "by rebels"."""
    return [o for p in verb.children if p.dep_ == "agent" or (p.dep_ == "prep" and p.lower_ == "by") for o in children(p, "pobj")]


@once
def antecedent(word: Token) -> Token:
    """What a relative pronoun stands for; any other word is returned as it is."""
    if word.lower_ not in RELATIVES and word.tag_ not in ("WDT", "WP"):
        return word
    node = word
    before = word.nbor(-1) if word.i > word.sent.start else word
    before = before.nbor(-1) if before.is_punct and before.i > word.sent.start else before
    for _ in range(MAX_CLIMB):
        if node.dep_ == "relcl" and before.pos_ == "PROPN" and node.head.pos_ == "NOUN" and node.head.i < before.i:
            return before  # "criticism from Moscow, which ...": the parser likes the longer way
        if node.dep_ == "relcl":
            return node.head
        if node.head == node:
            break
        node = node.head
    return word


def subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: own, shared, controlled or relative subjects; the "by" phrase of a passive."""
    if is_passive(verb):
        return agents(verb)
    return surface_subjects(verb)


@once
def surface_subjects(verb: Token) -> list[Token]:
    """The grammatical subject, looked for upwards where the clause has none of its own."""
    return _subjects(verb, 0)


def _subjects(verb: Token, depth: int) -> list[Token]:
    own = [antecedent(s) for s in verb.children if s.dep_ in SUBJECTS or s.dep_ in PASSIVE]
    own = [s for s in own if (s.dep_ != "expl" and s.lower_ not in ("it", "there")) or s.ent_type_]
    if own or depth >= MAX_CLIMB:
        return own
    return _inherited(verb, depth)


def described(word: Token) -> Token:
    """The noun that an adjective or participle describes: "Putin" of "visiting Russian President Vladimir Putin"."""
    head = word.head
    while head.dep_ == "compound" and head.head != head:
        head = head.head
    return head


def is_outcome(verb: Token) -> bool:
    """Whether a participle tells what came of an act: "shelled the town, killing nine"."""
    return verb.tag_ == "VBG" and verb.lemma_ in object_classes()["outcome"] and not children(verb, "nsubj", "aux", "auxpass")


def _of_outcome(verb: Token) -> list[Token] | None:
    """Whose act had the outcome: the doer of the clause, not the noun that the participle happens to follow; None if it tells no outcome."""
    noun = verb.head
    if verb.dep_ == "advcl":
        return agents(noun) if is_passive(noun) else None
    if noun.dep_ in SUBJECTS or noun.dep_ in PASSIVE:
        return None
    if noun.lemma_.lower() in object_classes()["violent"] and (children(noun, "poss") or prep_objects(noun, "by")):
        return None
    clause = clause_verb(noun)
    if clause == noun or clause.i > verb.i or clause.lemma_ in telling_words()["saying"]:
        return None
    return subjects(clause) or None


def _inherited(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if head == verb:
        return []
    if dep in ("acl", "advcl") and is_outcome(verb) and (doers := _of_outcome(verb)) is not None:
        return doers
    if dep == "amod" and verb.tag_ == "VBG":
        # "by violating the nuclear deal": the parser takes the gerund for an adjective
        gerund = head.dep_ == "pobj" and head.head.lower_ in ("by", "for", "after", "without") and verb.i - head.head.i <= 3
        return _subjects(head.head.head, depth + 1) if gerund else [described(verb)]
    if dep in ("relcl", "acl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _of_noun(verb, head, depth)
    if dep == "pcomp":
        return _of_gerund(head, depth)
    if (
        dep in ("xcomp", "ccomp")
        and head.lemma_ in telling_words()["object_control"]
        and (controlled := children(head, "dobj") or children(head, "dative") or children(head, "nsubjpass"))
    ):
        return controlled
    if dep in ("xcomp", "conj", "advcl", "ccomp", "dep", "acomp"):
        return _subjects(head, depth + 1) if head.pos_ in ("VERB", "AUX", "ADJ") else []
    return []


def _of_noun(verb: Token, noun: Token, depth: int) -> list[Token]:
    if verb.tag_ in ("VBG", "VBN", "VBD", "VBZ", "VBP"):
        return [noun]
    # "a decision to attack", "the right to protest": the subject is the noun's owner, or the subject of the verb that governs the noun
    return children(noun, "poss") or (_subjects(noun.head, depth + 1) if noun.dep_ in ("dobj", "attr") else [])


def _of_gerund(prep: Token, depth: int) -> list[Token]:
    governor = prep.head
    if governor.pos_ in ("VERB", "AUX"):
        if prep.lower_ in ("of", "for", "from") and governor.lemma_ in telling_words()["object_control"]:
            return children(governor, "dobj") or children(governor, "nsubjpass") or _subjects(governor, depth + 1)
        return _subjects(governor, depth + 1)
    return children(governor, "poss")


@once
def objects(verb: Token) -> list[Token]:
    """What the verb is done to: direct object, subject of a passive, antecedent of an object relative."""
    if is_passive(verb):
        passive = [antecedent(s) for s in children(verb, "nsubjpass")]
        if passive:
            return passive
        if verb.dep_ == "acl":
            return [verb.head]
        if verb.dep_ == "conj":
            return children(verb.head, "nsubjpass") if is_passive(verb.head) else []
    direct = [antecedent(o) for o in children(verb, "dobj")]
    if direct:
        return direct
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not children(verb, "prep", "prt", "ccomp", "xcomp") and verb.head.i < verb.i:
        return []
    return _passive_conjunct(verb)


def _passive_conjunct(verb: Token) -> list[Token]:
    """ "were arrested and beaten": the second verb shares the passive subject."""
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and is_passive(verb.head):
        return children(verb.head, "nsubjpass")
    return []


@once
def complements(verb: Token) -> list[Token]:
    """The verbs of the clauses that complete a word: "refused to sign", "agreed that they would leave", "accused of hitting"."""
    found = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "acl") and (c.pos_ in ("VERB", "AUX") or c.dep_ in ("xcomp", "ccomp"))]
    found += [c for p in verb.children if p.dep_ in ("prep", "agent") for c in children(p, "pcomp")]
    if verb.pos_ == "VERB":
        found += [c for c in verb.children if c.dep_ == "advcl" and any(a.lower_ == "to" for a in children(c, "aux")) and c.i > verb.i]
    return found


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of a verb; a bare conjunct shares those of the verb that it is joined to."""
    own = children(verb, "aux", "auxpass")
    if not own and verb.dep_ == "conj" and verb.tag_ in ("VB",) and verb.head.pos_ in ("VERB", "AUX"):
        return auxiliaries(verb.head)
    return own


def has_infinitive(verb: Token) -> bool:
    """Whether the verb stands as an infinitive: "to sign"."""
    return any(a.lower_ == "to" for a in auxiliaries(verb))


@once
def is_negated(word: Token) -> bool:
    """Whether the word itself is negated: "did not", "never", "no longer"; a noun by "no"."""
    if any(c.dep_ == "neg" or (c.lower_ in ("never", "neither", "nor") and c.dep_ in ("advmod", "preconj")) for c in word.children):
        return True
    if word.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "nor" and c.i < word.i for c in word.head.children):
        return True  # "neither attacked nor fired"
    if any(
        s.dep_ in ("nsubj", "nsubjpass")
        and (
            (s.lower_ in NOBODY and (s.lower_ != "one" or any(d.lower_ == "no" for d in s.children)))
            or any(d.lower_ in ("no", "neither") for d in children(s, "det", "preconj", "cc"))
        )
        for s in word.children
    ):
        return True
    return word.pos_ in ("NOUN", "PROPN") and any(c.lower_ == "no" and c.dep_ == "det" for c in word.children)


def denier_of(noun: Token) -> Token | None:
    """The verb by which somebody denies what a noun claims."""
    verb = noun.head
    return verb if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in telling_words()["denial"] else None


def is_denied_charge(noun: Token) -> bool:
    """Whether a charge is named only to be denied, by whom it does not say: who denies it does not make it."""
    return denier_of(noun) is not None and not children(noun, "poss", "amod", "compound", "prep")


@once
def clause_verb(token: Token) -> Token:
    """The verb of the clause that a word stands in; the word itself where there is none."""
    node = token
    for _ in range(30):
        if node.pos_ in ("VERB", "AUX") or node.head == node:
            return node
        node = node.head
    return node
