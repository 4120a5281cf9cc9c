"""What has a number and counts nothing: ages, ordinals, names of models and papers, scores, times."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...model import TimeMention
    from ..parse import Parse
    from .scan import Figure

AGE_AFTER = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?)?[\s-]+(?:olds?\b|of age\b)", re.I)
AGE_BEFORE = re.compile(r"\b(?:aged?|turned|turns|his|her)\s$", re.I)
APPOSITION = re.compile(r"\s?,")
HYPHENED = re.compile(r"[-–](?!strong\b|member\b|odd\b)[A-Za-z]", re.I)
NAMED_BEFORE = re.compile(r"(?:\bno\.|#|\b(?:number|group of|phase|chapter|article|section|part|page|top)|\bp5\s?\+)\s?$", re.I)
ONE_OF = re.compile(r"\s+(?:of|another|or the other|by one|day\b|time\b|point\b|thing\b|way\b|hand\b|side\b)")
LIST_ITEM = re.compile(r"(?:^|\n)\s*\(?$")
OLDEST = 120  # a bare number up to this between commas after a name is an age
LOOK = 16


class Guard:
    """Tells figures that count nothing in one article."""

    def __init__(self, parse: Parse, times: tuple[TimeMention, ...]) -> None:
        self.parse = parse
        self._ends = [t.span.end for t in times]
        self._spans = [t.span for t in times]

    def stops(self, figure: Figure) -> bool:
        """Whether a figure is no quantity."""
        text, number = self.parse.text, figure.number
        before, words = text[max(0, number.start - LOOK) : number.start], number.of(text)
        if self._in_time(figure) or AGE_AFTER.match(text, number.end) or HYPHENED.match(text, number.end):
            return True
        if figure.currency or figure.percent:
            return False
        if AGE_BEFORE.search(before) or NAMED_BEFORE.search(before):
            return True
        if words.lower() == "one" and ONE_OF.match(text, number.end):
            return True
        if LIST_ITEM.search(before) and text[number.end : number.end + 1] in ").":
            return True
        return self._is_age(figure, before) or self._is_name(figure)

    def _in_time(self, figure: Figure) -> bool:
        at = bisect_right(self._ends, figure.number.start)
        return at < len(self._spans) and self._spans[at].overlaps(figure.number)

    def _is_age(self, figure: Figure, before: str) -> bool:
        if figure.best is None or figure.best > OLDEST or not re.search(r"\w,\s$", before):
            return False
        return bool(APPOSITION.match(self.parse.text, figure.number.end))

    def _is_name(self, figure: Figure) -> bool:
        """A number right after a name that it belongs to: "Resolution 2254", "Boeing 737", "Flight 370"."""
        tokens = self.parse.tokens(figure.number)
        if not tokens or tokens[0].i == 0 or figure.span.start < figure.number.start:
            return False
        before, head = self.parse.doc[tokens[0].i - 1], tokens.root.head
        named = before.text[:1].isupper() and before.tag_ in ("NNP", "NN", "NNPS") and before.whitespace_ != ""
        return named and head.i <= before.i and head.pos_ in ("PROPN", "NOUN")
