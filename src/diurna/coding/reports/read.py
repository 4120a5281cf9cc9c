"""Reading: what a trigger tells once its roles and its telling are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Act, Participant
from ...resources.triggers import object_classes, telling_words
from ..tokens import Token, once
from .grammar import antecedent, children, conjuncts, is_passive, prep_objects, surface_subjects
from .match import Match, takes_ground
from .roles import DOING, GIVEN, INSIDE, Carrier, Players, carrier, places, unique
from .sight import Sight
from .telling import Telling, telling

if TYPE_CHECKING:
    from collections.abc import Iterable

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN"})
ABSORBING = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST"})
SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "AGREE"})
ONE_SIDED = frozenset({"promise", "pledge", "vow", "offer", "praise", "support", "back", "welcome"})
DEPLOYING = frozenset({"send", "deploy", "redeploy", "mobilize", "mobilise", "mass", "amass", "dispatch", "move", "rush", "station"})
LASTING = frozenset({"back", "support", "oppose"})
OWN = frozenset({"its", "their", "his", "her"})
CAUSERS = frozenset({"get", "bring"})
FALLEN = frozenset({"kill", "wound", "injure"})
BOTH_SIDES = frozenset({"clash", "fighting", "war", "violence", "battle"})  # of a place as often as of those who fight
OCCUPY = "192"  # CAMEO
TOGETHER = frozenset({"along", "together"})
FIRST = frozenset({"i", "we", "our", "my"})


class Reading(msgspec.Struct, kw_only=True):
    """A trigger with its roles and its telling: what becomes a report if it holds."""

    match: Match
    act: Act
    actors: list[Participant] = []
    recipients: list[Participant] = []
    told: Telling
    held: Carrier | None = None
    content: Match | None = None
    mode: str | None = None
    code: str | None = None
    reciprocal: bool = False
    victims: Token | None = None
    outcomes: list[Reading] = []
    sight: Sight | None = None  # what the event model says of the sentence, if it has read it,
    seen_at: Token | None = None  # the word of the reading that it is surest of,
    chance: float = 0.0  # its chance that this is a happening, of all words of the reading,
    alone: bool = False  # and whether it alone takes the word for a happening

    @property
    def token(self) -> Token:
        return self.match.token


def read(matches: Iterable[Match], players: Players, found: dict[int, list[Match]]) -> Reading | None:
    """The best reading of a word: the most demanding sense whose conditions its roles meet."""
    best, best_score = None, 0.0
    for match in matches:
        if match.sense.weight <= best_score:
            continue  # no score is higher than its weight
        reading = _reading(match, players, found, best_score)
        if reading is not None and (score := _score(reading)) > best_score:
            best, best_score = reading, score
    return best


def _score(reading: Reading) -> float:
    return _worth(reading.match, reading.actors, reading.recipients)


def _worth(match: Match, actors: list[Participant], recipients: list[Participant]) -> float:
    return match.sense.weight * (0.4, 0.75, 1.0)[bool(actors) + bool(recipients)]


def _reading(match: Match, players: Players, found: dict[int, list[Match]], beaten: float) -> Reading | None:
    held = carrier(match.token) if match.sense.pos == "n" else None
    actors, recipients = roles(match, players, held)
    sense = match.sense
    if _fell(match):
        actors, recipients = [], players.heads(children(match.token, "nsubj"), "recipient: the fallen, in a headline's passive")
    if _worth(match, actors, recipients) <= beaten or not _may_hold(match, actors, recipients):
        return None
    reading = Reading(
        match=match,
        act=sense.act,
        actors=actors,
        recipients=recipients,
        told=telling(match.token, held),
        held=held,
        mode=sense.mode,
        code=sense.cameo,
        reciprocal=sense.reciprocal,
    )
    reading.victims = _victims(match)
    reading.content = _content(match, found)
    _reread(reading)
    return reading if _holds(reading) else None


def _may_hold(match: Match, actors: list[Participant], recipients: list[Participant]) -> bool:
    """Whether the roles leave it open that the conditions are met: what need not be asked of its telling is asked first."""
    sense, both = match.sense, bool(recipients) or len(actors) > 1
    if sense.pos == "n" and not actors and not recipients:
        return _tolled(sense.act, match.token)
    if sense.needs == "recipient":
        return both or bool(sense.objects)
    return sense.needs not in ("actor", "pair") or (bool(actors) and (both or sense.needs == "actor"))


def _fell(match: Match) -> bool:
    """Whether a subject was killed, as headlines put it without an auxiliary: "four guards killed fighting", "nine sailors wounded"."""
    verb = match.token
    if match.sense.act != "ASSAULT" or verb.tag_ not in ("VBD", "VBN") or verb.lemma_ not in FALLEN:
        return False
    counted = [s for s in children(verb, "nsubj") if s.tag_ == "NNS" and any(t.pos_ == "NUM" for t in s.lefts)]
    return bool(counted) and all(o.tag_ == "VBG" for o in children(verb, "dobj"))


def roles(match: Match, players: Players, held: Carrier | None) -> tuple[list[Participant], list[Participant]]:
    """Actors and recipients of a match, from the places that its sense names; nobody is both unless the act is reciprocal."""
    sense = match.sense
    actors: list[Participant] = []
    if held is not None and sense.pos == "n" and held.how in ("doer", "announce", "stop"):
        actors = players.in_place(_carriers(match, held), "subject of the carrying verb")
    if not actors:
        actors = _first(match, players, sense.by, held, "actor")
    if not actors and held is not None and held.how == "adverbial" and sense.act in ("CONSULT", "COOPERATE"):
        actors = players.heads(places(Match(sense=sense, token=held.verb), "subj", None), "subject of the clause")
    if not actors and sense.act == "ASSAULT" and sense.pos == "v":
        own = [w for w in weapons(match.token) if w.lemma_.lower() not in BOTH_SIDES]
        owners = [o for w in own for o in (*children(w, "poss", "amod", "compound", "nmod"), *prep_objects(w, "by"))]
        actors = players.heads(owners, "actor: whose weapon it is, inside")
    if not actors and sense.act in SPOKEN and sense.pos == "v" and match.token.dep_ == "conj" and match.token.tag_ in ("VBD", "VBZ", "VBP"):
        actors = players.heads(surface_subjects(match.token.sent.root), "subject of the sentence")
    if sense.act == "AGREE" and actors and match.token.dep_ in ("ccomp", "xcomp") and match.token.head.lemma_ in CAUSERS:
        actors = unique([*players.heads(surface_subjects(match.token.head), "actor: who got them to"), *actors])
    recipients = _recipients(match, players, held, actors)
    if sense.act == "CONCEDE" and not actors and not recipients and is_passive(match.token):
        recipients = players.in_place(_in_return(match.token), "recipient: who gives something in return")
    if held is not None and held.how == "target" and not recipients:
        recipients = players.heads(places(Match(sense=sense, token=held.verb), "subj", None), "subject that it is done to")
    actor_ids = {a.actor for a in actors}
    recipients = [r for r in recipients if r.actor not in actor_ids and not any(a.span.contains(r.span) for a in actors)]
    if sense.reciprocal and sense.mode != "visit" and recipients and not actors:
        return recipients, []
    return actors, recipients


def _carriers(match: Match, held: Carrier) -> list[Token]:
    """Who carries a noun's happening: also the subject of a participle ("were involved in clashes"), not what is done to the noun itself."""
    found = places(Match(sense=match.sense, token=held.verb), "subj", None)
    return found or [s for s in surface_subjects(held.verb) if all(t.i != match.token.i for t in s.subtree)]


