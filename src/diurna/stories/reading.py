"""Reading: an article with its annotations, indexed for what looks across articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from ..model import WhenTold
from .where import COUNTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Actor, Annotations, Article, Quantity, Quote, Report, Span, TimeMention

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
ENDINGS = ("ations", "ation", "ingly", "ments", "ment", "ings", "ing", "ions", "ion", "edly", "ers", "er", "ies", "ied", "ed", "es", "s", "y", "e")
# "told reporters on Friday", "in a statement Friday": the day of the saying.
SAID = re.compile(r"\b(?:sa(?:id|ys)|told|tells|announced?|reported|reports|statement|according)\b(?:\s+[\w'’-]+){0,5}\s*$", re.I)
SAYS = re.compile(r"\s+(?:[\w’'-]+\s+){1,5}(?:sa(?:id|ys)|told|announced?|reported)\b", re.I)  # "On Sunday a monitor said"
SAID_BEFORE = 45  # characters before a day that can hold such words
WEEK = 7  # days of a time that can stand for that of another deed of its sentence
JUST_PAST = 3  # days by which news is late
OPENING = 4  # sentences of an article, its headline among them, that tell what it is about
STEM = 4  # letters that must stay of a word when its ending goes


class Reading:
    """One article as coded; everything is looked up here by id or by place in the text."""

    def __init__(self, article: Article, annotations: Annotations) -> None:
        self.article = article
        self.annotations = annotations

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {a.id: a for a in self.annotations.actors}

    @cached_property
    def quantities(self) -> dict[str, Quantity]:
        return {q.id: q for q in self.annotations.quantities}

    @cached_property
    def quotes(self) -> dict[str, Quote]:
        return {q.id: q for q in self.annotations.quotes}

    @property
    def published(self) -> str:
        return self.article.published.when if self.article.published else ""

    @property
    def day(self) -> int | None:
        return self.article.published.interval.start.toordinal() if self.article.published else None

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The words, in small letters, of the places that it names and the gazetteer has."""
        known = [p for p in self.annotations.places if p.geonames is not None]
        return frozenset(w for p in known for words in (p.name, p.span.of(self.text)) for w in words.lower().split())

    @cached_property
    def news_day(self) -> int | None:
        """The day of the deeds that the article opens with, as far as one is told and just past: its undated ones are of that day too."""
        told = {t.interval.start.toordinal() for s, t in self.days_told.items() if s < OPENING and t.interval.days == 1}
        day = min(told) if len(told) == 1 else None
        return self.day if day is None or self.day is None or not 0 <= self.day - day <= JUST_PAST else day

    @property
    def text(self) -> str:
        return self.article.text

    def sentence(self, index: int) -> str:
        """The words of a sentence, or none where the annotations do not have it."""
        some = self.annotations.sentences
        return some[index].of(self.text) if 0 <= index < len(some) else ""

    def sentence_span(self, index: int) -> Span | None:
        some = self.annotations.sentences
        return some[index] if 0 <= index < len(some) else None

    @cached_property
    def sentence_words(self) -> tuple[frozenset[str], ...]:
        """The content words of each sentence."""
        return tuple(content_words(span.of(self.text)) for span in self.annotations.sentences)

    @cached_property
    def opening(self) -> frozenset[str]:
        """The content words of the headline and the sentences that it sums up: what "the attack" of the article is."""
        return frozenset().union(*self.sentence_words[:OPENING])

    @cached_property
    def countries(self) -> frozenset[str]:
        """The names of the countries that it mentions."""
        return frozenset(p.name for p in self.annotations.places if p.precision == COUNTRY)

    @cached_property
    def days_told(self) -> dict[int, WhenTold]:
        """The one day or week that a sentence tells, of whichever of its reports, or the one day that its words name but for that of the saying."""
        found: dict[int, list[WhenTold]] = defaultdict(list)
        for report in self.annotations.reports:
            if report.time is not None and report.time.span is not None and report.phase == "done":
                found[report.sentence].append(report.time)
        told = {s: some[0] for s, some in found.items() if len({t.interval for t in some}) == 1 and some[0].interval.days <= WEEK}
        return {s: t for s, t in self._days_named.items() if s not in found} | told

    @cached_property
    def _days_named(self) -> dict[int, WhenTold]:
        """The one day that a sentence names, but for that on which somebody said it."""
        found: dict[int, list[TimeMention]] = defaultdict(list)
        for time in self.annotations.times:
            if time.interval and time.interval.days == 1 and time.bound is None and time.kind in ("DATE", "TIME") and not self._said(time):
                found[time.sentence].append(time)
        return {s: WhenTold(some[0].interval, some[0].span) for s, some in found.items() if len({t.interval.start for t in some}) == 1}

    def _said(self, time: TimeMention) -> bool:
        if SAID.search(self.text[max(time.span.start - SAID_BEFORE, 0) : time.span.start]):
            return True
        span = self.sentence_span(time.sentence)
        opens = span is not None and time.span.start - span.start <= len("On ")
        return opens and SAYS.match(self.text, time.span.end) is not None

    def report_quantities(self, report: Report) -> list[Quantity]:
        """The figures of a report, and those of its sentence that no report has, where it is the only one told there."""
        own = [self.quantities[q] for q in report.quantities if q in self.quantities]
        return own + [q for q in self._unclaimed.get(report.sentence, ()) if self._alone[report.sentence] == 1]

    @cached_property
    def _alone(self) -> Counter[int]:
        return Counter(r.sentence for r in self.annotations.reports)

    @cached_property
    def _unclaimed(self) -> dict[int, list[Quantity]]:
        title = self.article.title.end if self.article.title else 0
        # A headline borrows the figures of its text: they are not its own.
        claimed = {q for r in self.annotations.reports if r.trigger.start >= title for q in r.quantities}
        found: dict[int, list[Quantity]] = defaultdict(list)
        for quantity in self.annotations.quantities:
            if quantity.id not in claimed:
                found[quantity.sentence].append(quantity)
        return found

    def trigger(self, report: Report) -> str:
        """The stem of the word that names the act."""
        found = WORD.findall(report.trigger.of(self.text))
        return stem(found[0]) if found else ""

    def content(self, report: Report) -> frozenset[str]:
        """Stems of the content words of what tells a report, and of its sentence."""
        whole = self.sentence_words[report.sentence] if 0 <= report.sentence < len(self.sentence_words) else frozenset()
        return whole.union(*(content_words(span.of(self.text)) for span in report.evidence))


