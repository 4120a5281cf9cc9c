"""Scanning for figures: one pattern for a number with what qualifies it, its currency and its percent sign."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from ...model import Span
from ...resources.quantities import quantity_tables
from ..numbers import is_vague, number_pattern, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model import Bound


class Figure(msgspec.Struct, frozen=True):
    """A number as it stands: `span` with its qualifiers and currency, `number` the bare number."""

    span: Span
    number: Span
    low: float | None
    best: float | None
    high: float | None
    bound: Bound
    currency: str | None = None
    percent: bool = False


FEWEST = 2  # "several dozen" is at least two dozen
CHANGES = re.compile(
    r"\b(?:rose|risen|rise|rising|grew|grow|grown|increas\w+|climb\w+|jump\w+|up|fell|fall|fallen|drop\w*|declin\w+|down|rais\w+|cut|revis\w+|chang\w+)\b"
    r"[^.;]*\bfrom\s"
)
FAR_BACK = 60  # characters before "from 5 to 7" in which a verb of change makes it two figures
LOOK_BACK = 34  # the longest qualifier with a currency sign, with room
LOWER = {ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # ASCII only: the length must not change


def figures(text: str) -> Iterator[Figure]:
    """Every number of a text that may count something, in order, never overlapping."""
    lower = text.translate(LOWER)
    last = 0
    for match in _numbers().finditer(lower):
        figure = _figure(lower, match, last)
        if figure:
            last = figure.span.end
            yield figure


def _figure(text: str, match: re.Match[str], last: int) -> Figure | None:
    if match.start() < last:
        return None
    before = _leads().search(text, max(last, match.start() - LOOK_BACK), match.start())
    joint, second_words = (match["joint"] or "").strip(), match["n2"]
    between = bool(before and before["between"])
    if second_words and _are_two(text, match.start(), joint, between=between):
        match = _alone().match(text, match.start()) or match  # two figures, no range
        second_words = None
    first, second = value_of(match["n1"]), value_of(second_words) if second_words else None
    if first is None or (second_words and second is None):
        return None
    follow = _follows().match(text, match.end())
    after = " ".join((follow["after"] or "").split()) if follow else ""
    bound = _bounds().get(" ".join((before["q"] or "").split())) if before else None
    bound = bound or ("at_least" if "more" in after or after == "+" else "about" if after else None)
    sign = (before["sign"] if before else None) or match.groupdict().get("c2") or (follow["code"] if follow else None)
    span = Span(before.start() if before else match.start(), follow.end() if follow else match.end())
    number = Span(match.start("n1"), match.end())
    code, percent = _codes().get(sign or ""), bool(follow and follow["percent"])
    if second is not None:
        first = _same_scale(first, second, match["n1"], second_words)
        return Figure(span, number, first, None, second, "range", code, percent) if first < second else None
    low, best, high, told = _reading(first, bound, vague=is_vague(match["n1"]))
    return Figure(span, number, low, best, high, told, code, percent)


def _are_two(text: str, start: int, joint: str, *, between: bool) -> bool:
    """Whether "5 and 7", "from 5 to 7" are two figures, no range."""
    if joint == "and":
        return not between
    return joint == "to" and bool(CHANGES.search(text, max(0, start - FAR_BACK), start))


def _reading(value: float, bound: Bound | None, *, vague: bool) -> tuple[float | None, float | None, float | None, Bound]:
    """Low, best, high and bound of one number."""
    if vague or bound == "vague":
        return value * (1 if vague else FEWEST), None, None, "vague"
    if bound == "at_least":
        return value, value, None, bound
    if bound == "up_to":
        return None, value, value, bound
    if bound == "about":
        return None, value, None, bound
    return value, value, value, "exact"


def _same_scale(first: float, second: float, words: str, last: str) -> float:
    """ "5 to 7 million" is five million to seven million."""
    scale = re.search(r"[a-z]+$", last, re.I)
    bare = re.fullmatch(r"[\d.,]+", words)
    size = value_of(scale.group()) if scale and bare and re.match(r"\d", last) else None
    return first * size if size and first < second else first


@cache
def _bounds() -> dict[str, Bound]:
    return {words: bound for bound, some in quantity_tables()["bounds"].items() for words in some}


@cache
def _codes() -> dict[str, str]:
    return {sign.translate(LOWER): code for sign, code in quantity_tables()["currencies"].items()}


def _signs() -> str:
    return "|".join(re.escape(c) for c in sorted(_codes(), key=len, reverse=True) if not c.isalpha())


@cache
def _numbers() -> re.Pattern[str]:
    number = number_pattern()
    return re.compile(
        rf"(?<![\w.,/:-])(?P<n1>{number})(?:(?P<joint>\s?[-–]\s?|\s(?:to|and|or)\s)(?:(?P<c2>{_signs()})\s?)?(?P<n2>{number}))?(?![\w])(?![.,:/]\d)"
    )


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?P<n1>{number_pattern()})")


@cache
def _leads() -> re.Pattern[str]:
    """What may stand before a number, read backwards from it."""
    qualifiers = "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(_bounds(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:(?P<q>{qualifiers})\s+)?(?:(?P<between>between\s+)|(?:another|further)\s+)?(?:(?P<sign>{_signs()})\s?)?\Z")


@cache
def _follows() -> re.Pattern[str]:
    codes = "|".join(c for c in sorted(_codes(), key=len, reverse=True) if c.isalpha())
    return re.compile(
        rf"(?P<after>\+|\s+or\s+(?:more|so)\b)?(?:\s+(?:u\.?s\.?\s)?(?P<code>{codes})\b|\s?(?P<percent>%|(?:percent|per\s?cent|pc)\b))?"
    )
