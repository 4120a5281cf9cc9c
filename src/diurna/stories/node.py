"""Node: a report ready to be compared with others: its parties, words, figures, day and place looked up once."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ..model import Interval
from . import figures
from .cues import again_and_again, anew, gathering, goes_back, wider
from .deeds import DAILY, EXACT
from .means import means, spread, targets
from .quarters import quarters
from .reading import Reading, function_words, stem
from .tuning import tuning
from .where import COUNTRY, FIRST_ORDER, REGION, part_told, vague

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor, PlaceMention, Quantity, Report, TimeMention, WhenTold, WhereTold

TOWN = 2  # precision of a town or what is near it
LONG = 7  # days from which a told time is a stretch, in which many deeds were done
NIGHT = re.compile(r"\b(?:over)?night\b", re.I)
DIVISION = re.compile(r"\s+(?:province|governorate|region|countryside)\b", re.I)
PLACED = re.compile(r"\b(?:in|at|near|on|outside|around|of|over)\s+(?:[\w’'-]+\s+){0,4}$", re.I)


class Node:
    """A report ready to be compared: its parties, words and figures looked up once."""

    def __init__(self, reading: Reading, report: Report, weight: Mapping[str, float]) -> None:
        self.reading = reading
        self.report = report
        self.actors = self._parties(report.actors)
        self.recipients = self._parties(report.recipients)
        self.everyone = [*self.actors, *(r for r in self.recipients if r not in self.actors)]
        self.trigger = reading.trigger(report)
        self.quantities: list[Quantity] = reading.report_quantities(report)
        named = {stem(w) for a in (*self.actors, *self.recipients) for w in a.name.split()}
        if report.place:
            named |= {stem(w) for w in (*report.place.name.split(), *report.place.span.of(reading.text).split())}
        if report.chain:
            named |= {stem(w) for s in report.chain for w in s.words.split()}
        told = reading.content(report)
        self.naming = told - named - function_words()
        own = self.naming - {self.trigger}
        self.words = {w: weight.get(w, 1.0) for w in own}
        self.length = math.sqrt(sum(v * v for v in self.words.values()))
        self.day = reading.news_day if report.act in DAILY and not report.background else reading.day
        time = report.time
        if report.act in DAILY and (time is None or time.span is None):  # what its sentence tells goes before what the news implies
            time = reading.days_told.get(report.sentence) or time
        self.when = _night(reading, time) if time else None
        self.dated = time is not None and time.span is not None
        title = reading.article.title
        self.place, self.part = _place_told(reading, report)
        self.gathering, self.beside = gathering(reading, report, tuning().holders)
        self.anaphor = goes_back(reading, report, tuning().incidents)
        self.anew = anew(reading, report)
        dated = self.dated and self.when is not None and self.when.days <= EXACT
        self.running = not dated and any(figures.running(q) for q in self.quantities)
        self.spread = not dated and spread(reading, report)
        self.wider = wider(reading, report)
        self.common = self.trigger in tuning().common
        self.means = means(self.trigger, told, report.mode) or (means("", reading.opening) if self.anaphor else frozenset())
        self.targets = targets(told)
        self.headline = title is not None and report.trigger.end <= title.end

    def _parties(self, some: tuple) -> list[Actor]:
        found = [self.reading.actors[p.actor] for p in some if p.actor in self.reading.actors]
        return list({a.id: a for a in found}.values())

    @cached_property
    def since(self) -> int | None:
        """The day on which the stretch of time begins that a sentence tells of ("since April", "in the past two weeks")."""
        if self.when is not None and self.when.days > LONG:
            return self.when.start.toordinal()
        begun = (t.interval.start.toordinal() for t in self._times if t.interval and (t.bound == "since" or t.kind in ("DURATION", "SET")))
        return next(begun, None) if self.spread else None

    @cached_property
    def many(self) -> bool:
        """It tells of many deeds: those of a stretch of time, or what is done "repeatedly"."""
        return self.since is not None or (not self.dated and again_and_again(self.reading, self.report))

    @property
    def _times(self) -> list[TimeMention]:
        return [t for t in self.reading.annotations.times if t.sentence == self.report.sentence]

    @cached_property
    def towns(self) -> tuple[WhereTold | PlaceMention, ...]:
        """The places in which it was done as far as they are told: the report's own, and others where its sentence says "in" or "near"."""
        if self.place is not None and (self.place.precision or COUNTRY) <= FIRST_ORDER:
            return (self._division(self.place),)
        span = self.reading.sentence_span(self.report.sentence)
        named = (p for p in self.reading.annotations.places if p.sentence == self.report.sentence and p.role == "place")
        text = self.reading.text
        near = (p for p in named if (p.precision or COUNTRY) <= FIRST_ORDER and span and PLACED.search(text, span.start, p.span.start))
        return tuple(self._division(p) for p in near)

    @property
    def in_town(self) -> bool:
        """Its place is a town or what is near it, known or not."""
        return self.place is not None and (self._division(self.place).precision or 1) <= TOWN

    def _division(self, place: WhereTold | PlaceMention) -> WhereTold | PlaceMention:
        """A place of a town's name is its province where the words say so ("Homs province")."""
        return msgspec.structs.replace(place, precision=FIRST_ORDER) if DIVISION.match(self.reading.text, place.span.end) else place

    @cached_property
    def quarters(self) -> frozenset[str]:
        """The names of quarters, streets and villages in its sentence."""
        found = quarters(self.reading.sentence(self.report.sentence))
        return found - self.reading.place_words - {w for a in self.everyone for w in a.name.lower().split()} if found else found

    @property
    def order(self) -> tuple[str, str, int, int]:
        return (self.reading.published or "9999", self.report.article, self.report.sentence, self.report.trigger.start)


def _night(reading: Reading, time: WhenTold) -> Interval:
    """The told time; a night is of two days, and one outlet dates it by its evening, another by its morning."""
    whole = time.interval
    night = time.span is not None and whole.days == 1 and NIGHT.search(time.span.of(reading.text)) is not None
    return Interval(whole.start, whole.end + timedelta(days=1), whole.grain) if night else whole


def _place_told(reading: Reading, report: Report) -> tuple[WhereTold | None, frozenset[str]]:
    """The place of a report and the part of it that is told ("northern Syria"), unless the place is only part of a party's name ("Ghana's
    president"), which says nothing of where it happened; a town in the words for a country does ("northern Ghana's Tamale"). A country of
    which no part is told is a country."""
    place = report.place
    if place is None:
        return None, frozenset()
    named = (p for p in (*report.actors, *report.recipients) if vague(place) or not p.actor.startswith("country:"))
    if any(p.span.contains(place.span) and p.span != place.span for p in named):
        return None, frozenset()
    part = part_told(reading.text, place.span.start)
    if place.precision == REGION and not part and place.name in reading.countries:
        return msgspec.structs.replace(place, precision=COUNTRY), part
    return place, part
