"""The shelf: rows by id and the links to them, the same that the catalogue gives."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.model import Comparison, Event, StoreError, Story
from diurna.store.shelf import TYPES, Shelf, ShelfWriter
from diurna.store.stories import Part, Stories
from diurna.views.as_known import as_known
from diurna.views.params import Filter

SEVERAL = 600  # more than are asked for at once


def test_it_holds_what_the_catalogue_holds(example_library, shelf_agrees):
    shelf_agrees(example_library.reader)


def test_an_earlier_day_answers_alike(example_library, shelf_agrees):
    shelf_agrees(as_known(example_library.reader, Filter(as_of=date(2024, 4, 12))))


def test_ids_are_found_by_their_beginning(example_library):
    reader = example_library.reader
    key = reader.rows("SELECT min(id) AS id FROM events")[0]["id"]
    assert reader.beginning("events", key[:12]) == [key]
    assert len(reader.beginning("events", "")) == 2 and reader.beginning("events", "no such") == []


def test_unknown_ids_are_left_out_and_the_order_kept(example_library):
    reader = example_library.reader
    first, second = (row["id"] for row in reader.rows("SELECT id FROM events ORDER BY id LIMIT 2"))
    asked = [second, *(f"none{n}" for n in range(SEVERAL)), first, second]
    assert list(reader.held("events", asked)) == [second, first]


def story(key: str, *articles: str) -> Story:
    return Story(id=key, title=key, articles=articles, origins=articles)


def test_a_row_in_the_place_of_another_leads_from_its_own_articles(tmp_path):
    path = tmp_path / "shelf.sqlite"
    event = Event(id="e", story="s", title="", act="AID", plover_type="AID", articles=("a",))
    comparisons = tuple(Comparison(event="e", field=field, verdict="agree") for field in ("type", "place"))
    writer = ShelfWriter(path)
    writer.put(Part(Stories(stories=(story("s", "a", "b"),), events=(event,), comparisons=comparisons)))
    writer.put(Part(Stories(stories=(story("s", "b", "c"),)), {"stories": ["s"], "events": ["e"], "comparisons": ["e"]}))
    writer.close()
    shelf = Shelf(path)
    assert shelf.rows("stories", ["s"]) == {"s": story("s", "b", "c")}
    assert shelf.links("stories", ["a", "b", "c"]) == {"b": ["s"], "c": ["s"]}
    assert shelf.rows("events", ["e"]) == shelf.rows("comparisons", ["e"]) == shelf.links("of_story", ["s"]) == {}


@pytest.mark.parametrize("name", sorted(TYPES))
def test_a_damaged_shelf_is_told(tmp_path, name):
    path = tmp_path / "shelf.sqlite"
    path.write_bytes(b"no shelf" * 999)
    with pytest.raises(StoreError, match="shelf"):
        Shelf(path).rows(name, ["x"])
