"""Plain text: its lines, which of them are the article, and how they make paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import Span
from ..resources.lines import line_model
from .lines import is_prose, keep_flags
from .marks import dateline_of, mark_of
from .weave import Change, Weave

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = re.compile(r"[^\n\r\x85\u2028\u2029]+")
UNFINISHED = re.compile(r"[\w,;–—-]$")
CONTINUES = re.compile(r"(?!https?:|www\.)[a-z(]")
ENDS = re.compile(r"[.!?…:;]['\"”’)\]]*$")
SHORTEST_CUT = 40  # characters of a paragraph that can have been cut in two; headings are shorter
HEADING_WORDS = 10
WRAP_LEAST, WRAP_MOST = 45, 110  # the widths to which mail and terminals wrap


class Line(NamedTuple):
    """A line of the raw text, without white space at its ends; `alone`: a blank line stands before it."""

    span: Span
    text: str
    alone: bool


def lines_of(raw: str) -> list[Line]:
    """The lines that have a visible character; hard-wrapped paragraphs are put together as one line."""
    found: list[Line] = []
    last = 0
    for match in LINE.finditer(raw):
        text = match.group()
        stripped = text.strip()
        if stripped:
            start = match.start() + len(text) - len(text.lstrip())
            found.append(Line(Span(start, start + len(stripped)), stripped, raw.count("\n", last, start) > 1 or not found))
            last = start + len(stripped)
    return _unwrapped(raw, found)


def kept(lines: Sequence[Line]) -> list[bool]:
    """Whether each line belongs to the article, by the line model and what its neighbours say."""
    return _smoothed(lines, keep_flags([line.text for line in lines], line_model()))


def joined(blocks: list[Weave]) -> list[Weave]:
    """Paragraphs that were cut in mid-sentence put together again, each join a repair."""
    groups: list[list[Weave]] = []
    for block in blocks:
        if groups and is_cut(groups[-1][-1].text, block.text):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [_mended(group) for group in groups]


def _mended(group: list[Weave]) -> Weave:
    whole, changes, at = Weave.join(group, "\n\n"), [], 0
    for block in group[:-1]:
        at += len(block)
        changes.append(Change(at, at + 2, " ", "broken_paragraph"))
        at += 2
    return whole.changed(changes)


def is_cut(before: str, after: str) -> bool:
    """Whether a paragraph stops in mid-sentence and the next one goes on in it."""
    return len(before) >= SHORTEST_CUT and bool(UNFINISHED.search(before)) and bool(CONTINUES.match(after))


def is_heading(text: str) -> bool:
    """Whether a line has the look of a heading: short, no full stop, no list mark."""
    words = text.split()
    return (
        0 < len(words) <= HEADING_WORDS and not ENDS.search(text) and text[:1].isalnum() and not text[:1].islower() and any(c.isalpha() for c in text)
    )


def _smoothed(lines: Sequence[Line], flags: list[bool]) -> list[bool]:
    """The flags after what the neighbours say: a line that goes on in the one before, a heading between two paragraphs, a framed body."""
    out = _framed(lines, flags)
    for i, line in enumerate(lines):
        if out[i] or i == 0:
            continue
        before = lines[i - 1].text if out[i - 1] else ""
        after = lines[i + 1].text if i + 1 < len(lines) and out[i + 1] else ""
        between = bool(ENDS.search(before)) and is_prose(after) and mark_of(line.text) is None
        out[i] = bool(before) and (is_cut(before, line.text) or (between and (is_heading(line.text) or is_prose(line.text))))
    return out


def _framed(lines: Sequence[Line], flags: list[bool]) -> list[bool]:
    """A dateline opens a body and an imprint closes it: the prose from the one (or from the first line kept) to the other is kept."""
    out = list(flags)
    opens = next((i for i, line in enumerate(lines) if is_prose(line.text) and dateline_of(line.text)), None)
    closes = next((i for i, line in enumerate(lines) if (mark := mark_of(line.text)) and mark.kind == "publisher"), None)
    kept_first = next((i for i, flag in enumerate(flags) if flag), len(lines))
    first = min(kept_first, len(lines) if opens is None else opens)
    if opens is not None and opens <= kept_first:
        out[opens] = True
    for i in range(first, closes if closes is not None else first):
        out[i] = out[i] or is_prose(lines[i].text)
    return out


def _unwrapped(raw: str, lines: list[Line]) -> list[Line]:
    """Lines of a hard-wrapped text put together block by block; other texts as they are."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.alone or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    inner = [line.text for block in blocks for line in block[:-1]]
    fitting = sum(WRAP_LEAST <= len(text) <= WRAP_MOST for text in inner)
    wrapped = (
        len(inner) >= 4
        and fitting >= 0.8 * len(inner)
        and max(map(len, inner)) <= WRAP_MOST
        and sum(bool(ENDS.search(t)) for t in inner) < 0.5 * len(inner)
    )
    if not wrapped:
        return lines
    return [_put_together(raw, block) for block in blocks]


def _put_together(raw: str, block: list[Line]) -> Line:
    span = Span(block[0].span.start, block[-1].span.end)
    return Line(span, re.sub(r"\s+", " ", raw[span.start : span.end]), block[0].alone)


def weave_of(raw: str, line: Line) -> Weave:
    """A line as a text that knows its raw offsets; breaks inside it (a wrapped paragraph) are white-space repairs."""
    weave = Weave.of_raw(raw, line.span.start, line.span.end)
    return weave.changed([Change(m.start(), m.end(), " ", "whitespace") for m in re.finditer(r"\s*[\n\r]+\s*", weave.text)])
