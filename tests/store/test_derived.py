"""Derived tables: they hold what other tables say, also after a batch has changed some of it."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from diurna.store import derived as module
from diurna.store.derived import OF_STORIES, QUERIES, SOURCES, WHOLE, derive, derived
from diurna.views.actor_list import actor_list
from diurna.views.actor_page import actor_page
from diurna.views.event_map import event_map
from diurna.views.explore import explore
from diurna.views.params import Filter
from diurna.views.review import review
from diurna.views.sayings import sayings, speaker
from diurna.views.story_list import story_list
from diurna.views.today import today


@pytest.fixture()
def catalogue(example_library, tmp_path):
    """A copy of the example library's catalogue that can be written, with a report of a type of the user's own."""
    copy = tmp_path / "catalogue.duckdb"
    shutil.copy(example_library.reader.folder / "catalogue.duckdb", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE reports SET own_type = 'RAID' WHERE id = (SELECT min(id) FROM reports)")
        derive(connection, changed=None, partitions=())
        yield connection


def rows(connection, name: str, query: str | None = None) -> list[tuple]:
    return sorted(connection.execute(f"SELECT * FROM {query or name}").fetchall(), key=repr)


def made(name: str) -> str:
    return f"({(QUERIES | WHOLE)[name].format(**{source: source for source in SOURCES})})"


def test_the_catalogue_holds_them(catalogue):
    for name in (*QUERIES, *WHOLE):
        assert rows(catalogue, name) == rows(catalogue, name, made(name)) != []


def test_changed_events_are_told_anew(catalogue):
    ids = [key for (key,) in catalogue.execute("SELECT id FROM events ORDER BY id LIMIT 20").fetchall()]
    gone, moved = ids[:10], ids[10:]
    catalogue.execute("DELETE FROM events WHERE list_contains(?::VARCHAR[], id)", [gone])
    catalogue.execute("UPDATE events SET actors = recipients, recipients = actors WHERE list_contains(?::VARCHAR[], id)", [moved])
    derive(catalogue, changed={"events": {*gone, *moved}}, partitions=())
    for name in (*OF_STORIES["events"], *WHOLE):
        assert rows(catalogue, name) == rows(catalogue, name, made(name))


def test_new_partitions_bring_their_offices(catalogue):
    (partition,) = catalogue.execute("SELECT any_value(partition) FROM articles").fetchone()
    catalogue.execute("DELETE FROM roles")
    derive(catalogue, changed={}, partitions=[partition])
    assert rows(catalogue, "roles") == rows(catalogue, "roles", made("roles")) != []


def test_a_catalogue_without_them_gets_them(catalogue):
    catalogue.execute("DROP TABLE sides")
    derive(catalogue, changed={}, partitions=())
    assert rows(catalogue, "sides") == rows(catalogue, "sides", made("sides"))


def test_answers_are_the_same_where_they_are_missing(example_library, monkeypatch):
    reader = example_library.reader
    key = max(actor_list(reader).actors, key=lambda a: a.did + a.had_done).id

    def answers():
        lists = [actor_list(reader), actor_list(reader, order="did"), event_map(reader), story_list(reader), sayings(reader, Filter()), today(reader)]
        pages = [actor_page(reader, key, Filter()), speaker(reader, key, Filter()), explore(reader, ["dyad", "type"]), review(reader, "doubtful")]
        return [*lists, *pages, review(reader)]

    before = answers()
    monkeypatch.setitem(module._held, reader.folder, frozenset())
    assert derived(reader, "sides").startswith("(") and answers() == before
