"""The article on a web page: trafilatura finds it, and each paragraph is laid over the page's visible text."""

from __future__ import annotations

import re
from array import array
from copy import deepcopy
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from .weave import NOWHERE, Weave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

SHORT_BODY = 400  # characters; on the benchmark two pages of 181 give less and have more
MUCH_MORE = 3
ANCHOR_WORDS = 5  # a run this long is looked up in the page where a paragraph does not stand in it whole
LONGEST_ALIGNED = 4000  # characters; the alignment is quadratic
BLOCKS = frozenset({"body", "p", "head", "list", "item", "quote", "ab", "div", "graphic"})


def read_article(tree: HtmlElement, address: str | None) -> list[tuple[str, str]]:
    """The (kind, text) blocks of a page's article (no comments, no tables); empty where there is none.

    Precision first; where that finds hardly anything, a balanced reading is taken if it finds much more.
    """
    blocks = _read(tree, address, favor_precision=True)
    length = _length(blocks)
    if length < SHORT_BODY:
        balanced = _read(tree, address, favor_precision=False)
        if _length(balanced) >= max(MUCH_MORE * length, SHORT_BODY):
            return balanced
    return blocks


def _read(tree: HtmlElement, address: str | None, *, favor_precision: bool) -> list[tuple[str, str]]:
    import trafilatura

    found = trafilatura.bare_extraction(
        deepcopy(tree),
        url=address,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
    )
    return [] if found is None else [(kind, text) for kind, text in _blocks(found.body) if text]


def _length(blocks: list[tuple[str, str]]) -> int:
    return sum(len(text) for _, text in blocks)


def laid_over(blocks: list[tuple[str, str]], page: str) -> list[tuple[str, Weave]]:
    """Each block's text with the offsets at which it stands in the page's visible text, in the order of the blocks."""
    flat = page.replace("\n", " ")
    out, cursor = [], 0
    for kind, text in blocks:
        weave = laid(text, page, flat, cursor)
        known = [o for o in weave.origins if o != NOWHERE]
        cursor = known[-1] + 1 if known else cursor
        out.append((kind, weave))
    return out


def laid(text: str, page: str, flat: str, cursor: int) -> Weave:
    """One text over the page, looked for from `cursor` on and then from the top; what is not found stands nowhere."""
    at = flat.find(text, cursor)
    if at < 0:
        at = flat.find(text)
    if at >= 0:
        same = ((at + i if page[at + i] == c else NOWHERE) for i, c in enumerate(text))
        return Weave(text, array("q", same))
    return _aligned(text, page, flat, cursor)


def _aligned(text: str, page: str, flat: str, cursor: int) -> Weave:
    start = _anchor(text, flat, cursor)
    weave = Weave.new(text)
    if start is None or len(text) > LONGEST_ALIGNED:
        return weave
    low, high = max(start - len(text), 0), start + 2 * len(text)
    for block in SequenceMatcher(None, text, flat[low:high], autojunk=False).get_matching_blocks():
        for i in range(block.size if block.size > ANCHOR_WORDS else 0):
            if page[low + block.b + i] == text[block.a + i]:
                weave.origins[block.a + i] = low + block.b + i
    return weave


def _anchor(text: str, flat: str, cursor: int) -> int | None:
    words = text.split()
    for i in range(0, max(len(words) - ANCHOR_WORDS, 1), ANCHOR_WORDS):
        run = " ".join(words[i : i + ANCHOR_WORDS])
        at = flat.find(run, cursor)
        if at < 0:
            at = flat.find(run)
        if at >= 0:
            return at
    return None


def _blocks(body: HtmlElement) -> Iterator[tuple[str, str]]:
    """(kind, text) of the runs of text between the edges of blocks; a line break inside a paragraph parts it."""
    from lxml import etree

    run: list[str] = []
    kind = "paragraph"
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCKS or element.tag == "lb":
            yield kind, re.sub(r"\s+", " ", "".join(run)).strip()
            run.clear()
            kind = "heading" if event == "start" and element.tag == "head" else "paragraph"
        run.append((element.text if event == "start" else element.tail) or "")
    yield kind, re.sub(r"\s+", " ", "".join(run)).strip()
