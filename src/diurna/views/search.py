"""Which articles hold these words?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from .as_known import as_known
from .event import Teller, tellers
from .params import Filter

if TYPE_CHECKING:
    from ..model import Article
    from ..store.reader import Reader

SNIPPET = 160  # characters shown around the first word found


class Found(msgspec.Struct, frozen=True):
    """An article that holds the words, and the stretch around the first of them."""

    teller: Teller
    snippet: str
    rank: float


def search(reader: Reader, query: str, *, limit: int = 20, wanted: Filter | None = None) -> list[Found]:
    """Articles that hold all words of a query ("quoted words" in that order, a final * is a prefix), best first, of a filter's day."""
    reader = as_known(reader, wanted or Filter())
    hits = reader.search(query, limit=limit)
    by_id = tellers(reader, [hit.article for hit in hits])
    articles = reader.articles(list(by_id))
    words = re.findall(r"\w+", query)
    return [Found(by_id[hit.article], _snippet(articles[hit.article], words), hit.rank) for hit in hits if hit.article in by_id]


def _snippet(article: Article, words: list[str]) -> str:
    start = article.title.end if article.title else 0
    found = re.search("|".join(rf"\b{re.escape(word)}" for word in words), article.text[start:], re.IGNORECASE) if words else None
    middle = start + (found.start() if found else 0)
    left = max(start, middle - SNIPPET // 2)
    piece = " ".join(article.text[left : left + SNIPPET].split())
    return ("… " if left > start else "") + piece + (" …" if left + SNIPPET < len(article.text) else "")
