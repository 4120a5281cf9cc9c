"""Cues: words around a report that tie it to what was told before, or tell that it is something else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .reading import stem
from .tuning import tuning

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model import Report
    from .reading import Reading

VIOLENT = "ASSAULT"
LOOK_BACK = 30  # characters before a trigger that hold its article and a noun or two
ANAPHOR = re.compile(r"\b(?:the|this)\s+$", re.I)
ANAPHOR_FAR = re.compile(r"\b(?:the|this|that|those|these|whose)\s+(?:[\w'’-]+\s+){0,2}$", re.I)  # before nouns: "the army shelled" is news
# A sentence that opens with one of these tells of another happening than the one before it; so does "were also killed".
ANEW = re.compile(
    r"\W*(?:elsewhere|meanwhile|separately|in (?:an?|two|three|several) (?:separate|other)|(?:in )?another|(?:\w+ )?more\b|other\b)", re.I,
)
ALSO = re.compile(r"\balso\s+$", re.I)
# A gathering that is only where or when another thing is done.
BESIDE = re.compile(
    r"\b(?:sidelines of|margins of|at|during|after|before|outside|ahead of|since)\s+(?:(?:an?|the|this|that|their|its)\s)?(?:[\w'’-]+\s){0,2}$", re.I,
)
ITERATED = re.compile(
    r"\b(?:lately|repeatedly|regularly|often|frequently|daily|in recent (?:days|weeks|months)|over the past few (?:days|weeks)"
    r"|continu(?:es?|ed) to)\b", re.I,
)
WIDER = re.compile(r"\b(?:wider|larger|broader|bigger|greater|overall)\s+(?:[\w’'-]+\s+)?$", re.I)
DURING = re.compile(r"\bduring\b[^.;]{0,60}\b(?:visit|trip|stay|tour)\b", re.I)


def goes_back(reading: Reading, report: Report, incidents: Collection[str]) -> bool:
    """The act is told as known: "the attack", "the market bombing" (`incidents` has the stems of such nouns; "the conflict" is none of its deeds)."""
    before = _before(reading, report.trigger.start)
    noun = report.trigger.of(reading.text).lower().rstrip("s") in incidents
    whole = noun or report.act != VIOLENT
    if (whole and ANAPHOR.search(before) is not None) or (noun and ANAPHOR_FAR.search(before) is not None):
        return True
    harm = report.act == VIOLENT and reading.trigger(report) not in tuning().ground
    return harm and _in_the(tuple(sorted(incidents))).match(reading.text, report.trigger.end) is not None


@cache
def incident_stems() -> frozenset[str]:
    """Nouns by which a deed is told, as stems."""
    return frozenset(map(stem, tuning().incidents))


@cache
def _in_the(incidents: tuple[str, ...]) -> re.Pattern[str]:
    """The words after "killed" that tell in which known deed: "in the air raids"."""
    return re.compile(rf"\s+(?:[\w’'-]+\s+){{0,3}}(?:in|by|during)\s+(?:the|these|those)\s+(?:[\w’'-]+\s+){{0,2}}(?:{'|'.join(incidents)})s?\b", re.I)


def anew(reading: Reading, report: Report) -> bool:
    """The sentence tells of something else than the one before it: "Elsewhere", "Another five", "were also killed"."""
    span = reading.sentence_span(report.sentence)
    opening = span is not None and ANEW.match(reading.text, span.start, span.end) is not None
    return opening or ALSO.search(_before(reading, report.trigger.start)) is not None


def again_and_again(reading: Reading, report: Report) -> bool:
    """The sentence tells what is done time and again: "have lately intensified", "continues to shell"."""
    return ITERATED.search(reading.sentence(report.sentence)) is not None


def wider(reading: Reading, report: Report) -> bool:
    """The act is told as the whole of which others are a part: "a wider offensive"."""
    return WIDER.search(_before(reading, report.trigger.start)) is not None


def told_during(reading: Reading, report: Report) -> bool:
    """The sentence says that it happened during a visit or trip."""
    return bool(DURING.search(reading.sentence(report.sentence)))


def gathering(reading: Reading, report: Report, holders: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The nouns of `holders` in the sentence of a meeting ("summit"): those that it is, and those beside which it was done."""
    found: tuple[set[str], set[str]] = set(), set()
    span = reading.sentence_span(report.sentence) if report.act == "CONSULT" else None
    for match in _holders(tuple(holders)).finditer(reading.text, span.start, span.end) if span else ():
        own = report.trigger.start <= match.start() < report.trigger.end
        beside = not own and BESIDE.search(_before(reading, match.start())) is not None
        found[beside].add(stem(match.group()))
    return frozenset(found[0] - found[1]), frozenset(found[1] - found[0])


@cache
def _holders(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")s?\b", re.I)


def _before(reading: Reading, start: int) -> str:
    return reading.text[max(start - LOOK_BACK, 0) : start]
