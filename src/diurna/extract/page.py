"""A web page's visible text: our own deterministic reading, so that offsets into it mean the same tomorrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 1000  # open elements; real pages of the benchmark reach 60, and the parser itself cuts off at 256
MAX_CHARACTERS = 6_000_000  # of markup once scripts and long attributes are gone; the benchmark's longest page has 1.4 million
MAX_ELEMENTS = 30_000  # the benchmark's largest page has 1,566; at 300,000 trafilatura takes 40 s and 1.1 GB
MAX_ATTRIBUTE = 10_000  # longer values are images written out or attacks; none holds words
UNSEEN = frozenset(
    [
        "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "embed", "canvas", "select", "option", "textarea", "math",
        "audio", "video", "map",
    ]
)
INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
        "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)
VOID = frozenset(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "tr",
        "td", "th", "option",
    ]
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
NOISE = re.compile(r"<(script|style|svg)\b[^>]{0,2000}>(.*?)</\1\s*>|<!--.*?-->", re.S | re.I)
JSON_LD = re.compile(r"application/ld\+json", re.I)
LONG_ATTRIBUTE = re.compile(rf"=\s*(?:\"[^\"<>]{{{MAX_ATTRIBUTE},}}\"|'[^'<>]{{{MAX_ATTRIBUTE},}}')")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class HostileMarkup(ValueError):
    """A page that cannot be parsed safely: nested too deeply or too large."""


def parse_page(markup: str) -> HtmlElement | None:
    """The page as a tree, or None where there is no element; raises HostileMarkup. Entities are HTML's own, nothing is fetched."""
    from lxml import etree, html

    plain = _lightened(markup)
    if len(plain) > MAX_CHARACTERS:
        raise HostileMarkup(f"{len(plain):,} characters of markup")
    depth, elements = _depth(plain)
    if depth > MAX_DEPTH:
        raise HostileMarkup(f"{depth:,} elements deep")
    if elements > MAX_ELEMENTS:
        raise HostileMarkup(f"{elements:,} elements")
    parser = html.HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def page_text(tree: HtmlElement) -> str:
    """The visible words of a page, one line a block, white space collapsed; a pure function of the tree."""
    from lxml import etree

    pieces: list[str] = []
    skipping = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipping is None and (tag in UNSEEN or not tag):
                skipping = element
            if skipping is None:
                pieces.append("" if tag in INLINE else "\n")
                pieces.append(_collapsed(element.text))
            continue
        if skipping is element:
            skipping = None
        elif skipping is None and tag not in INLINE:
            pieces.append("\n")
        if skipping is None and element is not tree:
            pieces.append(_collapsed(element.tail))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collapsed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _lightened(markup: str) -> str:
    """Without scripts (JSON-LD is kept: it has dates), styles, comments, NULs and overlong attributes."""
    text = DECLARATION.sub("", markup.replace("\0", ""))
    text = _without_noise(text)
    return LONG_ATTRIBUTE.sub('=""', text)


def _without_noise(text: str) -> str:
    def kept(match: re.Match[str]) -> str:
        opening = match.group()[:300]
        return match.group() if match.group(1) and JSON_LD.search(opening) else " "

    # a page full of unclosed <script> would make the search quadratic: look only where there are closing tags at all
    closings = text.lower().count("</script") + text.lower().count("</style") + text.lower().count("</svg") + text.count("-->")
    openings = len(re.findall(r"<(?:script|style|svg)\b|<!--", text, re.I))
    return NOISE.sub(kept, text) if openings <= 2 * closings + 50 else text


def _depth(markup: str) -> tuple[int, int]:
    """How deep the elements of a page lie in one another, and how many there are."""
    depth = deepest = elements = 0
    for closing, name in TAG.findall(markup):
        elements += not closing
        if name.lower() in VOID:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest, elements
