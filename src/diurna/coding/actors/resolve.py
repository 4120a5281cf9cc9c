"""Resolve a noun phrase to an actor: who it names, of which country, in which sectors, on a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model import Actor, Interval, slug
from .named import named_person, of_entry, of_person, person_name
from .nouns import of_agent
from .persons import person
from .phrase import Segment, segments_of
from .reading import Ask, body_in, country_after, country_in, cut, entry_of, hinted, made, position

if TYPE_CHECKING:
    from ...resources.actor_tables import ActorTables

FORCES = frozenset({"UAF", "REB", "MIL", "PRM", "OPP"})  # "Boko Haram gunmen" are Boko Haram
PERSON_ENDING = re.compile(r"(?:[^p]er|or|ist|ant|ian|ee|man|men|eur)s?$")  # nouns that are persons more often than not: "accountant"


def resolve(
    phrase: str, *, on: Interval | None = None, country: str | None = None, tables: ActorTables, head: str | None = None
) -> Actor | None:
    """The actor that a noun phrase names on a day, or None where nothing in it is known.

    `phrase` stands as in the text ("former US president Barack Obama"); `on` is the day for dated roles (none: the last known role);
    `country` is the ISO3 code of the country that the text around is about: it decides between bearers of one name and gives
    a state's role without a country ("the defense minister") its country. `head` is the phrase's head word where a parser
    knows it: the role noun that holds it is the actor's. Names that no table knows and no title explains are None. An
    unnamed actor's id is "unnamed:" and the slug of its words: the caller makes it the article's own.
    """
    segments = segments_of(phrase, tables)
    return _actor(segments, Ask(on.start if on else None, country, tables, head, _actor)) if segments else None


def _actor(segments: list[Segment], ask: Ask) -> Actor | None:
    whole = _whole(segments, ask)
    if whole:
        return whole
    segments = _common(segments)
    head, link, tail = cut(segments)
    if link == "of" and tail and all(segment.kind == "number" for segment in head):
        return _actor(tail, ask)
    if _of_a_thing(head):
        return None
    return _of_head(head, link, tail, ask) or (_apposed(head, tail, ask) if link == "," and tail else None)


def _of_a_thing(head: list[Segment]) -> bool:
    """Whether a role noun or a body only describes an unknown noun that is no person ("government bailouts", "press conference")."""
    last = head[-1]
    if last.kind != "other" or last.capital or PERSON_ENDING.search(last.text.lower()):
        return False
    return any(segment.agent or (segment.kind == "names" and country_in([segment]) is None) for segment in head)


def _of_head(head: list[Segment], link: str | None, tail: list[Segment], ask: Ask) -> Actor | None:
    """The actor that the words before the first preposition or comma name, with what the words after it add."""
    agents = _agents(head, ask.head)
    if agents and _only_a_creed(agents, head):
        return _of_country(head[-1:], entry_of(head[-1]).country or "", ask)
    if agents and agents[-1].agent.crowd and link == "of" and tail and head[-1] is agents[-1]:
        return _actor(tail, ask)
    country = country_in(head) or country_after(link, tail)
    body = body_in(head)
    name = person_name(head)
    if name and not (agents and agents[-1].agent.institution):
        return named_person(name, head, country, body, link, tail, ask)
    if body and (not agents or position(head, body) > position(head, agents[-1]) or FORCES & set(agents[-1].agent.codes)):
        return of_entry(entry_of(body), ask, f"named in the table as {entry_of(body).name}")
    if agents:
        return of_agent(agents, head, country, body, link, tail, ask)
    if body:
        return of_entry(entry_of(body), ask, "names a body of the table")
    if country and any(segment.kind == "names" for segment in head):
        return _of_country(head, country, ask)
    return None


def _only_a_creed(agents: list[Segment], head: list[Segment]) -> bool:
    """Whether the role nouns only tell the faith of the country that the phrase ends in ("Shiite Tehran")."""
    last = head[-1]
    named = last.kind == "names" and entry_of(last).kind == "country" and entry_of(last).form != "adjective"
    return named and all(segment.agent.codes[0] == "REL" for segment in agents)


def _whole(segments: list[Segment], ask: Ask) -> Actor | None:
    """The actor where one name, and nothing more, is the phrase."""
    if len(segments) != 1 or segments[0].kind != "names":
        return None
    segment = segments[0]
    entry = entry_of(segment)
    if entry.kind == "country":
        return _of_country(segments, entry.country or "", ask)
    if entry.kind == "person":
        found = person(segment.entries, day=ask.day, country=None, hint=ask.hint, title=None, tables=ask.tables)
        return of_person(found, None, None, False, ask) if found else None
    return of_entry(hinted(segment, ask), ask, f"named in the table as {entry.name}")


def _agents(head: list[Segment], word: str | None) -> list[Segment]:
    """The role nouns, the one that holds the head word last if there is one."""
    agents = [segment for segment in head if segment.agent]
    told = [index for index, segment in enumerate(agents) if word and word.lower() in segment.text.lower().split()]
    return agents[: told[-1] + 1] if told else agents


def _apposed(head: list[Segment], tail: list[Segment], ask: Ask) -> Actor | None:
    """A name that no table knows with its function behind a comma ("Jane Doe, the French trade minister")."""
    what = _actor(tail, ask)
    if what is None or what.kind != "unnamed_person" or not all(segment.capital for segment in head):
        return None
    words = " ".join(segment.text for segment in head)
    reason = f"told after the name: {what.reason}"
    return made(f"person:{slug(words)}", words, "person", what.country, what.sectors, ask, role=what.role, reason=reason)


def _common(segments: list[Segment]) -> list[Segment]:
    """Bodies whose name is a role noun too ("defense department") are role nouns where another country stands beside them."""
    return [_one_reading(segment, segments) if segment.entries else segment for segment in segments]


def _one_reading(segment: Segment, segments: list[Segment]) -> Segment:
    at = next(i for i, other in enumerate(segments) if other is segment)
    if segment.agent and at > 0 and segments[at - 1].kind == "other" and segments[at - 1].capital and not segments[at - 1].owner:
        return segment._replace(kind="agent", entries=())  # "Federal Foreign Office" is not the table's Foreign Office
    countries = {country_in([other]) for other in segments if other is not segment} - {None, entry_of(segment).country}
    return segment._replace(kind="agent", entries=()) if segment.agent and countries else segment._replace(agent=None)


def _of_country(head: list[Segment], country: str, ask: Ask) -> Actor | None:
    """A country by its name; its government by the capital or a seat of power; people of it by a demonym or a place."""
    named = [segment for segment in head if segment.kind == "names"][-1]
    entry = next((entry for entry in named.entries if entry.kind == "country"), entry_of(named))
    known = ask.tables.countries.get(country)
    name = known.name if known else country
    others = [segment for segment in head if segment.kind == "other"]
    if others and entry.form != "adjective" and all(segment.capital for segment in others):
        return None
    words = " ".join(segment.text for segment in head)
    if others and head[-1].kind == "other":
        reason = f"{named.text} with a noun that no table knows"
        return made(f"unnamed:{slug(words)}", words, "unnamed_group", country, ("UNK",), ask, reason=reason)
    if entry.form in ("capital", "seat"):
        reason = f"{entry.form} of {name}"
        return made(f"government:{country}", f"Government of {name}", "government", country, ("GOV",), ask, table=entry.source, reason=reason)
    if entry.form == "place" or (entry.form == "adjective" and any(segment.kind in ("number", "other") for segment in head)):
        ethnic = any(segment.text.lower() == "ethnic" for segment in others)
        reason = f"{'a place' if entry.form == 'place' else 'people'} of {name}"
        return made(f"unnamed:{slug(words)}", words, "unnamed_group", None if ethnic else country, ("CVL",), ask, table=entry.source, reason=reason)
    return made(f"country:{country}", name, "country", country, (), ask, table=entry.source, reason=f"{entry.form} of the country")
