"""Means: by what a deed of war was done, as far as its words tell it: from the air, with shells, by a bomb, with guns, with gas."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .reading import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .evidence import Node


def means(trigger: str, words: Iterable[str]) -> frozenset[str]:
    """The kinds of means that the word for the act tells, or else the words around it (stems)."""
    table = _table()
    return table.get(trigger) or frozenset().union(*(table[w] for w in words if w in table))


def same_means(a: Node, b: Node) -> bool:
    """One means at least is told by both."""
    return bool(a.means & b.means)


def other_means(a: Node, b: Node) -> bool:
    """Both tell by what it was done, and nothing that they tell is the same."""
    return bool(a.means) and bool(b.means) and not a.means & b.means


def rare_means(a: Node, b: Node) -> bool:
    """Both tell of a means that is seldom used: it makes two reports of one day and place one deed."""
    return bool(a.means & b.means & _rare())


@cache
def _rare() -> frozenset[str]:
    return frozenset(_file()["rare"])


@cache
def _table() -> dict[str, frozenset[str]]:
    """The kinds that each stem tells."""
    found: dict[str, set[str]] = {}
    for kind, words in _file()["means"].items():
        for word in words:
            found.setdefault(stem(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def _file() -> dict:
    return tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8"))
