"""The words of a text as classes: one letter a word, so that a regular grammar can run over them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from ...resources.quantities import quantity_tables
from ...resources.times import time_tables
from ..numbers import number_words, ordinal_of, value_of

FIRST_YEAR, LAST_YEAR = 1000, 2199
TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
OTHER = "_"


class Words(NamedTuple):
    """A text's words: `classes` has one letter for each, `values` what the word means to its class, `starts`, `ends` where it stands."""

    classes: str
    values: list[Any]
    starts: list[int]
    ends: list[int]


def words_of(text: str) -> Words:
    """Read a text into classes; a word of no class is `_`."""
    table, classes, values, starts, ends = _table(), [], [], [], []
    for match in _scanner().finditer(text):
        word = match.group()
        entry = table.get(word)
        if entry is None:
            entry = (OTHER, None) if match.lastgroup is None else _other(word, match.lastgroup)
        classes.append(entry[0])
        values.append(entry[1])
        starts.append(match.start())
        ends.append(match.end())
    return Words("".join(classes), values, starts, ends)


def _other(word: str, kind: str | None) -> tuple[str, Any]:
    """The class of a word that is in no table: figures, dates in figures, holidays, marks."""
    if kind == "number":
        return _figure(word)
    if kind == "spoken":
        return "y", 1900 + int(value_of(re.split(r"[\s-]", word, maxsplit=1)[1]) or 0)
    if kind == "ordinal":
        return "o", ordinal_of(word)
    if kind == "decade":
        digits = word.strip("'’s")
        return "Z", int(digits)
    return CLASS_OF.get(kind or "", OTHER), word if kind != "holiday" else re.sub("'", "’", word)


CLASS_OF = {"date": "1", "clock": "2", "holiday": "3", "meridiem": "4", "gap": "|", "possessive": "'", "fraction": "n"}


def _figure(word: str) -> tuple[str, Any]:
    if word.isdecimal() and len(word) <= 4:
        number = int(word)
        if len(word) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
            return "y", number
        if len(word) <= 2 and 1 <= number <= 31:
            return "d", number
    return "n", None


@cache
def _table() -> dict[str, tuple[str, Any]]:
    table = dict(time_tables().words)
    for word in number_words():
        if word not in ("score", "scores"):
            for form in (word, word.capitalize(), word.upper()):
                table[form] = ("n", None)
    for word in quantity_tables()["ordinals"]:
        for form in (word, word.capitalize(), word.upper()):
            table[form] = ("o", ordinal_of(word))
    return table | {"-": ("-", None), "–": ("-", None), "—": (OTHER, None), ",": (",", None), ".": (".", None), "/": ("/", None)}


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile(
        r"(?P<gap>\n[ \t\r]*\n)"
        r"|(?P<date>\b\d{4}-\d\d?-\d\d?(?!\d)|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?![\d/])|\b\d{1,2}-\d{1,2}-\d{4}\b)"
        r"|(?P<clock>\b\d{1,2}[:.]\d\d(?::\d\d)?(?=\s?(?i:[ap]\.?m\b|hours|gmt|utc|local|est|edt))|\b\d{1,2}:\d\d(?::\d\d)?\b)"
        r"|(?P<decade>\b\d{3}0['’]?s\b|['’]\d0s\b)"
        r"|(?P<ordinal>\b\d+(?:st|nd|rd|th)\b|\b[Tt]wenty-first\b)"
        r"|(?P<fraction>\b\d+\s\d/\d\b)"
        r"|(?P<number>\d+(?:[.,]\d+)*)"
        r"|(?P<meridiem>(?i:[ap]\.m\b\.?|[ap]m\b))"
        rf"|(?P<holiday>\b(?:{time_tables().holiday_pattern})\b)"
        r"|(?P<possessive>['’]s\b)"
        rf"|(?P<spoken>\b(?i:nineteen[\s-](?:{TENS}[\s-](?:{ONES})|{TENS}|{TEENS}))\b)"
        r"|[^\W\d_]+|[^\w\s]"
    )
