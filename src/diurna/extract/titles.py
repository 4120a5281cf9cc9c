"""Titles: what a page's title says beside the article's own: "Bomb hits market - Region - World - The Quay Online"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model import Span

if TYPE_CHECKING:
    from .clues import Clues

BETWEEN = re.compile(r"\s+(?:[-–—|:»·]|::)\s+")
LEAST_LETTERS = 3  # of an outlet's name that a part of a title is known by: "HNA"
SECTION_WORDS, SITE_WORDS = 2, 4
LEAST_WORDS = 3  # of what stays


def own_title(title: str, clues: Clues) -> Span:
    """Where the article's own title stands in what was given as its title: without the outlet's name at its end or start, and without names of
    sections (of one or two words) that stand between the two."""
    marks = list(BETWEEN.finditer(title))
    parts = [(a.end() if a else 0, b.start() if b else len(title)) for a, b in zip([None, *marks], [*marks, None], strict=True)]
    names = _names(clues)
    if len(parts) > 1 and _is_site(title[slice(*parts[-1])], names):
        parts.pop()
        while len(parts) > 1 and _is_short(title[slice(*parts[-1])], SECTION_WORDS):
            parts.pop()
    elif len(parts) > 1 and _is_named(title[slice(*parts[0])], names):
        parts.pop(0)
    found = Span(parts[0][0], parts[-1][1])
    return found if len(found.of(title).split()) >= LEAST_WORDS else Span(0, len(title))


def _names(clues: Clues) -> set[str]:
    """What the outlet is called, in letters alone: its name, and the labels of its domain."""
    found = {_letters(name) for name in (clues.outlet or "", *_host(clues.address or "").split(".")[:-1])}
    return {name for name in found if len(name) >= LEAST_LETTERS} - {"www"}


def _host(address: str) -> str:
    """The host of an address, "" for one that cannot be taken apart ("http://[quay/")."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_site(part: str, names: set[str]) -> bool:
    """Whether the last part of a title is the outlet, which may go on behind its name ("The Quay Online")."""
    begins = _letters(part).removeprefix("the")
    longer = any(begins.startswith(name.removeprefix("the")) for name in names if len(name) > LEAST_LETTERS)
    return _is_named(part, names) or (longer and _is_short(part, SITE_WORDS))


def _is_named(part: str, names: set[str]) -> bool:
    """Whether a part of a title is an outlet's name, or one of which that is the initials."""
    initials = "".join(word[0] for word in re.findall(r"\w+", part.lower()))
    return bool({_letters(part), _letters(part).removeprefix("the"), initials} & names)


def _is_short(part: str, most: int) -> bool:
    words = part.split()
    return len(words) <= most and all(word[0].isupper() for word in words)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
