"""An article in the making, from each kind of raw document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Furniture, Span
from .body import laid, laid_over, read_article
from .clues import Clues, clues_of_fields
from .dates import find_date
from .heads import head_clues
from .lines import FUNCTION_WORDS, is_prose
from .marks import LONGEST_MARK, Mark, agencies_in, mark_of, trailing_credit
from .page import page_text
from .plain import is_heading, kept, lines_of, weave_of
from .titles import own_title
from .weave import NOWHERE, Weave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from .plain import Line

LINES_BEFORE, LINES_AFTER = 8, 4  # of the body, where dates and credits are believed; further off they belong to other items
TITLE_WORDS = (2, 35)
TITLE_CHARACTERS = 250
ROW_EDGE = 3  # lines at either end of a row's text that may be marks
LONG_BODY = 1500  # characters of the body with which a title is compared
CONTENT = re.compile(r"[^\W\d_]{3,}")
RUNNING_WORDS = 15  # of a line that is taken for text even without a full stop, where nothing else can be
POSTED = re.compile(r"^(?:posted|published|last updated?|updated)(?: on| at)?:?\s*$", re.I)


@dataclass
class Draft:
    """The raw text, the blocks chosen from it, and what else was seen. Weaves keep offsets of `raw`."""

    raw: str
    clues: Clues
    title: Weave | None = None
    blocks: list[tuple[str, Weave]] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)


def draft_text(raw: str, fields: dict[str, str], *, day_first: bool) -> Draft:
    """From a plain text in which furniture may be mixed in."""
    draft = Draft(raw, clues_of_fields(fields, day_first=day_first))
    lines = lines_of(raw)
    flags = _with_fallback(lines, kept(lines))
    marks = [mark_of(line.text, day_first=day_first) for line in lines]
    for i in (i for i, flag in enumerate(flags[:-1]) if flag and any(flags[i + 1 :]) and marks[i] is None):
        if len(lines[i].text) <= LONGEST_MARK and trailing_credit(lines[i].text):
            marks[i] = Mark("caption", words=lines[i].text)  # an agency's name ends the last paragraph of a report, or a caption
    inside = [i for i, flag in enumerate(flags) if flag and marks[i] is None]
    inside = _before_imprint(inside, marks)
    if not inside:
        return draft
    first, last = inside[0], inside[-1]
    title = _given_title(fields, draft.clues) or _title_line(lines, inside, marks)
    if isinstance(title, int):
        draft.title = weave_of(raw, lines[title])
        inside = [i for i in inside if i > title]
        first = inside[0] if inside else first
    else:
        draft.title = title
    draft.blocks = [("heading" if is_heading(lines[i].text) else "paragraph", weave_of(raw, lines[i])) for i in inside]
    low = min(first, title if isinstance(title, int) else first)
    believed = range(max(low - LINES_BEFORE, 0), min(last + LINES_AFTER + 1, len(lines)))
    used = {*inside, title}
    for i, line in enumerate(lines):
        mark = marks[i] if i in believed else None
        if mark:
            draft.clues.take_mark(mark)
        if i not in used:
            draft.furniture.append(Furniture(mark.kind if mark else "furniture", line.span))
    return draft


def draft_row(raw: str, fields: dict[str, str], *, day_first: bool) -> Draft:
    """From a row: the text is taken as given, but for a date, a title told again and credits at its ends."""
    clues = clues_of_fields(fields, day_first=day_first)
    draft = Draft(raw, clues, title=_given_title(fields, clues))
    lines = lines_of(raw)
    for i, line in enumerate(lines):
        mark = mark_of(line.text, day_first=day_first) if i < ROW_EDGE or i >= len(lines) - ROW_EDGE else None
        if mark and len(lines) > 1:
            draft.clues.take_mark(mark)
            draft.furniture.append(Furniture(mark.kind, line.span))
            continue
        weave = weave_of(raw, line)
        if not draft.blocks:
            weave = _without_opening(weave, fields.get("title", ""), draft, day_first)
        if weave.text:
            heading = len(lines) > 2 and is_heading(weave.text)
            draft.blocks.append(("heading" if heading else "paragraph", weave))
    return draft


def draft_page(tree: HtmlElement, fields: dict[str, str], *, day_first: bool) -> Draft:
    """From a web page."""
    raw = page_text(tree)
    clues = clues_of_fields(fields, day_first=day_first)
    head = head_clues(tree, clues, day_first=day_first)
    draft = Draft(raw, clues)
    found = read_article(tree, clues.address)
    if not found:
        return draft
    title = fields.get("title") or head or ""
    title = own_title(title, clues).of(title)
    blocks = [(kind, text) for kind, text in found if not title or _plain(text) != _plain(title)]
    flat = raw.replace("\n", " ")
    draft.title = laid(title, raw, flat, 0) if title else None
    draft.blocks = laid_over(blocks, raw)
    _page_marks(draft, day_first)
    return draft


def _page_marks(draft: Draft, day_first: bool) -> None:
    """Lines of the page that are not in the body: furniture, and clues where they stand close to it. Marks inside the body go out."""
    marks = {id(w): mark_of(w.text, day_first=day_first) for _, w in draft.blocks}
    body = [(kind, w) for kind, w in draft.blocks if marks[id(w)] is None]
    for _, weave in draft.blocks:
        mark = marks[id(weave)]
        if mark and body:
            draft.clues.take_mark(mark)
    draft.blocks = body or draft.blocks
    spans = _line_spans(draft.raw)
    used = _touched(spans, draft)
    inside = [i for i, flag in enumerate(used) if flag]
    believed = range(max(inside[0] - LINES_BEFORE, 0), min(inside[-1] + LINES_AFTER + 1, len(spans))) if inside else range(0)
    for i, span in enumerate(spans):
        if used[i]:
            continue
        mark = mark_of(span.of(draft.raw), day_first=day_first) if i in believed else None
        if mark:
            draft.clues.take_mark(mark)
        draft.furniture.append(Furniture(mark.kind if mark else "furniture", span))


def _line_spans(raw: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", raw)]


def _touched(spans: list[Span], draft: Draft) -> list[bool]:
    held = set()
    for _, weave in [*draft.blocks, *([("title", draft.title)] if draft.title else [])]:
        held.update(weave.origins)
    return [any(o in held for o in range(span.start, span.end)) for span in spans]


def _with_fallback(lines: Sequence[Line], flags: list[bool]) -> list[bool]:
    """A text of which nothing was kept is odd or short: its prose is the article, else what runs on, else all of it where it has a full stop."""
    if any(flags):
        return flags
    prose = [is_prose(line.text) for line in lines]
    if any(prose):
        return prose
    running = [len(line.text.split()) >= RUNNING_WORDS for line in lines]
    if any(running):
        return running
    ended = [line.text.endswith((".", "!", "?", "”", '"')) and " " in line.text for line in lines]
    return ended if len(lines) <= LINES_BEFORE or 2 * sum(ended) >= len(lines) else flags


def _before_imprint(inside: list[int], marks: Sequence[Mark | None]) -> list[int]:
    """An imprint ("Published in NAME, date") ends an article: what comes after it is other items."""
    imprint = next((i for i, mark in enumerate(marks) if mark and mark.kind == "publisher" and inside and i > inside[0]), None)
    return inside if imprint is None else [i for i in inside if i < imprint]


def _given_title(fields: dict[str, str], clues: Clues) -> Weave | None:
    title = re.sub(r"\s+", " ", fields.get("title", "")).strip()
    return Weave.new(own_title(title, clues).of(title)) if title else None


def _title_line(lines: Sequence[Line], inside: list[int], marks: Sequence[Mark | None]) -> int | None:
    """The line before the body that is most likely its title: it shares the body's words."""
    first = next((i for i in inside if is_prose(lines[i].text)), inside[0])
    body = _stems(" ".join(lines[i].text for i in inside if i >= first)[:LONG_BODY])
    best, best_score = None, 0.0
    for i in range(max(first - LINES_BEFORE, 0), first):
        if marks[i] is not None or not _can_be_title(lines[i].text):
            continue
        words = _stems(lines[i].text)
        shared = len(words & body)
        score = shared / max(len(words), 1) + 0.1 * min(shared, 5) + (0.15 if i == 0 else 0.0)
        if shared and score > best_score:
            best, best_score = i, score
    return best


