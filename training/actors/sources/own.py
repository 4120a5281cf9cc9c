"""Our own tables of facts, in src/diurna/resources/actors: countries, bodies, people in office."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from diurna.model import slug

from ..people import add_person
from ..rows import Tables

TABLES = Path(__file__).resolve().parents[3] / "src" / "diurna" / "resources" / "actors"
SOURCE = "diurna"
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
            names = row[4:].split("|")
            country = None if row[:3] == NO_COUNTRY else row[:3]
            key = f"{group['kind']}:{slug(names[0])}"
            sectors = tuple(group["sectors"].split())
            tables.entity(key, names[0], group["kind"], country, sectors, SOURCE)
            for name in names:
                tables.name(name, key, rank=2)
            if "since" in group or "until" in group:
                tables.role(key, names[0], country, sectors, group.get("since"), group.get("until"), SOURCE)


def add_people(tables: Tables) -> None:
    """People in office, one row an office; the last word of the name is the surname unless the row gives another."""
    for row in _rows("people.csv"):
        names = row["names"].split("|")
        key = add_person(tables, names, row["country"] or None, SOURCE, surname=row["surname"] or names[0].split()[-1])
        tables.role(key, row["title"], row["country"] or None, tuple(row["sectors"].split()), row["since"] or None, row["until"] or None, SOURCE)


def _groups(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((TABLES / name).read_text("utf-8"))["bodies"]


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None
