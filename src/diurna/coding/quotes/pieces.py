"""Pieces of content: token ranges, and where a clause that carries it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .cues import is_stray

if TYPE_CHECKING:
    from ..tokens import Token, Tokens

FULL_STOPS = frozenset({".", "!", "?", "…", '"', "”", "’", "'", ":", "...", ")"})


class Content(msgspec.Struct, frozen=True):
    """What a cue carries: token ranges [start, end) of the document, and where it stands (before, after, around, object...)."""

    pieces: tuple[tuple[int, int], ...]
    how: str
    clause: bool = True


def bounded_left(clause: Token, governor: Token) -> int:
    return max(clause.left_edge.i, governor.i + 1)


def bounded_right(clause: Token, governor: Token) -> int:
    """Where a clause ends: at its own last word, or before an afterthought behind a dash."""
    end = _before_stray(clause, governor, clause.right_edge.i + 1)
    for token in clause.doc[max(clause.i, governor.i) + 1 : end]:
        if (
            token.text in {"-", "–", "—", "--"}
            and token.whitespace_
            and token.i - governor.i > 4
            and token.dep_ == "punct"
            and not _dashed_aside(token, end)
        ):
            return token.i
    return end


def _before_stray(clause: Token, governor: Token, end: int) -> int:
    """Where a finite verb without a subject hangs on a noun, the parser has taken it for a part of the clause: it goes on with the governor's."""
    for token in clause.doc[clause.i + 1 : end]:
        if is_stray(token):
            return max(governor.i + 2, token.i - 1)
    return end


def _dashed_aside(dash: Token, end: int) -> bool:
    """Whether a second dash closes what this one opens."""
    return any(t.text == dash.text and t.whitespace_ for t in dash.doc[dash.i + 1 : end])


def first_word(doc: Tokens, start: int, end: int) -> int:
    """The first token that is no space, dash, comma, or dangling conjunction mark."""
    while start < end and (doc[start].is_space or doc[start].text in {",", "-", "–", "—", ":", ")", "*"}):
        start += 1
    return start


def token_range(doc: Tokens, start: int, end: int) -> tuple[int, int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end)
