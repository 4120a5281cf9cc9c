"""Full-text search: one SQLite FTS5 index a generation."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from typing import TYPE_CHECKING

import msgspec

from .damage import intact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..model import Article

TERM = re.compile(r'"([^"]*)"|(\S+)')


class Hit(msgspec.Struct, frozen=True):
    """An article that was found, with its rank (the lower, the better: BM25)."""

    article: str
    rank: float


def extend_search(path: Path, articles: Iterable[Article]) -> None:
    """Add articles to the index, which is made if there is none; texts are indexed, not stored."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS ids (n INTEGER PRIMARY KEY, article TEXT)")
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, content='', tokenize=\"unicode61 remove_diacritics 2\")"
        )
        for article in articles:
            title = article.headline
            body = article.text[article.title.end :] if article.title else article.text
            number = connection.execute("INSERT INTO ids (article) VALUES (?)", (article.id,)).lastrowid
            connection.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))
    connection.close()


def match_expression(query: str) -> str:
    """What a user typed as an FTS5 expression: words must all stand, "quoted words" in that order, a final * is a prefix.

    Every term is quoted, so that signs such as C++ or a lone quotation mark mean themselves and never an operator.
    Returns "" where nothing can be searched.
    """
    terms = []
    for phrase, word in TERM.findall(query):
        words = re.findall(r"\w+", phrase or word)
        if words:
            terms.append('"' + " ".join(words) + '"' + ("*" if word.endswith("*") else ""))
    return " ".join(terms)


def search(path: Path, query: str, *, limit: int = 100) -> list[Hit]:
    """Articles that hold all terms of a query, best first (titles weigh four times as much as text); raises StoreError where the index is damaged."""
    expression = match_expression(query)
    if not expression:
        return []
    with intact(path), contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT ids.article, bm25(words, 4.0, 1.0) AS rank FROM words JOIN ids ON ids.n = words.rowid"
            " WHERE words MATCH ? ORDER BY rank, ids.article LIMIT ?",
            (expression, limit),
        ).fetchall()
    return [Hit(article, rank) for article, rank in rows]
