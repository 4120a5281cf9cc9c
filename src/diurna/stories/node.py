"""Node: a report ready to be compared with others: its parties, words, figures, day and place looked up once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import figures
from .cues import anew, gathering, goes_back
from .deeds import DAILY, EXACT
from .means import means, spread
from .reading import Reading, function_words, stem
from .tuning import tuning
from .where import vague

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor, Interval, Quantity, Report, WhereTold


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
