"""Anchors: a report's place in the raw document, and the report that stands there after everything was coded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.decisions import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Annotations, Article, Report

AROUND = 40  # characters of context on each side: enough to tell one "said" of an article from another
ENOUGH = 12  # characters of context that must be found again; what a repair of the text may change is less than the rest


def anchor_of(report: Report, article: Article, annotations: Annotations) -> Anchor:
    """The anchor of a report."""
    start, end = report.trigger.start, report.trigger.end
    twins = [r.id for r in annotations.reports if r.trigger == report.trigger and r.act == report.act]
    return Anchor(
        raw=article.raw, start=raw_offset(article, start), exact=article.text[start:end], prefix=article.text[max(0, start - AROUND) : start],
        suffix=article.text[end : end + AROUND], act=report.act, nth=twins.index(report.id),
    )


def found_again(anchor: Anchor, article: Article, annotations: Annotations) -> str | None:
    """The id of the report that an anchor means in an article as it is coded now; None where there is none."""
    at = _place(anchor, article)
    if at is None:
        return None
    end = at + len(anchor.exact)
    here = [r for r in annotations.reports if r.trigger.start < end and at < r.trigger.end]
    here = here or [r for r in annotations.reports if any(e.start <= at < e.end for e in r.evidence)]
    same = [r for r in here if r.act == anchor.act] or here
    return same[min(anchor.nth, len(same) - 1)].id if same else None


def _place(anchor: Anchor, article: Article) -> int | None:
    """Where the anchor's words stand in the text: the place with most of the context, the nearest to the raw offset where two have as much."""
    scored = [(_context(anchor, article.text, at), -abs(raw_offset(article, at) - anchor.start), at) for at in _every(anchor.exact, article.text)]
    context, _, at = max(scored, default=(0, 0, None))
    return at if at is not None and context >= min(ENOUGH, len(anchor.prefix) + len(anchor.suffix)) else None


def _every(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _context(anchor: Anchor, text: str, at: int) -> int:
    before = _shared(reversed(anchor.prefix), reversed(text[max(0, at - 2 * AROUND) : at]))
    end = at + len(anchor.exact)
    return before + _shared(anchor.suffix, text[end : end + 2 * AROUND])


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with alike; white space is passed over."""
    count = 0
    for a, b in zip((c for c in one if not c.isspace()), (c for c in other if not c.isspace()), strict=False):
        if a != b:
            break
        count += 1
    return count


def raw_offset(article: Article, at: int) -> int:
    """The offset in the raw document's text of an offset in an article's text; that of the nearest stretch before it where it was put in."""
    before = [s for s in article.map if s.text <= at]
    if not before:
        return at
    nearest = max(before, key=lambda s: s.text)
    return nearest.raw + min(at - nearest.text, nearest.length)
