"""Where did things happen, and how exactly is that told?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec

from ..store.derived import COUNTED, derived
from .as_known import as_known, known
from .events import EventRow, event_rows
from .params import Clauses, Filter, Known, event_clauses, of_actor

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
    """What a filter leaves, whatever part of it is listed: how many events fit and how many are spotted, the places with most events and how many
    there are beside them, and the countries."""

    total: int
    spotted: int
    spots: list[Spot]
    more: int
    countries: list[CountryCount]


def event_map(reader: Reader, wanted: WantedMap | None = None, *, page: int = 1, ground: Ground | None = None) -> EventMap:
    """The events that fit as spots and countries, and a page of them as a list; `ground` is that of the same filter where it is known already."""
    wanted = wanted or WantedMap()
    reader = as_known(reader, wanted.filter)
    ground = ground or event_ground(reader, wanted)
    placed = ground.spotted + sum(c.events for c in ground.countries)
    listed = _count(reader, wanted, ground, placed)
    return EventMap(
        total=ground.total,
        placed=placed,
        spotted=ground.spotted,
        spots=ground.spots,
        more=ground.more,
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
    spots, places, spotted = _spots(reader, wanted)
    return Ground(sums["total"], spotted, spots, places - len(spots), _countries(reader, wanted))


def _count(reader: Reader, wanted: WantedMap, ground: Ground, placed: int) -> int:
    """How many events the list has."""
    if wanted.nowhere:
        return ground.total - placed
    if wanted.vague:
        return sum(c.events for c in ground.countries if c.country == wanted.vague.upper())
    if wanted.country:
        return sum(c.within for c in ground.countries if c.country == wanted.country.upper())
    if not wanted.within:
        return placed
    chosen = _fitting(reader, wanted)
    _narrow(chosen, wanted)
    return int(reader.rows(f"SELECT count(*) AS n FROM {derived(reader, 'placed')} WHERE {chosen.where}", chosen.parameters)[0]["n"])


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
    if filter.actor:
        clauses.add(*of_actor(reader, filter.actor))
    if filter.type or filter.story:
        others = event_clauses(reader, Filter(type=filter.type, story=filter.story))
        clauses.add(f"id IN (SELECT id FROM events WHERE {others.where})", *others.parameters)
    return clauses


def _spots(reader: Reader, wanted: WantedMap) -> tuple[list[Spot], int, int]:
    """The places with most events, how many places there are in all, and how many events they have."""
    clauses = _fitting(reader, wanted)
    clauses.add(POINTED)
    query = f"""
        WITH places AS (SELECT min(name) AS name, country, longitude, latitude, precision, count(*) AS events
            FROM {derived(reader, "placed")} WHERE {clauses.where} GROUP BY country, longitude, latitude, precision)
        SELECT *, (SELECT count(*) FROM places) AS places, (SELECT sum(events)::BIGINT FROM places) AS spotted
        FROM places ORDER BY events DESC, longitude, latitude, precision, country LIMIT {SPOTS}"""
    rows = reader.rows(query, clauses.parameters)
    places, spotted = (rows[0]["places"], rows[0]["spotted"]) if rows else (0, 0)
    spots = [
        Spot(
            name=row["name"], country=row["country"], longitude=row["longitude"], latitude=row["latitude"], precision=row["precision"],
            events=row["events"],
        ) for row in rows
    ]  # fmt: skip
    return spots, places, spotted


def _countries(reader: Reader, wanted: WantedMap) -> list[CountryCount]:
    clauses = _fitting(reader, wanted)
    query = f"""SELECT country, count(*) FILTER (NOT ({POINTED})) AS events, count(*) AS within FROM {derived(reader, "placed")}
        WHERE {clauses.where} AND country IS NOT NULL GROUP BY country ORDER BY within DESC, country"""
    return [CountryCount(row["country"], row["events"], row["within"]) for row in reader.rows(query, clauses.parameters)]


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
