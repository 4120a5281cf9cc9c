"""The door to the tables of the press: agencies, outlets by address, genre cues, and names that take a possessive."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


class Possessives(msgspec.Struct, frozen=True):
    """Names after which a lost apostrophe can be restored, and groups after which it never is."""

    places: frozenset[str]
    institutions: frozenset[str]
    acronyms: frozenset[str]
    times: frozenset[str]
    weekdays: frozenset[str]
    groups: frozenset[str]
    group_suffixes: tuple[str, ...]


class GenreCues(msgspec.Struct, frozen=True):
    """What points at one genre: folders of an address, names of a section, how a title opens, what stands in it."""

    genre: str
    address: frozenset[str]
    section: frozenset[str]
    title: re.Pattern[str] | None
    inside: re.Pattern[str] | None


@cache
def agencies() -> dict[str, str]:
    """Each form by which an agency is named, to its name."""
    return {form: name for name, entry in _toml("outlets_agencies.toml").items() for form in entry["forms"]}


@cache
def outlets() -> dict[str, str]:
    """Domain to outlet."""
    return {row["domain"]: row["name"] for row in _csv("outlets.csv")}


@cache
def places() -> frozenset[str]:
    """States, capitals and other cities that reports are dated from."""
    return frozenset(row["name"] for row in _csv("outlets_places.csv"))


@cache
def dateline_places() -> frozenset[str]:
    """Cities that reports are dated from, in capitals."""
    return frozenset(row["name"].upper() for row in _csv("outlets_places.csv") if row["kind"] in ("capital", "city"))


@cache
def possessives() -> Possessives:
    table = _toml("outlets_possessives.toml")
    sets = {key: frozenset(table[key]) for key in ("institutions", "acronyms", "times", "weekdays")}
    sets["groups"] = frozenset(table["groups"]) | _peoples()
    return Possessives(places=places(), group_suffixes=tuple(table["group_suffixes"]), **sets)


def _peoples() -> frozenset[str]:
    """The last words of the names of peoples, and the same without a final s."""
    named = [word for row in _csv("places/countries.csv") for word in row["demonyms"].split(";")] + [
        row["word"] for row in _csv("places/peoples.csv")
    ]
    last = {name.split()[-1] for name in named if name.split()}
    return frozenset(last | {word.removesuffix("s") for word in last})


@cache
def genre_cues() -> tuple[GenreCues, ...]:
    """The cues, in the order in which they are tried."""
    return tuple(_cues(genre, entry) for genre, entry in _toml("outlets_genres.toml").items())


def _cues(genre: str, entry: dict[str, Any]) -> GenreCues:
    title, inside = entry.get("title"), entry.get("inside")
    return GenreCues(
        genre,
        frozenset(entry.get("address", ())),
        frozenset(entry.get("section", ())),
        re.compile(rf"^\s*(?:{title})", re.I) if title else None,
        re.compile(inside, re.I) if inside else None,
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text("utf-8").splitlines()))
