"""Quotation marks: the stretches of a text that stand between them, told apart from apostrophes and mended where one is missing."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from ...model import Span

DOUBLE = frozenset('"“”„‟«»″＂')
OPENING = frozenset("“„«‟")
CLOSING = frozenset("”»")
BEFORE_OPENING = frozenset(" \t\n([{-–—/‘'\u00a0")
AFTER_CLOSING = frozenset(" \t\n)]}.,;:!?-–—/’'\u00a0")
PARAGRAPH = re.compile(r"(?:(?!\n\s*\n).)+", re.S)
MARK = re.compile("[\"“”„‟«»″＂]|''|``")
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?:(?!\n\s*\n)[^\"“”]){2,600}?(?<=[\w.,!?…])[’'](?![\w])")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\"“]|\s*$)")


class Quoted(msgspec.Struct, frozen=True):
    """A stretch in quotation marks: `span` with its marks, `inner` without them; `run` is shared by the paragraphs of one quotation."""

    span: Span
    inner: Span
    run: int
    mended: bool = False


def quoted(text: str) -> tuple[Quoted, ...]:
    """The quoted stretches of a text, in order, never overlapping.

    Straight marks open before a word and close after one; where that cannot be told, they take turns. A mark left open at the end
    of a paragraph runs on if the next one opens with a mark again (the usage of newspapers), else it ends with its sentence.
    """
    found: list[Quoted] = []
    open_run: int | None = None
    for paragraph in PARAGRAPH.finditer(text):
        stretches, left_open = _paragraph(text, paragraph.start(), paragraph.end())
        for position, (start, end, closed) in enumerate(stretches):
            goes_on = position == 0 and open_run is not None and not text[paragraph.start() : start].strip()
            run = open_run if goes_on and open_run is not None else len(found)
            found.append(_stretch(text, start, end, closed, run))
        open_run = found[-1].run if stretches and left_open else None
    return _ended(text, tuple(found))


def _paragraph(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], bool]:
    """The stretches of one paragraph as (start, end, closed), and whether the last one was left open."""
    stretches: list[tuple[int, int, bool]] = []
    opened: int | None = None
    nested = False
    for mark in MARK.finditer(text, start, end):
        if opened is not None and text[opened] == '"' and (nested if mark.group() == "”" else mark.group() == "“" and _closes_later(text, mark, end)):
            nested = mark.group() == "“"
        elif _opens(text, mark, opened is not None):
            if opened is not None:
                stretches.append((opened, _sentence_end(text, opened, mark.start()), False))
            opened = mark.start()
        elif opened is not None:
            stretches.append((opened, mark.end(), True))
            opened = None
        elif mark.start() > start and (lost := _sentence_start(text, start, mark.start())) > (stretches[-1][1] if stretches else start - 1):
            stretches.append((lost, mark.end(), False))
    if opened is not None:
        stretches.append((opened, end, False))
    doubles = [Span(s, e) for s, e, _ in stretches]
    for match in SINGLE.finditer(text, start, end):
        if not any(d.overlaps(Span(*match.span())) for d in doubles):
            stretches.append((match.start(), match.end(), True))
    return sorted(stretches), opened is not None


def _closes_later(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a straight mark closes what a straight mark opened, behind curly ones between them, or the next paragraph goes on with one."""
    behind = text.find("”", mark.end(), end)
    return behind >= 0 and (text.find('"', behind, end) >= 0 or text[end : end + 4].lstrip().startswith('"'))


def _opens(text: str, mark: re.Match[str], inside: bool) -> bool:
    sign = mark.group()
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if sign == "''":
        return not inside and (before in BEFORE_OPENING or not before.isalnum())
    if (sign == "»" and not inside and before in BEFORE_OPENING and after not in AFTER_CLOSING) or (
        sign == "«" and inside and before not in BEFORE_OPENING and after in AFTER_CLOSING
    ):  # »turned inwards«, as in German and Danish
        return sign == "»"
    if sign == "``" or (sign in OPENING and not (sign == "“" and inside and after in AFTER_CLOSING)):
        return True
    if sign in CLOSING and (inside or after in AFTER_CLOSING):
        return False
    if before in BEFORE_OPENING and after not in AFTER_CLOSING and before != "-":
        return True
    if before not in BEFORE_OPENING and after in AFTER_CLOSING:
        return False
    return not inside


def _sentence_end(text: str, start: int, limit: int) -> int:
    match = SENTENCE_END.search(text, start, limit)
    return match.end() if match else len(text[:limit].rstrip())


def _sentence_start(text: str, start: int, limit: int) -> int:
    ends = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", text[start:limit])]
    return start + ends[-1] if ends else start


def _stretch(text: str, start: int, end: int, closed: bool, run: int) -> Quoted:
    while end > start and text[end - 1].isspace():
        end -= 1
    low = start + len(lead.group()) if (lead := re.match(r"(?:``|''|[\"“”„‟«»″＂‘'])\s*", text[start:end])) else start
    high = end - len(trail.group()) if end > low and (trail := re.search(r"\s*(?:''|[\"“”„‟«»″＂’'])$", text[low:end])) else end
    return Quoted(Span(start, end), Span(min(low, high), high), run, not closed)


def _ended(text: str, stretches: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
    """Stretches left open that nothing takes up in the next paragraph end with their sentence."""
    followed = {a.run for a, b in pairwise(stretches) if a.run == b.run}
    last = {q.run: i for i, q in enumerate(stretches)}
    ended = []
    for i, stretch in enumerate(stretches):
        if stretch.mended and last[stretch.run] == i and stretch.run not in followed and text[stretch.span.start] in DOUBLE:
            end = _sentence_end(text, stretch.inner.start, stretch.span.end)
            stretch = Quoted(Span(stretch.span.start, end), Span(stretch.inner.start, min(end, stretch.inner.end)), stretch.run, True)
        ended.append(stretch)
    return tuple(s for s in ended if s.inner.end > s.inner.start)
