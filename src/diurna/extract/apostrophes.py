"""Apostrophes that a repost lost: "Syrias war" was "Syria's war".

The evidence is statistical and comes first: English news has an apostrophe every 60 to 100 words, so a text without any, in which
forms stand that can only be possessives or contractions, has lost its apostrophes. Only then are the less certain forms looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..resources.outlets import possessives
from .weave import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .weave import Weave

APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘ʼ`´](?=[^\W\d_])|(?<=s)['’](?=\s)")
CONTRACTION = re.compile(
    r"\b(?:(?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Cc]ould|[Ss]hould|[Ww]ould|[Mm]ust)nt|(?<!is )(?<!was "
    r")(?<!are )(?<!were )(?:[Cc]an|[Ww]on)t|"
    r"(?:(?:[Tt]hey|[Yy]ou)(?P<two>ve|re|ll)|(?:[Ww]e|I)(?P<have>ve)|I(?:m)|(?:[Tt]hey|[Yy]ou)d|(?:[Tt]hat|[Tt]here|[Ww]hat|[Hh]e|[Ss]he)s|"
    r"(?:[Ww]om[ea]n|[Cc]hildren)s))\b"
)
ENDS_IN_YS = re.compile(r"\b[a-z]{2,}[bcdfghjklmnpqrtvwxz]ys\b")
CANDIDATE = re.compile(r"\b[A-Z][\w.-]*(?:[a-z]|[A-Z]{2})s\b|\b(?:today|yesterday|tomorrow|tonight)s\b")
NEXT = re.compile(r"[ ]([\"“‘]?)([A-Za-z][\w-]*)")
PLURAL_BEFORE = re.compile(r"\b(?:the|two|three|four|both|many|most|some|all|several|these|those|other|few|of|on|every)[ ]$", re.I)
GIVEN_BEFORE = re.compile(r"(?<![.!?\n]\s)(?<!^)\b(?:[A-Z][a-z]+|[A-Z]\.)[ ]$")
TITLES = re.compile(
    r"\b(?:President|Minister|Premier|Chancellor|Secretary|General|Senator|Sen\.|Governor|Gov\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|King|Queen|Prince|"
    r"Sheikh|Ayatollah|Pope|Judge|"
    r"Ambassador|Colonel|Captain|Sir|Lord|Commissioner|Chairman|Leader|Spokesman|Rep\.)[ ]$"
)
# Words that follow a plural subject, not a possessive.
NOT_OWNED = frozenset(
    [
        "a", "about", "after", "against", "ago", "all", "also", "although", "an", "and", "are", "as", "at", "because", "been", "before", "but",
        "by", "can", "could", "despite", "did", "do", "does", "during", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into",
        "is", "it", "its", "may", "might", "must", "near", "nor", "not", "of", "off", "on", "or", "our", "out", "over", "said", "say", "says",
        "she", "should", "since", "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to",
        "told", "too", "until", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whose", "will", "with", "within",
        "without", "would", "yet",
    ]
)
MIN_WORDS = 60  # below this a text without an apostrophe is nothing odd: one of five English news texts of 60 words has none
SHARE_KEPT = 0.34  # with apostrophes left in the text there must be three times as many certain losses


RUN, WORD = re.compile(r"[\w-]+"), re.compile(r"\w+")


class Loss(NamedTuple):
    """A place where an apostrophe is missing; `certain` ones are evidence for the others. One before `name` counts only if that is a person's."""

    at: int
    certain: bool
    name: str = ""


def restore(weave: Weave) -> Weave:
    """The text with its lost apostrophes back, each a repair; the text as it is where the evidence is thin."""
    losses = list(_losses(weave.text))
    if not losses or not _lost_generally(weave.text, sum(loss.certain for loss in losses)):
        return weave
    persons = Persons(weave.text)
    losses = [loss for loss in losses if not loss.name or persons.has(loss.name)]
    mark = "’" if "’" in weave.text or "“" in weave.text else "'"
    changes = [_change(weave.text, loss.at, mark) for loss in losses]
    return weave.changed(sorted(set(changes)))


def _change(text: str, at: int, mark: str) -> Change:
    """The repair covers the whole word, so that it can be shown."""
    start = at
    while start and (text[start - 1].isalnum() or text[start - 1] in ".-"):
        start -= 1
    end = at
    while end < len(text) and text[end].isalnum():
        end += 1
    return Change(start, end, text[start:at] + mark + text[at:end], "lost_apostrophe")


def _lost_generally(text: str, certain: int) -> bool:
    kept = len(APOSTROPHE.findall(text))
    if kept:
        return certain >= 3 and kept <= certain * SHARE_KEPT
    return certain >= 1 and (certain >= 3 or len(text.split()) >= MIN_WORDS)


