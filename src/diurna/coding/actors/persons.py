"""Persons of the tables: which one a name means on a day, and what they were then."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec import structs

from ...resources.actor_tables import ActorTables, Entry, TableRole, normal

IN_OFFICE = 4
SAME_COUNTRY = 3
OTHER_COUNTRY = -6
FULL_NAME = 2
SAME_TITLE = 2
OWN_TABLE = 4  # our own table holds who is in the news most: a former president of the United States before a sitting minister elsewhere
ONCE_IN_OFFICE = 1
VAGUE_TITLES = frozenset({"leader", "official", "chief of state", "head of government"})
SAME_GIVEN = 0.6  # of letters: joins Aleksandr and Alexander (.82), Kasym and Kassym (.91), parts Mohammed and Mahmoud (.53)


class Found(NamedTuple):
    """A person of the tables with the role that holds on the day; `past` where the last one had ended."""

    entry: Entry
    role: TableRole | None
    past: bool


def role_on(roles: tuple[TableRole, ...], day: date | None) -> tuple[TableRole | None, bool]:
    """The role that holds on a day (the last one if no day is given), and whether it had ended by then."""
    if not roles:
        return None, False
    if day is None:
        return max(roles, key=_latest), False
    holding = [role for role in roles if (role.since is None or role.since <= day) and (role.until is None or day < role.until)]
    if holding:
        return max(holding, key=_weight), False
    ended = [role for role in roles if role.until is not None and role.until <= day]
    return (max(ended, key=_latest), True) if ended else (None, False)


def spelled(entries: tuple[Entry, ...], words: str) -> tuple[Entry, ...]:
    """Those of the surname's bearers whose given name is a spelling of the one in the text ("Aleksandr", "Alexander")."""
    given = normal(words).split()[0]
    return tuple(
        structs.replace(entry, form="name")
        for entry in entries
        if entry.form == "surname" and SequenceMatcher(None, given, normal(entry.name).split()[0]).ratio() >= SAME_GIVEN
    )


def person(
    entries: tuple[Entry, ...], *, day: date | None, country: str | None, hint: str | None, title: str | None, tables: ActorTables
) -> Found | None:
    """The person that a name means: `country` and `title` are told by the phrase, `hint` by the article; None if it cannot be told."""
    some = [entry for entry in entries if entry.kind == "person"]
    scores = [(_score(entry, day, country, hint, title, tables), index) for index, entry in enumerate(some)]
    scored = sorted(scores, key=lambda pair: (-pair[0], pair[1]))
    if not scored or scored[0][0] < 0:
        return None
    best = some[scored[0][1]]
    rivals = [some[index] for score, index in scored[1:] if score == scored[0][0]]
    told = country or hint
    if best.form == "surname":
        placed = told is not None and best.country == told
        alone = len(some) == 1 and scored[0][0] > 0
        if not placed and (rivals or not (title or alone or scored[0][0] >= IN_OFFICE)):
            return None
    role, past = role_on(tables.roles(best.key), day)
    return Found(best, role, past)


def _score(entry: Entry, day: date | None, country: str | None, hint: str | None, title: str | None, tables: ActorTables) -> int:
    """How well a bearer of the name fits: in office on the day, of the country that is told, under the title that is told."""
    roles = tables.roles(entry.key)
    role, past = role_on(roles, day)
    score = 0 if role is None else ONCE_IN_OFFICE if past else IN_OFFICE
    score += FULL_NAME if entry.form == "name" else 0
    score += OWN_TABLE if entry.source == "diurna" and role is not None else 0
    if title and role and normal(title).split()[-1] in normal(role.title).split():
        score += SAME_TITLE
    countries = {role.country for role in roles} | {entry.country}
    if country is not None:
        score += SAME_COUNTRY if country in countries else OTHER_COUNTRY
    elif hint is not None:
        score += SAME_COUNTRY - 1 if hint in countries else 0
    return score


def _latest(role: TableRole) -> tuple[date, date, int]:
    return role.until or date.max, role.since or date.min, _weight(role)[0]


def _weight(role: TableRole) -> tuple[int, bool, date]:
    """A function before none, a named office before "leader", the newer before the older."""
    return (0 if "ELI" in role.sectors else 1), role.title not in VAGUE_TITLES, role.since or date.min
