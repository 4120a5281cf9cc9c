"""From the example reports to the record, as a user goes through it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from diurna.library import Library
from diurna.model import UnknownIdError
from diurna.settings import Settings


def test_every_report_is_an_article(example_library):
    found = example_library.overview()
    assert found.rows["articles"] == 29
    assert {row.outlet for row in found.outlets} >= {"Transcontinental Press Agency", "La Lagune English Service", "The Volta Herald", None}


def test_furniture_is_no_text(example_library):
    for row in example_library.reader.rows("SELECT id FROM articles"):
        text = example_library.article(row["id"]).text
        for words in ("Read also", "Most read", "Cookie", "Cocoa price", "More from Markets", "Subscribe", "Published in The Volta Herald"):
            assert words not in text


def test_copies_are_one_origin(example_library):
    copied = example_library.reader.rows("SELECT len(copies) AS n FROM origins WHERE len(copies) > 1")
    assert len(copied) >= 3
    market = [s for s in example_library.stories() if "BURKINA" in s.title.upper() or "MARKET" in s.title.upper()]
    assert market and market[0].origins < market[0].articles


def test_a_denied_ceasefire_is_in_the_record_but_not_counted_as_done(example_library):
    denied = [e for e in example_library.events(limit=1000).events if e.polarity == "denied"]
    assert denied
    counted = example_library.counts(["type"]).rows
    done = [e for e in example_library.events(limit=1000).events if e.phase in ("done", "ongoing") and e.polarity == "affirmed" and not e.background]
    assert sum(row.events for row in counted) == len(done)


def test_a_postponed_signing_is_moved_in_the_diary(example_library):
    entries = example_library.diary()
    signing = [
        e.appointment for e in entries if "sign" in e.appointment.name.lower() and e.appointment.place and e.appointment.place.name == "Cotonou"
    ]
    assert signing and any(a.status == "moved" for a in signing)


def test_quotes_keep_their_speaker_where_the_marks_were_lost(example_library):
    lost = [row for row in example_library.quotes(limit=1000) if row.quote.marks == "lost"]
    assert any(row.speaker and row.speaker.name == "Salif Nacro" for row in lost)


def test_every_span_gives_its_words(example_library):
    assert list(example_library.verify()) == []


def test_an_event_can_be_asked_by_the_beginning_of_its_id(example_library):
    row = example_library.events().events[0]
    found = example_library.event(row.id[:10])
    assert found.event == row
    for telling in found.tellings:
        assert telling.sentence
    with pytest.raises(UnknownIdError, match="no events with id"):
        example_library.event("no-such-event")


def test_filters_narrow(example_library):
    everything = example_library.events(limit=1000)
    some = example_library.events(limit=1000, actor="MOZ")
    assert 0 < some.total < everything.total
    days = example_library.events(limit=1000, since=date(2024, 4, 10), until=date(2024, 4, 11)).events
    assert days and all(e.time.start < date(2024, 4, 11) and e.time.end > date(2024, 4, 10) for e in days)
    assert example_library.events(type="consult").total == example_library.events(type="CONSULT").total > 0


def test_reading_again_adds_nothing(example_library):
    before = example_library.overview().rows
    from diurna.resources.examples import examples_folder

    outcome = example_library.read(examples_folder())
    assert (outcome.documents, outcome.articles) == (0, 0)
    assert example_library.overview().rows == before


def tables(library: Library) -> dict[str, list]:
    names = ("articles", "sentences", "actors", "mentions", "places", "times", "quantities", "quotes", "reports", "relations")
    columns = "* EXCLUDE (partition, known)"
    return {n: library.reader.rows(f"SELECT {columns if n == 'articles' else '*'} FROM {n} ORDER BY ALL") for n in names}


def test_a_pool_of_workers_and_a_killed_run_give_the_same_rows(example_library, tmp_path, monkeypatch):
    from diurna.resources.examples import examples_folder
    from diurna.run import batch

    library = Library(tmp_path / "pool.diurna", settings=Settings(workers=2, pool_above=0))
    run_tasks = batch.run_tasks

    def killed(tasks, *arguments, **named):
        for n, found in enumerate(run_tasks(tasks, *arguments, **named)):
            if n == 1:
                raise KeyboardInterrupt
            yield found

    monkeypatch.setattr(batch, "run_tasks", killed)
    with pytest.raises(KeyboardInterrupt):
        library.read(examples_folder())
    taken_over = len(list((tmp_path / "pool.diurna" / "work").rglob("*.msgpack")))
    assert taken_over == 1

    rerun = []
    monkeypatch.setattr(batch, "run_tasks", lambda tasks, *a, **k: rerun.extend(tasks) or run_tasks(tasks, *a, **k))
    library.read(examples_folder())
    assert len(rerun) == 1
    assert tables(library) == tables(example_library)


def test_try_runs_when_it_is_piped():
    done = subprocess.run([sys.executable, "-m", "diurna", "try"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, done.stderr
    for words in ("Stories", "Where sources differ", "How it is told", "Copies", "Quotes", "Diary", "Counts"):
        assert words in done.stdout
    assert "29 new articles" in done.stderr
    assert "\x1b" not in done.stdout
