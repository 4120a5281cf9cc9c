"""The words that state a standing tie between actors."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from ..model import RelationKind


class TieNoun(msgspec.Struct, frozen=True):
    """A noun or participle that states a tie; `inverse` where the noun is the `to` side."""

    kind: RelationKind
    inverse: bool = False
    preposition: str = ""


class Pacts(msgspec.Struct, frozen=True):
    """What one can be a party to, and the verbs by which one becomes it."""

    nouns: frozenset[str]
    verbs: frozenset[str]


class Offices(msgspec.Struct, frozen=True):
    """Titles that are held, by their last word (before "of"), in which sectors, and the words before one that end it."""

    nouns: frozenset[str]
    sectors: frozenset[str]
    past: frozenset[str]


class TieWords(msgspec.Struct, frozen=True):
    """All words of `relations.toml`, by lemma."""

    nouns: dict[str, TieNoun]
    verbs: dict[str, RelationKind]
    adjectives: dict[str, TieNoun]
    compounds: dict[str, TieNoun]
    pacts: Pacts
    offices: Offices


@cache
def tie_words() -> TieWords:
    """The table, read once a process."""
    table = tomllib.loads(files(__package__).joinpath("relations.toml").read_text("utf-8"))
    return msgspec.convert(table, TieWords)
