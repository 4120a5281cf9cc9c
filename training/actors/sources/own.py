"""Our own tables of facts, in src/diurna/resources/actors: countries, bodies, people in office."""

from __future__ import annotations

import csv
from pathlib import Path

from diurna.model import slug

from ..people import add_person
from ..rows import Tables

TABLES = Path(__file__).resolve().parents[3] / "src" / "diurna" / "resources" / "actors"
SOURCE = "diurna"


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
    for row in _rows("bodies.csv"):
        key = f"{row['kind']}:{slug(row['names'].split('|')[0])}"
        sectors = tuple(row["sectors"].split())
        names = row["names"].split("|")
        tables.entity(key, names[0], row["kind"], row["country"] or None, sectors, SOURCE)
        for name in names:
            tables.name(name, key, rank=2)
        if row["since"] or row["until"]:
            tables.role(key, names[0], row["country"] or None, sectors, row["since"] or None, row["until"] or None, SOURCE)


def add_people(tables: Tables) -> None:
    """People in office, one row an office; the last word of the name is the surname unless the row gives another."""
    for row in _rows("people.csv"):
        names = row["names"].split("|")
        key = add_person(tables, names, row["country"] or None, SOURCE, surname=row["surname"] or names[0].split()[-1])
        tables.role(key, row["title"], row["country"] or None, tuple(row["sectors"].split()), row["since"] or None, row["until"] or None, SOURCE)


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None
