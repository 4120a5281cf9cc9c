"""Reports: the happenings that an article tells, each with its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...model import Participant, Report, Span, WhenTold, cover
from ...resources.ontology import goldstein
from ...resources.own_codes import NO_CODES, OwnCodes
from ...resources.triggers import object_classes
from ..parse import span_of
from .chain import chain
from .closer import closer, telling_words
from .confidence import chance_of, facts, is_kept, sure_fields, why
from .derive import derive
from .grammar import is_passive, objects
from .match import Match, candidates
from .merge import merged
from .outcomes import with_outcomes
from .read import ABSORBING, FIRST, Reading, read, standing, tolled, weapons
from .roles import Players, unique
from .seen import has_sides, is_history, is_sure, weigh_telling, with_seen
from .settle import Settings
from .sight import Sights
from .urge import URGE, urged

if TYPE_CHECKING:
    from ...model import PlaceMention, Quantity, Quote, TimeMention, WhereTold
    from ..cast import Cast
    from ..parse import Parse

MARKED = re.compile('“[^”]*”?|"[^"]*"?|‘[^’]*’')
VERBAL = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN", "AGREE"})
UNNAMED_DOERS = frozenset({"ASSAULT", "PROTEST"})

BODIES = frozenset({"armed_group", "organisation", "party", "company"})
BESIDE = 12  # characters: "in talks with " lies between a trigger and its side, a clause does not
PLACED = frozenset({"AID", "COERCE", "CONCEDE", "RETREAT", "MOBILIZE"})  # done to a country by what is done in it


def find_reports(
    parse: Parse,
    cast: Cast,
    *,
    places: tuple[PlaceMention, ...] = (),
    times: tuple[TimeMention, ...] = (),
    quantities: tuple[Quantity, ...] = (),
    quotes: tuple[Quote, ...] = (),
    own: OwnCodes = NO_CODES,
) -> tuple[Report, ...]:
    """The reports of one article in text order, one a happening, with ids "ARTICLE-r0", "ARTICLE-r1"...

    Takes the parse, what the other layers found in it, and a user's own types and verbs. Nothing is reported that is only asked for,
    feared or conditional; inside a direct quote only what the speaker does by saying it ("we condemn") counts.
    """
    layers = Settings(parse, _grounds(places, cast), times, quantities, quotes)
    players = Players(parse, cast)
    sure = [_report(w, players, layers, parse) for w in _weighed(parse, players, layers, own) if is_kept(w.chance, w.facts)]
    return tuple(_numbered(merged(sure, cast, quantities), parse.article.id))


class Weighed(msgspec.Struct):
    """A reading that tells something, with how sure it is: enough to know whether it becomes a report."""

    reading: Reading
    quote: Quote | None
    time: WhenTold | None
    background: bool
    facts: dict[str, float]
    chance: float


class Draft(msgspec.Struct, frozen=True):
    """A report before it is known whether it is sure enough, with the facts that its confidence rests on."""

    report: Report
    facts: dict[str, float]


def drafts(parse: Parse, cast: Cast, layers: Settings, *, own: OwnCodes = NO_CODES) -> list[Draft]:
    """Everything that could be a report, in text order."""
    players = Players(parse, cast)
    return [Draft(_report(w, players, layers, parse), w.facts) for w in _weighed(parse, players, layers, own)]


def _weighed(parse: Parse, players: Players, layers: Settings, own: OwnCodes) -> list[Weighed]:
    """The readings that tell something, in text order."""
    found = candidates((t for t in parse.doc if not t.is_space), own)
    direct = [(c, q) for q in layers.quotes for c in _verbatim(q, parse.text)]
    return [w for w in (_weigh(r, players, layers, direct) for r in _readings(found, players, Sights())) if w is not None]


def _grounds(places: tuple[PlaceMention, ...], cast: Cast) -> list[PlaceMention]:
    """The places that are no part of a body's name: "Syria" of "the Islamic State in Iraq and Syria" is none."""
    names = [m.span for m in cast.mentions if m.actor and m.form == "name" and m.actor.split(":")[0] in BODIES]
    return [p for p in places if not any(name.contains(p.span) for name in names)]


def _verbatim(quote: Quote, text: str) -> list[Span]:
    """The stretches of a quote that are the speaker's own words; of a mixed one, those between quotation marks."""
    if quote.kind in ("direct", "fragment"):
        return list(quote.content)
    if quote.kind == "indirect":
        return []
    return [Span(c.start + m.start(), c.start + m.end()) for c in quote.content for m in MARKED.finditer(c.of(text))]


