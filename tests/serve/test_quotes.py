"""Quotes and speakers: sayings with their renderings, aligned."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.views.sayings import TOKEN, Sayings, aligned


def test_sayings_stand_once_with_their_renderings(client):
    found = msgspec.json.decode(client.get("/quotes.json?several=yes").content, type=Sayings)
    assert found.sayings and all(len({r.row.teller.article for r in s.renderings}) > 1 for s in found.sayings)
    page = client.get("/quotes?several=yes").text
    assert "word by word" in page and "<ins>" in page and "<del>" in page


def test_a_speaker_has_a_page_with_what_they_said(client):
    found = client.get("/quotes.json").json()["sayings"]
    (who, *_) = [r["row"]["speaker"]["id"] for s in found for r in s["renderings"] if r["row"]["speaker"]]
    answer = client.get(f"/speaker/{who}.json").json()
    assert answer["party"]["id"] == who and answer["total"] >= len(answer["quotes"]) > 0
    assert sum(m["quotes"] for m in answer["months"]) <= answer["total"]
    assert "Quotes by month" in client.get(f"/speaker/{who}").text


def test_filters_narrow_and_pages_end(client):
    everything = client.get("/quotes.json").json()
    assert client.get("/quotes.json?words=zzzz").json()["total"] == 0
    assert client.get("/quotes.json?until=2000").json()["total"] == 0
    assert 0 < client.get("/quotes.json?since=2024-04-11").json()["total"] < everything["total"]
    assert 0 < client.get("/quotes.json?actor=BFA").json()["total"] < everything["total"]
    assert client.get(f"/quotes.json?page={everything['pages'] + 5}").json()["sayings"] == []
    assert client.get("/speaker/nobody-of-this-name").status_code == 404


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["we", "oppose", "any", "change", "in", "the", "deal", ",", "Iran’s"]), max_size=12), st.integers(0, 12))
def test_an_alignment_holds_every_word_of_the_rendering(words, cut):
    fullest, mine = " ".join(words), " ".join(words[cut:])
    pieces = aligned(fullest, mine)
    kept = " ".join(p.words for p in pieces if p.how != "left_out")
    assert TOKEN.findall(kept) == TOKEN.findall(mine)
    base = " ".join(p.words for p in pieces if p.how != "only_here")
    assert sorted(TOKEN.findall(base.lower())) == sorted(TOKEN.findall(fullest.lower()))


def test_what_was_left_out_and_put_in_is_told():
    pieces = aligned("We oppose any unilateral change in the deal", "We oppose any change to the deal")
    assert [(p.how, p.words) for p in pieces] == [
        ("same", "We oppose any"), ("left_out", "unilateral"), ("same", "change"), ("left_out", "in"), ("only_here", "to"), ("same", "the deal"),
    ]  # fmt: skip
