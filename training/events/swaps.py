"""Swapped names: in training, names of places, peoples and persons change places at random, so that none of them predicts an act."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from .sentences import Example

SWAPPED = 0.4  # of the names of a sentence
MASKED = 0.05  # of the names become an unknown word
LOST = 0.08  # of the sentences lose their commas and apostrophes, as much news text has
UNKNOWN = "\ue000"  # in no vocabulary
MARKS = frozenset({",", "'", "’", "‘", "“", "”", '"'})


class Swaps:
    """The names of all sentences by kind and number of words."""

    def __init__(self, found: list[Example]) -> None:
        self.pools: dict[tuple[str, int], list[list[str]]] = defaultdict(list)
        for example in found:
            for kind, start, end in runs(example.names):
                self.pools[kind, end - start].append(example.words[start:end])

    def words(self, example: Example, draw: random.Random) -> list[str]:
        """The words of a sentence with some of its names swapped; as many words as before."""
        words = list(example.words)
        chosen: dict[tuple[str, ...], list[str]] = {}
        for kind, start, end in runs(example.names):
            if kind not in ("GPE", "NORP", "PERSON", "ORG", "LOC"):
                continue
            own = tuple(words[start:end])
            if own not in chosen:
                luck = draw.random()
                pool = self.pools[kind, end - start]
                chosen[own] = list(own) if luck > SWAPPED + MASKED else [UNKNOWN] * len(own) if luck > SWAPPED else draw.choice(pool)
            words[start:end] = chosen[own]
        if draw.random() < LOST:
            words = ["" if word in MARKS else word for word in words]
        return words


def runs(names: list[str]) -> list[tuple[str, int, int]]:
    """The stretches of one kind of name: (kind, first word, word after the last)."""
    found, start = [], 0
    for place in range(1, len(names) + 1):
        if place == len(names) or names[place] != names[start]:
            if names[start]:
                found.append((names[start], start, place))
            start = place
    return found