def readings(articles: Iterable[Article], annotations: Iterable[Annotations]) -> dict[str, Reading]:
    """Readings by article id; an article without annotations is left out."""
    coded = {a.article: a for a in annotations}
    return {a.id: Reading(a, coded[a.id]) for a in articles if a.id in coded}


def acquaint(some: Iterable[Reading]) -> None:
    """Give named actors the country that other articles tell, where one article leaves it open and the others agree.

    "Minister Holm" of one report is "Norway's trade minister, Anna Holm" of another: an id says that they are one person.
    """
    held = list(some)
    told: dict[str, set[str]] = defaultdict(set)
    for reading in held:
        for actor in reading.annotations.actors:
            if actor.country and not actor.id.startswith("unnamed:"):
                told[actor.id].add(actor.country)
    sure = {key: next(iter(countries)) for key, countries in told.items() if len(countries) == 1}
    for reading in held:
        for key, actor in reading.actors.items():
            if actor.country is None and key in sure:
                reading.actors[key] = msgspec.structs.replace(actor, country=sure[key])


@cache
def function_words() -> frozenset[str]:
    """Words that tell no story from another."""
    return frozenset(files("diurna.resources").joinpath("function_words.txt").read_text("utf-8").split())


def content_words(text: str) -> frozenset[str]:
    """Stems of a text's words that are no function words."""
    return frozenset(map(_content, WORD.findall(text))) - {""}


@lru_cache(maxsize=200_000)
def _content(word: str) -> str:
    return stem(word) if len(word) > 2 and word.lower() not in function_words() else ""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its ending, roughly: "negotiations" and "negotiated" meet."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    for ending in ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) >= STEM:
            return lower[: -len(ending)]
    return lower
