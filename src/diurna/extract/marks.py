"""Lines and openings that say something of an article instead of telling it: dates, credits, bylines, captions, datelines."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..model import FurnitureKind
from ..resources.outlets import agencies, dateline_places
from .dates import FoundDate, find_date

LONGEST_MARK = 200  # characters of a line that can be a mark
FILLER = re.compile(
    r"\b(?:by|from|via|source|sources|and|with|news|agency|staff|reporters?|correspondents?|report|wire|web|desk|published|updated?|posted|on|"
    r"at|last|first|modified|"
    r"date|time|in|pm|am|gmt|utc|est|edt|ist|pkt|ksa|the|a|an|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|new|min|mins|read)\b|"
    r"\d{1,2}:\d{2}(?::\d{2})?|[\W\d_]",
    re.I,
)
PUBLISHER = re.compile(
    r"^[\W_]*(?P<again>originally |first )?(?:published|printed|appeared) in (?P<name>(?:the )?[A-Z][\w.&'’ -]{1,50}?)"
    r"(?:['’]s)?(?: newspaper| print edition| on| dated|,)+ (?P<rest>(?=.*\d).{4,40})$",
    re.I,
)
BYLINE = re.compile(
    r"^(?i:by|written by|reported by|author:?)\s+(?P<name>[A-Z][\w.'’-]+(?:(?:,? (?:and|&)|,)?\s+(?:[A-Z][\w.'’-]*|de|van|von|bin|al-\w+|der|da|"
    r"del|di|el|la)){0,9})\s*(?P<rest>[|,–—-].{0,60})?$",
)
SIGN_OFF = re.compile(r"^\W*(?:additional |writing and )?(?:reporting|writing|editing|compiled) (?:and \w+ )?by .{3,200}$", re.I)
CONTRIBUTED = re.compile(
    r"\bcontributed(?: to this (?:report|story|article))?\b|^\W*with (?:input|inputs|reporting|additional reporting|additional input|files?|"
    r"agency|agencies)?\b",
    re.I,
)
SOURCE = re.compile(r"^\W*(?:source|via|credit)s?\s*:\s*(?P<name>.{2,40})$", re.I)
CAPTION = re.compile(
    r"^(?:photo(?:graph)?|image|picture|file (?:photo|picture|image)|caption|illustration|video)\b.{0,30}[:—–]|\((?:[\w/ .]{0,40}\b)?(?:photo|"
    r"file photo|image|picture|file)\b[^()]{0,40}\)\W*$|"
    r"[—–/|-]\s?(?:\w+/)?(?:file|photo|getty images|file photo)\.?$|\bfile (?:photo|picture)\b[^.]{0,40}\.?$|/getty images\b",
    re.I,
)
TIMED = re.compile(r"^(?:published|updated|last updated|posted|modified|date)\b", re.I)
MOST_WORDS_OF_CREDIT = 16
LONGEST_ACRONYM = 6
CITY_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
CITY_TITLE = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}"
REGION = r"(?:,\s*(?:[A-Z][\w.]+)(?: [A-Z][\w.]+){0,2})?"
DAY = (
    r"(?:,?\s+(?P<day>(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|"
    r"Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)(?:,?\s+(?P<year>\d{4}))?,?)?"
)
AGENCY = r"(?:\s*\((?P<agency>[A-Z][\w ./&-]{1,40})\))?"
MARK = r"\s*(?P<mark>:|—|–|--|-|―)\s*(?=\S)"
DATELINE = re.compile(rf"^(?P<place>{CITY_CAPITALS}){REGION}{DAY}{AGENCY},?{MARK}")
DATELINE_AGENCY = re.compile(rf"^(?P<place>{CITY_TITLE}){REGION}{DAY}\s*\((?P<agency>[A-Z][\w ./&-]{{1,40}})\),?\s*(?::|—|–|--|-|―)?\s*(?=\S)")
DATELINE_TITLE = re.compile(
    rf"^(?P<place>{CITY_TITLE}){REGION}(?:,\s+(?P<agency>[A-Z]{{2,8}}))?{DAY}\s*(?P<mark>:|\s[—–-]|--|―|,?\s—)\s*(?=[\"“‘'(]?[A-Z])"
)
DATELINE_BARE = re.compile(rf"^(?P<place>{CITY_CAPITALS})\s+(?=[\"“‘]?[A-Z][a-z]+(?:[\s,-]))")
ACRONYM = re.compile(r"[A-Z]{2,6}")
NO_PLACES = frozenset(
    {
        "UPDATE",
        "BREAKING",
        "EXCLUSIVE",
        "OPINION",
        "WATCH",
        "VIDEO",
        "NOTE",
        "EDITORIAL",
        "ANALYSIS",
        "CORRECTION",
        "LIVE",
        "READ",
        "PHOTO",
        "PHOTOS",
        "Q",
        "A",
    }
)


class Mark(NamedTuple):
    """What a line says of its article."""

    kind: FurnitureKind
    outlet: str | None = None
    credit: str | None = None
    byline: str | None = None
    date: FoundDate | None = None
    words: str | None = None


class Dateline(NamedTuple):
    """The opening "PLACE, date (AGENCY) -" of a report: its first `length` characters."""

    place: str
    length: int
    credit: str | None = None
    day: str | None = None


def mark_of(line: str, *, day_first: bool = True) -> Mark | None:
    """What a whole line says of its article, or None where it tells something."""
    text = line.strip()
    if not text or len(text) > LONGEST_MARK:
        return None
    date = find_date(text, day_first=day_first)
    return _publisher(text, date) or _residue(text, date) or _byline(text, date) or _contributed(text) or _caption(text)


def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline at the start of a paragraph, or None."""
    for pattern in (DATELINE, DATELINE_AGENCY, DATELINE_TITLE, DATELINE_BARE):
        match = pattern.match(paragraph[:160])
        if match is None:
            continue
        groups = match.groupdict()
        place, credit = groups["place"].rstrip(","), _agency(groups.get("agency"))
        known = all(part.strip().upper() in dateline_places() for part in place.split("/"))
        sure = credit is not None or groups.get("day") is not None or pattern is DATELINE
        if credit is None and known and ACRONYM.fullmatch(groups.get("agency") or ""):
            credit = groups["agency"]  # an agency that no table knows
        if pattern is DATELINE and not known and groups["mark"] == ":" and not _opens_sentence(place, paragraph[match.end() :]):
            continue
        if place in NO_PLACES or not (known or (sure and len(place) > 2)) or (groups.get("agency") and not credit and not known):
            continue
        return Dateline(_cased(place), match.end(), credit, groups.get("day"))
    return None


