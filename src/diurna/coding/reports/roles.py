"""Roles: which words of the sentence are actor and recipient of a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Participant
from ...resources.triggers import light_verbs, object_classes
from ..tokens import Token, once
from .grammar import agents, antecedent, children, conjuncts, described, is_passive, objects, prep_objects, prepositions, subjects, surface_subjects

if TYPE_CHECKING:
    from ...model import Span
    from ..cast import Cast
    from ..parse import Parse
    from .match import Match

INSIDE = ("of", "with", "by", "against", "from", "between", "to", "on", "for", "among", "over", "toward", "towards")
OWNERS = ("poss", "amod", "compound", "nmod")
DOING = ("by", "from", "between")  # what stands after these does the noun's act: "raids by", not "raids on"
GIVEN = ("to", "with", "between", "from")  # sides of what is agreed or promised
ADVERBIAL = frozenset(
    {"during", "after", "in", "at", "following", "for", "before", "on", "since", "to", "ahead", "amid", "from", "with", "into", "through", "by"}
)
COUNTED = frozenset({"people", "person", "child", "civilian", "woman"})
STATES = frozenset({"country", "nation", "state", "power", "government"})
DOERS, TARGETS = "doer", "target"


class Carrier(msgspec.Struct):
    """The verb that carries a noun's happening ("hold" in "hold talks") and how: doer, target, announce, stop, happens, adverbial."""

    verb: Token
    how: str


@once
def carrier(noun: Token) -> Carrier | None:
    """The verb that carries a noun trigger, or None where the noun stands by itself."""
    node = noun
    while (above := _same(node)) is not None:
        node = above
    head = node.head
    if node.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return _by_verb(head, passive=node.dep_ == "nsubjpass", prep="")
    if node.dep_ in ("nsubj",) and head.pos_ in ("VERB", "AUX"):
        return Carrier(head, "happens") if _phrase(head, "") & light_verbs()["happens"] else None
    if node.dep_ == "pobj" and head.head.pos_ in ("VERB", "AUX"):
        found = _by_verb(head.head, passive=False, prep=head.lower_)
        if found is None and head.lower_ in ADVERBIAL:
            return Carrier(head.head, "adverbial")
        return found
    return None


def _same(noun: Token) -> Token | None:
    """The noun above that stands for it: the first of what is joined, or a run of it ("a spate of attacks", "three weeks of clashes")."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
        return head
    run = noun.dep_ == "pobj" and head.lower_ == "of" and head.dep_ == "prep" and head.head.lemma_.lower() in object_classes()["runs"]
    return head.head if run else None


def _by_verb(verb: Token, *, passive: bool, prep: str) -> Carrier | None:
    phrases = _phrase(verb, prep)
    if passive and phrases & {"hold"}:
        return Carrier(verb, "happens")
    for how in ("stop", TARGETS, "announce", DOERS):
        if phrases & light_verbs()[how]:
            return Carrier(verb, how)
    return None


def _phrase(verb: Token, prep: str) -> set[str]:
    lemma = verb.lemma_.lower()
    extra = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")] + ([prep] if prep else [])
    found = {f"{lemma}-{word}" for word in extra}
    nouns = [c.lower_ for c in verb.children if c.dep_ == "dobj"]
    found |= {f"{lemma}-{noun}-{prep}" for noun in nouns if prep}
    return found if prep else found | {lemma}


class Players:
    """The actors of an article, found by the words of its syntax."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse = parse
        self.cast = cast
        self.by_root: dict[int, Participant] = {}
        source = parse.tokens(parse.headline_source) if parse.headline_source else None
        self._outside = {t.i for t in source or ()}  # who says what a headline tells is no side of it
        for mention in sorted(cast.mentions, key=lambda m: len(m.span)):
            tokens = parse.tokens(mention.span)
            if mention.actor is not None and tokens is not None and len(tokens):
                self.by_root[tokens.root.i] = Participant(mention.actor, mention.span, mention.form)

    def of(self, token: Token, reason: str) -> Participant | None:
        """The actor whose words a token heads; an amount stands for what it is an amount of ("thousands of protesters")."""
        if token.i in self._outside:
            return None
        found = self.cast.participant(token, reason)
        if found is None and (rooted := self.by_root.get(token.i)) is not None:
            found = Participant(rooted.actor, rooted.span, reason)
        if found is None and {token.lemma_.lower(), token.lower_} & object_classes()["amounts"]:
            found = next((f for o in prep_objects(token, "of") if (f := self.of(o, reason)) is not None), None)
        return found

    def are_victims(self, found: Participant) -> bool:
        """Whether they are a counted number of people or children: such are killed, they do not kill."""
        tokens = self.parse.tokens(found.span)
        return (
            found.actor.startswith("unnamed")
            and tokens is not None
            and tokens.root.lemma_.lower() in COUNTED
            and any(t.pos_ == "NUM" for t in tokens)
        )

    def country(self, code: str | None, span: Span) -> Participant | None:
        """The country that a place lies in, as an actor, if the article has it."""
        known = next((a for a in self.cast.actors if a.country == code and a.kind in ("country", "government")), None) if code else None
        return Participant(known.id, span, "country of the place visited") if known else None

    def heads(self, tokens: list[Token], reason: str) -> list[Participant]:
        """The actors named by these words and by what is joined to them."""
        found = [self.of(t, reason) for token in tokens for t in conjuncts(token)]
        members = [self.of(t, reason) for token in tokens if _countries(token) for m in prep_objects(token, "including") for t in conjuncts(m)]
        return unique([f for f in (*found, *members) if f is not None])

    def inside(self, tokens: list[Token], reason: str, by: tuple[str, ...] = INSIDE) -> list[Participant]:
        """The actors inside a noun phrase, as its owner or after a preposition: "Iran" in "cooperation with Iran", in "Iran's plan"."""
        for token in tokens:
            for node in conjuncts(token):
                if found := self._inside(node, reason, by, 2):
                    return found
        return []

    def _inside(self, noun: Token, reason: str, by: tuple[str, ...], depth: int) -> list[Participant]:
        after = prepositions(noun)
        behind = [after[p] for p in by if p in after]
        for owners in (self._owners(noun), _leaders(noun), *behind):
            if owners and (found := self.heads(owners, reason)):
                return found
        if depth:
            for others in behind:
                for other in others:
                    if found := self._inside(other, reason, by, depth - 1):
                        return found
        return []

    def _owners(self, noun: Token) -> list[Token]:
        """What stands before a noun as its owner; the country of a mere stretch of land ("the Turkish border") is none."""
        owners = [antecedent(o) for o in children(noun, *OWNERS)]
        if noun.lemma_.lower() not in object_classes()["land"]:
            return owners
        return [o for o in owners if o.dep_ == "poss" or not self.is_country(o)]

    def is_country(self, token: Token) -> bool:
        """Whether a word stands for a whole country."""
        found = self.cast.participant(token, "")
        return found is not None and self.cast.actor(found.actor).kind == "country"

    def in_place(self, tokens: list[Token], reason: str, by: tuple[str, ...] = INSIDE) -> list[Participant]:
        """Heads first, else what stands inside them."""
        return self.heads(tokens, reason) or self.inside(tokens, f"{reason}, inside", by)


