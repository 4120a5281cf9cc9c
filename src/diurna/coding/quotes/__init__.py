"""Quotes: who said what, in which words, and through whom it came."""

from .find import find_quotes

__all__ = ["find_quotes"]
