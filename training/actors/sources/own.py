"""Our own tables of facts, in src/diurna/resources/actors: countries, bodies, people in office."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from diurna.model import slug
from diurna.resources.actor_tables import normal

from ..people import add_person
from ..rows import Tables

TABLES = Path(__file__).resolve().parents[3] / "src" / "diurna" / "resources" / "actors"
SOURCE = "diurna"
SMALL = frozenset(["of", "the", "and", "for", "in", "to", "on"])
NO_COUNTRY = "---"


def add_countries(tables: Tables) -> None:
    """Countries with their numbers, names, demonyms, capitals and seats of power."""
    for row in _rows("countries.csv"):
        key = f"country:{row['iso3']}"
        names = row["names"].split("|")
        tables.countries[row["iso3"]] = (row["iso3"], _number(row["gw"]), _number(row["cow"]), names[0])
        tables.entity(key, names[0], "country", row["iso3"], (), SOURCE)
        for column, form in (("names", "name"), ("adjectives", "adjective"), ("capitals", "capital"), ("seats", "seat")):
            for name in filter(None, row[column].split("|")):
                tables.name(name, key, form, rank=0 if name == names[0] else None)


def add_bodies(tables: Tables) -> None:
    """Organisations, parties, companies, armed groups; a body with `since` or `until` had these sectors only then."""
    for group in [*_groups("bodies.toml"), *_groups("bodies_more.toml")]:
        for row in group["rows"]:
            country = None if row[:3] == NO_COUNTRY else row[:3]
            for names in _bodies(row[4:], each=group.get("each", False)):
                _add_body(tables, names, country, group)


def _add_body(tables: Tables, names: list[str], country: str | None, group: dict[str, Any]) -> None:
    countries = tables.fixed
    key = f"{group['kind']}:{slug(names[0])}"
    sectors = tuple(group["sectors"].split())
    if tables.entities.get(key, (None,) * 4)[3] not in (None, country):
        key = f"{key}-{(country or 'x').lower()}"
    tables.entity(key, names[0], group["kind"], country, sectors, SOURCE)
    for name in names:
        tables.name(name, key, rank=0 if normal(name) not in countries else 7)
    if "since" in group or "until" in group:
        tables.role(key, names[0], country, sectors, group.get("since"), group.get("until"), SOURCE)


def _bodies(text: str, *, each: bool) -> list[list[str]]:
    """The names of each body of a row (see the head of bodies.toml)."""
    if not each:
        return [body.split("|") for body in text.split(";")]
    found: list[list[str]] = []
    for body in text.split("|"):
        names = body.split("=")
        if found and len(names) == 1 and _alike(found[-1][0], names[0]):
            found[-1].append(names[0])
        else:
            found.append(names)
    return found


def _alike(one: str, other: str) -> bool:
    """Whether one name is the other's acronym, or all its words stand in the other in the same order."""
    short, long = sorted((normal(one).split(), normal(other).split()), key=len)
    initials = "".join(word[0] for word in long if word not in SMALL)
    if "".join(short) in (initials, "".join(word[0] for word in long)):
        return True
    return len(long) - len(short) <= 1 and (long[: len(short)] == short or long[-len(short) :] == short)


def add_regions(tables: Tables) -> None:
    """Provinces and regions that news names, as hints of their country."""
    for country, names in tomllib.loads((TABLES / "regions.toml").read_text("utf-8")).items():
        for name in names:
            tables.name(name, f"country:{country}", "place", caps=False)


def add_people(tables: Tables) -> None:
    """People in office, one row an office; the last word of the name is the surname unless the row gives another."""
    for row in _rows("people.csv"):
        names = row["names"].split("|")
        key = add_person(tables, names, row["country"] or None, SOURCE, surname=row["surname"] or names[0].split()[-1], rank=0)
        tables.role(key, row["title"], row["country"] or None, tuple(row["sectors"].split()), row["since"] or None, row["until"] or None, SOURCE)


def _groups(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((TABLES / name).read_text("utf-8"))["bodies"]


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None
