"""Resolve a noun phrase to an actor: who it names, of which country, in which sectors, on a day."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from ...model import Actor, ActorKind, Interval, Role, slug
from ...resources.actor_tables import ActorTables, Agent, Entry, TableRole, normal
from .persons import Found, person, role_on, spelled
from .phrase import ELECT, FORMER, Segment, Word, proper_name, segments_of

OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY", "MIL", "PTY", "COP", "IGO"})  # who has left one of these is ELI
FORCES = frozenset({"UAF", "REB", "MIL", "PRM", "OPP"})  # "Boko Haram gunmen" are Boko Haram
PLACING = frozenset({"of", "in", "from", "at", "inside", "within", "near"})
SERVING = frozenset({"of", "for", "from", "at", "in", "with"})
UNNAMED_OFFICES = frozenset({"leader", "chief of state", "head of government"})  # titles that tables give where they know no better
PERSON_ENDING = re.compile(r"(?:[^p]er|or|ist|ant|ian|ee|man|men|eur)s?$")  # nouns that are persons more often than not: "accountant"
BODY_KINDS = (("REB", "armed_group"), ("UAF", "armed_group"), ("PRM", "armed_group"), ("PTY", "party"), ("BUS", "company"))
HEADS = frozenset(["president", "minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "leader"])
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP"})  # sectors whose country the article's country may supply
GOVERNMENT_TERMS = frozenset({
    "government", "regime", "administration", "authority", "leadership", "state", "central government", "federal government",
})


class Ask(NamedTuple):
    """What is known besides the phrase."""

    day: date | None
    hint: str | None
    tables: ActorTables
    head: str | None = None


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
    return _actor(segments, Ask(on.start if on else None, country, tables, head)) if segments else None


def _actor(segments: list[Segment], ask: Ask) -> Actor | None:
    whole = _whole(segments, ask)
    if whole:
        return whole
    segments = _common(segments)
    head, link, tail = _cut(segments)
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
    return any(segment.agent or (segment.kind == "names" and _country([segment]) is None) for segment in head)


def _of_head(head: list[Segment], link: str | None, tail: list[Segment], ask: Ask) -> Actor | None:
    """The actor that the words before the first preposition or comma name, with what the words after it add."""
    agents = _agents(head, ask.head)
    if agents and _only_a_creed(agents, head):
        return _of_country(head[-1:], _entry(head[-1]).country or "", ask)
    if agents and agents[-1].agent.crowd and link == "of" and tail and head[-1] is agents[-1]:
        return _actor(tail, ask)
    country = _country(head) or _country_after(link, tail)
    body = _body(head)
    name = _person_name(head)
    if name and not (agents and agents[-1].agent.institution):
        return _named_person(name, head, country, body, link, tail, ask)
    if body and (not agents or _position(head, body) > _position(head, agents[-1]) or FORCES & set(agents[-1].agent.codes)):
        return _of_entry(_entry(body), ask, f"named in the table as {_entry(body).name}")
    if agents:
        return _of_agent(agents, head, country, body, link, tail, ask)
    if body:
        return _of_entry(_entry(body), ask, "names a body of the table")
    if country and any(segment.kind == "names" for segment in head):
        return _of_country(head, country, ask)
    return None


def _only_a_creed(agents: list[Segment], head: list[Segment]) -> bool:
    """Whether the role nouns only tell the faith of the country that the phrase ends in ("Shiite Tehran")."""
    last = head[-1]
    named = last.kind == "names" and _entry(last).kind == "country" and _entry(last).form != "adjective"
    return named and all(segment.agent.codes[0] == "REL" for segment in agents)


def _whole(segments: list[Segment], ask: Ask) -> Actor | None:
    """The actor where one name, and nothing more, is the phrase."""
    if len(segments) != 1 or segments[0].kind != "names":
        return None
    segment = segments[0]
    entry = _entry(segment)
    if entry.kind == "country":
        return _of_country(segments, entry.country or "", ask)
    if entry.kind == "person":
        found = person(segment.entries, day=ask.day, country=None, hint=ask.hint, title=None, tables=ask.tables)
        return _of_person(found, None, None, False, ask) if found else None
    return _of_entry(_hinted(segment, ask), ask, f"named in the table as {entry.name}")


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
    return _made(f"person:{slug(words)}", words, "person", what.country, what.sectors, ask, role=what.role, reason=reason)


def _common(segments: list[Segment]) -> list[Segment]:
    """Bodies whose name is a role noun too ("defense department") are role nouns where another country stands beside them."""
    return [_one_reading(segment, segments) if segment.entries else segment for segment in segments]


def _one_reading(segment: Segment, segments: list[Segment]) -> Segment:
    countries = {_country([other]) for other in segments if other is not segment} - {None, _entry(segment).country}
    return segment._replace(kind="agent", entries=()) if segment.agent and countries else segment._replace(agent=None)


def _country_after(link: str | None, tail: list[Segment]) -> str | None:
    """The country that the words after "of", "in", "from"... name, or the home of the body that they name."""
    while tail:
        part, following, rest = _cut(tail)
        if link in PLACING:
            body = _body(part)
            country = _country(part) or (_entry(body).country if body and "JRN" not in _entry(body).sectors else None)
            if country:
                return country
        link, tail = following, rest
    return None


def _hinted(segment: Segment, ask: Ask) -> Entry:
    bodies = [entry for entry in segment.entries if entry.kind not in ("country", "person")]
    for entry in bodies:
        if ask.hint and entry.country == ask.hint:
            return entry
    return bodies[0] if bodies else segment.entries[0]


def _entry(segment: Segment) -> Entry:
    return segment.entries[0]


def _cut(segments: list[Segment]) -> tuple[list[Segment], str | None, list[Segment]]:
    """What stands before the first preposition or comma, the preposition, and what stands after."""
    for index, segment in enumerate(segments):
        if segment.kind in ("link", "break") and index > 0:
            return segments[:index], segment.text.lower(), segments[index + 1 :]
    return segments, None, []


def _country(segments: list[Segment]) -> str | None:
    for segment in segments:
        if segment.kind == "names":
            for entry in segment.entries:
                if entry.kind == "country":
                    return entry.country
    return None


def _body(segments: list[Segment]) -> Segment | None:
    found = [
        segment
        for segment, after in zip_longest(segments, segments[1:])
        if segment.kind == "names" and _entry(segment).kind not in ("country", "person") and not _goes_on(segment, after)
    ]
    return found[-1] if found else None


def _goes_on(segment: Segment, after: Segment | None) -> bool:
    """Whether a body's name is only the beginning of another name ("the West Coast")."""
    return after is not None and after.kind == "other" and after.capital and not segment.owner


