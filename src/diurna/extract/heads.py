"""What a page's head says: title, author, outlet, address, date."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from ..resources.outlets import outlets
from .clues import domain_of
from .dates import field_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from .clues import Clues

EARLIEST, LATEST = "1900-01-01", "2100-01-01"  # fixed, so that the reading does not depend on the day: odd dates are judged later
EXACT_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "sailthru.date",
    "date",
)
LONGEST_NAME = 60  # characters of an outlet or author


def head_clues(tree: HtmlElement, clues: Clues, *, day_first: bool) -> str | None:
    """Take what the head says into `clues` (fields that came with the page stay) and give the title, if any."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(
        deepcopy(tree),
        default_url=clues.address,
        date_config={"original_date": True, "extensive_search": False, "min_date": EARLIEST, "max_date": LATEST},
    )
    metas = _metas(tree)
    clues.take_address(found.url)
    clues.take_outlet(_outlet(found.sitename, metas), "meta")
    if found.author and not clues.byline and len(found.author) <= LONGEST_NAME:
        clues.byline = re.sub(r"\s*;\s*", ", ", found.author)
    clues.section = clues.section or metas.get("article:section")
    date = _date(tree, metas, day_first)
    if date:
        clues.dates.append(("meta", date))
    title = re.sub(r"\s+", " ", found.title or "").strip()
    return title or None


def _outlet(sitename: str | None, metas: dict[str, str]) -> str | None:
    name = metas.get("og:site_name") or sitename
    if not name or len(name) > LONGEST_NAME:
        return None
    plain = name.strip().lstrip("@")
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", plain):
        domain = domain_of("http://" + plain.lower())
        return outlets().get(domain or "", plain)
    return plain


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta elements by name, property or itemprop in small letters, the first one of each."""
    out: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            out.setdefault(name, content)
    return out


def _date(tree: HtmlElement, metas: dict[str, str], day_first: bool):  # type: ignore[no-untyped-def]
    """The publication date in meta elements or JSON-LD; failing these what htmldate finds in the head, never in the page's text."""
    for name in EXACT_DATES:
        if name in metas and (date := field_date(metas[name], day_first=day_first)):
            return date
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            match = re.search(r'"datePublished"\s*:\s*"([^"]{4,40})"', script.text or "")
            if match and (date := field_date(match.group(1), day_first=day_first)):
                return date
    return _htmldate(tree, day_first)


def _htmldate(tree: HtmlElement, day_first: bool):  # type: ignore[no-untyped-def]
    from htmldate import find_date
    from lxml import html

    head = tree.find(".//head")
    if head is None:
        return None
    page = html.Element("html")
    page.append(deepcopy(head))
    found = find_date(page, extensive_search=False, original_date=True, min_date=EARLIEST, max_date=LATEST)
    return field_date(found, day_first=day_first) if found else None
