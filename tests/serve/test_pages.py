"""Today, stories, story, event and reader, with their twins, on the example reports."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from diurna.serve.pages.today import last_visit, read_visit, stamp
from diurna.serve.room import Desk
from diurna.views.agreement import Agreement
from diurna.views.reading import Reading
from diurna.views.story_list import StoryList
from diurna.views.story_page import StoryPage
from diurna.views.today import Today


@pytest.fixture(scope="module")
def disputed(client) -> str:
    """The event of most origins and differences."""
    events = [e for s in client.get("/stories.json").json()["stories"] for e in client.get(f"/story/{s['id']}.json").json()["told"]["events"]]
    return max((e for e in events if e["differs"]), key=lambda e: (e["origins"], len(e["differs"]), e["id"]))["id"]


@pytest.fixture(scope="module")
def page_article(client, example_library) -> str:
    """An article that was read from a web page."""
    return example_library.sql("SELECT id FROM articles WHERE name LIKE 'meridian-gazette-2024-04-13%'").to_pylist()[0]["id"]


def test_the_first_page_leads_to_today(client):
    assert client.get("/").headers["location"] == "/today"


def test_today_has_the_four_parts(client):
    page = client.get("/today")
    assert page.status_code == 200
    assert all(f'<h2 id="{part}">' in page.text for part in ("new", "disputes", "due", "unread"))


def test_the_twin_is_the_struct(client):
    found = msgspec.json.decode(client.get("/today.json?since=2024-04-14T00:00:00Z").content, type=Today)
    assert found.since == "2024-04-14T00:00:00Z" and found.fresh_articles == found.articles


def test_nothing_is_new_after_the_last_reading(client):
    found = client.get("/today.json?since=2024-04-16").json()
    assert (found["fresh_articles"], found["new"]) == (0, [])


def test_today_at_an_earlier_day(client):
    found = client.get("/today.json?as_of=2024-04-10").json()
    assert found["day"] <= "2024-04-10" and 0 < found["articles"] < 29


def test_a_visit_ends_after_a_pause():
    now = datetime(2024, 5, 1, tzinfo=UTC)
    desk = Desk(None, path="/today", query=[], cookies={"diurna_visit": f"-~{stamp(now - timedelta(hours=2))}"}, csrf="")
    assert last_visit(desk, now) == (now - timedelta(hours=2)).isoformat()
    desk = Desk(None, path="/today", query=[], cookies={"diurna_visit": desk.set_cookies[0].value}, csrf="")
    assert last_visit(desk, now + timedelta(minutes=5)) == (now - timedelta(hours=2)).isoformat()


@pytest.mark.parametrize("value", ["x~y", "", "99999999999999~-1", "~~", "²~³"])
def test_a_damaged_visit_is_no_visit(value):
    assert read_visit(value) == (None, None)


@pytest.mark.parametrize("path", ["/today?since=yesterday", "/stories?since=2024-13", "/stories?until=2024-02-30", "/stories?as_of=May"])
def test_a_bad_day_is_told(client, path):
    for address in (path, path.replace("?", ".json?")):
        answer = client.get(address)
        assert answer.status_code == 400 and ("2017-11-02" in answer.text or "no day of the calendar" in answer.text)


@pytest.mark.parametrize("path", ["/nowhere", "/story/nothing", "/event/nothing", "/article/nothing", "/article/%00"])
def test_unknown_things_are_told(client, path):
    assert client.get(path).status_code == 404
    assert client.get(f"{path}.json").json()["status"] == 404


def test_the_document_has_every_twin(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/today.json", "/stories.json", "/story/{key}.json", "/event/{key}.json", "/article/{key}.json"} <= set(paths)
    assert not [path for path in paths if path.startswith("/-")]


def test_stories_narrow_by_their_facets(client):
    whole = msgspec.json.decode(client.get("/stories.json").content, type=StoryList)
    assert whole.total == len(whole.stories) > 4
    for name, values in whole.facets.items():
        if name == "month":
            continue
        for value in values[:3]:
            assert client.get(f"/stories.json?{name}={value.value}").json()["total"] == value.stories, (name, value)


def test_stories_by_words_and_differences(client):
    whole = client.get("/stories.json").json()["total"]
    assert 0 < client.get("/stories.json?words=ceasefire").json()["total"] < whole
    assert all(story["differs"] for story in client.get("/stories.json?differ=yes").json()["stories"])
    assert all(story["origins"] > 1 for story in client.get("/stories.json?several=yes").json()["stories"])
    assert client.get("/stories.json?page=7").json()["stories"] == []


def test_stories_at_an_earlier_day(client):
    assert client.get("/stories.json?as_of=2024-04-10").json()["total"] < client.get("/stories.json").json()["total"]
    page = client.get("/stories?as_of=2024-04-10").text
    assert "as it was published" in page and "as_of=2024-04-10" in page.split("<main", 1)[0]


def test_a_story_has_its_parts(client):
    (story,) = [s for s in client.get("/stories.json?words=ceasefire").json()["stories"] if s["articles"] > 3][:1]
    found = msgspec.json.decode(client.get(f"/story/{story['id']}.json").content, type=StoryPage)
    page = client.get(f"/story/{story['id'][:8]}").text
    assert len(found.passages) == len(found.told.sentences) == 3
    assert len(re.findall(r'class="depth-', page)) == story["articles"]
    assert page.count('<li class="depth-0">') == story["origins"]
    assert all(f"/event/{event.id}" in page for event in found.told.events)


def test_the_agreement_table(client, disputed):
    found = msgspec.json.decode(client.get(f"/event/{disputed}.json").content, type=Agreement)
    for row in found.rows:
        assert [cell.origin for cell in row.cells] == [column.origin for column in found.columns]
        values = {t.value.casefold().removeprefix("the ") for cell in row.cells for t in cell.told}
        assert len({t.group for cell in row.cells for t in cell.told}) == len(values)
    page = client.get(f"/event/{disputed}").text
    assert page.count('<th scope="row">') == len(found.rows)
    assert page.count("silent</span>") == sum(not cell.told for row in found.rows for cell in row.cells)
    only = client.get(f"/event/{disputed}?only=differences").text
    assert only.count('<th scope="row">') == sum(row.verdict in ("differ", "coarser") for row in found.rows)


def test_each_cell_leads_to_its_words(client, disputed):
    found = msgspec.json.decode(client.get(f"/event/{disputed}.json").content, type=Agreement)
    told = next(t for row in found.rows for cell in row.cells for t in cell.told if t.span)
    page = client.get(f"/article/{told.article}?at={told.span.start}-{told.span.end}").text
    assert 'id="cited"' in page and "cited" in page.split('id="cited"', 1)[1][:120]


def test_figures_are_those_of_the_table(client, example_library):
    events = example_library.sql("SELECT DISTINCT event FROM comparisons WHERE field IN ('dead', 'wounded', 'detained', 'people')").to_pylist()
    found = [msgspec.json.decode(client.get(f"/event/{row['event']}.json").content, type=Agreement) for row in events]
    assert [some for agreement in found for some in agreement.figures]
    for agreement in found:
        for some in agreement.figures:
            (row,) = [row for row in agreement.rows if row.field == some.field]
            assert {f.value for f in some.figures} <= {t.value for cell in row.cells for t in cell.told}
            assert [f.published or "9999" for f in some.figures] == sorted(f.published or "9999" for f in some.figures)


def test_an_event_at_earlier_days(client, disputed):
    now = msgspec.json.decode(client.get(f"/event/{disputed}.json").content, type=Agreement)
    then = msgspec.json.decode(client.get(f"/event/{disputed}.json?as_of={now.days[0]}").content, type=Agreement)
    assert len(then.view.tellings) < len(now.view.tellings) and then.days == now.days
    before = client.get(f"/event/{disputed}?as_of=2001-01-01")
    assert before.status_code == 404 and f"the first report of it is of {now.days[0]}" in before.text


def test_the_reader_gives_the_whole_text(client, example_library, page_article):
    found = msgspec.json.decode(client.get(f"/article/{page_article}.json").content, type=Reading)
    article = example_library.article(page_article)
    for block in found.blocks:
        text = "".join(piece.text for piece in block.pieces)
        assert block.kind == "furniture" or text == article.text[block.start : block.start + len(text)]
    assert sum(len(p.text) for b in found.blocks if b.kind != "furniture" for p in b.pieces) == sum(len(part.span) for part in article.parts)


def test_the_reader_marks_what_was_coded(client, example_library, page_article):
    found = msgspec.json.decode(client.get(f"/article/{page_article}.json").content, type=Reading)
    coded = example_library.annotations(page_article)
    layers = [mark.layer for mark in found.marks]
    assert (layers.count("report"), layers.count("quote"), layers.count("actor")) == (len(coded.reports), len(coded.quotes), len(coded.mentions))
    assert all(found.marks[i].to for i in found.steps if found.marks[i].layer == "report" and i < 1)
    page = client.get(f"/article/{page_article}").text
    assert all(page.count(f' id="{mark.id}"') == 1 for mark in found.marks)


def test_furniture_is_greyed_not_removed(client, page_article):
    page = client.get(f"/article/{page_article}").text
    furniture = re.findall(r'class="furniture">.*?</span>(.*?)</p>', page)
    assert "News Markets Comment Jobs" in furniture and "Quiz of the week" in furniture
    assert page.index("News Markets") < page.index("<h1") < page.index("Quiz of the week")


@pytest.mark.parametrize("at", ["0-0", "9-3", "5-99999999"])
def test_words_that_are_not_there_cannot_be_cited(client, page_article, at):
    page = client.get(f"/article/{page_article}?at={at}")
    assert page.status_code == 200 and 'id="cited"' not in page.text
