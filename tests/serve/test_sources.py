"""Sources and quality: outlets, problems and the scores that ship."""

from __future__ import annotations

import msgspec

from diurna.views.sources import Sources


def test_every_article_is_counted_once(client):
    found = msgspec.json.decode(client.get("/sources.json").content, type=Sources)
    assert sum(o.articles for o in found.outlets) == found.articles == 29
    assert sum(o.undated for o in found.outlets) == found.undated
    assert any(o.copies for o in found.outlets) and any(o.credited for o in found.outlets)
    assert {"plv_train.pairs.accuracy", "lgl.acc161"} <= {s.key for s in found.scores}


def test_the_page_has_three_parts_and_a_filter(client):
    page = client.get("/sources").text
    assert all(f'<h2 id="{part}">' in page for part in ("outlets", "problems", "scores"))
    assert client.get("/sources.json?outlet=harbour").json()["total"] == 1
    assert "No outlet fits" in client.get("/sources?outlet=zzzz").text


def test_it_can_be_asked_as_known(client):
    early = client.get("/sources.json?as_of=2024-04-10").json()
    assert 0 < early["articles"] < 29 and early["known"]["later"] > 0
