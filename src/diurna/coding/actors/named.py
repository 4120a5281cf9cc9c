"""Persons by name, and whatever else the tables know by a name of its own."""

from __future__ import annotations

from typing import cast

from ...model import Actor, ActorKind, Role, slug
from ...resources.actor_tables import Entry, TableRole, normal
from .nouns import BODY_KINDS, agent_code
from .persons import Found, person, role_on, spelled
from .phrase import Segment
from .reading import OFFICES, Ask, body_in, country_in, entry_of, is_former, made, title_of

UNNAMED_OFFICES = frozenset({"leader", "chief of state", "head of government"})  # titles that tables give where they know no better
HEADS = frozenset(["president", "minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "leader"])


def person_name(head: list[Segment]) -> list[Segment]:
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
    return segment.owner and segment.kind == "names" and entry_of(segment).kind not in ("country", "person")


def _nameable(segment: Segment) -> bool:
    if segment.kind == "names":
        return entry_of(segment).kind == "person" or entry_of(segment).form == "place"
    return segment.kind == "other" and segment.capital and not segment.owner


def named_person(
    name: list[Segment], head: list[Segment], country: str | None, body: Segment | None, link: str | None, tail: list[Segment], ask: Ask
) -> Actor | None:
    before = head[: len(head) - len(name)]
    country = country_in(before)
    agents = [segment for segment in before if segment.agent]
    former = is_former(before)
    words = " ".join(segment.text for segment in name)
    entries = name[0].entries if len(name) == 1 and name[0].entries else ask.tables.entries(normal(words))
    if not entries and len(name) > 1:
        entries = spelled(name[-1].entries, words)
    found = person(entries, day=ask.day, country=country, hint=ask.hint, title=title_of(before) if agents else None, tables=ask.tables)
    owner = body_in(before)
    if agents:
        sectors, place = agent_code(agents, before, country, owner, None, [], ask)
    else:
        sectors, place = (entry_of(owner).sectors, entry_of(owner).country) if owner else ((), country)
    if former and set(sectors) & OFFICES:
        sectors = ("ELI",)
    if found and agents and _other_calling(found, set(sectors), ask):
        found = None
    if found:
        title = title_of(before) if agents else None
        return of_person(found, title, sectors or None, former, ask, place)
    if not agents and not owner:
        return None
    if agents and agents[-1].agent.collective:
        kind = next((kind for sector, kind in BODY_KINDS if sector in sectors), "organisation")
        return made(f"{kind}:{slug(words)}", words, kind, place, sectors, ask, reason=f"told in the text: {title_of(before)}")
    title = title_of(before) or f"of {owner.text if owner else ''}"
    role = Role(title=title, country=place, sectors=sectors, source="text")
    return made(f"person:{slug(words)}", words, "person", place, sectors, ask, role=role, reason=f"title in the text: {title}")


def of_person(found: Found, title: str | None, sectors: tuple[str, ...] | None, former: bool, ask: Ask, place: str | None = None) -> Actor:
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
    return made(entry.key, entry.name, "person", country, told or table, ask, role=kept, table=entry.source, reason=reason)


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


def of_entry(entry: Entry, ask: Ask, reason: str) -> Actor:
    role, past = role_on(ask.tables.roles(entry.key), ask.day)
    sectors = role.sectors if role and not past else entry.sectors
    kept = None if past else _kept(role)
    return made(entry.key, entry.name, cast(ActorKind, entry.kind), entry.country, sectors, ask, role=kept, table=entry.source, reason=reason)


def _other_calling(found: Found, told: set[str], ask: Ask) -> bool:
    """Whether a bearer of a mere surname, of a country that nothing tells, is called what he never was ("brother", "colonel" for a minister)."""
    if found.entry.form != "surname" or ask.hint == found.entry.country:
        return False
    held = {sector for role in ask.tables.roles(found.entry.key) for sector in role.sectors} | set(found.entry.sectors)
    return not told & held
