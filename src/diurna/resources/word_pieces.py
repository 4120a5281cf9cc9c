"""Word pieces: the words of a sentence as numbers of the encoder's vocabulary, without a tokenizer package.

The words are the parser's own, so that every score belongs to a word of the parse.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "encoder"
FILE = "vocab.txt"
LONGEST = 40  # characters; a longer run is no word
KEPT = 65_536  # words remembered a process: more than a hundred articles hold
MAX_PIECES = 256  # of a sentence, some 200 words; what runs on beyond is a list or a table


def pieces_of(words: Sequence[str]) -> tuple[list[int], list[int]]:
    """The pieces of a sentence between the two marks that the model expects, and for each word the index of its first piece.

    Words beyond the first MAX_PIECES pieces have no index: the second list is then shorter than `words`.
    """
    start, end = _table()["[CLS]"], _table()["[SEP]"]
    pieces, firsts = [start], []
    for found in map(_word, words):
        if len(pieces) + len(found) >= MAX_PIECES:
            break
        firsts.append(len(pieces))
        pieces.extend(found)
    pieces.append(end)
    return pieces, firsts


@lru_cache(maxsize=KEPT)
def _word(word: str) -> tuple[int, ...]:
    """The pieces of one word: never none, so that each word has a first one."""
    found = [piece for run in _runs(_plain(word)) for piece in _cut(run)]
    return tuple(found) or (_table()["[UNK]"],)


def _plain(word: str) -> str:
    """Lower case without accents, as the model was trained."""
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def _runs(word: str) -> list[str]:
    """Runs of letters and digits, and every other sign by itself."""
    runs: list[str] = []
    joined = False
    for sign in word:
        if sign.isspace():
            joined = False
        elif sign.isalnum() and joined:
            runs[-1] += sign
        else:
            runs.append(sign)
            joined = sign.isalnum()
    return runs


def _cut(run: str) -> list[int]:
    """The longest pieces of the vocabulary from left to right; one unknown piece where they do not fit."""
    table = _table()
    if len(run) > LONGEST:
        return [table["[UNK]"]]
    found, start = [], 0
    while start < len(run):
        end = len(run)
        while end > start and ("##" if start else "") + run[start:end] not in table:
            end -= 1
        if end == start:
            return [table["[UNK]"]]
        found.append(table[("##" if start else "") + run[start:end]])
        start = end
    return found


@cache
def _table() -> dict[str, int]:
    lines = files(__package__).joinpath(FOLDER, FILE).read_text("utf-8").splitlines()
    return {line: number for number, line in enumerate(lines)}
