"""Actors: the list with facets, and each actor's page."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.serve.drawings.months import HALF, MOST_MONTHS, chart
from diurna.serve.drawings.ring import order, ring
from diurna.serve.pages.actor import written
from diurna.views.actor_list import ActorList, WantedActors, actor_list
from diurna.views.actor_page import ActorPage, actor_page
from diurna.views.actors import actors
from diurna.views.dyads import Counterpart, DyadMonth, MonthQuads, Quads, Tie, quad_of
from diurna.views.params import Filter, Party

unhurried = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def everyone(client, **asked):
    return msgspec.json.decode(client.get("/actors.json", params=asked).content, type=ActorList)


def busiest(client) -> ActorPage:
    """The page of the actor that has most events."""
    found = everyone(client, unnamed="yes")
    best = max(found.actors, key=lambda a: a.did + a.had_done)
    return msgspec.json.decode(client.get(f"/actor/{best.id}.json").content, type=ActorPage)


def test_named_actors_are_listed_and_unnamed_ones_only_when_asked_for(client):
    found = everyone(client)
    assert found.total >= len(found.actors) > 0 and not [a for a in found.actors if a.kind.startswith("unnamed")]
    assert everyone(client, unnamed="yes").total > found.total
    assert everyone(client, kind="unnamed_group").total > 0
    assert [a.articles for a in found.actors] == sorted((a.articles for a in found.actors), reverse=True)


def test_facets_count_what_choosing_them_leaves(client):
    found = everyone(client)
    for name in ("kind", "country", "sector"):
        for value in found.facets[name][:3]:
            narrowed = everyone(client, **{name: value.value})
            assert narrowed.total == value.actors
            assert value in narrowed.facets[name]


def test_days_and_orders(client):
    assert everyone(client, until="2000").total == 0
    everything, some = everyone(client), everyone(client, since="2024-04-11")
    assert 0 < some.total < everything.total
    did = everyone(client, sort="did").actors
    assert [a.did for a in did] == sorted((a.did for a in did), reverse=True)
    assert everyone(client, page="99").actors == [] and everyone(client, page="99").total == everything.total


def test_words_stand_for_themselves(client):
    assert everyone(client, actor="%").total == 0 and everyone(client, actor="_").total == 0
    assert everyone(client, actor="\\").total == 0
    assert everyone(client, actor="<script>alert(1)</script>").total == 0
    page = client.get("/actors", params={"actor": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_an_id_leads_to_the_page(client):
    key = everyone(client).actors[0].id
    answer = client.get("/actors", params={"actor": key, "since": "2024"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/actor/{key}?since=2024")
    assert everyone(client, actor=key).exact == key


def test_a_page_has_what_was_done_and_by_whom(client):
    found = busiest(client)
    assert found.events and found.total >= len(found.events)
    for row in found.events:
        assert row.did == (found.party.id in [p.id for p in row.event.actors])
        assert row.had_done == (found.party.id in [p.id for p in row.event.recipients])
    days = [row.event.time.start for row in found.events if row.event.time]
    assert days == sorted(days, reverse=True)
    page = client.get(f"/actor/{found.party.id}").text
    assert "Cooperation and conflict" in page and "With whom" in page and 'class="edge' in page


def test_sides_part_the_events(client):
    found = busiest(client)
    totals = {side: client.get(f"/actor/{found.party.id}.json?side={side}").json()["total"] for side in ("both", "did", "had_done")}
    assert totals["both"] == found.told and max(totals["did"], totals["had_done"]) <= totals["both"] <= totals["did"] + totals["had_done"]


def test_a_counterpart_narrows_months_and_events(client):
    found = busiest(client)
    other = found.counterparts[0]
    between = msgspec.json.decode(client.get(f"/actor/{found.party.id}.json", params={"other": other.party.id}).content, type=ActorPage)
    assert between.other == other.party and 0 < between.total <= found.total
    assert sum(m.quads.total for m in between.months) == other.both.total
    for row in between.events:
        assert other.party.id in [p.id for p in (*row.event.actors, *row.event.recipients)]


def test_months_come_as_csv(client):
    found = busiest(client)
    answer = client.get(f"/actor/{found.party.id}/months.csv")
    assert answer.headers["content-type"].startswith("text/csv") and "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(StringIO(answer.text)))
    number = sum(int(row[name]) for row in rows for name in row if name.endswith(("cooperation", "conflict")))
    assert number >= sum(c.both.total for c in found.counterparts)


def test_csv_runs_no_formula():
    rows = [DyadMonth("x", "=cmd()", "2024-01", Quads(1, 0, 0, 0))]
    assert "'=cmd()" in written(rows)


def test_relations_say_who_states_them(client):
    pages = [client.get(f"/actor/{a.id}.json").json() for a in everyone(client).actors[:30]]
    relations = [r for page in pages for r in page["relations"]]
    assert relations and all(r["stated"] for r in relations)
    one_sided = next(page for page in pages if any(r["relation"]["one_sided"] for r in page["relations"]))
    assert "one-sided" in client.get(f"/actor/{one_sided['party']['id']}").text


def test_the_list_counts_what_the_other_list_and_the_page_count(example_library):
    reader = example_library.reader
    for days in ({}, {"since": date(2024, 4, 9)}, {"since": date(2024, 4, 8), "until": date(2024, 4, 11)}):
        listed = {row.id: row for row in actors(reader, Filter(limit=40, **days))}
        pages = {a.id: a for n in range(1, 9) for a in actor_list(reader, WantedActors(filter=Filter(**days), unnamed=True), page=n).actors}
        both = listed.keys() & pages.keys()
        assert len(both) > 10
        for key in both:
            numbers = pages[key].did, pages[key].had_done, pages[key].said
            assert (listed[key].did, listed[key].had_done, listed[key].quoted) == numbers
        found = actor_page(reader, max(both, key=lambda key: pages[key].did), Filter(**days))
        assert (found.did, found.had_done) == (listed[found.party.id].did, listed[found.party.id].had_done)


def test_an_earlier_day_knows_less(client):
    found = busiest(client)
    assert client.get("/actors.json?as_of=2024-04-09").json()["total"] < everyone(client).total
    assert client.get(f"/actor/{found.party.id}?as_of=2000").status_code == 404


@pytest.mark.parametrize(
    "path", ["/actor/nobody", "/actor/nobody.json", "/actor/nobody/months.csv", "/actor/%3Cscript%3E", "/actor/country:MLI?other=nobody"]
)
def test_unknown_actors_are_told(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=x", "country=MALI", "sector=1", "kind=<b>", "sort=worst", "since=soon", "unnamed=no"])
def test_filters_that_make_no_sense_are_told(client, query):
    assert client.get(f"/actors?{query}").status_code == 400


@pytest.mark.parametrize("query", ["page=0", "side=under", "since=2024-99", "type=%3Cb%3E"])
def test_pages_refuse_what_makes_no_sense(client, query):
    assert client.get(f"/actor/country:MLI?{query}").status_code == 400


QUADS = st.builds(Quads, *[st.integers(0, 50)] * 4)
MONTHS = st.dictionaries(st.builds("{:04d}-{:02d}".format, st.integers(1990, 2030), st.integers(1, 12)), QUADS, max_size=8)


@unhurried
@given(MONTHS)
def test_bars_stay_within_their_half(months):
    drawn = chart([MonthQuads(month, quads) for month, quads in sorted(months.items())])
    if drawn is None:
        assert not any(quads.total for quads in months.values())
        return
    assert len({bar.x for bar in drawn.bars}) <= MOST_MONTHS
    for bar in drawn.bars:
        top, bottom = (0, HALF) if bar.quad.endswith("cooperation") else (HALF, 2 * HALF)
        assert top - 0.2 <= bar.y and bar.y + bar.height <= bottom + 0.2 and bar.height > 0
    shown = sum(quads.total for month, quads in months.items() if drawn.first <= month <= drawn.last)
    assert shown + drawn.earlier == sum(quads.total for quads in months.values())


def test_nothing_dated_is_no_chart():
    assert chart([]) is None and chart([MonthQuads("", Quads(1, 0, 0, 0))]) is None


def others(n: int) -> list[Counterpart]:
    return [Counterpart(Party(f"a:{i}", f"Actor {i}", "UNK"), Quads(), Quads(), Quads(1, 0, 0, 2)) for i in range(n)]


def test_those_who_deal_with_one_another_stand_side_by_side():
    ids = [f"a:{i}" for i in range(6)]
    ties = [Tie("a:0", "a:3", Quads(0, 0, 0, 9)), Tie("a:1", "a:4", Quads(0, 0, 0, 9)), Tie("a:2", "a:5", Quads(0, 0, 0, 9))]
    found = order(ids, ties)
    assert sorted(found) == list(range(6))
    for one, other in ((0, 3), (1, 4), (2, 5)):
        assert (found.index(one) - found.index(other)) % 6 in (1, 5)


@unhurried
@given(st.integers(1, 14))
def test_a_ring_is_the_same_each_time_and_stays_in_its_drawing(n):
    made = ring(Party("me", "A name that is longer than twenty-four letters", "UNK"), others(n), [])
    assert made == ring(Party("me", "A name that is longer than twenty-four letters", "UNK"), others(n), [])
    assert made is not None and len(made.nodes) == n
    assert all(0 < node.x < made.width and 0 < node.y < made.height for node in made.nodes)


def test_quad_classes_follow_the_ontology():
    assert quad_of("ASSAULT") == "material_conflict" and quad_of("CONSULT") == "verbal_cooperation"


def test_of_many_relations_a_query_chooses_the_same(example_library, monkeypatch):
    reader = example_library.reader
    keys = [actor.id for actor in actor_list(reader).actors[:12]]
    before = [actor_page(reader, key, Filter()).relations for key in keys]
    monkeypatch.setattr("diurna.views.actor_page.MANY", 0)
    assert [actor_page(reader, key, Filter()).relations for key in keys] == before
    assert any(before)
