"""Sources: the ends of an origin's chains, under one name each, so that two originals that rest on one source show it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Report, Source

STATE_TV = re.compile(r"\bstate(?:[- ]run)?[ -](tv|television|media|broadcaster|radio|news)\b", re.I)
ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.I)
OUTLETS = {"tv": "television", "television": "television", "broadcaster": "television", "radio": "radio", "media": "media", "news": "media"}
NOBODY = frozenset({"he", "she", "it", "they", "i", "we", "who", "that", "this", "one", "some", "others", "official", "officials"})


def ultimate_sources(reading: Reading) -> tuple[str, ...]:
    """Who an article's reports, quotes and figures rest on in the end: names of actors, or the words used, state media by country.

    "State TV" of an article about Iran is Iranian state television; a source without a name counts only with its country.
    """
    marks = reading.annotations
    chains = [*(r.chain for r in marks.reports), *(q.chain for q in marks.quotes), *(q.chain for q in marks.quantities)]
    country = _home(reading)
    found = dict.fromkeys(source_name(chain[-1], reading, country) for chain in chains if chain)
    return tuple(sorted(name for name in found if name))


def origin_sources(readings: Iterable[Reading], credit: str | None) -> tuple[str, ...]:
    """The ultimate sources of an origin over its copies, its agency first."""
    found = {name for reading in readings for name in ultimate_sources(reading)}
    return tuple(dict.fromkeys([*([credit] if credit else []), *sorted(found)]))


def event_sources(told: Iterable[tuple[Report, Reading]], homes: Mapping[str, str]) -> tuple[str, ...]:
    """Who stands behind an event: the ends of its own reports' chains, or the text (its origin) that tells it in its own words."""
    found = []
    for report, reading in told:
        name = source_name(report.chain[-1], reading, _home(reading)) if report.chain else ""
        found.append(name or homes.get(report.article, report.article))
    return tuple(dict.fromkeys(found))


def source_name(link: Source, reading: Reading, country: str | None) -> str:
    """One name for one source, or nothing where the words name none."""
    state = STATE_TV.search(link.words)
    if state:
        outlet = OUTLETS[state.group(1).lower()]
        actor = reading.actors.get(link.actor or "")
        where = (actor.country if actor else None) or _country_in(link.words, reading) or country
        return f"{where} state {outlet}" if where else f"state {outlet}"
    actor = reading.actors.get(link.actor or "")
    if actor is not None and not actor.id.startswith("unnamed:"):
        return actor.name
    words = ARTICLE.sub("", link.words.strip())
    return "" if words.lower() in NOBODY else words


def _country_in(words: str, reading: Reading) -> str | None:
    """A country named in the words themselves ("Iranian state television"), by the article's own mentions."""
    for mention in reading.annotations.mentions:
        actor = reading.actors.get(mention.actor or "")
        if actor is not None and actor.country and mention.head.of(reading.text).lower() in words.lower():
            return actor.country
    for place in reading.annotations.places:
        if place.country and place.span.of(reading.text).lower() in words.lower():
            return place.country
    return None


def _home(reading: Reading) -> str | None:
    """The country whose state media are called just that: the one that the article names first and most."""
    named: Sequence[str] = [a.country for m in reading.annotations.mentions[:20] if (a := reading.actors.get(m.actor or "")) and a.country]
    return max(named, key=lambda c: (named.count(c), -named.index(c))) if named else None
