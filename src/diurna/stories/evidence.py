"""Evidence: what speaks for and against two reports being of one happening."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from . import figures, parties
from .cues import anew, gathering, goes_back
from .deeds import (
    DAILY,
    EXACT,
    PATIENTS,
    daily,
    one_deed,
    other_sources,
    same_named,
    same_told_day,
    same_told_place,
    same_victim,
    told_back,
    told_day,
)  # fmt: skip
from .means import by_means, means, one_doer, rare_means, same_means, spread
from .reading import Reading, function_words, stem
from .tuning import Tuning, same_family, tuning
from .where import place_within, same_place, vague

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor, Interval, Quantity, Report, WhereTold

VERBAL_QUANTITIES = frozenset({"days", "percent", "other"})  # kinds too common to tie two reports by a small figure
DEEDS = frozenset({"AGREE", "SUPPORT", "CONSULT", "CONCEDE"})  # acts that the same parties do not do day after day
CROWD = 4  # parties from which two tellings of one meeting may each name one that the other leaves out
ROOT = 5  # letters of a root: "attend" and "attack" share four
UNNAMED = 2.0  # below the threshold, where nothing but parties, place and day speaks for a merge
SMALL = 3  # figures below are no evidence: "two presidents", "three men"
DEALS = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID"})
VERBATIM = 0.97  # cosine from which a sentence was copied, however old it is
CLOSE = 0.35  # cosine of words that can stand in for day, place and figure of a deed that is done daily


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
            named |= {stem(w) for w in (*report.place.name.split(), *report.place.span.of(reading.text).split())}
        told = reading.content(report)
        self.naming = told - named - function_words()
        own = self.naming - {self.trigger}
        self.words = {w: weight.get(w, 1.0) for w in own}
        self.length = math.sqrt(sum(v * v for v in self.words.values()))
        self.day = reading.day
        time = report.time or (reading.days_told.get(report.sentence) if report.act in DAILY else None)
        self.when: Interval | None = time.interval if time else None
        self.dated = time is not None and time.span is not None
        title = reading.article.title
        self.place = _place_told(report)
        self.gathering, self.beside = gathering(reading, report, tuning().holders)
        self.anaphor = goes_back(reading, report, tuning().incidents)
        self.anew = anew(reading, report)
        dated = self.dated and self.when is not None and self.when.days <= EXACT
        self.running = not dated and any(figures.running(q) for q in self.quantities)
        self.spread = not dated and spread(reading, report)
        self.common = self.trigger in tuning().common
        self.means = means(self.trigger, told) or (means("", reading.opening) if self.anaphor else frozenset())
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
    """The place of a report, unless it is only part of a party's name ("Ghana's president"), which says nothing of where it happened; a town
    in the words for a country does ("northern Ghana's Tamale")."""
    place = report.place
    if place is None:
        return None
    named = (p for p in (*report.actors, *report.recipients) if vague(place) or not p.actor.startswith("country:"))
    return None if any(p.span.contains(place.span) and p.span != place.span for p in named) else place


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
    if rare_means(a, b) or (daily(a, b) and same_means(a, b) and same_told_place(a, b)):
        return True
    return same_word(a.trigger, b.trigger) or _named_by(a, b) or similarity(a, b) >= tuning().distinctive or one_deed(a, b)


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
    named = same_word(a.trigger, b.trigger) or bool(a.gathering & b.gathering)
    place, told, leaning = _place(a, b, t), _figures(a, b, t, cosine), _leaning(a, b, t)
    done_with = (0.0, "") if _one_sentence(a, b) else by_means(a, b, t)
    if done_with[0] > t.one_means and told[0] < 0:
        told = (t.other_figure * t.explained, "")  # two counts of the dead of one gas attack
    parts = [_act(a, b, t), done, when, place, told, _background(a, b, t), leaning]
    fresh = when[0] >= t.stale or cosine >= VERBATIM
    if cosine >= t.copied and named and fresh:
        return Weighed(sum(score for score, _ in parts) + t.threshold * 2, (*_reasons(parts, cosine, a, b), "told in the same sentence"))
    parts += [_again(a, b, leaning[0], t), _object(a, b, t, cosine), _one_news(a, b, t, cosine), done_with]
    one = told[0] >= 0 and one_deed(a, b)
    if one:
        parts.append((t.one_deed, "one deed of named parties on one day"))
    total = sum(score for score, _ in parts) + t.shared_words * cosine
    grounds = when[0] > 0 or place[0] >= t.within_place
    alike = cosine >= CLOSE or (cosine >= t.distinctive and len(a.words.keys() & b.words.keys()) > 1)
    by_noun = _named_by(a, b) and (alike or place[0] >= t.within_place or not daily(a, b))
    naming = (named and (grounds or not a.common)) or by_noun or one
    tied = told[0] > t.like_figure or leaning[0] > 0 or done_with[0] > t.one_means or (done_with[0] > 0 <= told[0] and one_doer(a, b))
    if not (naming or alike or tied) or not (grounds or tied or cosine >= CLOSE or one or not daily(a, b)):
        total = min(total, t.threshold - UNNAMED)
    return Weighed(total, _reasons(parts, cosine, a, b), firm=leaning[0] > 0)


def _reasons(parts: list[tuple[float, str]], cosine: float, a: Node, b: Node) -> tuple[str, ...]:
    found = [why for score, why in parts if why and score > 0]
    return (*found, f"shared words ({', '.join(_shared(a, b)[:4])})") if cosine >= tuning().distinctive else tuple(found)


def _named_by(a: Node, b: Node) -> bool:
    """One sentence has the word by which the other names the act: "agreed to a truce", "the truce"."""
    return a.report.act == b.report.act and ((a.trigger in b.naming and not a.common) or (b.trigger in a.naming and not b.common))


def _object(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """Two deals of one day are of two things, where nothing but the word for dealing is shared."""
    dealt = a.report.act in DEALS and b.report.act in DEALS and a.report.article != b.report.article
    return (t.other_object, "") if dealt and cosine == 0 and min(len(a.words), len(b.words)) >= SMALL and not told_back(a, b) else (0.0, "")


def _one_news(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """Two outlets tell of one day and one town in like words: news of one deed, though its day is not told."""
    days = {n.when.start.toordinal() if told_day(n) and n.when and n.when.days == 1 else n.day for n in (a, b)}
    words = cosine >= t.distinctive and len(a.words.keys() & b.words.keys()) > 1
    alike = daily(a, b) and len(days) == 1 and None not in days and words and a.report.article != b.report.article
    here = same_told_place(a, b) and not vague(a.place)
    return (t.one_news, "news of one day and place") if alike and here and not (told_day(a) and told_day(b)) else (0.0, "")


def _again(a: Node, b: Node, leaning: float, t: Tuning) -> tuple[float, str]:
    """What one article tells twice, it mostly tells of two; an opening such as "Elsewhere" says so."""
    if a.report.article != b.report.article:
        return 0.0, ""
    later = max(a, b, key=lambda n: n.order)
    if later.anew and a.report.sentence != b.report.sentence and not later.anaphor:
        return -t.threshold, ""
    return (t.same_article, "") if daily(a, b) and leaning <= 0 and not _one_sentence(a, b) else (0.0, "")


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
    told = not daily(a, b) or same_word(a.trigger, b.trigger) or similarity(a, b) >= t.distinctive or _one_figure(a, b)
    return (t.headline, "the headline and its text") if near and told else (0.0, "")


def _one_figure(a: Node, b: Node) -> bool:
    return any(figures.alike(x, y) and x.best is not None and x.best == y.best for x in a.quantities for y in b.quantities)


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


def _act(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    score, why = t.other_family, ""
    if a.report.act == b.report.act:
        score, why = t.same_act, f"same act {a.report.act}"
    elif same_family(a.report.act, b.report.act):
        score, why = t.same_family, f"related acts {a.report.act} and {b.report.act}"
    if same_word(a.trigger, b.trigger) or a.gathering & b.gathering:
        score += t.common_trigger if a.common and b.common else t.same_trigger
        why = f"{why}, same word" if why else "same word for the act"
    elif _named_by(a, b):
        score, why = score + t.named_by, f"{why}, named in the other" if why else "named in the other"
    modes = a.report.mode, b.report.mode
    inside = a.gathering & b.beside or b.gathering & a.beside
    untold = None in modes and a.trigger == b.trigger
    if inside or ("visit" in modes and modes[0] != modes[1] and not untold):
        return score + t.other_mode, why
    if None not in modes and modes[0] != modes[1] and not daily(a, b):
        return score + t.modes_apart, why
    return score + (t.same_mode if modes[0] and modes[0] == modes[1] else 0), why


def _parties(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    if not a.everyone or not b.everyone:
        told = (a.when and b.when) or same_told_place(a, b) or rare_means(a, b) or (same_word(a.trigger, b.trigger) and (a.anaphor or b.anaphor))
        return (0.0, "") if told else (-math.inf, "")
    if a.report.reciprocal or b.report.reciprocal:
        return _mutual(a, b, t)
    doing = parties.overlap(a.actors, b.actors)
    done_to = parties.overlap(a.recipients, b.recipients)
    if a.actors and b.actors and doing == 0:
        victims = same_named(a.recipients, b.recipients) and _claimed_apart(a, b)
        culprits = same_word(a.trigger, b.trigger) and (victims or _one_toll(a, b))
        return (t.other_culprit, "") if culprits else (-math.inf, "")
    if not (a.actors and b.actors) and done_to == 0:
        named = not any(x.kind in parties.UNNAMED for x in (*a.recipients, *b.recipients))
        return (-math.inf if a.recipients and b.recipients and named else 0.0), ""
    opposed = bool(a.recipients) and bool(b.recipients) and done_to == 0 and not (_on_its_soil(a) or _on_its_soil(b))
    whom = t.victim if same_victim(a, b) else t.recipients
    whom *= t.anyone if not opposed and _anybody(a, b) else 1.0
    return t.actors * doing + whom * done_to - (2 * t.recipients if opposed else 0), "same parties"


def _on_its_soil(node: Node) -> bool:
    """All that is told of whom a deed of war is done to is the country where it is done: people there may be meant."""
    place = node.place.country if node.place and node.report.act in PATIENTS else None
    return place is not None and all(x.kind in parties.STATE and x.country == place for x in node.recipients)


def _mutual(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Parties where one of the reports at least tells it as done by all to one another."""
    together = parties.overlap(a.everyone, b.everyone)
    strangers = min(len(a.everyone), len(b.everyone)) < CROWD and parties.strangers(a.everyone, b.everyone)
    if strangers or together < parties.MAY_BE:
        return -math.inf, ""
    directed = a if b.report.reciprocal else b
    one_way = a.report.reciprocal != b.report.reciprocal and directed.actors and directed.recipients and not same_word(a.trigger, b.trigger)
    return t.actors * together + (t.one_way if one_way else 0.0), "same parties"


