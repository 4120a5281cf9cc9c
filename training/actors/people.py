"""Persons while the tables are built: one key for all the spellings of one person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diurna.model import slug
from diurna.resources.actor_tables import normal

from .rows import OPEN_END, Tables

GAP_YEARS = 3  # between two terms of one person whose name is spelled in two ways
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


def plain_name(name: str) -> str:
    """A name without initials, suffixes and titles after a comma: "Joseph R. BIDEN, Jr." is "Joseph BIDEN"."""
    words = re.sub(r",.*| - .*|\(.*?\)", "", name).split()
    kept = [word for word in words if not re.fullmatch(r"[A-Za-z]\.?", word) and word.lower().strip(".,") not in SUFFIXES]
    return " ".join(kept)


def add_person(
    tables: Tables, names: Iterable[str], country: str | None, source: str, *,
    surname: str | None = None, term: tuple[str, str | None] | None = None, alone: bool = True, rank: int | None = None,
) -> str:
    """The key of a person; a name that the same country already knows means the same person.

    `surname` is also written as a name of its own ("Putin") if `alone`. With `term` (since, until) somebody of that surname who was in
    office about then, and whose given name begins alike where both are told, is the same person: sources spell names differently.
    """
    spelled = [name for name in dict.fromkeys(names) if name]
    key = _known(tables, spelled, country) or (_same(tables, spelled[0], country, surname, term) if term and surname else None)
    key = key or _fresh(tables, spelled[0], country)
    tables.entity(key, spelled[0], "person", country, (), source)
    for name in spelled:
        if " " in name or not surname:
            tables.name(name, key, rank=rank, caps=False)
            tables.people.setdefault((country, normal(name)), key)
    if alone and surname and normal(surname):
        tables.name(surname, key, "surname", caps=False)
        holders = tables.surnames.setdefault((country, normal(surname)), [])
        if key not in holders:
            holders.append(key)
    return key


def _known(tables: Tables, names: list[str], country: str | None) -> str | None:
    return next((tables.people[country, normal(name)] for name in names if (country, normal(name)) in tables.people), None)


def _same(tables: Tables, name: str, country: str | None, surname: str, term: tuple[str, str | None]) -> str | None:
    since, until = term[0], term[1] or OPEN_END
    given = normal(name).split()[0]
    for key in tables.surnames.get((country, normal(surname)), []):
        other = normal(tables.entities[key][1]).split()
        alike = " " not in normal(name) or len(other) == 1 or other[0][0] == given[0]
        years = GAP_YEARS if " " in normal(name) and len(other) > 1 else 0
        if alike and any(start <= _later(until, years) and since <= _later(end, years) for start, end in tables.terms.get(key, [])):
            return key
    return None


def _later(day: str, years: int) -> str:
    return f"{min(int(day[:4]) + years, 9999):04}{day[4:]}"


def _fresh(tables: Tables, name: str, country: str | None) -> str:
    key = f"person:{slug(name)}"
    while key in tables.entities:
        key = f"{key}-{(country or 'x').lower()}"
    return key
