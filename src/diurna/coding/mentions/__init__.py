"""Mentions: the noun phrases of an article that can stand for an actor."""

from .phrases import Phrase, find_phrases
from .seats import acts_as_government

__all__ = ["Phrase", "acts_as_government", "find_phrases"]