def _readings(found: dict[int, list[Match]], players: Players, sights: Sights) -> list[Reading]:
    """One reading a trigger, by a rule or by the event model; words that a rule has used up, or that stand in what it asks or threatens, tell
    nothing more."""
    readings: dict[int, Reading] = {}
    for place, matches in found.items():
        if (reading := read(matches, players, found)) is not None:
            readings[place] = reading
    for token, speaker in urged(found, players):
        readings[token] = speaker
    used: set[int] = set()
    for place, reading in sorted(readings.items(), key=lambda item: (item[1].match.sense.pos == "n", item[0])):
        if place not in used:
            used |= _used(reading)
    by_rule = with_outcomes([r for place, r in sorted(readings.items()) if place not in used])
    return with_seen(by_rule, used, found, players, sights)


def _used(reading: Reading) -> set[int]:
    match = reading.match
    used = {w.i for w in match.words} - {match.token.i}
    used |= {
        o.i
        for o in match.objects
        if not (
            reading.act == "ACCUSE" and o.dep_ == "pcomp"  # "accused the army of shelling": that is told too
        )
        and (match.sense.objects or reading.act not in ("ACCUSE", "SUPPORT", "REJECT") or o.lemma_ not in object_classes()["violent_deeds"])
    }
    if match.sense is URGE:
        used |= {t.i for t in match.token.subtree if _within(t, match.token)}
    if reading.act in ABSORBING and match.sense.pos != "n":
        used |= {t.i for c in match.content for t in c.subtree if t.i > match.token.i and _within(t, c)}
    if reading.act in ABSORBING and reading.content is not None:
        used.add(reading.content.token.i)
    if reading.held is not None and reading.held.how in ("doer", "target"):
        used.add(reading.held.verb.i)
    if reading.act == "ASSAULT" and match.sense.pos == "v":
        used |= {t.i for t in weapons(match.token)}
    return used - {match.token.i}


def _within(token, clause) -> bool:
    """Whether a word belongs to a clause itself, not to a relative clause in it."""
    node = token
    while node != clause and node.head != node:
        if node.dep_ in ("relcl", "advcl"):
            return False
        node = node.head
    return True


def _weigh(reading: Reading, players: Players, layers: Settings, direct: list[tuple[Span, Quote]]) -> Weighed | None:
    at = span_of(reading.token)
    quote = next((q for c, q in direct if c.contains(at)), None)
    if quote is not None and not _performed(reading, quote):
        return None
    weigh_telling(reading)
    if not _tells(reading, players, quote is not None):
        return None
    time, background = layers.when(reading)
    background = background or (reading.act == "ASSAULT" and layers.runs_on(reading)) or is_history(reading)
    known = facts(reading, players, background=background, quoted=quote is not None)
    return Weighed(reading, quote, time, background, known, chance_of(reading, known))


def _report(weighed: Weighed, players: Players, layers: Settings, parse: Parse) -> Report:
    reading, quote = weighed.reading, weighed.quote
    at, told = span_of(reading.token), reading.told
    derived = derive(reading.act, reading.mode, reading.code, told.phase, reading.content.sense.act if reading.content else None)
    evidence = _evidence(reading, parse)
    actors, recipients = _sides(reading)
    place = layers.where(reading, actors)
    return Report(
        id="",
        article=parse.article.id,
        sentence=parse.sentence_of(reading.token),
        trigger=at,
        evidence=(evidence, *(_evidence(o, parse) for o in reading.outcomes)),
        act=reading.act,
        plover_type=derived.plover_type,
        own_type=reading.match.sense.own_type,
        quad=derived.quad,
        mode=derived.mode,
        contexts=layers.contexts(evidence),
        cameo=(code := closer(reading.act, derived.cameo, telling_words(reading))),
        goldstein=goldstein(code),
        actors=actors,
        recipients=_hosted(reading, actors, recipients, place, players),
        reciprocal=reading.reciprocal and reading.mode != "visit",
        place=place,
        time=weighed.time,
        chain=chain(parse, players, told, reading.token, layers.indirect) if quote is None else quote.chain,
        polarity="denied" if told.denied is not None or told.negated else "affirmed",
        denied_by=_denier(told.denied, players) if told.denied is not None else None,
        phase=told.phase,
        background=weighed.background,
        confidence=weighed.chance,
        sure=sure_fields(weighed.facts),
        rule=why(reading),
        quantities=tuple(dict.fromkeys([*layers.amounts(reading), *(q for o in reading.outcomes for q in layers.amounts(o))])),
        quotes=layers.carried_by(at, quote),
    )


