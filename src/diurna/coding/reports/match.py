"""Triggers: where a sense of the lexicon fits the words and their syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from ...resources.own_codes import NO_CODES, OwnCodes
from ...resources.triggers import Sense, first_words, object_classes, senses
from ..tokens import Token, once
from .grammar import children, complements, conjuncts, is_denied_charge, objects, prep_objects, surface_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: dict[str, Literal["v", "n", "a"]] = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


class Match(msgspec.Struct, kw_only=True):
    """A sense at a word. `objects` are the words in the pattern's object place, `words` the particles and nouns that hang on it."""

    sense: Sense
    token: Token
    words: list[Token] = []
    objects: list[Token] = []
    content: list[Token] = []


def candidates(tokens: Iterable[Token], own: OwnCodes = NO_CODES) -> dict[int, list[Match]]:
    """Every sense that fits, a user's own among them, by the place of its word, the most demanding pattern first."""
    table, known = senses(own), first_words(own)
    found: dict[int, list[Match]] = {}
    for token in tokens:
        if (lemma := token.lemma_.lower()) not in known:
            continue
        for kind in _kinds(token):
            for sense in table.get((kind, _joined(token, lemma)), table.get((kind, lemma), ())):
                if (match := fits(sense, token)) is not None:
                    found.setdefault(token.i, []).append(match)
    return found


def _joined(token: Token, lemma: str) -> str:
    """The lemma with what a hyphen joins to it: "test-fire", "de-certify"; the tokeniser parts them."""
    if token.i > 1 and (hyphen := token.nbor(-1)).text == "-" and not hyphen.whitespace_ and not (before := hyphen.nbor(-1)).whitespace_:
        return f"{before.lower_}-{lemma}"
    return lemma


def _kinds(token: Token) -> tuple[str, ...]:
    kind = KINDS.get(token.pos_)
    if kind is None or token.dep_ in ("aux", "auxpass"):
        return ()
    if kind == "a" and token.tag_ in ("VBN", "VBD"):
        return ("a", "v")
    return (kind,)


