"""Salience: how well an earlier phrase fits a pronoun, from syntax and distance; and what syntax forbids."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..mentions import Phrase
    from ..tokens import Token
    from .entities import Entity

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "iobj"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp", "csubj", "parataxis"})
MAX_BETWEEN = 6
MAX_NAMED = 5  # more often is not more
MAX_UP = 5  # clauses
FEATURES = (
    "same_sentence",
    "previous_sentence",
    "sentences_back",
    "subject",
    "main_subject",
    "object",
    "owner",
    "oblique",
    "same_role",
    "both_subjects",
    "between",
    "commands",
    "same_clause_subject",
    "after",
    "times_named",
    "first_named",
    "pronoun",
    "conjunct",
    "gender_known",
    "same_paragraph",
    "starts_sentence",
    "owner_same_sentence",
    "owner_of_holder",
    "after_commands",
)


def role_of(token: Token) -> str:
    """The grammatical role of a phrase's root: subject, object, owner, oblique or other; a conjunct has its first one's."""
    first = token
    while first.dep_ in ("conj", "appos") and first.head != first:
        first = first.head
    if first.dep_ in SUBJECTS:
        return "subject"
    if first.dep_ in OBJECTS:
        return "object"
    if first.dep_ == "poss":
        return "owner"
    return "oblique" if first.dep_ in ("pobj", "agent") else "other"


def clause_of(token: Token) -> Token:
    """The head of the clause that a token stands in."""
    node = token
    while node.head != node and not (node.dep_ in CLAUSES or (node.dep_ == "conj" and node.pos_ in ("VERB", "AUX"))):
        node = node.head
    return node


def subject_of(clause: Token) -> Token | None:
    """The subject of a clause; a verb without one shares that of the verb it is joined to or depends on."""
    node = clause
    for _ in range(MAX_UP):
        subject = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if subject is not None or node.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "acl") or node.head == node:
            return subject
        node = clause_of(node.head)
    return None


def commands(token: Token, other: Token) -> bool:
    """Whether the token is the subject of a clause that holds the other one outside itself."""
    top = token
    while top.dep_ in ("conj", "appos") and top.head != top:
        top = top.head
    return top.dep_ in SUBJECTS and top.head.is_ancestor(other) and not (top == other or top.is_ancestor(other))


def features(phrase: Phrase, pronoun: Phrase, entity: Entity, between: int, paragraph: bool) -> tuple[float, ...]:
    """The values of FEATURES for one earlier (or later) phrase of an entity."""
    root, target = phrase.root, pronoun.root
    role, wanted = role_of(root), role_of(target)
    back = pronoun.sentence - phrase.sentence
    after = root.i > target.i
    clause = clause_of(root)
    named = sum(1 for _ in islice((p for p in entity.phrases if p.root.i < target.i), MAX_NAMED))
    shares = subject_of(clause_of(target)) == root
    return (
        back == 0,
        back == 1,
        min(max(back - 1, 0), 4),
        role == "subject",
        role == "subject" and (clause.dep_ == "ROOT" or clause.head.dep_ == "ROOT"),
        role == "object",
        role == "owner",
        role == "oblique",
        role == wanted,
        role == wanted == "subject",
        min(between, MAX_BETWEEN),
        back == 0 and not after and commands(root, target),
        shares,
        after,
        named,
        entity.phrases[0].root.i <= 1,
        phrase.kind == "pronoun",
        root.dep_ in ("conj", "appos"),
        bool(entity.gender),
        paragraph,
        root.i - root.sent.start < 3,
        back == 0 and role == wanted == "owner",
        root.dep_ == "poss" and root.head.is_ancestor(target),
        after and back == 0 and commands(root, target),
    )


def forbidden(phrase: Phrase, pronoun: Phrase) -> bool:
    """Whether syntax keeps the two apart: "he" is not the object of his own verb, nor "his brother" himself."""
    root, target = phrase.root, pronoun.root
    if phrase.sentence != pronoun.sentence:
        return False
    if root.is_ancestor(target) and (target.dep_ == "poss" or phrase.start <= target.i < phrase.end):
        return _owns_it(root, target)
    if target in root.conjuncts or _close(root, target):
        return True
    reflexive = target.lower_.endswith(("self", "selves"))
    if target.dep_ not in ("poss",) and not reflexive and _same_verb(root, target):
        return True
    if target.dep_ in OBJECTS and not reflexive and _understood_subject(target.head, root):
        return True
    return root.i > target.i and target.dep_ in SUBJECTS and target.head.is_ancestor(root)


def _understood_subject(verb: Token, root: Token) -> bool:
    """Whether the verb has no subject of its own and this one's serves: "Lee left, thanking her" (an infinitive may have another)."""
    if verb.dep_ not in ("advcl", "pcomp", "conj") or verb.tag_ == "VB":
        return False
    return not any(child.dep_ in SUBJECTS for child in verb.children) and subject_of(verb) == root


def _owns_it(root: Token, target: Token) -> bool:
    """ "his" in "his brother John" or "John, his brother": the phrase of the possessed one; not in a clause below it."""
    node = target
    while node != root:
        if node.dep_ in ("relcl", "acl", "advcl"):
            return False
        node = node.head
    return True


def _close(root: Token, target: Token) -> bool:
    """The name is in apposition to the thing possessed: "his ally John"."""
    return target.dep_ == "poss" and (root.head == target.head and root.dep_ in ("appos", "compound", "nmod"))


def _same_verb(root: Token, target: Token) -> bool:
    """Both are subject, object or complement of one verb."""
    first, second = _argument_of(root), _argument_of(target)
    return first is not None and first == second


def _argument_of(token: Token) -> Token | None:
    node = token
    while node.dep_ in ("conj", "appos") and node.head != node:
        node = node.head
    if node.dep_ in SUBJECTS or node.dep_ in OBJECTS or node.dep_ == "attr":
        return node.head
    if node.dep_ == "pobj" and node.head.dep_ in ("prep", "agent", "dative") and node.head.head.pos_ in ("VERB", "AUX"):
        return node.head.head
    return None
