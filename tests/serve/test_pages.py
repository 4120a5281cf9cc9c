"""Every page and its twin, on the example reports."""

from __future__ import annotations

import msgspec

from diurna.serve.pages.today import last_visit, read_visit
from diurna.views.today import Today


def test_today_has_the_four_parts(client):
    page = client.get("/today")
    assert page.status_code == 200
    assert all(f'<h2 id="{part}">' in page.text for part in ("new", "disputes", "due", "unread"))


def test_the_twin_is_the_struct(client):
    answer = client.get("/today.json?since=2024-04-14T00:00:00Z")
    found = msgspec.json.decode(answer.content, type=Today)
    assert found.since == "2024-04-14T00:00:00Z" and found.fresh_articles == found.articles


def test_nothing_is_new_after_the_last_reading(client):
    found = client.get("/today.json?since=2024-04-16").json()
    assert (found["fresh_articles"], found["new"]) == (0, [])


def test_a_bad_day_is_told(client):
    for path in ("/today", "/today.json"):
        answer = client.get(f"{path}?since=yesterday")
        assert answer.status_code == 400 and "since: write a day as 2017-11-02" in answer.text


def test_unknown_addresses_are_told(client):
    assert client.get("/nowhere").status_code == 404
    assert client.get("/nowhere.json").json() == {"status": 404, "title": "Not found", "detail": "There is no such page."}


def test_the_document_has_every_twin(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert "/today.json" in paths and not [path for path in paths if path.startswith("/-")]


def test_a_damaged_visit_is_no_visit():
    assert read_visit("x~y") == (None, None)
    assert read_visit("99999999999999~1") [0] is None
    assert last_visit is not None