def fits(sense: Sense, token: Token) -> Match | None:
    """The match of a sense at a word, or None: its words must hang on the word or on one another, its object must be of the class."""
    words: list[Token] = []
    for word in sense.words:
        node = _hanging(word, [token, *words])
        if node is None:
            return None
        words.append(node)
    content = complements(token) if sense.pos != "n" else [c for c in token.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VB"]
    if sense.complement and not content:
        return None
    things = _objects(sense, token, words)
    if not things and sense.words and _dated(words):
        return None
    if sense.objects and not any(_lemmas(o) & sense.objects for t in things for o in conjuncts(t)):
        return None
    match = Match(sense=sense, token=token, words=words, objects=things, content=content)
    return match if _meets(match) and not _odd(match) else None


def _dated(words: list[Token]) -> bool:
    """Whether the pattern's preposition only brings a date: "called her on Friday" is no "call on"."""
    return any(o.ent_type_ in ("DATE", "TIME") for o in words[-1].children if o.dep_ == "pobj")


def _hanging(word: str, nodes: list[Token]) -> Token | None:
    for node in reversed(nodes):
        for child in node.children:
            if child.dep_ not in ("nsubj", "punct") and word in (child.lower_, child.lemma_.lower()) and child not in nodes:
                return child
    return None


@once
def _lemmas(token: Token) -> set[str]:
    """The lemma and form of an object, and of what it is an amount of ("swathes of territory")."""
    found = {token.lemma_.lower(), token.lower_}
    if token.lemma_.lower() in object_classes()["amounts"]:
        found |= {o.lemma_.lower() for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"}
    return found


def _objects(sense: Sense, token: Token, words: list[Token]) -> list[Token]:
    if sense.pos == "n":
        return [o for p in token.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    for word in reversed(words):
        if word.pos_ in ("ADP", "PART", "SCONJ", "ADV") and (
            found := [o for o in word.children if o.dep_ in ("pobj", "pcomp") and o.ent_type_ not in ("DATE", "TIME")]
        ):
            return found
    if sense.pos == "a":
        return []
    if words and (nouns := [w for w in words if w.pos_ == "NOUN" and w.dep_ in ("dobj", "pobj")]) and not sense.objects:
        return objects(token) or nouns
    return objects(token)


def _meets(match: Match) -> bool:
    """Conditions of a sense that need no actors; the others are checked when the roles are known."""
    check = CHECKS.get(match.sense.needs)
    return check is None or check(match)


def _subtree_has(token: Token, words: frozenset[str]) -> bool:
    return any(t.lemma_.lower() in words or t.lower_ in words for t in token.subtree)


def _phone(match: Match) -> bool:
    return _subtree_has(match.token, object_classes()["phone"])


def _slur(match: Match) -> bool:
    return any(_subtree_has(c, object_classes()["slur"]) for c in match.token.children if c.i > match.token.i)


def _signing(match: Match) -> bool:
    return bool(match.objects) or any(c.lower_ == "with" for c in match.token.children)


def _traveller(match: Match) -> bool:
    return (
        match.token.lemma_ in ("visit", "tour", "pay", "make") or bool(match.sense.objects) or _subtree_has(match.token, object_classes()["travel"])
    )


def _crowd(match: Match) -> bool:
    if match.sense.objects and not any(o.lemma_.lower() in object_classes()["violent_deeds"] for o in match.objects):
        return True
    return any(_lemmas(s) & object_classes()["crowd"] for t in surface_subjects(match.token) for s in conjuncts(t)) or (
        match.sense.pos == "n" and any(_subtree_has(c, object_classes()["crowd"]) for c in match.token.children)
    )


def _armed(match: Match) -> bool:
    if match.sense.objects:
        return True
    near = [*surface_subjects(match.token), *match.objects] if match.sense.pos != "n" else list(match.token.children)
    return any(_subtree_has(t, object_classes()["armed"]) for t in near)


def _chemical(match: Match) -> bool:
    return _subtree_has(match.token, object_classes()["chemical"])


def _ground(match: Match) -> bool:
    """Whether a place is taken, not a person."""
    parts = [p for o in match.objects if o.lemma_.lower() in object_classes()["parts"] for p in prep_objects(o, "of")]
    return any(o.ent_type_ in ("GPE", "LOC", "FAC") or _lemmas(o) & object_classes()["ground"] for o in (*match.objects, *parts))


def takes_ground(match: Match) -> bool:
    """Whether ground is fought for, which PLOVER has under ASSAULT (CAMEO 192), whatever the verb is like ("seized the town")."""
    sense = match.sense
    taken = sense.act == "COERCE" and sense.mode == "seize" and match.token.lemma_ in object_classes()["capture_verbs"]
    fought = sense.act == "ASSAULT" or taken
    return fought and sense.pos == "v" and bool(sense.objects) and _ground(match)


def _sends_force(token: Token) -> bool:
    """Whether a force is sent to a place, and not to a state, nor told to help."""
    force = any(_lemmas(o) & object_classes()["troops"] for o in children(token, "dobj"))
    goals = [o for p in children(token, "prep", "dative") if p.lower_ == "to" for o in children(p, "pobj")]
    return force and not _subtree_has(token, object_classes()["helping"]) and not any(g.ent_type_ == "GPE" for g in goals)


def _by_arms(noun: Token) -> bool:
    """Whether a "strike" is flown or fired: "air strikes", "a missile strike"."""
    before = children(noun, "compound", "amod") if noun.lemma_.lower() == "strike" else []
    return any(c.lower_ == "air" or c.lemma_.lower() in object_classes()["violent"] for c in before)


def _doers(token: Token) -> list[Token]:
    """The subjects of a word, and whom an amount of them is of ("thousands of teachers")."""
    return [s for t in surface_subjects(token) for s in conjuncts(t)]


def _odd(match: Match) -> bool:
    """What looks like a sense but is another one: "slammed into a wall", "sent troops to the area", "the capture of a town"."""
    sense, token = match.sense, match.token
    plain = sense.pos == "v" and not sense.words and not sense.objects
    if sense.act == "ACCUSE" and plain and any(p.lower_ in ("into", "through") for p in children(token, "prep")):
        return True
    if sense.act == "ASSAULT" and token.lemma_ == "strike" and any(_lemmas(s) & object_classes()["labour"] for s in _doers(token)):
        return True
    if sense.act == "ACCUSE" and sense.pos == "n" and is_denied_charge(token):
        return True
    if sense.act == "PROTEST" and any(_by_arms(o) for o in (token, *match.objects)):
        return True
    if sense.act == "AID" and token.lemma_ == "take" and any(children(w, "pobj") for w in match.words):
        return True  # "took three bases in the area"
    if sense.act == "COERCE" and token.lemma_ == "raid" and any(o.lemma_ == "site" for o in match.objects):
        return True
    if sense.act == "SANCTION" and token.lemma_ == "leave" and _subtree_has(token, object_classes()["harmed"]):
        return True
    if sense.act == "REQUEST" and token.lemma_ == "press" and any(o.lemma_ in object_classes()["violent"] for o in children(token, "dobj")):
        return True
    somewhere = sense.words or any(p.lower_ == "to" for p in children(token, "prep", "dative"))
    if sense.act == "AID" and token.lemma_ in object_classes()["transfer_verbs"] and somewhere and _sends_force(token):
        return True
    if sense.act == "MOBILIZE" and token.lemma_ == "send" and children(token, "dobj") and not sense.objects and not _sends_force(token):
        return True
    return sense.act == "COERCE" and sense.pos == "n" and token.lemma_.lower() in ("capture", "seizure") and _ground(match)


CHECKS = {
    "ground": _ground,
    "phone": _phone,
    "slur": _slur,
    "signing": _signing,
    "traveller": _traveller,
    "crowd": _crowd,
    "armed": _armed,
    "unconventional": _chemical,
}