def _anybody(a: Node, b: Node) -> bool:
    """Whom a deed is done to is told in words that fit anyone: "people", "29 civilians"."""
    return any(all(x.kind in parties.UNNAMED and parties.anybody(x) for x in n.recipients) for n in (a, b))


def _one_toll(a: Node, b: Node) -> bool:
    """One toll on one told day at one place by one means: it is one deed, whoever is told to have done it."""
    return same_told_place(a, b) and same_told_day(a, b) and not vague(a.place) and same_means(a, b) and _one_figure(a, b)


def _claimed_apart(a: Node, b: Node) -> bool:
    """Each rests on a source of its own: two parties may blame each other for one deed, on one day and at one place."""
    return same_told_place(a, b) and same_told_day(a, b) and other_sources(a, b)


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
            exact = a.when.days <= EXACT and b.when.days <= EXACT
            if daily(a, b) and not (told_day(a) and told_day(b)):
                return (t.overlap_time, "times overlap") if told_day(a) or told_day(b) else (0.0, "")
            return (t.same_day if exact else t.overlap_time), "same day" if exact else "times overlap"
        told = daily(a, b) and all(told_day(n) and n.when.days == 1 for n in (a, b))
        return (t.other_day if told else -0.5) * gap if not planned else 0.0, ""
    if a.report.background and b.report.background:
        return 0.0, ""
    return _published(a, b, t)