def trailing_credit(paragraph: str) -> tuple[int, str] | None:
    """Where an agency's name at the end of a text ("(AFP)", "-AFP", "— Reuters") begins, and the agency."""
    match = _trailing().search(paragraph)
    return (match.start(), agencies()[match["bracketed"] or match["dashed"]]) if match else None


def agencies_in(text: str) -> list[str]:
    """The agencies that a short text names, in order."""
    return list(dict.fromkeys(agencies()[m.group()] for m in _forms().finditer(text)))


def _opens_sentence(place: str, rest: str) -> bool:
    """Whether an unknown name in capitals and a colon can be a dateline: no acronym ("NATO:"), and a sentence begins after it."""
    return len(place) > LONGEST_ACRONYM and (rest[:1].isupper() or rest[:1] in "“\"‘'")


def _publisher(text: str, date: FoundDate | None) -> Mark | None:
    match = PUBLISHER.match(text)
    if match is None or date is None:
        return None
    name = match["name"].strip()
    if name.lower().startswith("the ") and not name.startswith("The "):
        name = name[4:]
    if match["again"]:  # said by somebody else, who does not name himself
        return Mark("publisher", credit=name, date=date, words=text)
    return Mark("publisher", outlet=name, date=date, words=text)


def _residue(text: str, date: FoundDate | None) -> Mark | None:
    """A line that has nothing but agencies and dates (and the words that go with them)."""
    named = agencies_in(text)
    rest = text if date is None else text[: date.start] + " " + text[date.end :]
    if not named and date is not None and (short := ACRONYM.fullmatch(rest.strip(" ,|-–—"))) and short.group() not in NO_PLACES:
        return Mark("credit", credit=short.group(), date=date, words=text)
    if (not named and date is None) or FILLER.sub("", _forms().sub(" ", rest)):
        return None
    if named:
        byline = text[3:].strip() if text[:3].lower() == "by " and date is None else None
        return Mark("credit", credit=", ".join(named), date=date, byline=byline, words=text)
    return Mark("date", date=date, words=text)


def _byline(text: str, date: FoundDate | None) -> Mark | None:
    match = BYLINE.match(text if date is None else text[: date.start].rstrip(" |,–—-") or text)
    if match is None:
        return None
    name, _, last = match["name"].strip(" ,").rpartition(", ")
    named = agencies_in(match["rest"] or "") or (agencies_in(last) if name else [])
    byline = name if name and agencies_in(last) else match["name"].strip(" ,")
    return Mark("byline", byline=byline, credit=", ".join(named) or None, date=date, words=text)


def _contributed(text: str) -> Mark | None:
    if SIGN_OFF.match(text.strip("()")):
        return Mark("credit", words=text)
    named = agencies_in(text)
    short = len(text.split()) <= MOST_WORDS_OF_CREDIT
    if named and short and (CONTRIBUTED.search(text) or (SOURCE.match(text) and len(text.split()) <= 6)):
        return Mark("credit", credit=", ".join(named), words=text)
    return None


def _caption(text: str) -> Mark | None:
    return Mark("caption", words=text) if CAPTION.search(text) else None


def _agency(text: str | None) -> str | None:
    named = agencies_in(text) if text else []
    return ", ".join(named) or None


def _cased(place: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), place) if place.isupper() else place


@cache
def _forms() -> re.Pattern[str]:
    forms = sorted(agencies(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w-])")


@cache
def _trailing() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, sorted(agencies(), key=len, reverse=True)))
    return re.compile(
        rf"\s*(?:\((?:source:\s*)?(?P<bracketed>{forms})(?:/(?:{forms}))*\)|(?:(?<=[.!?\"”’])\s*[-–—]{{1,2}}|\s[-–—]{{1,2}})\s?(?P<dashed>{forms}))[.\s]*$"
    )