def _countries(noun: Token) -> bool:
    """Whether what "including" follows is a group of states, whose named members are then sides: "six countries including Ghana"."""
    return noun.lemma_.lower() in STATES


def _leaders(noun: Token) -> list[Token]:
    """Who leads what the noun names: "Saudi-led raids"; who backs it does not do it."""
    return [n for led in children(noun, "amod") if led.lower_ == "led" for n in led.children if n.dep_ not in ("punct", "det")]


def unique(participants: list[Participant]) -> list[Participant]:
    """The participants without repeats of an actor, first ones kept, and without those inside another's words ("Syrian" of "Syrian regime")."""
    if len(participants) < 2:
        return participants
    seen: set[str] = set()
    found = [p for p in participants if not (p.actor in seen or seen.add(p.actor))]
    return [p for p in found if not any(len(o.span) > len(p.span) and o.span.contains(p.span) for o in found)]


def places(match: Match, slot: str, held: Carrier | None) -> list[Token]:
    """The words that stand in a place of a trigger's frame."""
    token = match.token
    if slot == "subj":
        return subjects(token) if token.pos_ in ("VERB", "AUX") else _copular(token)
    if slot == "obj":
        return _things(match)
    if slot == "host":
        guest = described(token) if token.dep_ == "amod" else token
        return surface_subjects(guest.head) if guest.dep_ in ("dobj", "dative") and token.dep_ == "amod" else []
    if slot == "unless":
        return _condition(match)
    if slot == "iobj":
        return children(token, "dative") + [o for p in children(token, "dative") for o in children(p, "pobj")]
    if slot == "comp":
        return [o for c in match.content for o in _content_objects(c)]
    if slot == "poss":
        return children(token, "poss")
    if slot == "mod":
        return children(token, "amod", "compound", "nmod")
    return _by_preposition(match, slot, held)


def _things(match: Match) -> list[Token]:
    """The object; of "accuse X of Y" it is X, though the pattern's own object is Y."""
    if match.sense.pos == "v" and match.words and match.words[-1].pos_ in ("ADP", "SCONJ") and (direct := objects(match.token)):
        return [d for d in direct if d not in match.words] or match.objects
    return match.objects


def _condition(match: Match) -> list[Token]:
    """Who must act lest a threat be carried out: "unless Rwanda withdrew"."""
    verbs = [match.token, *match.content]
    clauses = [c for v in verbs for c in children(v, "advcl") if any(m.lower_ in ("unless", "if", "until") for m in children(c, "mark"))]
    return [s for c in clauses for s in children(c, "nsubj", "nsubjpass")]


def _by_preposition(match: Match, preposition: str, held: Carrier | None) -> list[Token]:
    nodes = [match.token, *match.words, *(match.objects if match.sense.pos != "n" else [])]
    if held is not None and held.how in (DOERS, TARGETS, "announce", "stop", "happens"):
        nodes.append(held.verb)
    for node in nodes:
        if node.pos_ == "ADP" and node != match.token:
            continue
        found = prep_objects(node, preposition)
        if found and not (preposition in ("in", "on", "at") and all(t.ent_type_ in ("DATE", "TIME") for t in found)):
            return found
    return []


def _copular(adjective: Token) -> list[Token]:
    head = adjective.head
    if adjective.dep_ in ("acomp", "oprd", "attr") and head.pos_ in ("AUX", "VERB"):
        return surface_subjects(head)
    return [head] if adjective.dep_ == "amod" else []


def _content_objects(verb: Token) -> list[Token]:
    """What the verb of a content clause is done to; what stands inside them is looked for by the caller."""
    own = [s for s in verb.children if verb.dep_ == "ccomp" and s.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return own
    found = objects(verb) if not is_passive(verb) else surface_subjects(verb)
    for preposition in ("to", "with", "from", "against", "on", "in"):
        found = found + [t for t in prep_objects(verb, preposition) if t.ent_type_ not in ("DATE", "TIME")]
    return found + agents(verb)
