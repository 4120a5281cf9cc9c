"""Fixtures shared by all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from diurna.coding.parse import Parse, parse
from diurna.library import Library
from diurna.model import Article, Interval, Published
from diurna.resources.examples import examples_folder
from diurna.resources.language import language_model
from diurna.settings import Settings
from diurna.store.overlay import LEADING
from diurna.store.schema import TABLES, from_row
from diurna.store.shelf import SHELVED, grouped
from diurna.store.tally import Tally, tally
from diurna.store.tallying import tallied

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from spacy.language import Language

    from diurna.store.reader import Reader


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


@pytest.fixture(scope="session")
def shelf_agrees() -> Callable[[Reader], None]:
    """Asserts that what a reader gives by id, and its tally, are what its catalogue holds."""

    def agrees(reader: Reader) -> None:
        for table in SHELVED:
            rows = reader.rows(f"SELECT * FROM {table} ORDER BY {'event' if table == 'comparisons' else 'id'}")
            structs = [from_row(row, TABLES[table].struct) for row in rows]
            wanted = grouped(structs) if table == "comparisons" else {row.id: row for row in structs}
            found = reader.held(table, wanted)
            if table == "comparisons":
                found, wanted = ({key: set(some) for key, some in rows.items()} for rows in (found, wanted))
            else:  # an utterance that was parted by a day may leave two under its id
                wanted = {key: row if row in structs else wanted[key] for key, row in found.items()}
            assert found == wanted != {}, table
        for name, query in LEADING.items():
            links: dict[str, list[str]] = {}
            for row in reader.rows(f"SELECT DISTINCT key, id FROM ({query}) ORDER BY key, id"):
                links.setdefault(row["key"], []).append(row["id"])
            assert reader.links(name, links) == links, name
        heads = reader.held("heads", [row["id"] for row in reader.rows("SELECT id FROM articles")])
        for row in reader.rows("SELECT id, headline, partition, published.when AS published, known FROM articles"):
            head = heads[row["id"]]
            assert (head.title, head.partition, head.published, head.known) == (row["headline"], row["partition"], row["published"], row["known"])
        actors = reader.rows("SELECT id, name, kind, country, sectors, articles FROM directory")
        listed = reader.held("directory", [row["id"] for row in actors])
        assert {key: (row.name, row.kind, row.country, row.sectors or None, row.articles) for key, row in listed.items()} == {
            row["id"]: (row["name"], row["kind"], row["country"], row["sectors"] or None, row["articles"]) for row in actors
        }
        assert_same(tally(reader), tallied(reader.table))

    return agrees


def assert_same(one: Tally, other: Tally) -> None:
    """Asserts that two tallies have the same columns."""
    for name in Tally.__struct_fields__:
        a, b = getattr(one, name), getattr(other, name)
        for part in getattr(a, "PARTS", ("",)):
            x, y = (getattr(some, part) if part else some for some in (a, b))
            assert x.dtype == y.dtype, name
            assert np.array_equal(x, y, equal_nan=x.dtype.kind == "f"), name
