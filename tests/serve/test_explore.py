"""Explore and SQL: counts, downloads, the query behind the page, and what a query may not do."""

from __future__ import annotations

import io
from datetime import date

import msgspec
import pyarrow.parquet as pq
import pytest

from diurna.views.counts import COUNTS, grouped
from diurna.views.explore import Explored
from diurna.views.params import Filter
from diurna.views.tallies import cells


def test_counts_are_those_of_the_library(client, example_library):
    found = msgspec.json.decode(client.get("/explore.json?by=type").content, type=Explored)
    expected = {row.key["type"]: row.events for row in example_library.counts(["type"]).rows if row.events}
    assert {c.key["type"]: c.events for c in found.cells} == expected
    assert sum(expected.values()) == found.total


def test_the_query_behind_the_page_gives_the_same(client):
    for narrow in ("", "&since=2024-04-10&actor=BFA", "&place=O'Neill"):
        answer = client.get(f"/explore.json?by=dyad,type{narrow}").json()
        again = client.get("/sql.json", params={"q": answer["sql"]}).json()
        assert again.get("error") == "", again
        assert [row[:3] for row in again["rows"]] == [[c["key"]["dyad"], c["key"]["type"], str(c["events"])] for c in answer["cells"]]


def test_downloads_hold_every_cell(client):
    cells = client.get("/explore.json?by=type").json()["cells"]
    csv = client.get("/explore/download?by=type&format=csv")
    assert csv.headers["content-disposition"].endswith('events-by-type.csv"') and csv.text.count("\n") == len(cells) + 1
    assert len(client.get("/explore/download?by=type&format=json").json()) == len(cells)
    assert pq.read_table(io.BytesIO(client.get("/explore/download?by=type&format=parquet").content)).num_rows == len(cells)


def test_the_page_shows_ways_to_ask_elsewhere(client):
    page = client.get("/explore?by=type&actor=BFA").text
    assert all(f"<summary>{way}</summary>" in page for way in ("curl", "Python", "R", "shell", "SQL"))
    assert "explore.json?by=type&amp;actor=BFA" in page


@pytest.mark.parametrize("query", ["by=nonsense", "by=type,", "span=hour", "since=soon", "by=dyad,type,month,year"])
def test_what_makes_no_sense_is_told(client, query):
    assert client.get(f"/explore?{query}").status_code == 400


def test_a_faulty_query_keeps_its_words(client):
    page = client.get("/sql", params={"q": "SELECT * FROM read_text('/etc/hostname') -- <script>"}).text
    assert 'role="alert"' in page and "<script>" not in page.split("</head>")[1] and "/etc/hostname" in page
    assert client.get("/sql.json", params={"q": "x" * 5000}).status_code == 400


def test_an_answer_is_shown_and_downloaded(client):
    assert "<td class=\"cell\">29</td>" in client.get("/sql", params={"q": "SELECT count(*) AS n FROM articles"}).text
    assert client.get("/sql/download", params={"q": "SELECT count(*) AS n FROM articles"}).text.split() == ["n", "29"]


BY = ("type", "dyad,type", "actor", "actor,recipient", "recipient,month", "country,act", "place,year", "quad", "actor,country")


@pytest.mark.parametrize("by", BY)
def test_the_fullest_cells_are_those_of_all(example_library, by):
    reader, names = example_library.reader, by.split(",")
    query, parameters = grouped(reader, names, Filter(since=date(2024, 4, 10)))
    every = {tuple(row[name] for name in names): tuple(row[name] for name in COUNTS) for row in reader.rows(query, parameters)}
    rows, total = cells(reader, names, Filter(since=date(2024, 4, 10)), most=1000)
    assert {tuple(row[name] for name in names): tuple(row[name] for name in COUNTS) for row in rows} == every
    assert total == len(rows) == len(every)
    assert cells(reader, names, Filter(since=date(2024, 4, 10)), most=2)[0] == rows[:2]


def test_a_place_is_one_cell(example_library):
    rows = example_library.sql("SELECT place.name AS name, count(*) AS n FROM events WHERE place IS NOT NULL AND phase IN ('done', 'ongoing') "
                               "AND polarity = 'affirmed' AND NOT background GROUP BY ALL").to_pylist()
    assert {row.key["place"]: row.events for row in example_library.counts(["place"]).rows if row.key["place"]} == {r["name"]: r["n"] for r in rows}
