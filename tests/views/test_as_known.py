"""As known on: the record from what stood by a day is the record that a library of only those articles gives."""

from __future__ import annotations

import json
from datetime import date

import pytest

from diurna.library import Library
from diurna.model import RawDocument
from diurna.resources.examples import examples_folder
from diurna.settings import Settings
from diurna.sources import read_documents

DAY = date(2024, 4, 10)
BY_ARTICLE = ("articles", "reports", "quotes", "quantities", "relations")


@pytest.fixture(scope="module")
def early(tmp_path_factory, example_library):
    """A library into which only what was published by DAY was read."""
    names = {row["name"] for row in example_library.reader.rows("SELECT name FROM articles WHERE published.when < '2024-04-11'")}
    settings = Settings()
    documents = [d for d in read_documents(examples_folder(), settings=settings) if isinstance(d, RawDocument) and d.name in names]
    library = Library(tmp_path_factory.mktemp("early") / "early.diurna", settings=settings)
    library.read_documents(documents, known="2024-04-10T20:00:00+00:00")
    return library


def test_it_is_the_record_of_a_library_that_had_read_no_more(example_library, early):
    now, then = example_library.overview(as_of=DAY).rows, early.overview().rows
    assert {table: now[table] for table in BY_ARTICLE} == {table: then[table] for table in BY_ARTICLE}
    for table in ("origins", "stories", "events", "utterances", "appointments"):
        assert abs(now[table] - then[table]) <= max(2, 0.1 * then[table]), table
    found = example_library.known(as_of=DAY)
    assert (found.articles, found.later, found.undated) == (then["articles"], 29 - then["articles"], 0)


def test_nothing_in_it_rests_on_a_later_article(example_library):
    library = example_library
    later = {r["id"] for r in library.reader.rows("SELECT id FROM articles WHERE published.when >= '2024-04-11'")}
    query = "SELECT unnest(articles) AS a FROM events UNION SELECT unnest(articles) FROM stories UNION SELECT article FROM quotes"
    told = library.sql(query, as_of=DAY)
    assert told.num_rows and later.isdisjoint(told.column("a").to_pylist())
    cells = library.sql("SELECT unnest([c.article FOR c IN cells]) AS a FROM comparisons", as_of=DAY)
    assert cells.num_rows and later.isdisjoint(cells.column("a").to_pylist())
    for row in library.stories(as_of=DAY):
        view = library.story(row.id, as_of=DAY)
        assert later.isdisjoint(t.article for t in view.tellers)
        assert view.known is not None and view.known.articles == 10
    assert later.isdisjoint(found.teller.article for found in library.search("Djibo", as_of=DAY))
    assert later.isdisjoint(t.article for e in library.diary(as_of=DAY) for t in e.appointment.tellings)


def test_an_event_is_compared_anew_from_what_was_told_by_then(example_library):
    """Values of later days are not there, and nothing differs with what nobody had said."""
    some = 0
    for row in example_library.events(limit=1000).events:
        now = example_library.event(row.id)
        first = min(t.teller.published[:10] for t in now.tellings)
        early = [t for t in now.tellings if t.teller.published[:10] == first]
        if len(early) == len(now.tellings):
            continue
        some += 1
        then = example_library.event(row.id, as_of=date.fromisoformat(first))
        assert {t.report.id for t in then.tellings} == {t.report.id for t in early}
        assert then.event.reports == len(early)
        assert {cell.article for c in then.comparisons for cell in c.cells} <= {t.teller.article for t in early}
        assert then.event.differs == [c.field for c in then.comparisons if c.verdict == "differ"]
    assert some > 2


def test_the_other_clock_asks_when_it_was_read(example_library):
    assert example_library.events(as_of=date(2024, 4, 14), clock="known").total == 0
    assert example_library.events(as_of=date(2024, 4, 15), clock="known").total == example_library.events().total
    assert example_library.known(as_of=date(2024, 4, 14), clock="known").later == 29


def test_undated_articles_are_left_out_and_counted(tmp_path):
    library = Library(tmp_path / "few.diurna", settings=Settings())
    texts = {"dated": "\n", "undated": "", "vague": ""}
    rows = [{"text": f"Rebels attacked a convoy near Aleppo. The army of Norway said so. {name}", "id": name, "outlet": name} for name in texts]
    rows[0]["published"], rows[2]["published"] = "2016-05-03", "2016"
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    library.read(tmp_path / "rows.jsonl")
    found = library.known(as_of=date(2016, 6, 1))
    assert (found.articles, found.later, found.undated) == (1, 0, 2)
    assert library.events(as_of=date(2016, 6, 1)).known == found


def test_a_query_of_an_earlier_day_can_reach_no_file(example_library):
    from diurna.model import SqlError

    with pytest.raises(SqlError):
        example_library.sql("SELECT * FROM read_csv('/etc/passwd')", as_of=DAY)
    with pytest.raises(SqlError):
        example_library.sql("CREATE TABLE whole.x AS SELECT 1", as_of=DAY)
