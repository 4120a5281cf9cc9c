"""The map: events by place, as exactly as it is told."""

from __future__ import annotations

import math
import re

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diurna.resources.outlines import area, country_box, outlines
from diurna.serve.drawings.marks import APART, CLOSEST, SQUARE, Vague, areas, beside, marks, short
from diurna.serve.drawings.world import NARROWEST, WIDTH, WORLD, View, lands, of_box, of_country, sheet
from diurna.views.event_map import EventMap, Places, Spot

unhurried = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-85, 85)


def asked(client, **given) -> EventMap:
    return msgspec.json.decode(client.get("/map.json", params=given).content, type=EventMap)


def spot(longitude: float, latitude: float, events: int = 1, precision: int | None = 1) -> Spot:
    return Spot(name="Place", country="MLI", longitude=longitude, latitude=latitude, precision=precision, events=events)


def laid_out(spots: list[Spot]) -> Places:
    """Places as the view has them: those with most events first."""
    ordered = sorted(spots, key=lambda s: (-s.events, s.longitude, s.latitude, s.precision or 0))
    columns = {name: np.array([getattr(s, name) for s in ordered], dtype=float) for name in ("longitude", "latitude")}
    counts = {name: np.array([getattr(s, name) or 0 for s in ordered], dtype=np.int64) for name in ("precision", "events")}
    same = np.zeros(len(ordered), dtype=np.int64)
    return Places(**columns, **counts, name=same, country=same, names=["Place"], countries=["MLI"])


# The view


def test_every_event_is_drawn_listed_or_counted_as_nowhere(client):
    found = asked(client)
    assert found.total > found.placed > found.spotted > 0
    assert sum(s.events for s in found.spots) == found.spotted
    assert sum(c.events for c in found.countries) == found.placed - found.spotted
    assert found.listed == found.placed
    assert asked(client, at="nowhere").listed == found.total - found.placed
    assert asked(client, all="yes").total > found.total


def test_a_mark_lists_its_own_events(client):
    found = asked(client)
    for s in found.spots:
        at = f"{s.longitude:g},{s.latitude:g},{s.longitude:g},{s.latitude:g}"
        assert asked(client, at=at).listed == sum(o.events for o in found.spots if (o.longitude, o.latitude) == (s.longitude, s.latitude))
    for c in found.countries:
        assert asked(client, country=c.country).listed == c.within
        assert asked(client, at=c.country).listed == c.events


def test_a_part_of_the_map_lists_what_lies_in_it(client):
    found = asked(client)
    west, east = asked(client, west=-180, south=-80, east=0, north=80), asked(client, west=0, south=-80, east=179.9, north=80)
    assert west.listed + east.listed == found.spotted and west.listed > 0 and east.listed > 0
    across = asked(client, west=90, south=-80, east=-20, north=80)  # over the line of dates
    assert across.listed == sum(s.events for s in found.spots if s.longitude >= 90 or s.longitude <= -20) > 0


def test_filters_hold_here_too(client):
    found = asked(client)
    assert asked(client, until="2000").total == 0
    assert 0 < asked(client, actor="BFA").total < found.total
    assert 0 < asked(client, place="BFA").placed < found.placed
    assert asked(client, as_of="2024-04-09").total < found.total


# The page


def test_the_page_draws_and_lists(client):
    page = client.get("/map").text
    found = asked(client)
    assert page.count('class="mark ') > 0 and page.count('class="vague"') > 0 and "All places as a table" in page
    keys = set(re.findall(r'class="mark [a-z]+" data-mark="(\w+)"', page)) | set(re.findall(r'class="vague" data-mark="(\w+)"', page))
    rows = re.findall(r'<li data-mark="(\w+)"', page)
    assert len(rows) == len(found.events) and set(rows) <= keys
    assert " style=" not in page and "<style" not in page and page.count("<script") == 1


def test_a_part_counts_what_lies_outside(client):
    page = client.get("/map?country=PRY").text
    assert "outside this part" in page and 'aria-current="true">Paraguay' in page


def test_hostile_words_are_shown_as_words(client):
    for name in ("actor", "place"):
        page = client.get("/map", params={name: "<script>alert(1)</script>"})
        assert page.status_code == 200 and "<script>alert" not in page.text


