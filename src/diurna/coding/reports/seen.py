"""Seen: readings where the event model and the rules meet: words that only the model takes for a happening, and sides that it weighs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from ...model import Act, Participant
from ...resources.ontology import acts
from ...resources.triggers import Sense, object_classes
from .grammar import children, is_denied_charge, objects
from .match import KINDS, Match, takes_ground
from .read import Reading, roles, weapons
from .roles import TARGETS, Players, carrier, unique
from .telling import Telling, telling
from .urge import URGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..tokens import Token
    from .roles import Carrier
    from .sight import Sight, Sights

OPEN = 0.3  # a word with a lower chance is not looked at; the judge's threshold lies higher for every combination
NAMED = 0.25  # and the chance of its likeliest act must be so much: below it the model guesses; .3 costs .015 of recall, .4 .04
SPLIT = 0.1  # words from here on share the chance of a phrase
SIDE = 0.5  # the model alone names a side from here on
HELD = 0.15  # a side that the syntax names is dropped below
DROP = 0.05  # and one of a rule here: of 0, .03, .08 on 710 unseen sentences actors right .824, .827, .829
REREAD = 0.05  # share of the rule's act below which the model's act is taken,
RETOLD = 0.8  # if it is so sure of a happening of that act
SURE = 0.7  # a mode, or a side, that the model is sure of
PHASE = 0.9  # the model's phase is taken from here on (phases right: from .8 on .928, .9 .923, .95 .918, never .912),
DENIED = 0.5  # a negated happening is a denied one,
PAST = 0.6  # and a happening is history
HAPPENS = 0.9  # a happening to the model, whatever cue says that it is only thought of
BY = ("subj", "poss", "by", "from", "between", "mod")
TO = ("obj", "iobj", "to", "with", "against", "on", "at", "of", "from", "between", "for", "in")
PARTS = frozenset({"dobj", "nsubjpass", "pobj", "prt", "compound", "amod", "attr", "acomp", "oprd", "xcomp", "npadvmod"})
BEFORE = frozenset({"compound", "amod", "nummod", "nmod"})
BY_MODEL = "model."
MEANS = {"suicide-attack": "by_suicide", "drone": "by_drone", "aerial": "by_air", "heavy-weapons": "by_gun"}  # the first that is named counts
ONE_MEANS = frozenset({"suicide-attack", "drone"})
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def with_seen(readings: list[Reading], used: set[int], found: dict[int, list[Match]], players: Players, sights: Sights) -> list[Reading]:
    """The rules' readings with what the model says of them, and the model's own, in text order."""
    taken: set[int] = set()
    for reading in readings:
        sight, words = sights.of(reading.token), _own_words(reading)
        taken.update(t.i for t in words)
        if sight is not None and sight.reads(at := _best_of(words, reading, sight)):
            reading.sight, reading.seen_at = sight, at
            reading.chance = _together(sight.chance(t) for t in dict.fromkeys(words))
            _weigh(reading, players)
    seen = [_seen(t, found.get(t.i, []), sight) for t, sight in _triggers(players, sights, found) if t.i not in taken and t.i not in used]
    kept = _distinct(readings, [s for s in seen if s is not None])
    for reading in kept:
        if reading.alone:
            _fill(reading, players)
    return kept


def _triggers(players: Players, sights: Sights, found: dict[int, list[Match]]) -> Iterator[tuple[Token, Sight]]:
    """The words that the model takes for a happening, the surest first; in a text that has lost its commas only beside a word of the lexicon, as what
    it alone finds there is not kept."""
    doc = players.parse.doc
    beside = {doc[i].sent.start for i in found}
    for sentence in doc.sents:
        if players.parse.bare and sentence.start not in beside:
            continue
        if (sight := sights.of_sentence(sentence)) is not None:
            words = [t for t in sight.tokens if sight.chance(t) >= SPLIT]
            yield from ((t, sight) for t in sorted(words, key=lambda t: (-sight.chance(t), t.i)))


def _distinct(readings: list[Reading], seen: list[Reading]) -> list[Reading]:
    """Rules' and model's readings in text order; two words of one phrase tell one act ("staged a sit-in"), the rule's or the surer one."""
    kept = [(r, _own_words(r)) for r in readings]
    for reading in seen:
        alike = [(k, words) for k, words in kept if k.act == reading.act]
        near = next((k for k, words in alike if any(_in_phrase(reading.token, t) for t in words)), None)
        near = near or next((k for k, _ in alike if _otherwise(k, reading)), None)
        if near is None:
            kept.append((reading, _own_words(reading)))
            continue
        near.chance = _together((near.chance, reading.chance))
        if near.seen_at is not None and reading.sight is not None and reading.sight.chance(near.seen_at) < reading.sight.chance(reading.token):
            near.seen_at = reading.token
    return sorted((k for k, _ in kept if not k.alone or k.chance >= OPEN), key=lambda r: r.token.i)