def _hosted(
    reading: Reading, actors: tuple[Participant, ...], recipients: tuple[Participant, ...], place: WhereTold | None, players: Players
) -> tuple[Participant, ...]:
    """The recipients; where none is named, the country of the place to which a visitor goes, or in which something is done to it."""
    placed = reading.mode == "visit" or reading.act in PLACED
    if not placed or recipients or reading.reciprocal or place is None:
        return recipients
    host = players.country(place.country, place.span)
    return (host,) if host is not None and host.actor not in {a.actor for a in actors} else ()


def _sides(reading: Reading) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Actors and recipients; in a meeting of equals all are actors."""
    if reading.reciprocal and reading.mode != "visit" and reading.act == reading.match.sense.act:
        return tuple(unique([*reading.actors, *reading.recipients])), ()
    return tuple(reading.actors), tuple(reading.recipients)


def _tells(reading: Reading, players: Players, performed: bool) -> bool:
    told = reading.told
    if told.phase == "hypothetical" or (told.negated and told.denied is None):
        return False
    if reading.alone:
        return bool(reading.actors or reading.recipients) or has_sides(reading)
    if is_sure(reading):
        return True
    if reading.act in VERBAL and told.phase == "planned" and reading.act != "AGREE" and reading.act != "SUPPORT":
        return False
    if standing(reading) and not performed:
        return False
    if reading.victims is not None and reading.victims.pos_ in ("PRON", "DET") and not reading.actors and not reading.recipients:
        return False
    if not reading.actors and reading.act == "CONCEDE":
        return bool(reading.recipients) and is_passive(reading.token)
    if not reading.actors:
        return reading.act in UNNAMED_DOERS and (
            bool(reading.recipients)
            or reading.match.sense.needs == "crowd"
            or tolled(reading)
            or (reading.victims is not None and reading.token.lemma_ in object_classes()["harming"])
        )
    return True


def _performed(reading: Reading, quote: Quote) -> bool:
    """Whether a speaker does by saying: a verbal act in the present tense whose subject is "I" or "we"."""
    token = reading.token
    if reading.act not in VERBAL or token.tag_ not in ("VBP", "VB") or quote.speaker is None:
        return False
    if not any(c.lower_ in FIRST and c.dep_ == "nsubj" for c in token.children):
        return False
    reading.actors = [Participant(quote.speaker.actor, quote.speaker.span, "the speaker of the quote")]
    return True


def _denier(verb, players: Players) -> Participant | None:
    from .grammar import surface_subjects

    return next(iter(players.heads(surface_subjects(verb), "denies it")), None)


def _evidence(reading: Reading, parse: Parse) -> Span:
    """The words that tell it: trigger, objects and content, with an actor and a recipient where they stand beside them."""
    match = reading.match
    spans = [span_of(t) for t in (reading.token, *match.words, *match.objects, *_frame(reading))]
    if reading.act in ABSORBING:
        spans += [span_of(t) for c in match.content for t in (c, *objects(c)) if t.i > reading.token.i]
    area = cover(spans)
    sentence = parse.sentences[parse.sentence_of(reading.token)]
    for side in (reading.recipients[:1], reading.actors):
        for span in sorted((p.span for p in side if sentence.contains(p.span)), key=lambda span: _gap(area, span)):
            if _gap(area, span) <= BESIDE:
                area = cover((area, span))
    return area


def _gap(area: Span, span: Span) -> int:
    """The characters between two spans; 0 where they touch."""
    return max(area.start - span.end, span.start - area.end, 0)


def _frame(reading: Reading) -> list:
    verb = reading.held.verb if reading.held is not None and reading.held.how != "adverbial" else reading.token
    near = [c for c in verb.children if c.dep_ in ("dobj", "aux", "auxpass", "neg", "prt", "attr", "acomp")]
    near += [o for c in verb.children if c.dep_ in ("prep", "dative", "agent") and c.i > verb.i for o in c.children if o.dep_ == "pobj"]
    return [verb, *near]


def _numbered(reports: list[Report], article: str) -> list[Report]:
    return [msgspec.structs.replace(report, id=f"{article}-r{number}") for number, report in enumerate(reports)]
