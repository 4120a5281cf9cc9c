"""The words of time: `times.toml`, read once and turned into the tables that the grammar works with."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

CASED = ("May", "March", "Mar", "Mon", "Fri", "Wed", "Thu", "Tue", "Sep", "Jan", "Dec", "Jun", "Jul", "Aug", "Apr", "Feb", "Nov", "Oct")
CAPITALS_MISREAD = ("MAR", "MON", "FRI", "WED", "THU", "TUE", "SEP", "JAN", "JUN")  # acronyms and names more often than dates

UNIT_LETTERS = {"quarter": "c", "century": "C"}  # units that ordinals go with: "the third quarter", "the 20th century"


class TimeTables(msgspec.Struct, frozen=True):
    """`words` takes a word as it is written to (class letter, value); the rest are the tables of times.toml."""

    words: dict[str, tuple[str, Any]]
    units: dict[str, tuple[str, str]]
    holidays: dict[str, str]
    plans: frozenset[str]
    wishes: frozenset[str]
    windows: frozenset[str]
    arranged: frozenset[str]
    moved: frozenset[str]
    ends: frozenset[str]
    holiday_pattern: str


@cache
def time_tables() -> TimeTables:
    """The tables of `times.toml`."""
    table = tomllib.loads(files(__package__).joinpath("times.toml").read_text("utf-8"))
    words: dict[str, tuple[str, Any]] = {}
    for letter, some in table["classes"].items():
        for word in some:
            _enter(words, word, (letter, word))
    for word, (_, grain) in table["units"].items():
        letter = UNIT_LETTERS.get(grain, "U")
        _enter(words, word, (letter, grain))
        _enter(words, "centuries" if word == "century" else word + "s", ("u", grain))
    for letter, name in (("s", "seasons"), ("P", "parts"), ("D", "days"), ("N", "nights"), ("R", "references"), ("Q", "sets"), ("Z", "decades")):
        for word, value in table[name].items():
            _enter(words, word, (letter, value))
    for letter, name in (("M", "months"), ("W", "weekdays")):
        for word, value in table[name].items():
            words[word] = (letter, value)
            if word.upper() not in CAPITALS_MISREAD:
                words[word.upper()] = (letter, value)
            if word not in CASED:
                words.setdefault(word.lower(), (letter, value))
            if letter == "W" and word.endswith("day"):
                words[word + "s"] = ("w", value)
    for word, value in (("night", "TNI"), ("fall", "FA")):
        _enter(words, word, ("P" if word == "night" else "s", value))
    holidays = {name.replace("'", "’"): rule for name, rule in table["holidays"].items()}
    names = sorted(table["holidays"], key=len, reverse=True)
    pattern = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    units = {grain: (unit, grain) for unit, grain in table["units"].values()}
    verbs = table["verbs"]
    return TimeTables(words, units, holidays, frozenset(verbs["plans"]), frozenset(verbs["wishes"]), frozenset(table["deadlines"]["nouns"]),
                      frozenset(verbs["arranged"]), frozenset(verbs["moved"]), frozenset(verbs["ends"]), pattern)  # fmt: skip


def _enter(words: dict[str, tuple[str, Any]], word: str, entry: tuple[str, Any]) -> None:
    """A word in lower case, capitalised and in capitals."""
    for form in (word, word.capitalize(), word.upper()):
        words[form] = entry