def _first(match: Match, players: Players, slots: tuple[str, ...], held: Carrier | None, role: str) -> list[Participant]:
    for slot in slots:
        if not (words := places(match, slot, held)):
            continue
        reason = f"{role}: {slot} of {match.token.lower_}"
        violent = match.sense.act == "ASSAULT"
        inner = slot in ("subj", "obj", "of") and _owns(words)
        found = players.in_place(words, reason, DOING if violent else INSIDE) if inner else players.heads(words, reason)
        if violent:
            found = [f for f in found if not players.are_victims(f)]
        if found:
            return found
    return []


def _owns(words: list[Token]) -> bool:
    """Whether what stands inside a subject may stand for it: "Taliban attack killed", "the Iranian foreign ministry's statement"."""
    classes = object_classes()
    return any(w.lemma_.lower() in classes["violent"] | classes["owned"] | classes["armed"] for w in words)


def _recipients(match: Match, players: Players, held: Carrier | None, actors: list[Participant]) -> list[Participant]:
    taken = {a.actor for a in actors}
    for slot in match.sense.to:
        if not (words := match.objects if slot == "inside" else places(match, slot, held)):
            continue
        reason = f"recipient: {slot} of {match.token.lower_}"
        by = GIVEN if _is_pact(match) else INSIDE
        found = players.inside(words, reason, by) if slot == "inside" else players.in_place(words, reason, by)
        found = [f for f in found if not (slot in ("obj", "comp") and _own_force(match, f, players))]
        if slot == "in" and any(o.lemma_.lower() in object_classes()["land"] for o in match.objects):
            found = [f for f in found if players.cast.actor(f.actor).kind != "country"]  # where it was, not to whom
        if match.sense.act == "ASSAULT":
            found = [f for f in found if not _is_teller(f, players)]
            if slot == "obj" and found:
                found = [*found, *players.heads(_along(match.token), f"{reason}, along with")]
        if left := [f for f in found if f.actor not in taken]:
            return unique(left)
    return []


