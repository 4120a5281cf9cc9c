"""Partitions, the manifest, the lock and verify."""

from __future__ import annotations

import multiprocessing

import pytest

from diurna.model import Annotations, Article, Quote, RawDocument, Span, StoreError, bytes_hash
from diurna.store.layout import Layout, replaced
from diurna.store.lock import writing
from diurna.store.manifest import Manifest, read_manifest, write_manifest
from diurna.store.partitions import Batch, read_annotations, read_articles, read_raw, read_rows, write_partition
from diurna.store.verify import verify

TEXT = "He said that it rained."


def batch(text: str = TEXT) -> Batch:
    raw = RawDocument(bytes_hash(text.encode()), "x.txt", "text", text.encode())
    article = Article(id="a1", raw=raw.hash, name="x.txt", text=text)
    quote = Quote(id="a1-u0", article="a1", sentence=0, content=(Span(8, 22),), kind="indirect")
    return Batch((raw,), (article,), (Annotations(article="a1", sentences=(Span(0, 23),), quotes=(quote,)),), ())


def stored(tmp_path) -> Layout:
    layout = Layout(tmp_path / "l.diurna")
    write_partition(layout, "p1", batch(), versions={"extract": "1"}, known="2024-01-01")
    write_manifest(layout, Manifest(partitions=("p1",)))
    return layout


def test_what_is_written_is_read(tmp_path):
    layout = stored(tmp_path)
    given = batch()
    assert read_articles(layout, "p1") == list(given.articles)
    assert read_annotations(layout, "p1") == list(given.annotations)
    assert read_raw(layout, "p1") == list(given.raws)
    assert read_articles(layout, "p1", ["nobody"]) == []
    assert read_rows(layout, "p1", "quotes")[0]["surfaces"] == ["that it rained"]


def test_a_span_outside_the_text_is_not_written(tmp_path):
    wrong = Annotations(article="a1", sentences=(Span(0, 99),))
    given = batch()
    with pytest.raises(ValueError, match="does not lie"):
        write_partition(Layout(tmp_path), "p1", Batch(given.raws, given.articles, (wrong,), ()), versions={}, known="")
    assert not (tmp_path / "parts" / "p1").exists()


def test_verify_holds_and_finds_changed_text(tmp_path):
    layout = stored(tmp_path)
    assert list(verify(layout)) == []
    changed = batch("She said that it snowed.")
    write_partition(layout, "p2", changed, versions={}, known="")
    layout.table("p1", "articles").write_bytes(layout.table("p2", "articles").read_bytes())
    faults = list(verify(layout))
    assert faults and {fault.code for fault in faults} == {"span_mismatch"}
    assert any(fault.where.endswith("whole.sqlite") for fault in faults)


def test_a_failed_write_leaves_what_was_there(tmp_path):
    target = tmp_path / "file"
    target.write_text("before")

    def fail():
        with replaced(target) as temporary:
            temporary.write_text("half")
            raise OSError("disk full")

    with pytest.raises(StoreError, match="disk full"):
        fail()
    assert target.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def hold(path, entered, leave):
    with writing(Layout(path)):
        entered.set()
        leave.wait(30)


def test_two_writers_at_once_are_refused(tmp_path):
    context = multiprocessing.get_context("spawn")
    entered, leave = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path / "l", entered, leave))
    other.start()
    try:
        assert entered.wait(30)
        with pytest.raises(StoreError, match="another process"), writing(Layout(tmp_path / "l")):
            pass
    finally:
        leave.set()
        other.join()
    with writing(Layout(tmp_path / "l")):
        pass


def test_an_unwritable_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"), writing(Layout(tmp_path / "file" / "l")):
        pass


def test_foreign_and_newer_manifests_are_refused(tmp_path):
    layout = Layout(tmp_path)
    layout.manifest.write_text("{nonsense")
    with pytest.raises(StoreError, match=r"Is .* a Diurna library"):
        read_manifest(layout)
    layout.manifest.write_text('{"format": 99}')
    with pytest.raises(StoreError, match="newer Diurna"):
        read_manifest(layout)
