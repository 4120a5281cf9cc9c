"""Fixtures shared by all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diurna.coding.parse import Parse, parse
from diurna.model import Article, Interval, Published
from diurna.resources.language import language_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from spacy.language import Language


@pytest.fixture(scope="session")
def language() -> Language:
    """The English pipeline, loaded once for all tests."""
    return language_model()


@pytest.fixture(scope="session")
def read(language: Language) -> Callable[..., Parse]:
    """Parse a text as an article published on a day."""

    def read_text(text: str, published: date | None = None, **fields: object) -> Parse:
        when = Published(published.isoformat(), Interval.day(published), "test") if published else None
        return parse(Article(id="test", raw="", name="test", text=text, published=when, **fields), language)

    return read_text
