"""The genre of an article: cues in address, section and title first, then its style; "news" unless something speaks for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..resources.outlets import genre_cues

if TYPE_CHECKING:
    from ..model import Genre

CLOCK_LINE = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{2,4})?\s*(?:[–—:-]|\n))", re.I)
QUESTION = re.compile(r"(?:^|\n)(?:Q|Question|A|Answer)\s*[:.]\s")
FIRST_PERSON = re.compile(r"\b(?:I|my|me|I'm|I’m)\b")
SCORE = re.compile(r"\b\d{1,3}[–-]\d{1,3}\b")
GAME = re.compile(
    r"\b(?:goals?|striker|midfielder|innings|wickets?|quarterback|touchdowns?|penalty kick|half-time|halftime|semi-?final|championship|"
    r"playoffs?|coach|league)\b",
    re.I,
)
QUOTED = re.compile(r"[\"“][^\"”]{0,2000}[\"”]")
TIMED_POSTS = 5  # entries that begin with a clock time: a report has one at most
QUESTIONS = 4
FIRST_PERSON_SHARE = 0.012  # of the words outside quotation marks; a correspondent's report stays below .005
GAME_WORDS = 6


def genre_of(*, title: str, text: str, address: str | None, section: str | None) -> Genre:
    """The genre of a text with its title, address and section (any of them may be empty)."""
    folders = set(re.split(r"[/?#]", (address or "").lower())[3:-1]) if address else set()
    for cues in genre_cues():
        if folders & cues.address or (section or "").strip().lower() in cues.section:
            return cues.genre  # type: ignore[return-value]
        if (cues.title and cues.title.search(title)) or (cues.inside and cues.inside.search(title)):
            return cues.genre  # type: ignore[return-value]
    return _style(text)


def _style(text: str) -> Genre:
    if len(CLOCK_LINE.findall(text)) >= TIMED_POSTS:
        return "live_blog"
    if len(QUESTION.findall(text)) >= QUESTIONS:
        return "interview"
    told = QUOTED.sub(" ", text) if len(text) < 200_000 else text
    words = max(len(told.split()), 1)
    if '"' in text or "“" in text or words < 300:
        if words >= 150 and len(FIRST_PERSON.findall(told)) / words > FIRST_PERSON_SHARE:
            return "opinion"
        if len(GAME.findall(told)) >= GAME_WORDS and SCORE.search(told):
            return "sport"
    return "news"
