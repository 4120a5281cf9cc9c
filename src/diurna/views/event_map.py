"""Where did things happen, and how exactly is that told?"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ..store.derived import COUNTED, derived
from .as_known import as_known, known
from .events import EventRow, event_rows
from .params import Clauses, Filter, Known, event_clauses

if TYPE_CHECKING:
    from ..model import WhereTold
    from ..store.reader import Reader

PAGE_ROWS = 30
SPOTS = 3_000  # places drawn, those with most events first; the rest are counted
# UCDP's where_prec as it is drawn: 1 an exact place; 2 near it, 3 and 4 divisions, 5 a region, 7 sea or air, None not told how exact: an area.
How = Literal["exact", "area", "country"]
POINTED = "latitude IS NOT NULL AND longitude IS NOT NULL AND coalesce(precision, 0) <> 6"
COUNTRY = "precision = 6 AND country IS NOT NULL"
DRAWN = f"(({POINTED}) OR ({COUNTRY}))"


class Box(msgspec.Struct, frozen=True):
    """A part of the world in degrees; `west` is more than `east` where it holds the line of dates."""

    west: float
    south: float
    east: float
    north: float


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place with the number of its events: `precision` is UCDP's where_prec."""

    name: str
    country: str | None
    longitude: float
    latitude: float
    precision: int | None
    events: int


class CountryCount(msgspec.Struct, frozen=True):
    """A country: `events` are those of which no more is told than the country, `within` all that are placed in it."""

    country: str
    events: int
    within: int


class PlacedEvent(msgspec.Struct, frozen=True):
    """An event and where it is drawn: at a spot, as a country, or nowhere."""

    event: EventRow
    how: How | None
    longitude: float | None
    latitude: float | None
    precision: int | None


class EventMap(msgspec.Struct, frozen=True, kw_only=True):
    """The events that fit, by place. `total` of them fit, `placed` are told with a place that can be drawn, `spotted` with more than a country;
    `spots` are the places with most events, `more` the places beside them. `listed` counts the events of the list, which is of one part of the map
    (`within`) where one is asked for, the newest first."""

    total: int
    placed: int
    spotted: int
    spots: list[Spot]
    more: int
    countries: list[CountryCount]
    listed: int
    page: int
    pages: int
    events: list[PlacedEvent]
    known: Known | None = None


class WantedMap(msgspec.Struct, frozen=True, kw_only=True):
    """What the map is narrowed to: the filter; all events and not only those told as done; and which of them are listed: those `within` a box,
    all of a `country`, those of which no more than a country is told (`vague`), or those placed `nowhere`."""

    filter: Filter = Filter()
    all: bool = False
    within: Box | None = None
    country: str | None = None
    vague: str | None = None
    nowhere: bool = False


class Ground(msgspec.Struct, frozen=True):
    """What a filter leaves, whatever part of it is listed: how many events fit, and their places and countries, those with most events first."""

    total: int
    spots: list[Spot]
    countries: list[CountryCount]