def _along(verb: Token) -> list[Token]:
    """Who shared the victims' lot: "was killed along with two guards"."""
    nodes = [verb, *[t for t in verb.children if t.lower_ in TOGETHER]]
    withs = [w for n in nodes for w in children(n, "prep") if w.lower_ == "with" and w.i and w.nbor(-1).lower_ in TOGETHER]
    beside = [b for b in children(verb, "prep") if b.lower_ == "alongside"]
    return [o for w in (*withs, *beside) for o in children(w, "pobj")]


def _is_teller(found: Participant, players: Players) -> bool:
    """Whether what looks like a victim tells the story, where commas are lost: "kills 30 monitoring group says"."""
    tokens = players.parse.tokens(found.span)
    if tokens is None or not len(tokens):
        return False
    root = tokens.root
    if root.tag_ not in ("NN", "NNP") or root.lemma_.lower() not in object_classes()["tellers"]:
        return False
    after = root.right_edge.i + 1
    tells = after < len(root.doc) and root.doc[after].lemma_.lower() in telling_words()["saying"]
    return tells or any(t.pos_ == "NUM" and t.lower_ not in ("1", "one") for t in root.lefts)


def _own_force(match: Match, found: Participant, players: Players) -> bool:
    """Whether what is deployed are the doer's own soldiers: it is done with them, not to them."""
    tokens = players.parse.tokens(found.span)
    if tokens is None or not len(tokens):
        return False
    root = tokens.root
    if match.sense.act == "AGREE":
        return any(c.lower_ in OWN for c in children(root, "poss")) and root.lemma_.lower() in object_classes()["troops"] | {"mission"}
    return match.sense.act == "MOBILIZE" and match.token.lemma_ in DEPLOYING and root.lemma_.lower() in object_classes()["troops"]


def _in_return(verb: Token) -> list[Token]:
    """Who gives something for what is lifted or granted: "in exchange for limits on Tehran's plant", "in return for Accra freeing them"."""
    given = [g for p in prep_objects(verb, "in") if p.lemma_ in ("exchange", "return") for g in prep_objects(p, "for")]
    return [s for g in given for s in (children(g, "nsubj") if g.pos_ == "VERB" else [g])]


def _is_pact(match: Match) -> bool:
    """Whether its object is what two sides agree, in which only they are sought, not those that it is about."""
    return match.sense.act == "AGREE" and match.sense.pos == "v" and not match.sense.complement


def _victims(match: Match) -> Token | None:
    return match.objects[0] if match.sense.act == "ASSAULT" and match.sense.pos == "v" and match.objects else None


def _content(match: Match, found: dict[int, list[Match]]) -> Match | None:
    """The strongest sense of what is asked for, refused, threatened or promised."""
    if match.sense.act not in ABSORBING:
        return None
    tokens = (
        [*match.content, *[t for o in match.objects for t in o.subtree]]
        if match.sense.pos != "n"
        else [t for t in match.token.subtree if t != match.token]
    )
    for token in tokens:
        for inner in found.get(token.i, ()):
            if inner.token != match.token and inner.sense.act not in ("AGREE", "REQUEST"):
                return inner
    return None


def _reread(reading: Reading) -> None:
    """What negation and content make of an act: "will not lift" is a refusal, "pledged to retaliate" a threat."""
    if reading.act in ("COERCE", "ASSAULT") and takes_ground(reading.match):
        reading.act, reading.mode, reading.code = "ASSAULT", None, OCCUPY
    told, act = reading.told, reading.act
    content = reading.content.sense.act if reading.content else None
    if told.negated and told.phase == "planned" and act in COOPERATIVE and told.denied is None:
        reading.act, reading.mode, reading.code = "REJECT", None, None
        reading.content = reading.match
        told.negated, told.phase = False, "done"
    elif told.phase == "planned" and not told.negated and places(reading.match, "unless", reading.held) and _unless(reading.token):
        reading.act, reading.mode, reading.code, reading.content = "THREATEN", None, None, reading.match
        told.phase = "done"
    elif told.negated and act == "CONCEDE" and told.phase == "done" and told.denied is None:
        reading.act, reading.mode, reading.code, reading.content = "REJECT", None, None, reading.match
        told.negated = False
    elif act == "AGREE" and content in CONFLICT and reading.match.sense.complement:
        reading.act, reading.mode, reading.code = "THREATEN", None, None
    elif act == "THREATEN" and content is not None:
        reading.mode = None
    if reading.match.sense.id.startswith("protest.strike.call_") and told.phase == "done":
        told.phase = "planned"  # what is called is still to come
    if (
        (act == "AGREE" or (act == "SUPPORT" and reading.match.sense.reciprocal))
        and len(reading.actors) > 1
        and reading.match.token.lemma_ not in ONE_SIDED
    ):
        _mutual(reading)


