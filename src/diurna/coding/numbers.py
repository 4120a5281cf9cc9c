"""Reading of numbers, in digits and in words; shared by times and quantities."""

from __future__ import annotations

import re
from functools import cache

from ..resources.quantities import quantity_tables

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
FRACTION = re.compile(r"(\d+)\s+(\d)/(\d)|(\d+)([½¼¾⅓⅔])|([½¼¾⅓⅔])")
LONGEST_ORDINAL = 8
MOST = 1e18  # more than this is a string of digits, no count (the world's yearly product is 1e14 dollars)
GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
PIECE = re.compile(r"[\d.,]*\d|[^\W\d_]+")


def value_of(words: str) -> float | None:
    """The value of a number as it is written ("1.5 million", "twenty-four", "a hundred", "5 1/2"), or None if it is none.

    Vague numbers ("dozens", "tens of thousands") give the least that they can mean.
    """
    fraction = FRACTION.fullmatch(words.strip())
    if fraction:
        return _fraction(fraction)
    total, run, seen = 0.0, 0.0, False
    for piece in PIECE.findall(words):
        if piece[0].isdecimal():
            run, seen = run + float(piece.replace(",", "")), True
            continue
        word = piece.lower()
        number = _small().get(word)
        if number is not None:
            run, seen = run + number, True
        elif word in _scales():
            scale = _plain().get(word, _scales()[word]) if run else _scales()[word]
            run, seen = (run or 1) * scale, True
            if scale >= 1000:
                total, run = total + run, 0.0
        elif word not in ("a", "an", "and", "of", "some"):
            return None
    value = total + run
    return value if seen and value <= MOST else None


def is_vague(words: str) -> bool:
    """Whether a number names no figure ("dozens", "hundreds of thousands")."""
    return any(word in _vague() for word in words.lower().replace("-", " ").split())


def ordinal_of(word: str) -> int | None:
    """The value of an ordinal ("third", "21st", "twenty-first"), or None."""
    lower = word.lower()
    if lower[:1].isdigit():
        return int(lower[:-2]) if lower[:-2].isdecimal() and len(lower) <= LONGEST_ORDINAL else None
    head, _, tail = lower.rpartition("-")
    last = quantity_tables()["ordinals"].get(tail)
    return None if last is None else last + int(_small().get(head, 0))


@cache
def number_words() -> frozenset[str]:
    """Words that are numbers by themselves or scales of numbers."""
    tables = quantity_tables()
    return frozenset((*tables["small"], *tables["scales"], *tables["vague"]))


@cache
def number_pattern() -> str:
    """A regular expression (no groups, ignore case) for one number as it is written, without what qualifies it."""
    tables = quantity_tables()
    small = "|".join(sorted(tables["small"], key=len, reverse=True))
    scales = "|".join(sorted((s for s in tables["scales"] if s != "score"), key=len, reverse=True))
    vague = "|".join(sorted(tables["vague"], key=len, reverse=True))
    short = "|".join(tables["short_scales"])
    after_scale = "(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))"
    digits = rf"(?:{DIGITS})(?:\s\d/\d|[½¼¾])?(?:[\s-]?(?:{scales})\b|(?:{short})\b)?"
    words = rf"(?:(?:a|an)\s(?={scales}|couple))?(?:{small}|{scales})(?:(?:-|\s|{after_scale}\sand\s)(?:{small}|{scales})\b)*"
    return rf"(?:{digits}|\b(?:(?:{vague})(?:\sof\s(?:{vague}))?|{words})\b)"


def _fraction(match: re.Match[str]) -> float:
    whole, top, bottom, before, glyph, alone = match.groups()
    if top:
        return int(whole) + int(top) / max(int(bottom), 1)
    return int(before or 0) + GLYPHS[glyph or alone]


@cache
def _small() -> dict[str, float]:
    return {**quantity_tables()["small"]}


@cache
def _scales() -> dict[str, float]:
    tables = quantity_tables()
    return {**tables["scales"], **tables["short_scales"], **tables["vague"]}


@cache
def _plain() -> dict[str, float]:
    """The scale that a vague word stands for after a number: "hundreds of thousands" is at least two hundred thousand."""
    scales = quantity_tables()["scales"]
    return {word: scales[word[:-1]] for word in quantity_tables()["vague"] if word[:-1] in scales}


@cache
def _vague() -> dict[str, float]:
    return {**quantity_tables()["vague"]}
