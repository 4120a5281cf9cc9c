"""From a raw document to an article: the one entry of this stage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Article, Furniture, Part, Problem, Span, bytes_hash, key_hash, problem
from ..resources.languages import language_of
from .apostrophes import restore
from .charset import decode
from .draft import Draft, draft_page, draft_row, draft_text
from .genre import genre_of
from .marks import dateline_of, trailing_credit
from .mending import mend
from .page import HostileMarkup, page_text, parse_page
from .plain import is_cut, joined
from .weave import NOWHERE, Weave, undone

if TYPE_CHECKING:
    from ..model import Genre, PartKind, RawDocument
    from ..settings import Settings

VERSION = 2
STAGE = "extract"
FEWEST_WORDS = 3  # of a file's or a page's body: what is shorter is a button or a menu's name
GAP = "\n\n"
RESTORED_IN = "en"  # the language whose lost apostrophes are known


def extract(raw: RawDocument, *, settings: Settings, known: str | None = None) -> tuple[Article | None, tuple[Problem, ...]]:
    """The article of a raw document, and what could not be read.

    `known` (ISO 8601) is when the document entered the library: later dates are odd. Spans are half-open, in code points:
    `parts`, `title` and `repairs` of the text, `furniture` of `raw_text(raw)`, to which `map` leads. Pure.
    """
    problems: list[Problem] = []
    draft = _draft(raw, settings, problems)
    if draft is None:
        return None, tuple(problems)
    blocks = _dressed(draft, day_first=settings.day_first)
    if not blocks or (raw.media != "row" and sum(len(weave.text.split()) for _, weave in blocks) < FEWEST_WORDS):
        return None, (*problems, problem("no_article_text", raw.name, raw=raw.hash, stage=STAGE))
    kinds, whole = _composed(draft, blocks)
    published, odd = draft.clues.decide_date(raw, known)
    article = _article(raw, draft, kinds, whole, known)
    return _with_date(article, published), (*problems, *odd)


def raw_text(raw: RawDocument) -> str:
    """The text to which maps and furniture refer: a file's decoded bytes, a page's visible text, a row's text field."""
    if raw.media == "row":
        return raw.fields.get("text", "")
    text, _, _ = decode(raw.data, declared=raw.media == "html")
    if raw.media == "text":
        return text
    try:
        tree = parse_page(text)
    except HostileMarkup:
        return ""
    return page_text(tree) if tree is not None else ""


def undo(article: Article) -> str:
    """The article's text as it was before any repair."""
    return undone(article.text, article.repairs)


def _draft(raw: RawDocument, settings: Settings, problems: list[Problem]) -> Draft | None:
    if raw.media == "row":
        return draft_row(raw_text(raw), raw.fields, day_first=settings.day_first)
    text, charset, lossy = decode(raw.data, declared=raw.media == "html")
    if lossy:
        problems.append(problem("bad_encoding", raw.name, detail=f"read as {charset}", raw=raw.hash, stage=STAGE))
    if raw.media == "text":
        return draft_text(text, raw.fields, day_first=settings.day_first)
    try:
        tree = parse_page(text)
    except HostileMarkup as error:
        problems.append(problem("hostile_markup", raw.name, detail=str(error), raw=raw.hash, stage=STAGE))
        return None
    if tree is None:
        problems.append(problem("no_article_text", raw.name, raw=raw.hash, stage=STAGE))
        return None
    return draft_page(tree, raw.fields, day_first=settings.day_first)


def _dressed(draft: Draft, *, day_first: bool) -> list[tuple[str, Weave]]:
    """The blocks mended, cut paragraphs joined, dateline and trailing credit taken off."""
    mended = [(kind, mend(weave).stripped()) for kind, weave in draft.blocks]
    blocks = _joined([(kind, weave) for kind, weave in mended if weave.text])
    first = next((i for i, (kind, _) in enumerate(blocks) if kind == "paragraph"), None)
    if first is None:
        return blocks
    blocks[first] = ("paragraph", _without_dateline(blocks[first][1], draft, day_first))
    last = max(i for i, (kind, _) in enumerate(blocks) if kind == "paragraph")
    blocks[last] = ("paragraph", _without_credit(blocks[last][1], draft))
    return [(kind, weave) for kind, weave in blocks if weave.text]


