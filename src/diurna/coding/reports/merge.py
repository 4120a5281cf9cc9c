"""Merging: one report for one happening, however often an article tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ...model import Report, WhenTold
from .journeys import on_journeys

LEAD = 2  # sentences: headline, lead and the one after it
HARM_NEAR = 2  # sentences within which a bare toll belongs to the attack told before
FEW = 2  # smaller numbers of people recur by chance
HARM = frozenset({"assault.kill", "assault.wound", "assault.injure"})
MORE = ("another", "other", "further", "a further")  # those killed besides, elsewhere
ANYBODY = frozenset({"people", "persons", "others", "dozens", "civilians", "them", "officers", "children"})
NEAR = 4  # sentences; further on, articles turn to other days

if TYPE_CHECKING:
    from ...model import Participant, Quantity, Span
    from ..cast import Cast


def merged(reports: list[Report], cast: Cast, quantities: tuple[Quantity, ...] = ()) -> list[Report]:
    """The reports with those of the same happening joined; the first and most specific one leads and carries all evidence."""
    tolls = {q.id: (q.kind, q.best) for q in quantities if q.kind in ("dead", "wounded", "detained", "hostages") and q.best is not None}
    counts = {q.id: (q.span, q.best) for q in quantities if q.best is not None and q.best > FEW}
    kept: list[Report] = []
    for report in reports:
        place = next((i for i, k in enumerate(kept) if _same(k, report, cast) or _same_toll(k, report, cast, tolls)), None)
        if place is None:
            place = next((i for i, k in enumerate(kept) if _same_count(k, report, cast, counts)), None)
        if place is None and _only_harm(report, cast):
            place = next((i for i, k in reversed(list(enumerate(kept))) if _takes_harm(k, report)), None)
        if place is None:
            kept.append(report)
        else:
            kept[place] = _joined(kept[place], report)
    return on_journeys(_dated(kept), cast)


def _dated(reports: list[Report]) -> list[Report]:
    """Undated reports take the time of what was told of the same people just before: the lead's day holds for the next sentences."""
    dated: list[Report] = []
    for report in reports:
        if report.time is None and report.phase == "done" and not report.background:
            near = [d for d in dated if 0 <= report.sentence - d.sentence <= NEAR and d.time and not d.background and d.phase == "done"]
            known = next((d.time for d in reversed(near) if len(_ids(d) & _ids(report)) > 1), None)
            if known is not None:
                report = msgspec.structs.replace(report, time=WhenTold(known.interval, known.span, "told of the same actors just before"))
        dated.append(report)
    return dated


def _same(one: Report, other: Report, cast: Cast) -> bool:
    """The same act by compatible actors to compatible recipients, told with compatible times and places, and with a word in common."""
    if _one_blow(one, other, cast):
        return True
    if (
        one.act != other.act
        or one.mode != other.mode
        or one.polarity != other.polarity
        or (one.phase != other.phase and not _one_journey(one, other))
        or one.background != other.background
    ):
        return False
    if not (_compatible(one.actors, other.actors, cast) and _compatible(one.recipients, other.recipients, cast)):
        return False
    if one.time and other.time and not one.time.interval.overlaps(other.time.interval):
        return False
    if one.place and other.place and one.place.geonames != other.place.geonames:
        return False
    return _linked(one, other)


def _same_toll(one: Report, other: Report, cast: Cast, tolls: dict[str, tuple[str, float]]) -> bool:
    """Headline, lead and detail of one attack: the same act, phase and toll, by sides and at times that do not differ."""
    if one.act != other.act or one.phase != other.phase or one.background != other.background:
        return False
    if not {tolls[q] for q in one.quantities if q in tolls} & {tolls[q] for q in other.quantities if q in tolls}:
        return False
    timely = not (one.time and other.time) or one.time.interval.overlaps(other.time.interval)
    return timely and (not one.actors or not other.actors or _compatible(one.actors, other.actors, cast))


def _same_count(one: Report, other: Report, cast: Cast, counts: dict[str, tuple[Span, float]]) -> bool:
    """Headline and lead: the same act done by compatible actors to the same number of people."""
    if one.act != other.act or one.phase != other.phase or other.sentence - one.sentence > LEAD or one.polarity != other.polarity:
        return False
    shared = _counted(one, counts) & _counted(other, counts)
    timely = not (one.time and other.time) or one.time.interval.overlaps(other.time.interval)
    return bool(shared) and timely and _compatible(one.actors, other.actors, cast)


def _counted(report: Report, counts: dict[str, tuple[Span, float]]) -> set[float]:
    """The numbers of those whom a report's act is done to."""
    return {best for q in report.quantities if q in counts for span, best in (counts[q],) if any(span.overlaps(r.span) for r in report.recipients)}


