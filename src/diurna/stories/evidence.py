"""Evidence: what speaks for and against two reports being of one happening."""

from __future__ import annotations

import math
import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from . import parties
from .reading import Reading, function_words, stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor, Interval, Quantity, Report, WhereTold

LOOSE_PLACES = frozenset({5, 6})  # UCDP precisions of a country and of a part of it ("the north"), whose bounds nobody tells
ANAPHOR = re.compile(r"\b(?:the|this|that)\s+$", re.I)
# A gathering that is only where or when another thing is done.
BESIDE = re.compile(
    r"\b(?:sidelines of|margins of|at|during|after|before|outside|ahead of|since)\s+(?:(?:an?|the|this|that|their|its)\s)?(?:[\w'’-]+\s){0,2}$", re.I,
)
LOOK_BACK = 6  # characters before a trigger that hold its article
VERBAL_QUANTITIES = frozenset({"days", "percent", "other"})  # kinds too common to tie two reports by a small figure
DEEDS = frozenset({"AGREE", "SUPPORT", "CONSULT", "CONCEDE"})  # acts that the same parties do not do day after day
CROWD = 4  # parties from which two tellings of one meeting may each name one that the other leaves out
ROOT = 5  # letters of a root: "attend" and "attack" share four
UNNAMED = 2.0  # below the threshold, where nothing but parties, place and day speaks for a merge
SMALL = 3  # figures below are no evidence: "two presidents", "three men"


class Tuning(msgspec.Struct, frozen=True):
    """Weights of `resources/event_merge.toml`."""

    threshold: float
    same_trigger: float
    same_act: float
    same_family: float
    other_family: float
    actors: float
    recipients: float
    same_mode: float
    other_mode: float
    same_day: float
    overlap_time: float
    far_time: float
    same_place: float
    within_place: float
    other_place: float
    quantity: float
    shared_words: float
    both_background: float
    one_background: float
    distinctive: float
    copied: float
    headline: float
    goes_back: float
    one_way: float
    reach: int
    lead: int
    deed_tolerance: int
    other_figure: float
    day_tolerance: int
    plan_tolerance: int
    window: int
    families: dict[str, list[str]]
    holders: tuple[str, ...]
    kindred: tuple[tuple[str, ...], ...]


