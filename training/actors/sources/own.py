"""Our own tables of facts, in src/diurna/resources/actors: countries, bodies, people in office."""

from __future__ import annotations

import csv
from pathlib import Path

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


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None