def _otherwise(known: Reading, reading: Reading) -> bool:
    """Whether a rule has read from another word of the sentence the act that the model reads here: "21 were killed in an attack" is one happening."""
    same = known.token.sent is reading.token.sent
    return same and not known.alone and known.match.sense is not URGE and known.chance < OPEN <= reading.chance


def _together(chances: Iterable[float]) -> float:
    """The chance of a happening that one of several words names: the model knows but one word of a phrase as its trigger."""
    return min(sum(chances), 1.0)


def _in_phrase(one: Token, other: Token) -> bool:
    """Whether one word is the other's object, particle or other near part, or joined to it by a hyphen."""
    for word, head in ((one, other), (other, one)):
        near = word.head.head if word.head.pos_ == "ADP" and word.dep_ == "pobj" else word.head
        if near == head and word.dep_ in PARTS:
            return True
    first, last = sorted((one, other), key=lambda t: t.i)
    return one.sent is other.sent and last.i - first.i <= 2 and not any(t.whitespace_ for t in first.doc[first.i : last.i])


def _best_of(words: list[Token], reading: Reading, sight: Sight) -> Token:
    """The word of a reading that the model is surest of: it may take the noun of "reached a deal" for the trigger, the rules the verb."""
    return max((t for t in words if sight.reads(t)), key=sight.chance, default=reading.token)


def _own_words(reading: Reading) -> list[Token]:
    match = reading.match
    objects_ = match.objects if match.sense.objects else []
    held = [reading.held.verb] if reading.held is not None and reading.held.how != "adverbial" else []
    outcomes = [t for o in reading.outcomes for t in _own_words(o)]
    if match.sense is URGE:
        return [reading.token, *children(reading.token, "aux"), reading.token.head]
    means = weapons(reading.token) if match.sense.act == "ASSAULT" and match.sense.pos == "v" else []
    return [reading.token, *(w for w in match.words if w.pos_ != "ADP"), *objects_, *held, *outcomes, *means]


def _weigh(reading: Reading, players: Players) -> None:
    """Act and sides of a rule's reading, where the model is sure of others."""
    sight, at = reading.sight, reading.seen_at
    if sight is None or at is None or not sight.reads(at) or reading.match.sense.own or reading.match.sense is URGE:
        return
    act = sight.act(at)
    told = reading.chance * sight.share(at, act)
    if told >= RETOLD and reading.act == reading.match.sense.act and sight.share(at, reading.act) < REREAD and not takes_ground(reading.match):
        reading.act, reading.mode, reading.code, reading.reciprocal = act, None, acts()[act].cameo, act in RECIPROCAL and reading.reciprocal
    if reading.mode is None and not takes_ground(reading.match):
        mode, share = sight.mode(at, reading.act)
        reading.mode = _means(reading) or (mode if share >= SURE and _may_be(mode, sight) else None)
    if reading.chance < OPEN:
        return
    if not reading.reciprocal and reading.mode != "visit":  # who is host and who guest is PLOVER's rule, not the words'
        reading.actors = [p for p in reading.actors if max(_role(sight, at, p, players)) >= DROP and not _other(sight, at, p, players, 0)]
        if reading.act != "ASSAULT":  # who was killed or wounded did not do it, whatever word the model reads the attack from
            reading.recipients = [p for p in reading.recipients if max(_role(sight, at, p, players)) >= DROP and not _other(sight, at, p, players, 1)]
    named = _named(sight, at, players)
    if not reading.actors:
        reading.actors = [p for p in named[0] if p.actor not in {r.actor for r in reading.recipients}]
    if not reading.recipients and not (reading.reciprocal and len(reading.actors) > 1):
        reading.recipients = [p for p in named[1] if p.actor not in {a.actor for a in reading.actors}]


