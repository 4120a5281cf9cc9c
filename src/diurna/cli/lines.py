"""JSON lines that the pipes take: articles as `diurna extract` writes them, or bare texts."""

from __future__ import annotations

from datetime import date
from typing import IO, TYPE_CHECKING, Any

import msgspec

from ..model import Article, Interval, Published, key_hash

if TYPE_CHECKING:
    from collections.abc import Iterator


class LineError(ValueError):
    """A line cannot be used; the message says which and why."""


def read_lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a stream that are not blank, numbered from 1."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line


def article_of(line: bytes, number: int) -> tuple[Article, list[dict[str, Any]] | None]:
    """A line as an article, and the pairs given with it; raises LineError."""
    try:
        row = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise LineError(f"line {number}: not valid JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
        raise LineError(f'line {number}: needs a field "text" with some text')
    pairs = row.pop("pairs", None)
    try:
        return (msgspec.convert(row, Article) if "raw" in row else _bare(row)), pairs
    except (msgspec.ValidationError, ValueError) as error:
        raise LineError(f"line {number}: {error}") from error


def _bare(row: dict[str, Any]) -> Article:
    key = str(row.get("id") or key_hash(row.get("outlet"), row["text"]))
    published = _published(row.get("published") or row.get("date"))
    return Article(id=key, raw="", name=key, text=row["text"], outlet=row.get("outlet"), published=published)


def _published(value: object) -> Published | None:
    if value is None:
        return None
    try:
        return Published(str(value), Interval.day(date.fromisoformat(str(value)[:10])), "field")
    except ValueError as error:
        raise ValueError(f"published is {value!r}: write it as 2017-11-02") from error
