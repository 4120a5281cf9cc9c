"""Due names: what a thing to come is called, and the word lists by which it is known."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Span
    from .reading import Reading

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
QUOTED = re.compile(r"[“\"]([A-Z][^“”\"]{3,80})[”\"]")


class Words(msgspec.Struct, frozen=True):
    """The word lists of `resources/diary.toml`."""

    nouns: tuple[str, ...]
    called_off: tuple[str, ...]
    moved: tuple[str, ...]
    done: tuple[str, ...]
    stops: tuple[str, ...]
    numbers: dict[str, int]


@cache
def lists() -> Words:
    return msgspec.convert(tomllib.loads(files("diurna.resources").joinpath("diary.toml").read_text("utf-8")), Words)


@cache
def noun_pattern() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, lists().nouns), key=len, reverse=True)) + r")\b", re.I)


def named(noun: Span, reading: Reading, sentence: int) -> str:
    """A name in quotation marks or capitals that holds the noun, else the noun with the words that tell it from others."""
    whole = reading.sentence_span(sentence) or noun
    for match in QUOTED.finditer(reading.text, whole.start, whole.end):
        if match.start(1) <= noun.start and noun.end <= match.end(1):
            return match.group(1)
    words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(reading.text, whole.start, whole.end)]
    at = next((i for i, (_, start, end) in enumerate(words) if start <= noun.start < end), None)
    if at is None:
        return noun.of(reading.text)
    first, last = _left(words, at, reading.text), _right(words, at, reading.text)
    return reading.text[words[first][1] : max(words[last][2], noun.end)].strip()


def _left(words: Sequence[tuple[str, int, int]], at: int, text: str) -> int:
    first = at
    while first > 0 and at - first < 4:
        word, _, end = words[first - 1]
        if word.lower() in lists().stops or text[end : words[first][1]].strip(" ’'-") or (word.endswith(("ed", "ing")) and word[0].islower()):
            break
        first -= 1
    return first


def _right(words: Sequence[tuple[str, int, int]], at: int, text: str) -> int:
    last = at
    if at + 2 < len(words) and words[at + 1][0].lower() in ("of", "on", "for", "between"):
        following = at + 2
        while following < len(words) and following - at <= 6 and not text[words[following - 1][2] : words[following][1]].strip(" ’'"):
            word = words[following][0]
            if word.lower() in ("the", "and") and following + 1 < len(words):
                following += 1
                continue
            if word.lower() in lists().stops or any(c.isdigit() for c in word):
                break
            last = following
            following += 1
    return last
