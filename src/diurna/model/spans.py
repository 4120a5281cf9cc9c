"""Spans: half-open ranges of a text, in Unicode code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A half-open range ``[start, end)`` of ``Article.text``, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of `spans`; raises ValueError if there are none."""
    some = list(spans)
    return Span(min(s.start for s in some), max(s.end for s in some))
