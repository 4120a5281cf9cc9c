"""Articles: one published text, where it came from, and what was mended in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from .spans import Span
from .times import Published

Genre = Literal[
    "news", "analysis", "opinion", "interview", "live_blog", "round_up", "court", "obituary",
    "sport", "culture", "review", "press_release", "fact_box", "other",
]
PartKind = Literal["title", "standfirst", "dateline", "heading", "paragraph"]
FurnitureKind = Literal["furniture", "caption", "byline", "credit", "date", "publisher", "dateline"]


class Part(msgspec.Struct, frozen=True, gc=False):
    """A stretch of an article's text and what it is."""

    kind: PartKind
    span: Span


class Repair(msgspec.Struct, frozen=True, gc=False):
    """A change made to the published words: `span` of the text as it now stands, what `was` there, and why."""

    span: Span
    was: str
    why: Literal[
        "mojibake", "lost_apostrophe", "escape", "broken_paragraph", "entity",
        "control_character", "replacement_character", "whitespace",
    ]


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A run of the text that stands as it is in the raw document's text: `length` code points from `raw` on."""

    text: int
    raw: int
    length: int


class Furniture(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the raw document's text that is no part of the article: `span` is of the raw text."""

    kind: FurnitureKind
    span: Span


class Article(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One published text.

    `text` is title, headings and paragraphs, parted by blank lines, and never changes; every span of every annotation is
    of it. `raw` is the sha256 of the bytes that it came from; `map` takes offsets of `text` to the raw document's
    text (decoded, and for HTML the page's visible text). `outlet` is who publishes, `credit` the
    agency that the text is credited to; None is unknown.
    """

    id: str
    raw: str
    name: str
    text: str
    title: Span | None = None
    parts: tuple[Part, ...] = ()
    outlet: str | None = None
    outlet_found: str | None = None
    address: str | None = None
    credit: str | None = None
    credit_words: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: Published | None = None
    known: str | None = None
    language: str = "en"
    genre: Genre = "news"
    version: int = 1
    revises: str | None = None
    repairs: tuple[Repair, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    map: tuple[Segment, ...] = ()

    @property
    def headline(self) -> str:
        return self.title.of(self.text) if self.title else ""
