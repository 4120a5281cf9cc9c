"""Alike: how like the words of two reports are, and whether one names the act of the other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .tuning import tuning

if TYPE_CHECKING:
    from .node import Node

FEW = 3  # words in common from which two tellings can be one sentence
HEADLINE = 4  # and two headlines: those of one sort are all alike
ROOT = 5  # letters of a root: "attend" and "attack" share four


def similarity(a: Node, b: Node) -> float:
    """Cosine of the content words of two reports, names of their parties left out."""
    if not a.length or not b.length:
        return 0.0
    return sum(a.words[w] * b.words[w] for w in a.words.keys() & b.words.keys()) / (a.length * b.length)


def one_telling(a: Node, b: Node, cosine: float) -> bool:
    """Both have one sentence; a few words say nothing."""
    some = len(a.words.keys() & b.words.keys())
    return cosine >= tuning().copied and some >= (HEADLINE if a.headline or b.headline else FEW)


def shared(a: Node, b: Node) -> list[str]:
    """The stems that two reports share, the weightiest first."""
    return sorted(a.words.keys() & b.words.keys(), key=lambda w: (-a.words[w], w))


@lru_cache(maxsize=100_000)
def same_word(one: str, two: str) -> bool:
    """Two stems of one root: equal, or with a long beginning in common ("criticism", "criticiz"); or two forms of one verb ("shot", "shooting")."""
    forms = tuning().one_word
    one, two = forms.get(one, one), forms.get(two, two)
    if one == two:
        return bool(one)
    shared = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), min(len(one), len(two)))
    return shared >= ROOT and shared >= 0.6 * max(len(one), len(two))


def named_by(a: Node, b: Node) -> bool:
    """One sentence has the word by which the other names the act: "agreed to a truce", "the truce"."""
    return a.report.act == b.report.act and ((a.trigger in b.naming and not a.common) or (b.trigger in a.naming and not b.common))
