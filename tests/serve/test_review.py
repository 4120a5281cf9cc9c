"""Review: accept, correct, merge, split and undo through the page; the log, and the precision that it yields."""

from __future__ import annotations

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient

import diurna
from diurna.serve import create_app
from diurna.views.review import Stratum, weighed, wilson

HERE = "http://127.0.0.1"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@pytest.fixture
def desk(example_library, tmp_path):
    """A client over a copy of the example library, that may be changed."""
    shutil.copytree(example_library.path, tmp_path / "copy")
    library = diurna.open(tmp_path / "copy")
    with TestClient(create_app(library, rate=None), base_url=HERE) as client:
        client.follow_redirects = False
        yield client, library


def _decide(client, **form):
    token = CSRF.search(client.get("/review").text)[1]
    return client.post("/review/decide", data={"csrf": token, "who": "R. Eader", **form}, headers={"origin": HERE})


def test_what_is_accepted_counts_and_is_not_asked_again(desk):
    client, library = desk
    first = client.get("/review.json").json()
    event = first["item"]["event"]["id"]
    assert first["precision"]["share"] is None
    assert _decide(client, do="accept", event=event, queue="random").status_code == 303
    after = client.get("/review.json").json()
    assert after["left"] == first["left"] - 1 and after["item"]["event"]["id"] != event
    assert (after["precision"]["seen"], after["precision"]["right"]) == (1, 1) and after["precision"]["low"] < 1
    assert library.decisions()[0].decision.kind == "accept"
    assert "R. Eader" in client.get("/review").text


def test_a_correction_counts_as_wrong_and_stands_beside_the_event(desk):
    client, library = desk
    event = client.get("/review.json").json()["item"]["event"]["id"]
    answer = _decide(client, do="correct", event=event, queue="random", field="place", value="Elsewhere", why="the dateline is not the place")
    assert answer.status_code == 303
    assert client.get("/review.json").json()["precision"]["right"] == 0
    assert [c.value for c in library.event(event).corrections] == ["Elsewhere"]
    page = client.get("/review/log").text
    assert "Elsewhere" in page and "the dateline is not the place" in page


def test_split_and_undo(desk):
    client, library = desk
    whole = next(e for e in library.events(limit=1000).events if e.reports > 1)
    reports = [t.report.id for t in library.event(whole.id).tellings]
    assert _decide(client, do="split", event=whole.id, report=reports[0], why="another one").status_code == 303
    assert len(library.event(whole.id).tellings) < len(reports)
    (row,) = library.decisions()
    assert _decide(client, do="undo", decision=row.decision.id, why="no, the same").status_code == 303
    assert len(library.event(whole.id).tellings) == len(reports)


def test_a_decision_needs_a_name_and_a_known_event(desk):
    client, library = desk
    event = client.get("/review.json").json()["item"]["event"]["id"]
    assert _decide(client, do="accept", event=event, who=" ").status_code == 400
    assert _decide(client, do="accept", event="nothing-of-the-kind").status_code == 404
    assert _decide(client, do="merge", event=event, other=event, why="x").status_code == 400
    assert _decide(client, do="burn", event=event).status_code == 400
    assert client.post("/review/decide", data={"do": "accept", "event": event, "who": "x"}, headers={"origin": HERE}).status_code == 403
    assert library.decisions() == []


def test_the_doubtful_come_first(desk):
    client, _ = desk
    found = client.get("/review.json?queue=doubtful").json()
    surest = max(t["report"]["confidence"] for t in found["item"]["tellings"])
    assert f"{surest:.2f}" in found["why"]
    assert client.get("/review/precision.csv").text.startswith("type,events,seen,right,low,high\n")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=16))
def test_intervals_hold_the_share(rows):
    strata = [Stratum(type=str(n), events=e, seen=min(s, e), right=min(r, s, e)) for n, (e, s, r) in enumerate(rows)]
    found = weighed(strata)
    if found.share is not None:
        assert 0 <= found.low <= found.high <= 1


def test_wilsons_interval_is_the_known_one():
    assert wilson(8, 10) == (0.49, 0.943)
    assert wilson(0, 10)[0] == 0 and wilson(10, 10)[1] == 1
