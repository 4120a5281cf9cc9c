"""Bytes to articles: character set, body, who published it and when, and every repair on record."""

from .article import VERSION, extract, raw_text, undo

__all__ = ["VERSION", "extract", "raw_text", "undo"]
