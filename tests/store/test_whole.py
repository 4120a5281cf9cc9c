"""Whole articles: the same that the tables of a partition give."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3

import pytest

from diurna.model import StoreError
from diurna.store.manifest import read_manifest
from diurna.store.partitions import read_annotations, read_articles, read_layers
from diurna.store.whole import ALONE, NAME, has_alone, layers, read_whole


@pytest.fixture()
def place(example_library):
    """Where the example library's one partition lies, and the ids of its articles."""
    layout = example_library.reader.layout
    (partition,) = read_manifest(layout).partitions
    return layout, partition, [article.id for article in read_articles(layout, partition)]


def test_they_are_what_the_tables_hold(place):
    layout, partition, ids = place
    assert (layout.part(partition) / NAME).exists()
    assert read_articles(layout, partition, ids) == read_articles(layout, partition)
    assert read_annotations(layout, partition, ids) == read_annotations(layout, partition)
    assert read_annotations(layout, partition, ["nobody"]) == []


def test_layers_are_those_that_are_asked_for(place):
    layout, partition, ids = place
    whole = {found.article: found for found in read_annotations(layout, partition)}
    some = read_layers(layout, partition, ["quotes", "sentences"], ids[:3])
    assert list(some) == ids[:3] and not hasattr(some[ids[0]], "reports")
    assert all((found.quotes, found.sentences) == (whole[key].quotes, whole[key].sentences) for key, found in some.items())


def test_quotes_stand_by_themselves_too(place, tmp_path, monkeypatch):
    layout, partition, ids = place
    path = layout.part(partition) / NAME
    quotes = {found.article: found.quotes for found in read_annotations(layout, partition)}
    assert has_alone(path) and any(quotes.values())
    assert {key: found.quotes for key, found in read_whole(path, ALONE, ids, layers(ALONE)).items()} == quotes
    older = tmp_path / "older.sqlite"
    shutil.copy(path, older)
    with contextlib.closing(sqlite3.connect(older)) as connection:
        connection.execute(f"ALTER TABLE whole DROP COLUMN {ALONE}")
    assert not has_alone(older)
    for name in (NAME, str(older)):
        monkeypatch.setattr("diurna.store.partitions.NAME", name)
        assert {key: found.quotes for key, found in read_layers(layout, partition, [ALONE], ids).items()} == quotes


def test_a_partition_of_an_older_version_is_read_from_its_tables(place, monkeypatch):
    layout, partition, ids = place
    now = [read(layout, partition, ids) for read in (read_articles, read_annotations)]
    before = read_layers(layout, partition, ["reports"], ids)
    monkeypatch.setattr("diurna.store.partitions.NAME", "none.sqlite")
    assert [read(layout, partition, ids) for read in (read_articles, read_annotations)] == now
    assert {k: v.reports for k, v in read_layers(layout, partition, ["reports"], ids).items()} == {k: v.reports for k, v in before.items()}


def test_damage_is_told(place, tmp_path, monkeypatch):
    layout, partition, ids = place
    path = tmp_path / "whole.sqlite"
    path.write_bytes(b"nothing whole" * 999)
    monkeypatch.setattr("diurna.store.partitions.NAME", str(path))
    with pytest.raises(StoreError, match="whole"):
        read_articles(layout, partition, ids)
