"""Who is let in, and what every answer carries."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from diurna.serve import create_app
from diurna.serve.entry import VISITOR, local, token_for
from diurna.serve.guard import Buckets

TOKEN = "a-token-of-some-length"
HERE = "http://127.0.0.1"


@pytest.fixture()
def locked(example_library):
    with TestClient(create_app(example_library, rate=None, token=TOKEN, hosts=["room.example"]), base_url=HERE) as client:
        client.follow_redirects = False
        yield client


@pytest.mark.parametrize("path", ["/today", "/today.json", "/nowhere", "/static/diurna.css", "/openapi.json", "/today?since=&x="])
def test_every_answer_carries_the_policy(client, path):
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"])
def test_other_names_are_not_served(client, host):
    assert client.get("/today", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8017", "localhost", "LOCALHOST:1", "[::1]:8017"])
def test_loopback_names_are_served(client, host):
    assert client.get("/openapi.json", headers={"host": host}).status_code == 200


def test_inner_routes_cannot_be_asked(client):
    assert client.get("/-/json/today").status_code == 404
    assert client.get("/-/openapi").status_code == 404


def test_too_much_is_refused(client):
    assert client.get("/today?x=" + "y" * 20_000).status_code == 414
    assert client.get("/" + "y" * 2_000).status_code == 414
    assert client.post("/enter", content=b"x" * 300_000, headers={"origin": HERE}).status_code == 413
    assert client.post("/enter", content=iter([b"x" * 150_000] * 2), headers={"origin": HERE}).status_code == 413
    assert client.get("/today", headers={"content-length": "many"}).status_code == 413


def test_empty_fields_are_no_part_of_the_address(client):
    answer = client.get("/today?since=&until=2017&x=%22")
    assert (answer.status_code, answer.headers["location"]) == (303, "/today?until=2017&x=%22")


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_from_elsewhere_is_refused(client, headers):
    assert client.post("/enter", data={"token": "x"}, headers=headers).status_code == 403


def test_a_form_without_its_token_is_refused(client):
    client.get("/today")
    assert client.post("/enter", data={"token": "x"}, headers={"origin": HERE}).status_code == 403
    assert client.post("/enter", data={"csrf": "é"}, headers={"origin": HERE}).status_code == 403


def test_a_form_with_its_token_is_taken(client):
    client.get("/enter")
    token = token_for(client.cookies[VISITOR], client.app.state.room.secret)
    answer = client.post("/enter", data={"csrf": token, "to": "/today"}, headers={"origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/today")


def test_the_token_is_asked_for(locked):
    assert locked.get("/today.json").status_code == 401
    page = locked.get("/today?since=2024-04-01", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/enter?to=%2Ftoday%3Fsince%3D2024-04-01")
    assert locked.get("/today.json", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert locked.get("/today.json", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_entering_the_token_opens_the_room(locked):
    csrf = token_for(_visitor(locked), locked.app.state.room.secret)
    wrong = locked.post("/enter", data={"csrf": csrf, "token": "no"}, headers={"origin": HERE})
    assert wrong.status_code == 403 and "not the token" in wrong.text
    right = locked.post("/enter", data={"csrf": csrf, "token": TOKEN, "to": "//evil.example"}, headers={"origin": HERE})
    assert (right.status_code, right.headers["location"]) == (303, "/today")
    assert TOKEN not in right.headers["set-cookie"]
    assert locked.get("/today.json").status_code == 200


def _visitor(client):
    client.get("/enter")
    return client.cookies[VISITOR]


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"])
def test_entering_leads_nowhere_else(to):
    assert local(to) == "/today"


def test_a_client_that_asks_too_often_waits():
    buckets = Buckets(rate=0.001, burst=2)
    assert [buckets.take("a"), buckets.take("a"), buckets.take("a"), buckets.take("b")] == [True, True, False, True]


def test_a_base_path_stands_in_every_address(example_library):
    with TestClient(create_app(example_library, rate=None, base="/record"), base_url=HERE) as client:
        page = client.get("/today").text
    assert 'href="/record/today"' in page
    assert not [part for part in page.split('href="/')[1:] if not part.startswith("record/")]
