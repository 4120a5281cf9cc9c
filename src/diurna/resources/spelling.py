"""Spelling: the strings that a vocabulary keeps by number, decoded once a process and not at every question."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.vocab import Vocab

MOST = 50_000  # strings remembered before it starts anew: 5 MB; 361 articles have 15,000 forms


class Spelling(dict[int, str]):
    """Strings by their number in a vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, number: int) -> str:
        self[number] = found = self._strings[number]
        return found


def spelling(vocab: Vocab) -> Spelling:
    """The strings of a vocabulary, for one text: what is remembered is bounded."""
    known = _spelling(vocab)
    if len(known) > MOST:
        known.clear()
    return known


@cache
def _spelling(vocab: Vocab) -> Spelling:
    return Spelling(vocab)