def _means(reading: Reading) -> str | None:
    """The mode of an assault by the means that its nouns name: "air strikes", "killed in a mortar attack"."""
    if reading.act != "ASSAULT":
        return None
    nouns = [t for t in _own_words(reading) if t.pos_ in ("NOUN", "PROPN")]
    words = {w.lemma_.lower() for t in nouns for w in (t, *children(t, "compound", "amod"))}
    return next((mode for mode, kind in MEANS.items() if words & object_classes()[kind]), None)


def _may_be(mode: str | None, sight: Sight) -> bool:
    """Whether the sentence names the means of a mode that has but one."""
    return mode not in ONE_MEANS or any(t.lemma_.lower() in object_classes()[MEANS[mode]] for t in sight.tokens)


def _seen(token: Token, matches: list[Match], sight: Sight) -> Reading | None:
    """A reading of a word that the model takes for a happening and no rule does, or only one whose conditions are not met; still without sides."""
    kind = KINDS.get(token.pos_)
    if kind is None or token.dep_ in ("aux", "auxpass"):
        return None
    act = sight.act(token)
    if sight.chance(token) * sight.share(token, act) < NAMED or (act == "ACCUSE" and kind == "n" and is_denied_charge(token)):
        return None
    match = next((m for m in matches if m.sense.act == act), None)
    if match is None:
        match = Match(sense=_sense(act, token.lemma_.lower(), kind), token=token, objects=objects(token) if kind == "v" else [])
    held = carrier(token) if kind == "n" else None
    return Reading(match=match, act=act, told=Telling(), held=held, sight=sight, seen_at=token, alone=True, chance=sight.chance(token))


def _fill(reading: Reading, players: Players) -> None:
    """Sides, telling and codes of what the model alone has found."""
    match, act, sight, token = reading.match, reading.act, reading.sight, reading.token
    half = not match.sense.id.startswith(BY_MODEL)
    reading.actors, reading.recipients = _sides(match, reading.held, sight, players)
    reading.told = telling(token, reading.held)
    reading.code = match.sense.cameo if half else acts()[act].cameo
    reading.mode = match.sense.mode if half else sight.mode(token, act)[0]
    reading.reciprocal = act in RECIPROCAL and len(reading.actors) > 1 and not reading.recipients
    reading.victims = match.objects[0] if act == "ASSAULT" and match.objects else None


def _sides(match: Match, held: Carrier | None, sight: Sight, players: Players) -> tuple[list[Participant], list[Participant]]:
    """The sides that the model is sure of, and those of the syntax that it does not rule out."""
    token = match.token
    by_rule, by_model = roles(match, players, held), _named(sight, token, players)
    if held is not None and held.how == TARGETS:  # "suffered another blow", "faced new raids": whatever the model thinks of the subject
        struck = {p.actor for p in by_rule[1]}
        return [p for p in by_model[0] if p.actor not in struck], by_rule[1]
    actors = unique([*(p for p in by_rule[0] if _role(sight, token, p, players)[0] >= HELD), *by_model[0]])
    known = {p.actor for p in actors}
    others = unique([*(p for p in by_rule[1] if _role(sight, token, p, players)[1] >= HELD), *by_model[1]])
    return actors, [p for p in others if p.actor not in known]


