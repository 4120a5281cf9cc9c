"""A person's decisions: they hold over what the program finds, survive a re-coding, and can be undone."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date

import msgspec
import pyarrow.parquet as pq
import pytest

from diurna.library import Library
from diurna.model import UnknownIdError
from diurna.run.anchors import anchor_of, found_again
from diurna.run.generation import build_generation
from diurna.run.progress import Silent
from diurna.settings import Settings
from diurna.store.layout import Layout
from diurna.store.manifest import read_manifest, write_manifest

BY = {"who": "A. Reader", "why": "read them both"}


@pytest.fixture
def library(example_library, tmp_path):
    """The example library, to be decided on."""
    shutil.copytree(example_library.path, tmp_path / "library.diurna")
    return Library(tmp_path / "library.diurna", settings=Settings())


@pytest.fixture
def toll(library):
    """The event of the attack near Djibo that most reports tell."""
    return max(library.events(place="Djibo").events, key=lambda row: row.reports)


@pytest.fixture
def other(library, toll):
    """An event of another story."""
    return next(row for row in library.events(limit=1000).events if row.story != toll.story and row.act == "ASSAULT" and row.reports < toll.reports)


def told_anew(library):
    """The record built from nothing but partitions and decisions, as after a re-coding."""
    layout = Layout(library.path)
    library.reader.close()  # the engine holds a file by its name, and the new one has the same
    manifest = msgspec.structs.replace(read_manifest(layout), told=(), settled=(), generation=0)
    shutil.rmtree(layout.generation(1).parent)
    write_manifest(layout, manifest)
    build_generation(layout, manifest, progress=Silent())
    return Library(library.path, settings=Settings())


def reports(library, key):
    return {t.report.id for t in library.event(key).tellings}


def test_two_events_of_two_stories_are_made_one_and_parted_again(library, toll, other):
    before = library.event(toll.id), library.event(other.id)
    decision = library.merge(toll.id, other=other.id, **BY)
    one = library.event(other.id)
    assert one.event.id == toll.id
    assert {t.report.id for t in one.tellings} == {t.report.id for view in before for t in view.tellings}
    assert one.event.reports == toll.reports + other.reports
    assert any("A. Reader: read them both" in t.merged for t in one.tellings)
    assert {t.merged for t in before[0].tellings} <= {t.merged for t in one.tellings}
    (row,) = library.decisions()
    assert (row.holds, row.events, row.lost) == (True, [toll.id], 0)
    library.undo(decision.id[:6], who="B", why="they were two")
    assert msgspec.json.encode(library.event(toll.id)) == msgspec.json.encode(before[0])
    assert msgspec.json.encode(library.event(other.id)) == msgspec.json.encode(before[1])
    assert [r.holds for r in library.decisions()] == [False, False]
    with pytest.raises(ValueError, match="undone already"):
        library.undo(decision.id, **BY)


def test_what_is_decided_holds_when_all_is_told_anew(library, toll, other):
    late = library.event(toll.id).tellings[-1].report.id
    library.split(toll.id, reports=[late], **BY)
    library.merge(toll.id, other=other.id, **BY)
    merged = reports(library, toll.id)
    assert late not in merged
    assert len(merged) == toll.reports - 1 + other.reports
    anew = told_anew(library)
    query = "SELECT [m.report FOR m IN reports] AS reports FROM events WHERE list_has_any([m.report FOR m IN reports], ?::VARCHAR[])"
    (home,) = anew.reader.rows(query, [[late]])
    assert late in home["reports"] and merged.isdisjoint(home["reports"])
    assert [set(row["reports"]) for row in anew.reader.rows(query, [sorted(merged)])] == [merged]


def test_a_split_holds_when_more_is_read(library, toll, tmp_path):
    late = [library.event(toll.id).tellings[-1].report.id]
    library.split(toll.id, reports=late, **BY)
    text = "Gunmen killed nine people at a livestock market near Djibo in northern Burkina Faso on Tuesday, the government said."
    row = {"title": "Nine dead at Djibo market", "text": text, "outlet": "Sahel Notes", "published": "2024-04-12"}
    (tmp_path / "more.jsonl").write_text(json.dumps(row), encoding="utf-8")
    library.read(tmp_path / "more.jsonl")
    assert not set(late) & reports(library, toll.id)
    assert len(reports(library, toll.id)) >= toll.reports - len(late)


def test_a_correction_stands_beside_what_the_reports_say(library, toll):
    library.correct(toll.id, field="place", value="Djibo market", **BY)
    view = library.event(toll.id)
    (one,) = view.corrections
    was = " / ".join(dict.fromkeys(cell.value for c in view.comparisons if c.field == "place" for cell in c.cells))
    assert (one.field, one.was, one.value, one.who) == ("place", was, "Djibo market", "A. Reader")
    assert view.event.place == "Djibo"
    assert library.event(toll.id, as_of=date(2024, 4, 20), clock="known").corrections == []
    assert library.event(toll.id, as_of=date(2024, 4, 20)).corrections == view.corrections
    assert told_anew(library).event(toll.id).corrections == view.corrections


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_corrections_are_exported_with_their_event(library, toll, tmp_path, form):
    path = tmp_path / f"corrections.{form}"
    assert library.export("corrections", format=form, to=path) == 0
    made = library.correct(toll.id, field="place", value="=Djibo market", **BY)
    undone = library.correct(toll.id, field="title", value="At a market", **BY)
    library.undo(undone.id, who="B", why="it was right")
    assert library.export("corrections", format=form, to=path) == 1
    read = {"csv": lambda: list(csv.DictReader(path.open(encoding="utf-8"))), "jsonl": lambda: [json.loads(path.read_text("utf-8"))],
            "parquet": lambda: pq.read_table(path).to_pylist()}  # fmt: skip
    (row,) = read[form]()
    value = "'=Djibo market" if form == "csv" else "=Djibo market"  # a spreadsheet must not run it
    assert (row["event"], row["decision"], row["field"], row["value"], row["who"]) == (toll.id, made.id, "place", value, "A. Reader")


def test_a_wrong_call_is_told(library, toll):
    every = sorted(reports(library, toll.id))
    with pytest.raises(ValueError, match="nothing to merge"):
        library.merge(toll.id, other=toll.id[:9], **BY)
    with pytest.raises(ValueError, match="who made it and why"):
        library.correct(toll.id, field="place", value="x", who=" ", why="y")
    with pytest.raises(ValueError, match="and not all"):
        library.split(toll.id, reports=every, **BY)
    with pytest.raises(UnknownIdError, match="no report of this event"):
        library.split(toll.id, reports=["zz"], **BY)
    with pytest.raises(ValueError, match="choose from actors"):
        library.correct(toll.id, field="colour", value="red", **BY)
    with pytest.raises(UnknownIdError, match="no decision"):
        library.undo("zz", **BY)
    assert library.decisions() == []


def test_a_report_is_found_by_its_words_where_the_text_has_moved(library, toll):
    telling = library.event(toll.id).tellings[0]
    article, coded = library.article(telling.teller.article), library.annotations(telling.teller.article)
    anchor = anchor_of(telling.report, article, coded)
    assert found_again(anchor, article, coded) == telling.report.id
    for report in coded.reports:
        assert found_again(anchor_of(report, article, coded), article, coded) == report.id
    shift = "A heading that was furniture before.\n\n"
    later = msgspec.structs.replace(article, text=shift + article.text)
    by = len(shift)
    moved = msgspec.structs.replace(coded, reports=tuple(
        msgspec.structs.replace(r, trigger=r.trigger.shifted(by), evidence=tuple(e.shifted(by) for e in r.evidence)) for r in coded.reports
    ))
    assert found_again(anchor, later, moved) == telling.report.id
    gone = msgspec.structs.replace(article, text="Nothing of it is left.")
    assert found_again(anchor, gone, coded) is None


def test_a_decision_whose_report_is_gone_is_a_problem_row(library, toll):
    decision = library.correct(toll.id, field="place", value="Djibo market", **BY)
    path = Layout(library.path).decision(decision.id)
    row = json.loads(path.read_text("utf-8"))
    row["reports"][0] |= {"exact": "zeppelin", "prefix": "a", "suffix": "b"}
    path.write_text(json.dumps(row), encoding="utf-8")
    problems = [p for p in told_anew(library).overview().problems if p.code == "decision_lost"]
    assert [p.detail for p in problems] == [f"correct by A. Reader: 1 of {toll.reports} reports"]
