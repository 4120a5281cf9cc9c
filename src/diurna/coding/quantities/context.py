"""Whether a figure is of this event, a running total or a period's; and which larger figure it is a part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ...model import Quantity, Span
    from ..parse import Parse

Scope = Literal["event", "total", "period", "unknown"]
RAISE = r"(?:bring|brings|bringing|brought|raising|raises|raised|taking|takes|took)"
SPANS = r"over the (?:past|last)|in the (?:past|last|previous)|during the (?:past|last)"
TOTAL_BEFORE = re.compile(rf"\b{RAISE}\b[^.;]{{0,40}}\b(?:total|toll|number|count|tally)\b", re.I)
IN_ALL = re.compile(r"\b(?:in all|in total|altogether|totall?ing),?\s[^.;]{0,24}$", re.I)
TOTAL_AFTER = re.compile(r"[^.;]{0,60}?\b(?:in all|in total|altogether|so far|to date|until now|overall)\b", re.I)
PERIOD_AFTER = re.compile(rf"[^.;]*?\b(?:since|{SPANS}|over the course|so far this|(?:every|each|per|a) (?:day|week|month|year))\b", re.I)
PERIOD_BEFORE = re.compile(rf"(?:^|[.;]\s*)(?:since|{SPANS}|has lasted)\b[^.;]*$", re.I)
PART_BEFORE = re.compile(
    r"\b(?:includ(?:ing|ed|es)|among (?:them|whom)|of (?:them|whom|which)|of (?:those killed|the dead)|along with them)\b[^.;]{0,24}$", re.I
)
PART_AFTER = re.compile(r"\s*of (?:them|whom|these|those|which|the (?:dead|victims|killed|wounded|injured))\b", re.I)
UPDATED = re.compile(r"\b(?:updated|revised|raised|rose|risen|rises|climbed|climbs|increased|grew|grown)\b[^.;]{0,20}\bto\s$", re.I)
AMONG = re.compile(r"[^.;]{0,40}\b(?:were|was|are|is)\s+among\s+(?:the\s+)?", re.I)
PERFECT_BEFORE = re.compile(r"\b(?:have|has|had|['’]ve)\b[^.;]{0,40}$", re.I)
PERFECT_AFTER = re.compile(r"(?:\W+(?!which|who|that|where)\w+){0,8}?\W+(?:have|has|had)\b", re.I)
WINDOW = 90


def scope_of(parse: Parse, span: Span) -> Scope:
    """Read in the sentence of a figure."""
    sentence = parse.sentences[parse.sentence_at(span.start)]
    before = parse.text[max(sentence.start, span.start - WINDOW) : span.end]
    after = parse.text[span.end : min(sentence.end, span.end + 2 * WINDOW)]
    if TOTAL_BEFORE.search(before) or TOTAL_AFTER.match(after) or IN_ALL.search(before):
        return "total"
    period = PERIOD_AFTER.match(after)
    if period and period.group().lower().endswith("since"):  # "killed five in a town held since May" is no toll since May
        period = PERFECT_BEFORE.search(before[: len(before) - len(span)]) or PERFECT_AFTER.match(after)
    if period or PERIOD_BEFORE.search(before):
        return "period"
    return "event"


def is_later_toll(parse: Parse, span: Span, told: int) -> bool:
    """Whether a figure without a noun is a running total, or the figure of sentence `told` (this one or the last) as later given."""
    at = parse.sentence_at(span.start)
    before = parse.text[max(parse.sentences[at].start, span.start - WINDOW) : span.end]
    return at - told <= 1 and bool(TOTAL_BEFORE.search(before) or UPDATED.search(before[: len(before) - len(span)]))


def is_part_of_next(parse: Parse, part: Span, whole: Span) -> bool:
    """ "Six civilians were among at least 22 people killed"."""
    return bool(AMONG.fullmatch(parse.text[part.end : whole.start]))


def whole_of(parse: Parse, span: Span, before: list[Quantity], best: float | None) -> Quantity | None:
    """The figure before this one, in the same sentence, that it is a part of ("at least 12, including 3 children"), or None."""
    sentence = parse.sentences[parse.sentence_at(span.start)]
    start = max(sentence.start, span.start - WINDOW)
    if not (PART_BEFORE.search(parse.text[start : span.start]) or PART_AFTER.match(parse.text[span.end : span.end + WINDOW])):
        return None
    for whole in reversed(before):
        if whole.sentence != parse.sentence_at(span.start):
            return None
        size = whole.best if whole.best is not None else whole.low
        if whole.part_of is None and whole.kind not in ("percent", "money", "days") and (best is None or size is None or size >= best):
            return whole
    return None