def _can_be_title(text: str) -> bool:
    words = text.split()
    return (
        TITLE_WORDS[0] <= len(words) <= TITLE_WORDS[1] and len(text) <= TITLE_CHARACTERS and any(c.isalpha() for c in text) and not text.endswith(".")
    )


def _stems(text: str) -> set[str]:
    return {w[:5] for w in (m.group().lower() for m in CONTENT.finditer(text)) if w not in FUNCTION_WORDS}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _without_opening(weave: Weave, title: str, draft: Draft, day_first: bool) -> Weave:
    """Without a date, the title told again and an agency before the first sentence, as copied pages have them."""
    told = False
    for _ in range(4):
        titles = (title, own_title(title, draft.clues).of(title)) if not told else ()
        cut = max((_title_length(weave.text, one) for one in titles), default=0)
        told = told or cut > 0
        cut = cut or _date_length(weave.text, draft, day_first, after_title=told)
        if not cut or cut >= len(weave.text) - 1:
            break
        origins = [o for o in weave.origins[:cut] if o != NOWHERE]
        draft.furniture.append(Furniture("furniture" if cut > 60 or told else "date", Span(origins[0], origins[-1] + 1)))
        weave = weave.cut(cut, len(weave.text)).stripped()
    return weave


def _title_length(text: str, title: str) -> int:
    """How many characters the title takes at the start of the text, marks and case ignored; 0 if it does not stand there whole."""
    wanted, at = _plain(title), 0
    if len(wanted) < 12:
        return 0
    for i, c in enumerate(text[: 2 * len(title) + 20]):
        if not c.isalnum():
            continue
        if at < len(wanted) and c.casefold() == wanted[at]:
            at += 1
        else:
            return 0
        if at == len(wanted):
            rest = text[i + 1 :]
            return i + 1 + len(rest) - len(rest.lstrip(" .:|–—-")) if not rest[:1].isalnum() else 0
    return 0


def _date_length(text: str, draft: Draft, day_first: bool, *, after_title: bool) -> int:
    """How many characters an opening date (with an agency or "Posted on" before it) takes; 0 if a sentence begins with it."""
    date = find_date(text[:90], day_first=day_first)
    if date is None or date.precision == "month":
        return 0
    before, rest = text[: date.start].strip(" |,-–—"), text[date.end :].lstrip(" .|,-–—")
    named = agencies_in(before)
    if before and not (POSTED.match(before) or (named and after_title and len(before.split()) <= 4)):
        return 0
    if not rest[:1].isupper() and rest[:1] not in "\"“'‘":
        return 0
    if named and not draft.clues.credit:
        draft.clues.credit, draft.clues.credit_words = ", ".join(named), before
    draft.clues.dates.append(("text", date))
    return len(text) - len(rest)