def event_map(reader: Reader, wanted: WantedMap | None = None, *, page: int = 1, ground: Ground | None = None) -> EventMap:
    """The events that fit as spots and countries, and a page of them as a list; `ground` is that of the same filter where it is known already."""
    wanted = wanted or WantedMap()
    reader = as_known(reader, wanted.filter)
    ground = ground or event_ground(reader, wanted)
    spotted = sum(spot.events for spot in ground.spots)
    placed = spotted + sum(c.events for c in ground.countries)
    listed = _count(wanted, ground, placed)
    return EventMap(
        total=ground.total,
        placed=placed,
        spotted=spotted,
        spots=ground.spots[:SPOTS],
        more=len(ground.spots[SPOTS:]),
        countries=ground.countries,
        listed=listed,
        page=page,
        pages=max(1, -(-listed // PAGE_ROWS)),
        events=_listed(reader, wanted, page),
        known=known(reader, wanted.filter),
    )


def event_ground(reader: Reader, wanted: WantedMap) -> Ground:
    """What the filter leaves; which part is listed makes no difference."""
    reader = as_known(reader, wanted.filter)
    events = _told(reader, wanted)
    (sums,) = reader.rows(f"SELECT count(*) AS total FROM events WHERE {events.where}", events.parameters)
    places = _places(reader, wanted)
    return Ground(sums["total"], _spots(places), _countries(places))


def _count(wanted: WantedMap, ground: Ground, placed: int) -> int:
    """How many events the list has."""
    if wanted.nowhere:
        return ground.total - placed
    if wanted.vague:
        return sum(c.events for c in ground.countries if c.country == wanted.vague.upper())
    if wanted.country:
        return sum(c.within for c in ground.countries if c.country == wanted.country.upper())
    return sum(s.events for s in ground.spots if _within(s, wanted.within)) if wanted.within else placed


def _within(spot: Spot, box: Box) -> bool:
    east, west = spot.longitude <= box.east, spot.longitude >= box.west
    return box.south <= spot.latitude <= box.north and (east or west if box.west > box.east else east and west)


def _told(reader: Reader, wanted: WantedMap) -> Clauses:
    """The conditions of a filter on the table of events."""
    clauses = event_clauses(reader, wanted.filter)
    if not wanted.all:
        clauses.add(COUNTED)
    return clauses


def _fitting(reader: Reader, wanted: WantedMap) -> Clauses:
    """The conditions of a filter on the derived table of placed events."""
    clauses, filter = Clauses(), wanted.filter
    clauses.add(DRAWN)
    if not wanted.all:
        clauses.add(COUNTED)
    if filter.since:
        clauses.add('"end" > ?', filter.since)
    if filter.until:
        clauses.add("start < ?", filter.until)
    if filter.place:
        clauses.add("name ILIKE ? OR country = upper(?)", f"%{filter.place}%", filter.place)
    if filter.actor or filter.type or filter.story:
        others = event_clauses(reader, Filter(actor=filter.actor, type=filter.type, story=filter.story))
        clauses.add(f"id IN (SELECT id FROM events WHERE {others.where})", *others.parameters)
    return clauses


def _places(reader: Reader, wanted: WantedMap) -> list[dict[str, Any]]:
    """Places and countries with the number of their events, the most first."""
    clauses = _fitting(reader, wanted)
    query = f"""
        SELECT min(name) AS name, country, {POINTED} AS pointed, CASE WHEN {POINTED} THEN longitude END AS longitude,
               CASE WHEN {POINTED} THEN latitude END AS latitude, precision, count(*) AS events
        FROM {derived(reader, "placed")} WHERE {clauses.where} GROUP BY ALL ORDER BY events DESC, longitude, latitude, precision, country"""
    return reader.rows(query, clauses.parameters)


def _spots(places: list[dict[str, Any]]) -> list[Spot]:
    return [Spot(**{name: value for name, value in row.items() if name != "pointed"}) for row in places if row["pointed"]]


def _countries(places: list[dict[str, Any]]) -> list[CountryCount]:
    vague, within = Counter[str](), Counter[str]()
    for row in places:
        if row["country"]:
            within[row["country"]] += row["events"]
            vague[row["country"]] += 0 if row["pointed"] else row["events"]
    return [CountryCount(code, vague[code], n) for code, n in sorted(within.items(), key=lambda item: (-item[1], item[0]))]


def _listed(reader: Reader, wanted: WantedMap, page: int) -> list[PlacedEvent]:
    """A page of the list, the newest first."""
    if wanted.nowhere:
        source, chosen = "events", _told(reader, wanted)
        chosen.add(f"id NOT IN (SELECT id FROM {derived(reader, 'placed')} WHERE {DRAWN})")
        order = '"time"."start" DESC NULLS LAST, len(articles) DESC, id'
    else:
        source, chosen = derived(reader, "placed"), _fitting(reader, wanted)
        order = "start DESC NULLS LAST, articles DESC, id"
        _narrow(chosen, wanted)
    query = f"SELECT id FROM {source} WHERE {chosen.where} ORDER BY {order} LIMIT {PAGE_ROWS} OFFSET {PAGE_ROWS * (page - 1)}"
    return _shown(reader, [found["id"] for found in reader.rows(query, chosen.parameters)])


def _narrow(chosen: Clauses, wanted: WantedMap) -> None:
    if wanted.vague:
        chosen.add(f"{COUNTRY} AND country = upper(?)", wanted.vague)
    elif wanted.country:
        chosen.add("country = upper(?)", wanted.country)
    elif wanted.within:
        box = wanted.within
        sides = "OR" if box.west > box.east else "AND"
        clause = f"{POINTED} AND latitude BETWEEN ? AND ? AND (longitude >= ? {sides} longitude <= ?)"
        chosen.add(clause, box.south, box.north, box.west, box.east)


def _shown(reader: Reader, ids: list[str]) -> list[PlacedEvent]:
    """Events by id, in this order, with where they are drawn."""
    told = list(reader.held("events", ids).values())
    return [_placed(row, event.place) for row, event in zip(event_rows(reader, told), told, strict=True)]


def _placed(event: EventRow, place: WhereTold | None) -> PlacedEvent:
    precision = place.precision if place else None
    if precision == 6:
        return PlacedEvent(event, "country" if event.country else None, None, None, precision)
    if place is None or place.longitude is None or place.latitude is None:
        return PlacedEvent(event, None, None, None, precision)
    return PlacedEvent(event, "exact" if precision == 1 else "area", _rounded(place.longitude), _rounded(place.latitude), precision)


def _rounded(degrees: float) -> float:
    """To a thousandth of a degree, as the derived table of places has it: halves away from nought."""
    return math.copysign(math.floor(abs(degrees) * 1000 + 0.5) / 1000, degrees)
