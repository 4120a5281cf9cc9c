"""Headlines that end in who says so: "Blast kills nine in harbour town: police", also where the colon was lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Span
from ..resources.triggers import telling_words

if TYPE_CHECKING:
    from ..model import Article

WORD = re.compile(r"[^\W\d_]+(?:[-.'’][^\W\d_]+)*")
COLON = re.compile(r"\S:\s+(?=[^:]+$)")
LEAST_WORDS = 4  # of what is said
SOURCE_WORDS = 4  # of who says it


def headline_source(article: Article, *, bare: bool) -> Span | None:
    """Who says what the headline tells, where it stands at its end, behind a colon; `bare`: in a text that has lost its marks, without one."""
    if article.title is None:
        return None
    headline = article.title.of(article.text)
    words = list(WORD.finditer(headline))
    if not words or headline[words[-1].end() :].strip("."):
        return None
    first = _behind_colon(headline, words) or (_last_words(headline, words) if bare else 0)
    return Span(article.title.start + words[first].start(), article.title.start + words[-1].end()) if first >= LEAST_WORDS else None


def with_colon(text: str, source: Span | None) -> str:
    """The text with a lost colon for the parser's eyes, in the place of the space before the source: its length stays."""
    if source is None or source.start < 2 or text[: source.start].rstrip().endswith(":"):
        return text
    return f"{text[: source.start - 1]}:{text[source.start :]}"


def _behind_colon(headline: str, words: list[re.Match[str]]) -> int:
    """The first word of a source behind the last colon; 0 where there is none."""
    colon = COLON.search(headline)
    first = next((n for n, word in enumerate(words) if colon and word.start() >= colon.end()), 0)
    named = len(words) - first <= SOURCE_WORDS and words[-1].group().lower() in telling_words()["headline_sources"]
    return first if named else 0


def _last_words(headline: str, words: list[re.Match[str]]) -> int:
    """The first of the last words that are a source, and seldom anything else at the end of a headline; 0 where they are none."""
    table = telling_words()
    first = len(words) - 1
    if words[first].group().lower() not in table["bare_sources"]:
        return 0
    while words[first - 1].group().lower() in table["source_parts"] and first > 1:
        first -= 1
    return first if headline[words[first].start() - 1] == " " else 0