@cache
def tuning() -> Tuning:
    """The shipped weights."""
    return msgspec.convert(tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8")), Tuning)


class Node:
    """A report ready to be compared: its parties, words and figures looked up once."""

    def __init__(self, reading: Reading, report: Report, weight: Mapping[str, float]) -> None:
        self.reading = reading
        self.report = report
        self.actors = self._parties(report.actors)
        self.recipients = self._parties(report.recipients)
        self.trigger = reading.trigger(report)
        self.quantities: list[Quantity] = reading.report_quantities(report)
        named = {stem(w) for a in (*self.actors, *self.recipients) for w in a.name.split()}
        if report.place:
            named |= {stem(w) for w in report.place.name.split()}
        own = reading.content(report) - named - {self.trigger} - function_words()
        self.words = {w: weight.get(w, 1.0) for w in own}
        self.length = math.sqrt(sum(v * v for v in self.words.values()))
        self.day = reading.day
        self.when: Interval | None = report.time.interval if report.time else None
        title = reading.article.title
        self.place = _place_told(report)
        self.gathering, self.beside = gathering(reading, report)
        self.anaphor = ANAPHOR.search(reading.text[max(report.trigger.start - LOOK_BACK, 0) : report.trigger.start]) is not None
        self.headline = title is not None and report.trigger.end <= title.end

    def _parties(self, some: tuple) -> list[Actor]:
        found = [self.reading.actors[p.actor] for p in some if p.actor in self.reading.actors]
        return list({a.id: a for a in found}.values())

    @property
    def everyone(self) -> list[Actor]:
        return [*self.actors, *(r for r in self.recipients if r not in self.actors)]

    @property
    def order(self) -> tuple[str, str, int, int]:
        return (self.reading.published or "9999", self.report.article, self.report.sentence, self.report.trigger.start)


def _place_told(report: Report) -> WhereTold | None:
    """The place of a report, unless it is only part of a party's name ("Ghana's president"), which says nothing of where it happened."""
    place = report.place
    if place is None or any(p.span.contains(place.span) for p in (*report.actors, *report.recipients)):
        return None
    return place


def gathering(reading: Reading, report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """The nouns of `holders` in the sentence of a meeting ("summit"): those that it is, and those beside which it was done."""
    found: tuple[set[str], set[str]] = set(), set()
    span = reading.sentence_span(report.sentence) if report.act == "CONSULT" else None
    for match in _holders().finditer(reading.text, span.start, span.end) if span else ():
        beside = BESIDE.search(reading.text[max(match.start() - LOOK_BACK * 5, 0) : match.start()]) is not None
        found[beside].add(stem(match.group()))
    return frozenset(found[0] - found[1]), frozenset(found[1])


@cache
def _holders() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(tuning().holders) + r")s?\b", re.I)


class Weighed(msgspec.Struct, frozen=True):
    """The evidence that two reports are of one happening, in all, and why in words.

    `barred` where something forbids it; `firm` where one article itself ties the two.
    """

    score: float
    reasons: tuple[str, ...]
    barred: bool = False
    firm: bool = False


BARRED = Weighed(-math.inf, (), True)


def may_meet(a: Node, b: Node) -> bool:
    """Whether two reports can be weighed above the threshold at all: words, figures, the naming of the act, or one article ties them."""
    if a.trigger == b.trigger or a.report.article == b.report.article or a.gathering & b.gathering:
        return True
    if a.quantities and b.quantities and any(x.kind == y.kind for x in a.quantities for y in b.quantities):
        return True
    return same_word(a.trigger, b.trigger) or similarity(a, b) >= tuning().distinctive


def weigh(a: Node, b: Node) -> Weighed:
    """Weigh two reports. Never enough: parties, place and day alone; words, figures or the naming of the act must meet too."""
    t = tuning()
    when = _time(a, b, t)
    if when[0] == -math.inf or _two_deeds(a, b):
        return BARRED
    done = _parties(a, b, t)
    if done[0] == -math.inf:
        return BARRED
    cosine = 0.0 if _one_sentence(a, b) else similarity(a, b)
    parts = [_act(a, b, t), done, when, _place(a, b, t), _figures(a, b, t), _background(a, b, t), _leaning(a, b, t)]
    total = sum(score for score, _ in parts) + t.shared_words * cosine
    reasons = [why for score, why in parts if why and score > 0]
    if cosine >= t.distinctive:
        reasons.append(f"shared words ({', '.join(_shared(a, b)[:4])})")
    naming = same_word(a.trigger, b.trigger) or bool(a.gathering & b.gathering)
    if cosine >= t.copied and naming:
        return Weighed(total + t.threshold, (*reasons, "told in the same sentence"))
    if not (naming or cosine >= t.distinctive or parts[4][0] > 0 or parts[6][0] > 0):
        return Weighed(min(total, t.threshold - UNNAMED), tuple(reasons))
    return Weighed(total, tuple(reasons), firm=parts[6][0] > 0)


def _one_sentence(a: Node, b: Node) -> bool:
    return a.report.article == b.report.article and a.report.sentence == b.report.sentence


def _two_deeds(a: Node, b: Node) -> bool:
    """Two reports of one sentence are two happenings, unless they are of one act by one party that two words tell ("attacked, killing")."""
    if not _one_sentence(a, b):
        return False
    modes = {a.report.mode, b.report.mode} - {None}
    return a.report.act != b.report.act or len(modes) > 1 or {x.id for x in a.actors} != {x.id for x in b.actors}


def _leaning(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """What ties two reports of one article: a headline and its text, "the attack" that goes back to one told, a toll told without its doer."""
    if a.report.article != b.report.article or not same_family(a.report.act, b.report.act):
        return 0.0, ""
    if a.headline == b.headline:
        return _goes_back(*((a, b) if a.order < b.order else (b, a)), t)
    body, head = (b, a) if a.headline else (a, b)
    near = body.report.sentence - head.report.sentence <= t.lead
    return (t.headline, "the headline and its text") if near else (0.0, "")


def _goes_back(first: Node, later: Node, t: Tuning) -> tuple[float, str]:
    if first.report.act != later.report.act or later.report.sentence - first.report.sentence > t.reach:
        return 0.0, ""
    if later.anaphor:
        return t.goes_back, "it goes back to what was told before"
    bare = not later.actors and later.when is None and later.place is None and first.report.act in tuning().families["force"]
    return (t.goes_back, "told on without its doer") if bare and later.quantities else (0.0, "")


def similarity(a: Node, b: Node) -> float:
    """Cosine of the content words of two reports, names of their parties left out."""
    if not a.length or not b.length:
        return 0.0
    return sum(a.words[w] * b.words[w] for w in a.words.keys() & b.words.keys()) / (a.length * b.length)


def _shared(a: Node, b: Node) -> list[str]:
    return sorted(a.words.keys() & b.words.keys(), key=lambda w: (-a.words[w], w))


@lru_cache(maxsize=100_000)
def same_word(one: str, two: str) -> bool:
    """Two stems of one root: equal, or with a long beginning in common ("criticism", "criticiz")."""
    if one == two:
        return bool(one)
    shared = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    return shared >= ROOT and shared >= 0.6 * max(len(one), len(two))


def same_family(one: str, two: str) -> bool:
    return one == two or any(one in some and two in some for some in tuning().families.values())


def _act(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    score, why = t.other_family, ""
    if a.report.act == b.report.act:
        score, why = t.same_act, f"same act {a.report.act}"
    elif same_family(a.report.act, b.report.act):
        score, why = t.same_family, f"related acts {a.report.act} and {b.report.act}"
    if same_word(a.trigger, b.trigger) or a.gathering & b.gathering:
        score, why = score + t.same_trigger, f"{why}, same word" if why else "same word for the act"
    modes = a.report.mode, b.report.mode
    inside = a.gathering & b.beside or b.gathering & a.beside
    if inside or ("visit" in modes and modes[0] != modes[1]):
        return score + t.other_mode, why
    return score + (t.same_mode if modes[0] and modes[0] == modes[1] else 0), why


def _parties(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    mutual = a.report.reciprocal or b.report.reciprocal
    if not a.everyone or not b.everyone:
        return (0.0, "") if a.when and b.when else (-math.inf, "")
    together = parties.overlap(a.everyone, b.everyone)
    if mutual:
        strangers = min(len(a.everyone), len(b.everyone)) < CROWD and parties.relation(a.everyone, b.everyone) == "other"
        if strangers or together < parties.MAY_BE:
            return -math.inf, ""
        directed = a if b.report.reciprocal else b
        one_way = a.report.reciprocal != b.report.reciprocal and directed.actors and directed.recipients and not same_word(a.trigger, b.trigger)
        return t.actors * together + (t.one_way if one_way else 0.0), "same parties"
    doing = parties.overlap(a.actors, b.actors)
    done_to = parties.overlap(a.recipients, b.recipients)
    if a.actors and b.actors and doing == 0:
        return -math.inf, ""
    if not (a.actors and b.actors) and done_to == 0:
        named = not any(x.kind in parties.UNNAMED for x in (*a.recipients, *b.recipients))
        return (-math.inf if a.recipients and b.recipients and named else 0.0), ""
    opposed = bool(a.recipients) and bool(b.recipients) and done_to == 0
    return t.actors * doing + t.recipients * done_to - (2 * t.recipients if opposed else 0), "same parties"


def _time(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    planned = {a.report.phase, b.report.phase} & {"planned", "called_off"}
    slack = t.plan_tolerance if planned else t.day_tolerance
    if a.when and b.when:
        if not planned and a.report.act in DEEDS and b.report.act in DEEDS:
            slack = t.deed_tolerance
        gap = max(a.when.start.toordinal() - b.when.end.toordinal() + 1, b.when.start.toordinal() - a.when.end.toordinal() + 1, 0)
        if gap > slack:
            implied = any(n.report.time is not None and n.report.time.span is None for n in (a, b))
            return _published(a, b, t) if implied and gap <= t.window else (-math.inf, "")
        if gap == 0:
            exact = a.when.days <= 2 and b.when.days <= 2
            return (t.same_day if exact else t.overlap_time), "same day" if exact else "times overlap"
        return -0.5 * gap if not planned else 0.0, ""
    if a.report.background and b.report.background:
        return 0.0, ""
    return _published(a, b, t)


def _published(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Where a day is not told, the days of publication stand in."""
    told, other = (a, b) if a.when and (b.when is None or (a.report.time is not None and a.report.time.span)) else (b, a)
    if other.day is None or (told.when is None and told.day is None):
        return 0.0, ""
    if told.when is not None:
        before = other.day - told.when.start.toordinal()
        after = told.when.end.toordinal() - other.day
        return (0.0, "") if before <= t.window and after <= 4 * t.window else (t.far_time, "")
    return (0.0, "") if abs(told.day - other.day) <= t.window else (t.far_time, "")


def _place(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    here, there = a.place, b.place
    if here is None or there is None:
        return 0.0, ""
    if same_place(here, there):
        return t.same_place, f"both in {here.name}"
    if place_within(here, there) or place_within(there, here):
        return t.within_place, f"{here.name} and {there.name} hold one another"
    return t.other_place, ""


def same_place(a: WhereTold, b: WhereTold) -> bool:
    if a.geonames is not None and b.geonames is not None and a.geonames == b.geonames:
        return True
    return a.name.lower().removeprefix("the ") == b.name.lower().removeprefix("the ") and (a.country == b.country or None in (a.country, b.country))


def place_within(small: WhereTold, large: WhereTold) -> bool:
    """The first place lies in the second: a town in its country or first-order division, or in a part of it that is told loosely."""
    if not small.country or small.country != large.country:
        return False
    if large.precision in LOOSE_PLACES:
        return (small.precision or 9) < large.precision
    return large.precision == 4 and bool(large.admin1) and small.admin1 == large.admin1 and (small.precision or 9) < 4


def _figures(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    told = a.report.article == b.report.article and not (a.headline or b.headline)
    clash = 0.0
    for ours in a.quantities:
        for theirs in b.quantities:
            best = ours.best if ours.best is not None else ours.low
            if ours.kind == theirs.kind and best is not None and best >= SMALL and best == (theirs.best if theirs.best is not None else theirs.low):
                small = ours.kind in VERBAL_QUANTITIES
                return t.quantity * (0.5 if small else 1.0), f"same figure ({best:g} {ours.noun or ours.kind})"
            if told and ours.kind == theirs.kind and ours.kind not in VERBAL_QUANTITIES and {ours.bound, theirs.bound} == {"exact"}:
                clash = t.other_figure
    return clash, ""


def _background(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    if a.report.background and b.report.background:
        return t.both_background, ""
    return (t.one_background if a.report.background != b.report.background else 0.0), ""
