"""A library that grew report by report tells the same as one that was read at once."""

from __future__ import annotations

from diurna.library import Library
from diurna.model import Event, Merge, RawDocument, Story, Succession
from diurna.resources.examples import examples_folder
from diurna.run.generation import joined
from diurna.settings import Settings
from diurna.sources import read_documents
from diurna.store.stories import Stories
from diurna.stories import Told


def test_new_reports_are_told_onto_the_old(tmp_path, example_library, shelf_agrees):
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
    shelf_agrees(library.reader)
    assert {hit.article for hit in library.reader.search("Djibo")} == {hit.article for hit in example_library.reader.search("Djibo")}


def test_what_lies_before_the_window_stays():
    old = Story(id="s", title="Flood", articles=("a", "b"), origins=("a", "b"), first="2031-01-01", last="2031-01-09")
    event = {"story": "s", "title": "", "act": "AID", "plover_type": "AID"}
    early = Event(id="e1", reports=(Merge("a-r", "a", ""),), articles=("a",), **event)
    parted = Event(id="e2", reports=(Merge("a-q", "a", ""), Merge("b-r", "b", "")), articles=("a", "b"), **event)
    told = Told(
        stories=(Story(id="t", title="Flood goes on", articles=("b", "c"), origins=("b", "c"), first="2031-01-09", last="2031-01-20"),),
        events=(Event(id="e3", reports=(Merge("b-r", "b", ""), Merge("c-r", "c", "")), articles=("b", "c"), **(event | {"story": "t"})),),
        successions=(Succession("s", "t", "merged"),),
    )
    found = joined(Stories(stories=(old,), events=(early, parted)), told)
    assert [(s.id, s.articles, s.first) for s in found.stories] == [("t", ("a", "b", "c"), "2031-01-01")]
    assert {e.id: (e.story, e.articles) for e in found.events} == {"e1": ("t", ("a",)), "e2": ("t", ("a",)), "e3": ("t", ("b", "c"))}