def _only_harm(report: Report, cast: Cast) -> bool:
    """Whether a report tells only how many people came to harm: "nine were injured", "at least 15 people had been killed"."""
    bare = report.act == "ASSAULT" and report.mode is None and not report.actors and report.place is None and not report.background
    said = bare and report.rule.split(" ")[0] in HARM and report.time is None
    if said and report.rule.startswith("assault.kill") and any(cast.actor(r.actor).name.lower().startswith(MORE) for r in report.recipients):
        return False
    return said and all(cast.actor(r.actor).name.split(" ")[-1].lower() in ANYBODY for r in report.recipients)


def _takes_harm(one: Report, harm: Report) -> bool:
    """Whether what was told just before is an attack that the harm may come from."""
    near = 0 <= harm.sentence - one.sentence <= HARM_NEAR
    return near and one.act == "ASSAULT" and one.phase == harm.phase and one.polarity == harm.polarity and not one.background


def _one_journey(one: Report, other: Report) -> bool:
    """A visit told as under way, and named again in a clause about what is to come of it: the same visitor, no other host, no day of its own."""
    visitor = {p.actor for p in one.actors} == {p.actor for p in other.actors}
    host = {p.actor for p in other.recipients} <= {p.actor for p in one.recipients}
    under_way = one.phase == "done" and other.phase == "planned" and other.time is None
    return one.act == "CONSULT" and one.mode == "visit" and under_way and visitor and host


def _one_blow(one: Report, other: Report, cast: Cast) -> bool:
    """Two tellings of one attack: dead and wounded of one sentence, or a weapon and the harm that it did."""
    if (
        one.act != "ASSAULT"
        or other.act != "ASSAULT"
        or one.sentence != other.sentence
        or one.phase != other.phase
        or one.background != other.background
    ):
        return False
    if one.actors and other.actors and not _compatible(one.actors, other.actors, cast):
        return False
    mine, theirs = {p.actor for p in one.recipients}, {p.actor for p in other.recipients}
    near = one.evidence[0].overlaps(other.evidence[0]) or {p.actor for p in one.actors} == {p.actor for p in other.actors}
    return near and (not mine or not theirs or mine <= theirs or theirs <= mine)


def _linked(one: Report, other: Report) -> bool:
    """Both sides named and the same word of action, or, for meetings and within a sentence, the very same sides: a day in common joins nothing."""
    both_sides = bool(one.actors and other.actors) and (bool(one.recipients and other.recipients) or (one.reciprocal and other.reciprocal))
    if one.act == "CONSULT" or one.sentence == other.sentence:
        mine, theirs = _ids(one), _ids(other)
        return one.mode == "visit" or (both_sides and (mine <= theirs or theirs <= mine))
    return both_sides and _word(one) == _word(other)


def _ids(report: Report) -> set[str]:
    return {p.actor for p in (*report.actors, *report.recipients)}


def _word(report: Report) -> str:
    """The first word of the pattern that was used."""
    return report.rule.split(" ")[0].rsplit(".", 1)[-1].split("_")[0]


def _compatible(some: tuple[Participant, ...], others: tuple[Participant, ...], cast: Cast) -> bool:
    mine, theirs = {p.actor for p in some}, {p.actor for p in others}
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return True
    if _people(mine - theirs, cast) and _people(theirs - mine, cast):
        return False
    return _codes(mine, cast) == _codes(theirs, cast) and "" not in _codes(mine, cast)


def _people(ids: set[str], cast: Cast) -> bool:
    """Whether there are named people among them: two different ones never make one side."""
    return any(cast.actor(key).kind == "person" for key in ids)


def _codes(ids: set[str], cast: Cast) -> set[str]:
    """Countries of the sides: "Moscow" and "Putin" are compatible."""
    return {cast.actor(key).country or "" for key in ids}


def _joined(one: Report, other: Report) -> Report:
    first, second = (one, other) if one.confidence >= other.confidence - 0.1 else (other, one)
    return msgspec.structs.replace(
        first,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        actors=_richer(first.actors, second.actors),
        recipients=_richer(first.recipients, second.recipients),
        time=first.time or second.time,
        place=first.place or second.place,
        chain=first.chain or second.chain,
        quantities=tuple(dict.fromkeys((*one.quantities, *other.quantities))),
        quotes=tuple(dict.fromkeys((*one.quotes, *other.quotes))),
        contexts=tuple(dict.fromkeys((*one.contexts, *other.contexts))),
        sentence=one.sentence,
        trigger=one.trigger,
        confidence=max(one.confidence, other.confidence),
    )


def _richer(some: tuple[Participant, ...], others: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return some if len(some) >= len(others) else others