def _named(sight: Sight, trigger: Token, players: Players) -> tuple[list[Participant], list[Participant]]:
    """The actors of the article whose head words the model takes for a side, nearest first as they stand."""
    found: tuple[list[Participant], list[Participant]] = ([], [])
    for token, actor, recipient in zip(sight.tokens, *sight.sides(trigger), strict=True):
        if (actor < SIDE and recipient < SIDE) or token is trigger:
            continue
        side = 0 if actor >= recipient else 1
        reason = f"model: {('actor', 'recipient')[side]} {max(actor, recipient):.2f}"
        if (participant := _meant(token, reason, players)) is not None:
            found[side].append(participant)
    return found


def _meant(token: Token, reason: str, players: Players) -> Participant | None:
    """The actor that a word heads or stands before: "Korean" of "the Korean government" is the government."""
    word = token
    while (found := players.of(word, reason)) is None and word.dep_ in BEFORE and word.head != word:
        word = word.head
    return found


def _role(sight: Sight, trigger: Token, participant: Participant, players: Players) -> tuple[float, float]:
    """The best chances of the words of a participant."""
    return sight.role(trigger, players.parse.tokens(participant.span) or ())


def _other(sight: Sight, trigger: Token, participant: Participant, players: Players, side: int) -> bool:
    """Whether the model is sure that a participant stands on the other side (0: of the actors, 1: of the recipients)."""
    chances = _role(sight, trigger, participant, players)
    return chances[side] < HELD and chances[1 - side] >= SURE


def side_chances(reading: Reading, players: Players) -> tuple[float, float]:
    """The lowest chance of the chosen actors, and of the recipients; where none is named, how sure the model is that there is none."""
    sight, at = reading.sight, reading.seen_at
    if sight is None or at is None:
        return 0.5, 0.5
    found = []
    for side, chosen in ((0, reading.actors), (1, reading.recipients)):
        if chosen:
            found.append(min(_role(sight, at, p, players)[side] if not reading.reciprocal else max(_role(sight, at, p, players)) for p in chosen))
        else:
            found.append(1 - _highest(sight, at, side))
    return found[0], found[1]


def _highest(sight: Sight, trigger: Token, side: int) -> float:
    """The best chance of a word other than the trigger."""
    return max([chance for token, chance in zip(sight.tokens, sight.sides(trigger)[side], strict=True) if token is not trigger], default=0.0)


def weigh_telling(reading: Reading) -> None:
    """Phase and polarity: the syntax's, unless the model is sure of others; what is only thought of stays so unless it is sure of a happening."""
    told, sight, at = reading.told, reading.sight, reading.seen_at
    told.thought = told.phase == "hypothetical" or (told.negated and told.denied is None)
    if sight is None or at is None or not sight.reads(at):
        return
    if told.thought and not is_sure(reading):
        return
    phase, share = sight.phase(at)
    if phase != told.phase and ((share >= PHASE and reading.chance >= OPEN) or told.phase == "hypothetical"):
        told.phase = phase
    if told.negated and told.denied is None:
        told.negated = sight.denied(at) >= DENIED


def is_sure(reading: Reading) -> bool:
    """Whether the model is so sure of a happening that no cue of the syntax alone makes it undone."""
    return reading.chance >= HAPPENS


def has_sides(reading: Reading) -> bool:
    """Whether the model sees a side at all, be it one that the article's cast does not know."""
    sight, at = reading.sight, reading.seen_at
    if sight is None or at is None:
        return False
    return max(_highest(sight, at, side) for side in (0, 1)) >= SIDE


def is_history(reading: Reading) -> bool:
    """Whether the model is sure that the happening is told for context."""
    sight, at = reading.sight, reading.seen_at
    return sight is not None and at is not None and sight.reads(at) and reading.chance >= OPEN and sight.background(at) >= PAST


@cache
def _sense(act: Act, lemma: str, kind: Literal["v", "n", "a"]) -> Sense:
    return Sense(
        id=f"{BY_MODEL}{act.lower()}.{lemma}",
        act=act,
        lemma=lemma,
        pos=kind,
        by=BY,
        to=TO,
        mode=None,
        cameo=acts()[act].cameo,
        needs="",
        reciprocal=act in RECIPROCAL,
        sure=0.0,
    )
