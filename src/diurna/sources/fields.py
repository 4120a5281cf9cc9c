"""The names under which rows carry what we need."""

from __future__ import annotations

from typing import Any

# Our name, and the names that are tried for it in turn; a user's own mapping goes first.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_body", "articleBody", "maintext", "full_text", "fulltext"),
    "title": ("title", "headline", "head", "heading"),
    "date": (
        "published",
        "published_at",
        "publish_date",
        "date_published",
        "datePublished",
        "publication_date",
        "pub_date",
        "pubDate",
        "date",
        "datetime",
        "timestamp",
    ),
    "outlet": ("outlet", "source", "publisher", "publication", "source_name", "site_name", "newspaper", "media_name"),
    "address": ("url", "link", "address", "source_url", "canonical_url", "uri"),
    "byline": ("byline", "author", "authors", "writer"),
    "id": ("id", "_id", "guid", "uuid", "article_id"),
    "language": ("language", "lang"),
    "section": ("section", "category"),
    "credit": ("credit", "agency", "wire"),
}
ALSO = {"published": "date", "url": "address", "source": "outlet", "author": "byline"}  # other words for our names in a mapping
INNER = ("name", "title", "text", "value", "$date")  # where a value is an object ({"source": {"name": ...}})


class UnknownField(ValueError):
    """A mapping names a field that we do not have; the message says which there are."""


def mapped(row: dict[str, Any], given: dict[str, str] | None = None) -> dict[str, str]:
    """A row's values under our names, as text; `given` maps our name to the row's (dots go into objects: "source.name").

    Raises UnknownField if `given` has a name that is not ours.
    """
    check_fields(given)
    meant = {ALSO.get(name, name): field for name, field in (given or {}).items()}
    out: dict[str, str] = {}
    for name, tried in NAMES.items():
        own = meant.get(name)
        values = (_reached(row, key) for key in ((own,) if own else tried))
        text = next((t for t in map(_as_text, values) if t.strip()), "")
        if text:
            out[name] = text if name == "text" else text.strip()
    return out


def check_fields(given: dict[str, str] | None) -> None:
    """Raises UnknownField if a mapping has a name that is not ours."""
    for name in given or {}:
        if ALSO.get(name, name) not in NAMES:
            raise UnknownField(f"there is no field {name!r} to map to; there are: {', '.join(NAMES)}")


def _reached(row: dict[str, Any], path: str) -> Any:
    if path in row:
        return row[path]
    value: Any = row
    for key in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return next((t for t in (_as_text(value.get(key)) for key in INNER) if t), "")
    return ""