@pytest.mark.parametrize("query", [
    "west=1", "west=1&south=2&east=3", "west=1&south=50&east=9&north=40", "west=x&south=1&east=1&north=1", "country=ZZZ", "country=Mali",
    "west=1&south=-100&east=9&north=40", "west=nan&south=1&east=3&north=4", "west=inf&south=1&east=3&north=4", "at=1,2", "at=%3Cscript%3E",
    "all=no", "page=0", "at=1,2,3,4,5",
])  # fmt: skip
def test_parts_that_make_no_sense_are_told(client, query):
    for path in ("/map", "/map.json"):
        assert client.get(f"{path}?{query}").status_code == 400, query


@pytest.mark.parametrize("query", [
    "west=-180&south=-90&east=180&north=90", "west=170&south=-30&east=-170&north=0", "west=0&south=89.9&east=0.1&north=90", "at=190,2,3,4",
    "west=0&south=0&east=0&north=0.0001", "country=FJI", "country=ATA", "country=RUS", "country=SGP", "country=USA", "country=NZL",
])  # fmt: skip
def test_odd_parts_are_drawn(client, query):
    assert client.get(f"/map?{query}").status_code == 200


def test_every_look_leads_somewhere(client):
    page = client.get("/map?country=BFA").text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/map\?[^"]*)"', page)]
    assert len(links) > 8
    for link in links:
        assert client.get(link.split("#")[0]).status_code == 200, link


# The drawing


def test_outlines_are_closed_rings_of_countries():
    for scale, least in (("world", 170), ("near", 230)):
        held = outlines(scale)
        assert len(set(held.names)) >= least and np.abs(held.points[:, 1]).max() <= 90
        for n in range(len(held.codes)):
            ring = held.ring(n)
            assert (ring[0] == ring[-1]).all() and (np.abs(np.diff(ring, axis=0)).max() < 180 or held.names[n] == "Antarctica")
    assert {"MLI", "SYR", "XKX", "RUS"} <= set(outlines("near").codes)


def test_a_country_is_shown_without_what_lies_overseas():
    west, south, east, north = country_box("FRA")
    assert -6 < west < -4 and 41 < south < 42 and 8 < east < 10 and 51 < north < 52
    assert country_box("ZZZ") is None
    assert area(outlines("near").ring(outlines("near").of("FRA")[0])) > 40


@unhurried
@given(LONGITUDES, LATITUDES, st.floats(2, 90), st.floats(2, 60))
def test_a_view_holds_its_middle(longitude, latitude, wide, high):
    view = of_box(longitude - wide / 2, max(-90, latitude - high / 2), longitude + wide / 2, min(90, latitude + high / 2))
    on = sheet(view)
    x, y = on.place(*view.middle)
    assert 0 <= x <= WIDTH and 0 <= y <= on.height and 0.4 * WIDTH < on.height < 0.8 * WIDTH
    assert view.east - view.west >= NARROWEST - 0.02 and on.holds(view.west + 0.01, view.middle[1])
    assert on.place(view.middle[0] + 360, view.middle[1]) == (x, y)


@unhurried
@given(st.floats(-170, 170), st.floats(-50, 80))
def test_east_is_right_and_north_is_up(longitude, latitude):
    on = sheet(WORLD)
    x, y = on.place(longitude, latitude)
    assert on.place(longitude + 1, latitude)[0] > x and on.place(longitude, latitude + 1)[1] < y


def test_equal_earth_keeps_areas():
    on = sheet(WORLD)

    def cell(longitude, latitude):
        corners = np.array([on.place(longitude + i, latitude + j) for i, j in ((0, 0), (9, 0), (9, 4), (0, 4), (0, 0))])
        x, y = corners.T
        return abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2 / (math.sin(math.radians(latitude + 4)) - math.sin(math.radians(latitude)))

    sizes = [cell(longitude, latitude) for longitude in (-120, 0, 90) for latitude in (-40, 0, 30, 60)]
    assert max(sizes) / min(sizes) < 1.06


def test_a_reach_is_as_long_as_it_says():
    on = sheet(of_country("BFA"))
    (reach,) = on.reach(np.array([111.2]), np.array([12.0]))
    assert reach == pytest.approx(abs(on.place(-1, 12)[1] - on.place(-1, 13)[1]), rel=0.05)


def test_countries_are_drawn_whole_and_cut_at_no_line():
    shown = {land.code: land for land in lands(WORLD)}
    assert {"MLI", "BRA", "AUS", "RUS"} <= set(shown)
    numbers = [int(n) for n in re.findall(r"-?\d+", shown["RUS"].path.split("z")[0].partition("l")[2])]
    assert max(abs(n) for n in numbers) < 200  # half units: no step across the sheet
    near = lands(of_box(-6, 9, 3, 16))
    assert {"BFA", "MLI", "GHA"} <= {land.code for land in near} and not {"BRA", "AUS"} & {land.code for land in near}


@unhurried
@given(st.lists(st.builds(spot, LONGITUDES, LATITUDES, st.integers(1, 99), st.sampled_from([1, 2, 4, 5, None])), max_size=40))
def test_marks_stand_apart_and_count_all(spots):
    on = sheet(WORLD)
    made = marks(laid_out(spots), on)
    shown = [s for s in spots if on.holds(s.longitude, s.latitude)]
    assert sum(m.events for m in made.every) == sum(s.events for s in shown) and sum(m.places for m in made.every) == len(shown)
    for i, one in enumerate(made.every):
        assert all(math.dist((one.x, one.y), (other.x, other.y)) >= APART for other in made.every[:i])
    of = [made.at(*on.place(s.longitude, s.latitude)) for s in shown]
    for mark in made.every:
        own = [s for s, m in zip(shown, of, strict=True) if m is mark]
        assert (len(own), sum(s.events for s in own), max(s.events for s in own)) == (mark.places, mark.events, mark.largest.events)
        assert all(math.dist(on.place(s.longitude, s.latitude), (mark.x, mark.y)) < APART + 1.5 * SQUARE for s in own)
        kinds = {s.precision == 1 for s in own}
        assert mark.shape == ("mixed" if len(kinds) == 2 else "exact" if True in kinds else "area")
        assert mark.west == min(s.longitude for s in own) and mark.north == max(s.latitude for s in own)
    assert made.at(-5, -5) is None
    assert made == marks(laid_out(list(reversed(spots))), on)


def test_areas_are_circles_of_their_size_and_exact_places_have_none():
    on = sheet(of_box(-4, 10, 2, 15))
    (only,) = areas(laid_out([spot(-1, 12), spot(0, 12, precision=4)]), on)
    assert only.radius == on.reach(np.array([82.0]), np.array([12.0]))[0]


@pytest.mark.parametrize(("number", "words"), [
    (0, "0"), (999, "999"), (1000, "1.0k"), (1649, "1.6k"), (9949, "9.9k"), (9950, "10k"), (23_400, "23k"), (999_499, "999k"), (999_500, "1.0m"),
    (2_140_000, "2.1m"), (12_000_000, "12m"),
])  # fmt: skip
def test_numbers_are_short(number, words):
    assert short(number) == words


def test_what_no_look_parts_leads_to_its_events():
    on = sheet(WORLD)
    (far,) = marks(laid_out([spot(1, 10), spot(1.5, 10)]), on).every
    (same,) = marks(laid_out([spot(1, 10), spot(1, 10 + CLOSEST / 2, precision=2)]), on).every
    assert not far.one and same.one


def test_boxes_of_countries_step_aside_or_are_left_out():
    on = sheet(WORLD)
    stood = marks(laid_out([spot(0, 10)]), on).every
    boxes = [Vague(code=f"{n:03d}", events=n, x=stood[0].x, y=stood[0].y, of_x=stood[0].x, of_y=stood[0].y) for n in range(60)]
    found = beside(boxes, stood, on)
    assert [box.events for box in found] == list(range(59, 59 - len(found), -1)) and 4 < len(found) < 60
    for n, box in enumerate(found):
        others = [(stood[0].x, stood[0].y), *((other.x, other.y) for other in found[:n])]
        assert all(math.dist((box.x, box.y), other) >= APART - 0.2 for other in others)
        assert (box.of_x, box.of_y) == (boxes[0].x, boxes[0].y)


@pytest.mark.parametrize("view", [View(), of_box(10, 40, 14, 44), of_box(170, -20, -170, 0)])
def test_looks_from_a_view_are_views(view):
    for look in (view.scaled(0.5), view.scaled(2), view.moved(0.4, 0), view.moved(0, 0.4), view.moved(0, -3)):
        assert -90 <= look.south < look.north <= 90 and look.west < look.east