def _joined(blocks: list[tuple[str, Weave]]) -> list[tuple[str, Weave]]:
    """Runs of blocks of which each goes on in the next become one paragraph."""
    groups: list[list[tuple[str, Weave]]] = []
    for block in blocks:
        if groups and is_cut(groups[-1][-1][1].text, block[1].text):
            groups[-1].append(block)
        else:
            groups.append([block])
    return [(group[0][0] if len(group) == 1 else "paragraph", joined([weave for _, weave in group])[0]) for group in groups]


def _without_dateline(weave: Weave, draft: Draft, day_first: bool) -> Weave:
    line = dateline_of(weave.text)
    if line is None or line.length >= len(weave.text):
        return weave
    draft.clues.take_dateline(line, weave.text[: line.length].strip(), day_first=day_first)
    _put_aside(draft, weave.cut(0, line.length).stripped(), "dateline")
    return weave.cut(line.length, len(weave.text)).stripped()


def _without_credit(weave: Weave, draft: Draft) -> Weave:
    found = trailing_credit(weave.text)
    if found is None or found[0] == 0:
        return weave
    at, agency = found
    if not draft.clues.credit:
        draft.clues.credit, draft.clues.credit_words = agency, weave.text[at:].strip()
    _put_aside(draft, weave.cut(at, len(weave.text)).stripped(), "credit")
    return weave.cut(0, at).stripped()


def _put_aside(draft: Draft, weave: Weave, kind: str) -> None:
    origins = [o for o in weave.origins if o != NOWHERE]
    if origins:
        draft.furniture.append(Furniture(kind, Span(origins[0], origins[-1] + 1)))  # type: ignore[arg-type]


def _composed(draft: Draft, blocks: list[tuple[str, Weave]]) -> tuple[list[str], Weave]:
    title = mend(draft.title).stripped() if draft.title else None
    parts = [("title", title), *blocks] if title and title.text else list(blocks)
    whole = Weave.join([weave for _, weave in parts], GAP)
    return [kind for kind, _ in parts], restore(whole) if _language(draft, whole.text) == RESTORED_IN else whole


def _article(raw: RawDocument, draft: Draft, kinds: list[str], whole: Weave, known: str | None) -> Article:
    clues = draft.clues
    clues.settle_outlet()
    parts = _parts(kinds, whole.text)
    title = parts[0].span if kinds[0] == "title" else None
    body = whole.text[parts[1].span.start :] if title and len(parts) > 1 else whole.text
    content = key_hash(raw.fields.get("title"), raw.fields.get("text")) if raw.media == "row" else bytes_hash(raw.data)
    return Article(
        id=key_hash(clues.outlet or "", clues.address or content, 1),
        raw=raw.hash,
        name=raw.name,
        text=whole.text,
        title=title,
        parts=parts,
        outlet=clues.outlet,
        outlet_found=clues.outlet_found,
        address=clues.address,
        credit=clues.credit,
        credit_words=clues.credit_words,
        byline=clues.byline,
        dateline=clues.dateline,
        known=known,
        language=_language(draft, body),
        repairs=whole.repairs,
        genre=_genre(title.of(whole.text) if title else "", body, draft),
        furniture=tuple(sorted(draft.furniture, key=lambda f: f.span)),
        map=whole.segments(),
    )


def _language(draft: Draft, text: str) -> str:
    """The ISO 639-1 code that came with the text, else the one that the text looks like."""
    given = re.match(r"([a-z]{2})(?:[-_]|$)", (draft.clues.language or "").lower())
    return given.group(1) if given else language_of(text)


def _genre(title: str, body: str, draft: Draft) -> Genre:
    return genre_of(title=title, text=body, address=draft.clues.address, section=draft.clues.section)


def _parts(kinds: list[str], text: str) -> tuple[Part, ...]:
    parts, at = [], 0
    for kind, piece in zip(kinds, text.split(GAP), strict=True):
        part_kind: PartKind = kind  # type: ignore[assignment]
        parts.append(Part(part_kind, Span(at, at + len(piece))))
        at += len(piece) + len(GAP)
    return tuple(parts)


def _with_date(article: Article, published: object) -> Article:
    from msgspec.structs import replace

    return replace(article, published=published)
