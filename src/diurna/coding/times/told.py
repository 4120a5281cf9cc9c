"""What a time expression is resolved to, and what it is resolved against."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

if TYPE_CHECKING:
    from ...model import Interval, Span, TimeKind
    from .calendar import Point

Outlook = Literal["past", "future", "open"]
NO_DATE = "no publication date to count from"
NO_TIME = "no time told before it to count from"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A resolved expression; `point` is what later words ("a week later") count from,
    `day` the very day where weeks or months were counted from one."""

    kind: TimeKind
    value: str
    interval: Interval | None = None
    reason: str = ""
    point: Point | None = None
    day: Point | None = None
    anchor: Span | None = None


class Piece(NamedTuple):
    """The words of one expression: their classes, values and surfaces, side by side."""

    classes: str
    values: list
    words: list[str]

    def value(self, letter: str) -> object:
        """The value of the first word of a class; raises ValueError if there is none."""
        return self.values[self.classes.index(letter)]

    def has(self, letters: str) -> bool:
        return any(c in letters for c in self.classes)

    def word(self, letters: str) -> str:
        """The first word of any of the classes, lower case, or nothing."""
        return next((w.lower() for c, w in zip(self.classes, self.words, strict=True) if c in letters), "")

    def part(self, start: int, end: int | None = None) -> Piece:
        return Piece(self.classes[start:end], self.values[start:end], self.words[start:end])


class Setting(msgspec.Struct, frozen=True):
    """What an expression is read against: the day of publication, where its verb looks, the time told before it
    (`before_day`: the day within it that was counted out)."""

    today: date | None
    outlook: Outlook = "open"
    before: Point | None = None
    before_day: Point | None = None
    before_span: Span | None = None
    day_first: bool = True


def dated(point: Point, reason: str, *, anchor: Span | None = None) -> Told:
    return Told(kind="DATE", value=point.value, interval=point.interval, reason=reason, point=point, anchor=anchor)


def undated(value: str, reason: str = NO_DATE, kind: TimeKind = "DATE") -> Told:
    return Told(kind=kind, value=value, reason=reason)
