"""A library that grew report by report tells the same as one that was read at once."""

from __future__ import annotations

from diurna.library import Library
from diurna.model import RawDocument
from diurna.resources.examples import examples_folder
from diurna.settings import Settings
from diurna.sources import read_documents


def test_new_reports_are_told_onto_the_old(tmp_path, example_library):
    settings = Settings()
    documents = [d for d in read_documents(examples_folder(), settings=settings) if isinstance(d, RawDocument)]
    wire = [d for d in documents if d.name.startswith("wire")]
    rest = [d for d in documents if not d.name.startswith("wire")]
    library = Library(tmp_path / "grown.diurna", settings=settings)
    library.read_documents(wire)
    before = {story.id for story in library.stories()}
    library.read_documents(rest)
    whole, grown = example_library.overview().rows, library.overview().rows
    for table in ("articles", "reports", "quotes", "quantities", "relations", "problems"):
        assert grown[table] == whole[table]
    assert abs(grown["origins"] - whole["origins"]) <= 1
    kept = before & {story.id for story in library.stories()}
    assert len(kept) >= len(before) - 1
    rows = library.reader.rows("SELECT e.id FROM events e LEFT JOIN stories s ON s.id = e.story WHERE s.id IS NULL")
    assert rows == []
    assert library.reader.rows("SELECT count(*) - count(DISTINCT id) AS n FROM events") == [{"n": 0}]
    assert {hit.article for hit in library.reader.search("Djibo")} == {hit.article for hit in example_library.reader.search("Djibo")}
