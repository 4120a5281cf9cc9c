"""Quarters: the names of neighbourhoods, streets, suburbs and villages that a sentence tells, which no gazetteer has."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

NAME = r"(?:[A-Za-z]{1,3}[-’'])?[A-Z][\w’'-]+"
NAMES = rf"{NAME}(?:\s+(?:and\s+)?{NAME}){{0,11}}"
VOWELS = re.compile(r"[aeiouy’'-]|(?<=(.))\1")
SKELETON = 4  # consonants by which two spellings of one name are known: "Karmoud", "Karmood"
PLAIN = frozenset({"new", "old", "upper", "lower", "inner", "outer", "north", "south", "east", "west", "northern", "southern", "eastern", "western"})
HELD = re.compile(r"-[a-z]+(?:ed|ld)$")  # "rebel-held"
ARTICLES = re.compile(r"^(?:al|an|as|ar|at|ash|el)-", re.I)


def quarters(sentence: str) -> frozenset[str]:
    """The words of the names of quarters in a sentence, in small letters; those of towns and parties beside them are among them."""
    if not _any().search(sentence):
        return frozenset()
    before, after = _patterns()
    found = {w for match in (*before.finditer(sentence), *after.finditer(sentence)) for w in match.group(1).split()}
    words = {ARTICLES.sub("", w).lower() for w in found if w[:1].isalpha() and w != "and"}
    return frozenset(w for w in words if w not in _nouns() and w not in PLAIN and not HELD.search(w) and len(w) > 2)


def kin(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """One name at least is common to both, in whatever spelling."""
    return bool(ours & theirs) or bool({_skeleton(w) for w in ours} & {_skeleton(w) for w in theirs})


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    return VOWELS.sub("", word)[:SKELETON] if len(word) > SKELETON else word


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names before a noun for a quarter ("al-Karm neighbourhood"), and after one with "of" ("the districts of al-Karm and Nahr")."""
    nouns = "|".join(sorted(_nouns(), key=len, reverse=True))
    return re.compile(rf"\b({NAMES})\s+(?:{nouns}|{nouns.title()})s?\b"), re.compile(rf"\b(?:{nouns})s?\s+of\s+({NAMES})")


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_nouns())), re.I)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8"))["quarters"])
