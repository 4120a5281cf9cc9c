"""Answers out of the tally are those that queries over the catalogue give, whatever they are narrowed to, also of an earlier day."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from diurna.store.derived import COUNTED, derived
from diurna.views.actor_page import actor_page
from diurna.views.as_known import as_known
from diurna.views.counts import COUNTS, DIMENSIONS, grouped
from diurna.views.dyads import QUADS, Quads, quad_of
from diurna.views.event_map import WantedMap, event_map
from diurna.views.explore import explore
from diurna.views.params import Clauses, Filter, event_clauses
from diurna.views.tallies import cells

FILTERS = [
    Filter(), Filter(since=date(2024, 4, 10)), Filter(until=date(2024, 4, 9)), Filter(since=date(2024, 4, 8), until=date(2024, 4, 11)),
    Filter(actor="BFA"), Filter(actor="mali", since=date(2024, 4, 9)), Filter(type="consult"), Filter(type="ASSAULT", actor="BFA"),
    Filter(place="BFA"), Filter(place="ou", type="AID"), Filter(as_of=date(2024, 4, 10)), Filter(as_of=date(2024, 4, 10), clock="known"),
    Filter(as_of=date(2024, 4, 9), actor="BFA", since=date(2024, 4, 1)), Filter(type="nothing"), Filter(actor="nobody at all"),
]  # fmt: skip
SEVERAL = [["dyad", "month", "type"], ["actor", "recipient"], ["dyad", "country"], ["place", "day"], ["recipient", "quad"]]
BY = [[name] for name in DIMENSIONS] + SEVERAL


@pytest.fixture(scope="module")
def reader(example_library):
    return example_library.reader


@pytest.mark.parametrize("wanted", FILTERS)
def test_cells_are_those_of_the_query(reader, wanted):
    over = as_known(reader, wanted)
    for by in BY:
        expected = {tuple(row[name] for name in by): tuple(row[name] for name in COUNTS) for row in over.rows(*grouped(over, by, wanted))}
        found, total = cells(over, by, wanted, most=10_000)
        assert {tuple(row[name] for name in by): tuple(row[name] for name in COUNTS) for row in found} == expected and total == len(found)
        least = [(-row["events"], [(row[name] is None, row[name] or "") for name in by]) for row in found]
        assert least == sorted(least) and cells(over, by, wanted, most=3)[0] == found[:3]


@pytest.mark.parametrize("wanted", FILTERS)
def test_the_first_events_and_the_steps_are_those_of_the_query(reader, wanted):
    over, found = as_known(reader, wanted), explore(reader, ["type"], wanted)
    clauses = event_clauses(over, wanted)
    order = '"time".start NULLS LAST, len(articles) DESC, id'
    rows = over.rows(f"SELECT id FROM events WHERE {clauses.where} ORDER BY {order} LIMIT 20", clauses.parameters)
    assert [e.id for e in found.events] == [r["id"] for r in rows]
    query = f"""SELECT strftime("time".start, '%Y-%m') AS month, count(*) AS n FROM events WHERE {COUNTED} AND {clauses.where} GROUP BY month"""
    months = {row["month"]: row["n"] for row in over.rows(query, clauses.parameters)}
    assert found.total == sum(months.values())
    assert {month: n for month, n in found.over_time if n} == {month: n for month, n in months.items() if month}


@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("every", [False, True])
def test_the_map_is_that_of_the_query(reader, wanted, every):
    over, found = as_known(reader, wanted), event_map(reader, WantedMap(filter=wanted, all=every))
    clauses = Clauses()
    clauses.extend(event_clauses(over, wanted))
    if not every:
        clauses.add(COUNTED)
    query = f"SELECT p.* FROM {derived(over, 'placed')} p JOIN (SELECT id FROM events WHERE {clauses.where}) e ON e.id = p.id"
    rows = over.rows(query, clauses.parameters)
    pointed = [r for r in rows if r["longitude"] is not None and r["latitude"] is not None and r["precision"] != 6]
    vague = [r for r in rows if r["precision"] == 6 and r["country"]]
    spots = Counter((r["country"], r["longitude"], r["latitude"], r["precision"]) for r in pointed)
    assert {(s.country, s.longitude, s.latitude, s.precision): s.events for s in found.spots} == spots and found.spotted == len(pointed)
    assert [s.events for s in found.spots] == sorted((s.events for s in found.spots), reverse=True)
    names = {(r["country"], r["longitude"], r["latitude"], r["precision"], r["name"]) for r in pointed}
    assert all((s.country, s.longitude, s.latitude, s.precision, s.name) in names for s in found.spots)
    assert {c.country: c.events for c in found.countries if c.events} == Counter(r["country"] for r in vague)
    assert {c.country: c.within for c in found.countries} == Counter(r["country"] for r in (*vague, *pointed) if r["country"])
    assert found.total == over.rows(f"SELECT count(*) AS n FROM events WHERE {clauses.where}", clauses.parameters)[0]["n"]
    newest = sorted((*vague, *pointed), key=lambda r: (r["start"] is None, -r["start"].toordinal() if r["start"] else 0, -r["articles"], r["id"]))
    assert [p.event.id for p in found.events] == [r["id"] for r in newest[:30]] and found.listed == found.placed == len(newest)
    nowhere = event_map(reader, WantedMap(filter=wanted, all=every, nowhere=True))
    assert nowhere.listed == found.total - found.placed and not {e.event.id for e in nowhere.events} & {r["id"] for r in newest}


def quads(rows) -> Quads:
    found = Counter(quad_of(row["plover_type"]) for row in rows)
    return Quads(**found)


DAYS = [Filter(), Filter(since=date(2024, 4, 9)), Filter(until=date(2024, 4, 10)), Filter(as_of=date(2024, 4, 10))]


@pytest.mark.parametrize("wanted", DAYS)
def test_an_actor_s_counts_are_those_of_the_query(reader, wanted):
    over = as_known(reader, wanted)
    days = f"""({'"end" > ?' if wanted.since else 'true'}) AND ({'start < ?' if wanted.until else 'true'})"""
    given = [day for day in (wanted.since, wanted.until) if day]
    busiest = over.rows(f"SELECT actor, count(*) AS n FROM {derived(over, 'sides')} GROUP BY actor ORDER BY n DESC, actor LIMIT 12")
    for key in (row["actor"] for row in busiest):
        sides = over.rows(f"SELECT * FROM {derived(over, 'sides')} WHERE actor = ? AND {days}", [key, *given])
        pairs = over.rows(f"SELECT * FROM {derived(over, 'dyads')} WHERE actor = ? AND other <> ? AND {COUNTED} AND {days}", [key, key, *given])
        done = [r for r in sides if r["phase"] in ("done", "ongoing") and r["polarity"] == "affirmed" and not r["background"]]
        found = actor_page(reader, key, wanted)
        assert (found.did, found.had_done) == tuple(len([r for r in done if r["side"] == side]) for side in ("did", "had_done"))
        assert found.told == found.total == len({r["id"] for r in sides})
        months = Counter((r["start"].isoformat()[:7] if r["start"] else "", r["id"], r["plover_type"]) for r in done)
        assert {m.month: m.quads for m in found.months} == {
            month: quads([{"plover_type": t} for m, _, t in months if m == month]) for month in {m for m, _, _ in months}
        }  # fmt: skip
        for c in found.counterparts:
            of = {(r["id"], r["did"], r["plover_type"]) for r in pairs if r["other"] == c.party.id}
            assert c.did == quads([{"plover_type": t} for _, did, t in of if did])
            assert c.had_done == quads([{"plover_type": t} for _, did, t in of if not did])
            assert c.both == quads([{"plover_type": t} for _, t in {(i, t) for i, _, t in of}])
        order = sorted(({(r["id"], r["other"]) for r in pairs}), key=lambda p: p[1])
        assert len(found.counterparts) == min(24, len({other for _, other in order}))
        sizes = Counter(other for _, other in order)
        assert [c.party.id for c in found.counterparts] == sorted(sizes, key=lambda other: (-sizes[other], other))[:24]
        check_ties(over, found, days, given)
        check_other(reader, over, wanted, key, found, days, given)


def check_ties(over, found, days, given):
    """Ties between counterparts."""
    keys = [c.party.id for c in found.counterparts[:14]]
    query = f"""SELECT actor, other, id, any_value(plover_type) AS plover_type FROM {derived(over, 'dyads')} WHERE actor < other
        AND list_contains(?::VARCHAR[], actor) AND list_contains(?::VARCHAR[], other) AND {COUNTED} AND {days} GROUP BY ALL"""
    rows = over.rows(query, [keys, keys, *given]) if len(keys) > 1 else []
    pairs = sorted({(r["actor"], r["other"]) for r in rows})
    assert [(t.one, t.other) for t in found.ties] == pairs
    assert [t.quads for t in found.ties] == [quads([r for r in rows if (r["actor"], r["other"]) == pair]) for pair in pairs]


def check_other(reader, over, wanted, key, found, days, given):
    """Only what is between an actor and one of its counterparts."""
    if not found.counterparts:
        return
    other = found.counterparts[0].party.id
    rows = over.rows(f"SELECT DISTINCT id FROM {derived(over, 'dyads')} WHERE actor = ? AND other = ? AND {days}", [key, other, *given])
    both = actor_page(reader, key, wanted, other=other)
    assert both.total == len(rows) and sum(m.quads.total for m in both.months) == found.counterparts[0].both.total
    assert len(QUADS) == len(Quads.__struct_fields__)