def _losses(text: str) -> Iterator[Loss]:
    for match in CONTRACTION.finditer(text):
        yield Loss(match.end() - (2 if match["two"] or match["have"] else 1), True)
    for match in ENDS_IN_YS.finditer(text):
        yield Loss(match.end() - 1, True)
    for match in CANDIDATE.finditer(text):
        loss = _possessive(text, match.start(), match.end() - 1)
        if loss:
            yield loss
    yield from _phrases(text)


def _possessive(text: str, start: int, at: int) -> Loss | None:
    """Whether text[start:at] is a name and the "s" at `at` its possessive ending."""
    tables = possessives()
    name, before = text[start:at], text[max(0, start - 24) : start]
    owned = _owned(text, at + 1)
    if name in tables.times:
        return Loss(at, True)
    if not owned or name in tables.groups or (name.endswith("s") and name not in tables.acronyms):
        return None
    plural = bool(PLURAL_BEFORE.search(before))
    if name in tables.weekdays:
        return None if re.search(r"\b(?:on|every|most|all|and|or|of) $", before, re.I) else Loss(at, False)
    if name in tables.places or (name in tables.acronyms and name != "US"):
        article = re.search(r"\b(?:the|two|three|both|many|these) $", before, re.I)
        return None if article and name not in tables.acronyms else Loss(at, True)
    return Loss(at, False, name) if not _the(before) and not (plural and not _owned_by_person(before)) else None


def _the(before: str) -> bool:
    return bool(re.search(r"\b(?:the|The|two|both|many)[ ]$", before))


def _owned_by_person(before: str) -> bool:
    """ "of Trumps policy", "on Assads side": these go before a name as well as before a plural."""
    return bool(re.search(r"\b(?:of|on|all|some|most|several)[ ]$", before, re.I))


def _owned(text: str, at: int) -> bool:
    """Whether a word follows that can be owned: no function word, no end of the clause."""
    match = NEXT.match(text, at)
    return bool(match) and match.group(2).lower() not in NOT_OWNED  # type: ignore[union-attr]


class Persons:
    """The names of persons in one article; each word is found by its place in an index, so that the work grows with the text's length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs: dict[str, list[int]] = defaultdict(list)
        for match in RUN.finditer(text):
            self.runs[match.group()].append(match.start())
        self.words: dict[str, list[int]] = defaultdict(list)
        for match in WORD.finditer(text):
            self.words[match.group()].append(match.start())
        self.has = cache(self._has)

    def _has(self, name: str) -> bool:
        """Whether the article itself has `name`, without the s, as the name of one: with a first name or title, or often and alone."""
        if len(name) <= 2 or self._in_lower_case(name.lower()):
            return False
        bare = self._places(name)
        if len(bare) >= 2 and not name.lower().endswith(possessives().group_suffixes):
            return True
        return any(TITLES.search(self.text[max(0, i - 14) : i]) or _first_name(self.text, i) for i in bare)

    def _places(self, name: str) -> list[int]:
        """Where the name stands by itself: no letter, figure or hyphen beside it."""
        run = RUN.match(name)
        if run is None or run.end() == len(name):
            return self.runs.get(name, [])
        alone = re.compile(rf"{re.escape(name)}(?![\w-])")
        return [i for i in self.runs.get(run.group(), []) if alone.match(self.text, i)]

    def _in_lower_case(self, name: str) -> bool:
        """Whether the word or its plural stands somewhere in lower case."""
        word = WORD.match(name)
        if word is None or word.end() == len(name):
            return name in self.words or f"{name}s" in self.words
        plain = re.compile(rf"{re.escape(name)}s?\b")
        return any(plain.match(self.text, i) for i in self.words.get(word.group(), []))


def _first_name(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at]
    match = re.search(r"(?:^|[^\w.])([A-Z][a-zà-ÿ]+|[A-Z]\.|[a-z]{0,2}-?[A-Z][a-z]+-)[ -]?$", before)
    if not match:
        return False
    word = match.group(1)
    tables = possessives()
    opening = re.search(r"(?:^|[.!?\n]\s*)$", text[max(0, at - len(word) - 4) : at - len(word) - 1]) is not None
    return not opening and word not in tables.groups and not word.endswith(("ian", "ern", "ese", "ish", "can", "i"))


def _phrases(text: str) -> Iterator[Loss]:
    """One-of-a-kind institutions of several words, which may stand after "the"."""
    for name in possessives().institutions:
        if f"{name}s" not in text:
            continue  # looking for a string is fifty times quicker than for a pattern
        for match in re.finditer(rf"\b{re.escape(name)}s\b", text):
            if _owned(text, match.end()):
                yield Loss(match.end() - 1, " " in name)