def _published(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Where a day is not told, the days of publication stand in: a deed that is done daily is news of its own day."""
    told, other = (a, b) if a.when and (b.when is None or a.dated) else (b, a)
    if other.day is None or (told.when is None and told.day is None):
        return 0.0, ""
    if told.when is not None:
        before, after = other.day - told.when.start.toordinal(), told.when.end.toordinal() - other.day
        near = before <= t.window and after <= 4 * t.window
        late = max(before, after)
    else:
        late = abs(told.day - other.day)
        near = late <= t.window
    stale = late - 1 if daily(a, b) and not (a.anaphor or b.anaphor) else 0
    return (min(t.stale * stale, 0.0) if stale > 0 else 0.0, "") if near else (t.far_time, "")


def _place(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    here, there = a.place, b.place
    if here is None or there is None:
        return 0.0, ""
    if same_place(here, there):
        return (t.vague_place if vague(here) else t.same_place), f"both in {here.name}"
    if place_within(here, there) or place_within(there, here):
        wide = vague(here) or vague(there)
        return (t.vague_place if wide else t.within_place), f"{here.name} and {there.name} hold one another"
    return t.other_place, ""


def _figures(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """One figure of the same kind speaks for one happening; figures that cannot both be right, or a war's toll beside a deed's, against it."""
    here = same_told_place(a, b) and same_told_day(a, b)
    if a.running != b.running and daily(a, b) and not here:
        return -t.threshold, ""
    pairs = [(x, y) for x in a.quantities for y in b.quantities]
    for ours, theirs in pairs:
        best = ours.best if ours.best is not None else ours.low
        other = theirs.best if theirs.best is not None else theirs.low
        if figures.alike(ours, theirs) and best is not None and best >= SMALL and best == other:
            small = ours.kind in VERBAL_QUANTITIES
            return t.quantity * (0.5 if small else 1.0), f"same figure ({best:g} {ours.noun or ours.kind})"
    clash = any(x.kind not in VERBAL_QUANTITIES and figures.incompatible(x, y) for x, y in pairs)
    if not clash and any(figures.compatible(x, y) for x, y in pairs):
        return t.like_figure, "tolls that can both be right"
    alike = cosine >= CLOSE and not (a.headline or b.headline)  # headlines of two raids are all alike
    explained = a.anaphor or b.anaphor or alike or (here and other_sources(a, b))
    return (t.other_figure * (t.explained if explained else 1.0) if clash else 0.0), ""


def _background(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    if a.report.background and b.report.background:
        return t.both_background, ""
    return (t.one_background if a.report.background != b.report.background else 0.0), ""