def _position(segments: list[Segment], segment: Segment) -> int:
    return next(index for index, other in enumerate(segments) if other is segment)


def _person_name(head: list[Segment]) -> list[Segment]:
    """The trailing words that are a person's name: a known one, or capitals after a title."""
    start = len(head)
    while start > 0 and _nameable(head[start - 1]):
        start -= 1
    name = head[start:]
    if not name:
        return []
    titled = any(segment.agent for segment in head[:start])
    known = [segment for segment in name if any(entry.kind == "person" for entry in segment.entries)]
    if known and (titled or len(name) == len(known) or (known[-1] is name[-1] and start == 0)):
        return name
    return name if start > 0 and _introduces(head[start - 1]) else []


def _introduces(segment: Segment) -> bool:
    """Whether capitals after these words are a person's or body's name: a title in the singular, or a body's possessive."""
    if segment.agent:
        return not segment.agent.plural and segment.agent.codes[0] != "UNK"
    return segment.owner and segment.kind == "names" and _entry(segment).kind not in ("country", "person")


def _nameable(segment: Segment) -> bool:
    if segment.kind == "names":
        return _entry(segment).kind == "person" or _entry(segment).form == "place"
    return segment.kind == "other" and segment.capital and not segment.owner


def _named_person(
    name: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> Actor | None:
    before = head[: len(head) - len(name)]
    country = _country(before)
    agents = [segment for segment in before if segment.agent]
    former = _former(before)
    words = " ".join(segment.text for segment in name)
    entries = name[0].entries if len(name) == 1 and name[0].entries else ask.tables.entries(normal(words))
    if not entries and len(name) > 1:
        entries = spelled(name[-1].entries, words)
    found = person(entries, day=ask.day, country=country, hint=ask.hint, title=_title(before) if agents else None, tables=ask.tables)
    owner = _body(before)
    if agents:
        sectors, place = _agent_code(agents, before, country, owner, None, [], ask)
    else:
        sectors, place = (_entry(owner).sectors, _entry(owner).country) if owner else ((), country)
    if former and set(sectors) & OFFICES:
        sectors = ("ELI",)
    if found:
        title = _title(before) if agents else None
        return _of_person(found, title, sectors or None, former, ask, place)
    if not agents and not owner:
        return None
    if agents and agents[-1].agent.collective:
        kind = next((kind for sector, kind in BODY_KINDS if sector in sectors), "organisation")
        return _made(f"{kind}:{slug(words)}", words, kind, place, sectors, ask, reason=f"told in the text: {_title(before)}")
    title = _title(before) or f"of {owner.text if owner else ''}"
    role = Role(title=title, country=place, sectors=sectors, source="text")
    return _made(f"person:{slug(words)}", words, "person", place, sectors, ask, role=role, reason=f"title in the text: {title}")


def _title(segments: list[Segment]) -> str:
    return " ".join(segment.text for segment in segments if segment.kind in ("agent", "status", "other") or segment.agent)


def _of_person(found: Found, title: str | None, sectors: tuple[str, ...] | None, former: bool, ask: Ask, place: str | None = None) -> Actor:
    """A person of the tables; the text's title wins over the table, which is kept as the role where it holds."""
    entry, role = found.entry, found.role
    country = place or (role.country if role else None) or entry.country
    told = ("ELI",) if former else None if title and _dated_by_table(entry, title, ask) else sectors
    table = ("ELI",) if found.past else role.sectors if role else ()
    kept = _kept(role)
    if title and (role is None or found.past) and not former:
        kept = Role(title=title, country=country, sectors=told or (), source="text")
    if role is None:
        reason = f"{entry.source}: no role on the day"
    else:
        reason = f"{role.source}: {role.title}" + (f" until {role.until}" if found.past else "")
    if told and told != table:
        reason += f"; the text says {title or 'former'}"
    return _made(entry.key, entry.name, "person", country, told or table, ask, role=kept, table=entry.source, reason=reason)


def _kept(role: TableRole | None) -> Role | None:
    if role is None:
        return None
    return Role(title=role.title, country=role.country, sectors=role.sectors, since=role.since, until=role.until, source=role.source)


def _dated_by_table(entry: Entry, title: str, ask: Ask) -> bool:
    """Whether the table has the dates of the very office that the text names: then the day decides, not the title."""
    words = normal(title).split()
    for role in ask.tables.roles(entry.key):
        office = normal(role.title)
        unnamed = office in UNNAMED_OFFICES and bool(words) and words[-1] in HEADS
        if role.since and (unnamed or office == " ".join(words[-len(office.split()) :])):
            return True
    return False


def _of_entry(entry: Entry, ask: Ask, reason: str) -> Actor:
    role, past = role_on(ask.tables.roles(entry.key), ask.day)
    sectors = role.sectors if role and not past else entry.sectors
    kept = None if past else _kept(role)
    return _made(entry.key, entry.name, entry.kind, entry.country, sectors, ask, role=kept, table=entry.source, reason=reason)


def _of_country(head: list[Segment], country: str, ask: Ask) -> Actor | None:
    """A country by its name; its government by the capital or a seat of power; people of it by a demonym or a place."""
    named = [segment for segment in head if segment.kind == "names"][-1]
    entry = next((entry for entry in named.entries if entry.kind == "country"), _entry(named))
    known = ask.tables.countries.get(country)
    name = known.name if known else country
    others = [segment for segment in head if segment.kind == "other"]
    if others and entry.form != "adjective" and all(segment.capital for segment in others):
        return None
    words = " ".join(segment.text for segment in head)
    if others and head[-1].kind == "other":
        reason = f"{named.text} with a noun that no table knows"
        return _made(f"unnamed:{slug(words)}", words, "unnamed_group", country, ("UNK",), ask, reason=reason)
    if entry.form in ("capital", "seat"):
        reason = f"{entry.form} of {name}"
        return _made(f"government:{country}", f"Government of {name}", "government", country, ("GOV",), ask, table=entry.source, reason=reason)
    if entry.form == "place" or (entry.form == "adjective" and any(segment.kind in ("number", "other") for segment in head)):
        ethnic = any(segment.text.lower() == "ethnic" for segment in others)
        reason = f"{'a place' if entry.form == 'place' else 'people'} of {name}"
        return _made(f"unnamed:{slug(words)}", words, "unnamed_group", None if ethnic else country, ("CVL",), ask, table=entry.source, reason=reason)
    return _made(f"country:{country}", name, "country", country, (), ask, table=entry.source, reason=f"{entry.form} of the country")


def _of_agent(
    agents: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> Actor | None:
    agent = agents[-1].agent
    assert agent is not None
    sectors, place = _agent_code(agents, head, country, body, link, tail, ask)
    if _former(head) and set(sectors) & OFFICES:
        sectors = ("ELI",)
    if named := proper_name(agents[-1], head):
        return _named_body(named, agent, sectors, place, ask)
    if place is None and set(sectors) & STATE and not body:
        place = ask.hint
    told = [*head, *([Segment("link", (Word(link or "", False, False),)), *tail] if agent.generic and link in SERVING else [])]
    words = " ".join(segment.text for segment in told if segment.kind != "number" and segment is not _leading_link(head))
    reason = f"role noun {agent.term}"
    known = ask.tables.countries.get(place or "")
    if agent.institution and place and known and len(agents) == 1:
        if agent.term in GOVERNMENT_TERMS:
            return _made(f"government:{place}", f"Government of {known.name}", "government", place, sectors, ask, reason=reason)
        name = f"{known.name}: {agent.term}"
        return _made(f"organisation:{place.lower()}-{slug(agent.term)}", name, "organisation", place, sectors, ask, reason=reason)
    kind: ActorKind = "unnamed_group" if agent.plural or agent.institution or agent.crowd or agent.collective else "unnamed_person"
    role = Role(title=agent.term, country=place, sectors=sectors, source="text")
    return _made(f"unnamed:{slug(words)}", words, kind, place, sectors, ask, role=role, reason=reason)


def _named_body(name: str, agent: Agent, sectors: tuple[str, ...], place: str | None, ask: Ask) -> Actor:
    """A body that no table knows under its own name."""
    if sectors == ("MIL",) and place is None:
        sectors = ("UAF",)  # "the Dune Brigades": a force that no state is told to own
    kind = next((kind for sector, kind in BODY_KINDS if sector in sectors), "organisation")
    return _made(f"{kind}:{slug(name)}", name, kind, place, sectors, ask, reason=f"named in the text: {agent.term}")


def _leading_link(head: list[Segment]) -> Segment | None:
    """The "at" of "at least twenty soldiers", which is no part of the actor's words."""
    return head[0] if head[0].kind == "link" else None


def _agent_code(
    agents: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> tuple[tuple[str, ...], str | None]:
    """Sectors and country of a role noun with what stands around it."""
    last: Agent = agents[-1].agent  # type: ignore[assignment]
    if last.codes[0] == "REL" and len(agents) > 1 and agents[-2].agent.codes[0] in STATE:  # type: ignore[union-attr]
        last = agents[-2].agent  # "Supreme Leader Ayatollah ..."
    if body:
        entry = _entry(body)
        role, past = role_on(ask.tables.roles(entry.key), ask.day)
        sectors = role.sectors if role and not past else entry.sectors
        if last.generic or (last.codes[0] == "GOV" and entry.kind != "party"):
            return sectors, country or entry.country
        if sectors[:1] == ("IGO",):
            return tuple(dict.fromkeys((*sectors, *last.codes))), None
        return last.codes, country or entry.country
    if last.generic and len(agents) > 1:
        return agents[-2].agent.codes, country  # type: ignore[union-attr]
    if last.generic and link in SERVING and tail:
        whom = _actor(tail, ask)
        if whom and whom.sectors:
            return whom.sectors, country or whom.country
    if any(segment.agent.codes[0] == "OPP" for segment in agents[:-1]) and last.codes[0] in ("GOV", "LEG", "PTY"):  # type: ignore[union-attr]
        return ("OPP",), country
    return last.codes, country


def _former(segments: list[Segment]) -> bool:
    words = {segment.text.lower() for segment in segments if segment.kind == "status"}
    return bool(words & (FORMER | ELECT))


def _made(
    key: str, name: str, kind: str, country: str | None, sectors: tuple[str, ...], ask: Ask, *,
    role: Role | None = None, table: str | None = None, reason: str = "",
) -> Actor:
    known = ask.tables.countries.get(country or "")
    return Actor(
        id=key, name=name, kind=kind, country=country, gw=known.gw if known else None, cow=known.cow if known else None,  # type: ignore[arg-type]
        sectors=sectors, role=role, table=table, reason=reason,
    )
