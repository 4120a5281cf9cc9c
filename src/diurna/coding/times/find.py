"""Finding: run the grammar over the words of an article, resolve each match in the order of the text."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from ...model import Interval, Span, TimeMention
from . import absolute, lengths, relative
from .ahead import is_arranged, is_due_then, is_moved_to
from .bounds import bound_of, hedged, is_due, opens_window, since_start
from .calendar import Point
from .grammar import grammar
from .guards import is_age, is_amount, is_other_word, is_rate
from .lexer import words_of
from .outlook import is_of_subject, outlook_of
from .told import Piece, Setting, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..parse import Parse
    from .lexer import Words
    from .told import Outlook

RESOLVERS: dict[str, Callable[[Piece, Setting], Told | None]] = {
    "figures": absolute.figures, "timed": relative.timed, "weekof": absolute.week_of, "monthday": absolute.month_day,
    "monthyear": absolute.month_year, "monthrel": absolute.month_of_year, "relmonth": absolute.month, "weekdaypart": relative.day_part,
    "relweekday": relative.weekday, "ago": relative.ago, "agoday": relative.day_ago, "shift": relative.shifted, "yearago": relative.year_ago,
    "quarter": absolute.quarter, "fiscal": absolute.fiscal, "yearperiod": absolute.period_of_year, "yearend": relative.year_end,
    "relquarter": relative.latest_quarter, "pastspan": lengths.past_span,
    "rel": relative.relative, "adjacent": relative.adjacent, "lastpart": relative.day_part, "today": relative.today, "set": lengths.recurring,
    "decade": absolute.decade, "years": absolute.years, "length": lengths.length, "season": absolute.season, "holiday": absolute.feast,
    "year": absolute.year, "month": absolute.month, "weekday": relative.weekday, "clock": relative.clock, "part": relative.part,
    "vaguelength": lengths.vague_length, "theunit": lengths.the_unit, "reference": lengths.reference,
}  # fmt: skip
BARE = frozenset(("figures", "monthday", "monthyear", "monthrel", "relmonth", "weekday", "weekdaypart", "holiday", "year", "years", "month",
                  "timed", "clock", "today", "length", "vaguelength", "set", "relweekday", "lastpart"))  # fmt: skip
LOOKING = frozenset(("monthday", "weekday", "weekdaypart", "relweekday", "month", "season", "holiday", "quarter", "theunit", "timed"))
ASIDE = frozenset(("ago", "yearago"))  # comparisons: the story does not go on from there
LONGEST_WINDOW = len("P9999D")
SHORT_MONTHS = ("march", "april", "may", "june", "july")  # never written shorter, so a full stop after them ends the sentence
LONGEST_SHORT = 5  # letters of "Thurs", the longest word that is written short with a full stop
POSSESSIVE = re.compile(r"['’]s?\b")
ALONE = frozenset(("month", "weekday", "season"))


def find_times(parse: Parse, *, day_first: bool = True) -> tuple[TimeMention, ...]:
    """The time expressions of an article, in text order, never overlapping.

    Each has a TIMEX3 kind and value and, where it can be told, its days; where it cannot, `reason` says why. `day_first`
    is the outlet's habit for dates in figures. Relative ones count from the day of publication if that is known to the day.
    """
    finder = _Finder(parse, day_first=day_first)
    return tuple(finder.run())


class _Finder:
    """One pass over one article; keeps the time told last, from which "a week later" counts."""

    def __init__(self, parse: Parse, *, day_first: bool) -> None:
        self.parse = parse
        self.words: Words = words_of(parse.text)
        published = parse.article.published
        self.today = published.interval.start if published and published.precision not in ("year", "month") else None
        self.day_first = day_first
        self.before: Point | None = None
        self.before_day: Point | None = None
        self.before_span: Span | None = None
        self.weekdays: set[int] = set()
        self.last_day: tuple[Point, Span] | None = None

    def run(self) -> list[TimeMention]:
        found: list[TimeMention] = []
        pattern, classes, at = grammar(), self.words.classes, 0
        while match := pattern.search(classes, at):
            rule = str(match.lastgroup)
            mention = self._mention(rule, match.start(), match.start(rule), match.end())
            at = match.end() if mention else match.start(rule) + 1
            if mention:
                found.append(mention)
        return found

    def _mention(self, rule: str, first: int, core: int, end: int) -> TimeMention | None:
        hedge, piece = self._piece(first, core), self._piece(core, end)
        if piece.classes.endswith(".") and (len(piece.words[-2]) > LONGEST_SHORT or piece.words[-2].lower() in SHORT_MONTHS):
            end, piece = end - 1, piece.part(0, -1)
        if rule in BARE and not hedge.has("BEe"):
            first = core
        if rule == "reference" and piece.classes == "tR" and piece.values[-1] != "FUTURE_REF":
            first, piece = core + 1, piece.part(1)
        if rule == "pastspan" and piece.classes.startswith("At"):  # "over the past year": a preposition, no "about"
            first, piece = core + 1, piece.part(1)
        span = Span(self.words.starts[first], self.words.ends[end - 1])
        if not self._stands(rule, piece, hedge, span):
            return None
        if rule == "rel" and piece.classes[0] == "x" and hedge.classes.endswith("t"):
            piece = self._piece(core - 1, end)
        outlook = self._outlook(rule, piece, span)
        setting = Setting(self.today, outlook, self.before, self.before_day, self.before_span, self.day_first)
        try:
            told = RESOLVERS[rule](piece, setting)
        except (ValueError, OverflowError):  # a day outside the calendar
            return None
        if told is None:
            return None
        return self._told(rule, told, hedge, span)

    def _outlook(self, rule: str, piece: Piece, span: Span) -> Outlook:
        """Where the words around a time look, for the rules to which that matters."""
        if not (rule in LOOKING and "y" not in piece.classes) and not (rule == "rel" and piece.classes.startswith("tx")):
            return "open"
        if rule == "weekday" and self._is_told(piece, span):
            return "past"
        outlook = outlook_of(self.parse, span)
        if outlook == "future" or not (is_moved_to(self.parse, span) or (outlook == "open" and is_due_then(self.parse, span))):
            return outlook
        return "future"

    def _told(self, rule: str, told: Told, hedge: Piece, span: Span) -> TimeMention:
        bound, lead = bound_of(self.parse.text, span.start)
        kind, whole = told.kind, told.interval
        interval = (since_start(whole, hedge, lead, self.today) or hedged(whole, hedge)) if whole else None
        deadline, reason, anchor = False, told.reason, told.anchor
        if rule == "length" and opens_window(self.parse.text, span.end):
            deadline = True
            interval, anchor, reason = self._window(told.value) or (interval, anchor, "a time limit; when it opens is not told")
        elif bound or lead:
            deadline = kind in ("DATE", "TIME") and is_due(self.parse, span.end, lead, outlook_of(self.parse, span))
        elif kind == "DATE" and told.point:
            deadline = is_due(self.parse, span.end, "", "open")
        dates = kind in ("DATE", "TIME") and interval is not None
        deadline = deadline or (dates and bound is None and is_due_then(self.parse, span))
        scheduled = dates and not deadline and is_arranged(self.parse, span)
        if told.point and told.point.grain == "day" and self.today and told.point.start <= self.today:
            self.weekdays.add(told.point.start.weekday())
        if told.point and kind in ("DATE", "TIME") and rule not in ASIDE:
            self._remember(told, told.point, span)
        return TimeMention(span=span, sentence=self.parse.sentence_at(span.start), kind=kind, value=told.value, interval=interval,
                           bound=bound if kind in ("DATE", "TIME") else None, deadline=deadline, scheduled=scheduled,
                           anchor=anchor, reason=reason)  # fmt: skip

    def _remember(self, told: Told, point: Point, span: Span) -> None:
        self.before, self.before_day, self.before_span = point, told.day, span
        if point.grain == "day":
            self.last_day = (point, span)

    def _window(self, value: str) -> tuple[Interval, Span, str] | None:
        """The days of a time limit that opened on the day told last before it."""
        if not self.last_day or not (value.startswith("P") and value.endswith("D") and value[1:-1].isdigit()):
            return None
        opened, span = self.last_day
        if len(value) > LONGEST_WINDOW:
            return None
        closes = opened.start + timedelta(days=int(value[1:-1]))
        return Interval(opened.start, closes, "span"), span, "opens on the day told before it"

    def _stands(self, rule: str, piece: Piece, hedge: Piece, span: Span) -> bool:
        """Whether the words are a time here, not a name, an age, an amount."""
        if rule in ("length", "vaguelength"):
            return piece.word("L") != "old" and not is_age(self.parse.text, span.end) and not (piece.classes[0] == "a" and is_rate(self.parse, span))
        if rule == "year":
            return not is_amount(self.parse, span)
        if rule == "theunit" and piece.values[-1] in ("month", "week"):
            return hedge.has("B")
        if rule in ALONE and piece.classes in ("M", "W", "s", "M."):
            return not is_other_word(self.parse, Span(span.end - len(piece.words[0]), span.end))
        return True

    def _is_told(self, piece: Piece, span: Span) -> bool:
        """Whether "Wednesday's talks" are on the Wednesday that the text has told as past, or hang on another verb's object."""
        if not POSSESSIVE.match(self.parse.text, span.end):
            return False
        return piece.values[0] in self.weekdays or not is_of_subject(self.parse, span)

    def _piece(self, first: int, end: int) -> Piece:
        words, text = self.words, self.parse.text
        surfaces = [text[s:e] for s, e in zip(words.starts[first:end], words.ends[first:end], strict=True)]
        return Piece(words.classes[first:end], words.values[first:end], surfaces)