def _unless(verb: Token) -> bool:
    """Whether it is to be done unless another yields: that is a threat."""
    return any(m.lower_ == "unless" for c in children(verb, "advcl") for m in children(c, "mark"))


def _mutual(reading: Reading) -> None:
    """What two sides agree or sign they do with each other; those that it is about are no recipients."""
    if all(": comp of" in p.reason for p in reading.recipients):
        reading.recipients, reading.reciprocal = [], True


def _holds(reading: Reading) -> bool:
    """Whether the conditions of the sense that need roles are met."""
    needs = reading.match.sense.needs
    both = bool(reading.recipients) or (reading.reciprocal and len(reading.actors) > 1)
    if needs == "recipient" and not both and not reading.match.sense.objects:
        return False
    if needs in ("actor", "pair") and not (reading.actors and (both or needs == "actor")):
        return False
    if reading.match.sense.pos == "n":
        return _noun_holds(reading)
    return not (needs == "violent" and not _violent(reading))


def _noun_holds(reading: Reading) -> bool:
    """A noun tells a happening if a verb carries it, or if it names both sides by itself."""
    held = reading.held
    if tolled(reading):
        return True
    if held is not None and held.how != "adverbial":
        return bool(reading.actors or (reading.recipients and reading.act == "ASSAULT"))
    if reading.reciprocal and len(reading.actors) + len(reading.recipients) >= 2:
        return True
    if reading.mode in ("visit", "resign") and reading.actors:
        return True
    return bool(reading.actors and reading.recipients)


def tolled(reading: Reading) -> bool:
    """Whether a toll is told of it: "the death toll of Tuesday's attack has risen to nine"."""
    return _tolled(reading.act, reading.token)


def _tolled(act: Act, token: Token) -> bool:
    head = token.head
    return act == "ASSAULT" and token.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_.lower() == "toll"


def _violent(reading: Reading) -> bool:
    """Ambiguous verbs (hit, strike, fight) mean violence where an armed subject, an actor or a victim says so."""
    words = object_classes()["violent"]
    subject_words = places(reading.match, "subj", None)
    heads = [antecedent(s) for s in subject_words]
    named = [t for h in heads for t in (h, *children(h, "compound", "amod", "nmod", "poss", "conj"), *prep_objects(h, "of"))]
    if any(t.lemma_.lower() in words for t in named):
        return True
    return bool(reading.actors and (reading.recipients or reading.match.words or reading.match.sense.objects)) or (
        is_passive(reading.token) and reading.token.lemma_ in object_classes()["sure_killing"] and reading.victims is not None
    )


def standing(reading: Reading) -> bool:
    """Whether the words state a standing tie or a description, not a happening: "Turkey, which backs the rebels", "rebels fighting the state"."""
    token = reading.token
    if token.pos_ != "VERB":
        return False
    described = token.dep_ == "acl" and token.tag_ == "VBG"
    if token.lemma_ in object_classes()["fighting"] and described:
        return True
    if token.lemma_ in LASTING and any(a.lower_ in ("has", "have") for a in children(token, "aux")) and any(children(token, "advmod")):
        return not any("inside" in p.reason for p in reading.recipients)
    habitual = token.tag_ in ("VBZ", "VBP", "VBG") or token.dep_ in ("acl", "relcl", "amod") or is_passive(token)
    return token.lemma_ in object_classes()["standing"] and habitual and not any("inside" in p.reason for p in reading.recipients)


@once
def weapons(verb: Token) -> list[Token]:
    """The nouns of violence by which a violent verb does its work: "killed in an air strike", "rockets hit"."""
    words = object_classes()["violent"]
    near = [*([] if is_passive(verb) else surface_subjects(verb)), *[o for p in ("in", "by", "with", "during") for o in prep_objects(verb, p)]]
    return [t for n in near for t in conjuncts(n) if t.lemma_.lower() in words and t.pos_ == "NOUN"]
