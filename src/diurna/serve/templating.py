"""Templates: everything that goes into one is escaped, and freed of characters that would turn a line around."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..views.shown import clean, day
from .query import LABELS
from .registry import navigation

if TYPE_CHECKING:
    from .room import Desk

HERE = Path(__file__).parent
SIGNS = {"agree": "=", "coarser": "≈", "differ": "≠", "only_one": "1", "silent": "·"}


@cache
def environment() -> Environment:
    """The one Jinja environment; templates are compiled when first used."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_tidy,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"day": day, "plain": _plain, "count": _count}
    made.globals |= {"link": link, "csrf_field": csrf_field, "static": static_address, "navigation": navigation, "SIGNS": SIGNS, "LABELS": LABELS}
    return made


def render(desk: Desk, template: str, **context: Any) -> str:
    """A template with a request's desk."""
    return environment().get_template(template).render(desk=desk, url=desk.url, params=desk.params, **context)


def link(address: str | None, words: str | None = None) -> Markup | str:
    """A link out for an http or https address; any other address is shown as text and leads nowhere."""
    if not address:
        return words or ""
    try:
        parts = urlsplit(address)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        safe = False
    if not safe:
        return f"{words} ({clean(address)})" if words else clean(address)
    shown = escape(clean(words or address))
    return Markup('<a class="out" href="{}" rel="noreferrer noopener external">{}</a>').format(address, shown)


def csrf_field(desk: Desk) -> Markup:
    """The hidden field that every form that POSTs must have."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(desk.csrf)


@cache
def static_address(name: str) -> str:
    """The address of a file of ours, which changes with its content so that it can be kept for ever."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def _tidy(value: Any) -> Any:
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


def _plain(word: str) -> str:
    """A code of the record as words: "called_off" is "called off"."""
    return word.replace("_", " ").lower()


def _count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 article, 2 articles."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
