"""A text in the making: every character knows where in the raw text it stands, and every change is remembered."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from ..model import Repair, Segment, Span

NOWHERE = -1  # a character that does not stand in the raw text


class Change(NamedTuple):
    """Put `new` in the place of text[start:end], because of `why`."""

    start: int
    end: int
    new: str
    why: str


class Weave:
    """A text with the raw offset of each character, and the repairs made to it so far."""

    def __init__(self, text: str = "", origins: array[int] | None = None, repairs: tuple[Repair, ...] = ()) -> None:
        self.text = text
        self.origins = origins if origins is not None else array("q", range(len(text)))
        self.repairs = repairs

    @classmethod
    def of_raw(cls, raw: str, start: int = 0, end: int | None = None) -> Weave:
        """The stretch raw[start:end] as it stands."""
        stop = len(raw) if end is None else end
        return cls(raw[start:stop], array("q", range(start, stop)))

    @classmethod
    def new(cls, text: str) -> Weave:
        """A text that stands nowhere in the raw text (a paragraph break, a title from a page's head)."""
        return cls(text, array("q", [NOWHERE]) * len(text))

    @classmethod
    def join(cls, parts: list[Weave], between: str) -> Weave:
        """The parts one after another, with `between` (which stands nowhere) between them."""
        origins, repairs, at = array("q"), [], 0
        gap = array("q", [NOWHERE]) * len(between)
        for i, part in enumerate(parts):
            origins += (gap if i else array("q")) + part.origins
            at += len(between) if i else 0
            repairs += [Repair(r.span.shifted(at), r.was, r.why) for r in part.repairs]
            at += len(part.text)
        return cls(between.join(part.text for part in parts), origins, tuple(repairs))

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> Weave:
        """The stretch [start, end) with the repairs that lie wholly inside it."""
        first = bisect_left(self.repairs, start, key=lambda r: r.span.start)
        last = bisect_right(self.repairs, end, key=lambda r: r.span.start)
        inside = tuple(Repair(r.span.shifted(-start), r.was, r.why) for r in self.repairs[first:last] if r.span.end <= end)
        return Weave(self.text[start:end], self.origins[start:end], inside)

    def stripped(self) -> Weave:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def changed(self, changes: list[Change]) -> Weave:
        """With all `changes` made (in order, not overlapping); each becomes a repair, one that touches an earlier repair takes it up."""
        if not changes:
            return self
        texts, origins, repairs, at, length = [], array("q"), [], 0, 0
        pending = [self._widened(change) for change in changes]
        for start, end, new, was, why in pending:
            texts += [self.text[at:start], new]
            origins += self.origins[at:start] + self._origins_of(start, end, new)
            length += start - at
            repairs.append(Repair(Span(length, length + len(new)), was, why))
            length += len(new)
            at = end
        kept = _carried(self.repairs, pending)
        return Weave("".join(texts) + self.text[at:], origins + self.origins[at:], tuple(sorted([*kept, *repairs], key=lambda r: r.span)))

    def undone(self, start: int, end: int) -> str:
        """text[start:end] as it stood before any repair inside it."""
        return undone(self.text, self.repairs, start, end)

    def segments(self) -> tuple[Segment, ...]:
        """The runs that stand in the raw text as they are."""
        import numpy

        if not self.origins:
            return ()
        places = numpy.frombuffer(self.origins, dtype="int64")
        goes_on = (places[1:] == places[:-1] + 1) & (places[:-1] != NOWHERE)
        starts = numpy.concatenate([[0], numpy.flatnonzero(~goes_on) + 1, [len(places)]]).tolist()
        return tuple(Segment(start, self.origins[start], end - start) for start, end in pairwise(starts) if self.origins[start] != NOWHERE)

    def _widened(self, change: Change) -> tuple[int, int, str, str, str]:
        start, end, new, why = change
        touched = self._touched(start, end)
        low, high = min([start, *[r.span.start for r in touched]]), max([end, *[r.span.end for r in touched]])
        return low, high, self.text[low:start] + new + self.text[end:high], undone(self.text, tuple(touched), low, high), why

    def _touched(self, start: int, end: int) -> list[Repair]:
        first = max(bisect_left(self.repairs, start, key=lambda r: r.span.start) - 1, 0)
        last = bisect_left(self.repairs, end, key=lambda r: r.span.start)
        return [r for r in self.repairs[first:last] if r.span.start < end and start < r.span.end]

    def _origins_of(self, start: int, end: int, new: str) -> array[int]:
        """A replacement keeps the origins of what it shares with the old words at either end."""
        old = self.text[start:end]
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        middle = array("q", [NOWHERE]) * (len(new) - head - tail)
        return self.origins[start : start + head] + middle + self.origins[end - tail : end]


def undone(text: str, repairs: tuple[Repair, ...], start: int = 0, end: int | None = None) -> str:
    """text[start:end] with the repairs that lie inside it taken back."""
    stop = len(text) if end is None else end
    parts, at = [], start
    for repair in sorted(repairs, key=lambda r: r.span):
        if start <= repair.span.start and repair.span.end <= stop:
            parts += [text[at : repair.span.start], repair.was]
            at = repair.span.end
    return "".join(parts) + text[at:stop]


def _carried(repairs: tuple[Repair, ...], pending: list[tuple[int, int, str, str, str]]) -> list[Repair]:
    """The earlier repairs that no change takes up, at their new places."""
    out, by, i = [], 0, 0
    for repair in sorted(repairs, key=lambda r: r.span):
        while i < len(pending) and pending[i][1] <= repair.span.start and pending[i][0] <= repair.span.start:
            by += len(pending[i][2]) - (pending[i][1] - pending[i][0])
            i += 1
        taken = any(start <= repair.span.start and repair.span.end <= end and start < end for start, end, *_ in pending[max(i - 1, 0) : i + 1])
        if not taken:
            out.append(Repair(repair.span.shifted(by), repair.was, repair.why))
    return out


def _common(one: str, two: str) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count
