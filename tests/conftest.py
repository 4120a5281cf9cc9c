"""Fixtures shared by all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diurna.coding.parse import Parse, parse
from diurna.library import Library
from diurna.model import Article, Interval, Published
from diurna.resources.examples import examples_folder
from diurna.resources.language import language_model
from diurna.settings import Settings

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


@pytest.fixture(scope="session")
def example_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The example reports, read into a library; tests only ask it."""
    library = Library(tmp_path_factory.mktemp("examples") / "library.diurna", settings=Settings())
    library.read(examples_folder(), known="2024-04-15T00:00:00+00:00")
    return library
