"""Where did things happen, and how exactly is that told?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from .as_known import as_known, known
from .events import COLUMNS, EventRow, event_rows
from .params import COUNTED, Clauses, Filter, Known, event_clauses

if TYPE_CHECKING:
    from ..store.reader import Reader

PAGE_ROWS = 30
SPOTS = 3_000  # places drawn, those with most events first; the rest are counted
# UCDP's where_prec as it is drawn: 1 an exact place; 2 near it, 3 and 4 divisions, 5 a region, 7 sea or air, None not told how exact: an area.
How = Literal["exact", "area", "country"]
POINTED = "place.latitude IS NOT NULL AND place.longitude IS NOT NULL AND coalesce(place.precision, 0) <> 6"
COUNTRY = "place.precision = 6 AND place.country IS NOT NULL"
# A hundred metres: what is told finer than that is the same place.
LONGITUDE, LATITUDE = "round(place.longitude, 3)", "round(place.latitude, 3)"
PLACED = f"(({POINTED}) OR ({COUNTRY}))"


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


def event_map(reader: Reader, wanted: WantedMap | None = None, *, page: int = 1) -> EventMap:
    """The events that fit as spots and countries, and a page of them as a list."""
    wanted = wanted or WantedMap()
    reader = as_known(reader, wanted.filter)
    clauses = event_clauses(reader, wanted.filter)
    if not wanted.all:
        clauses.add(COUNTED)
    (sums,) = reader.rows(
        f"""SELECT count(*) AS total, count(*) FILTER ({PLACED}) AS placed, count(*) FILTER ({POINTED}) AS spotted
            FROM events WHERE {clauses.where}""", clauses.parameters,
    )  # fmt: skip
    spots, more = _spots(reader, clauses)
    listed, events = _listed(reader, clauses, wanted, page)
    return EventMap(
        **sums,
        spots=spots,
        more=more,
        countries=_countries(reader, clauses),
        listed=listed,
        page=page,
        pages=max(1, -(-listed // PAGE_ROWS)),
        events=events,
        known=known(reader, wanted.filter),
    )


def _spots(reader: Reader, clauses: Clauses) -> tuple[list[Spot], int]:
    query = f"""
        SELECT mode(place.name) AS name, mode(place.country) AS country, {LONGITUDE} AS longitude, {LATITUDE} AS latitude,
               place.precision AS precision, count(*) AS events, count(*) OVER () AS places
        FROM events WHERE {POINTED} AND {clauses.where}
        GROUP BY {LONGITUDE}, {LATITUDE}, place.precision
        ORDER BY events DESC, longitude, latitude, precision LIMIT {SPOTS}"""
    rows = reader.rows(query, clauses.parameters)
    more = rows[0]["places"] - len(rows) if rows else 0
    return [Spot(**{name: value for name, value in row.items() if name != "places"}) for row in rows], more


def _countries(reader: Reader, clauses: Clauses) -> list[CountryCount]:
    query = f"""SELECT place.country AS country, count(*) FILTER ({COUNTRY}) AS events, count(*) AS within
        FROM events WHERE place.country IS NOT NULL AND {PLACED} AND {clauses.where} GROUP BY place.country ORDER BY within DESC, country"""
    return [CountryCount(**row) for row in reader.rows(query, clauses.parameters)]


def _listed(reader: Reader, clauses: Clauses, wanted: WantedMap, page: int) -> tuple[int, list[PlacedEvent]]:
    """How many events the list has, and a page of them."""
    chosen = Clauses()
    chosen.add(clauses.where, *clauses.parameters)
    _narrow(chosen, wanted)
    (row,) = reader.rows(f"SELECT count(*) AS n FROM events WHERE {chosen.where}", chosen.parameters)
    query = f"""SELECT {COLUMNS}, {LONGITUDE} AS longitude, {LATITUDE} AS latitude FROM events WHERE {chosen.where}
        ORDER BY "time".start DESC NULLS LAST, len(articles) DESC, id LIMIT {PAGE_ROWS} OFFSET {PAGE_ROWS * (page - 1)}"""
    rows = reader.rows(query, chosen.parameters)
    places = [(row["place"], row.pop("longitude"), row.pop("latitude")) for row in rows]
    return row["n"], [_placed(event, *place) for event, place in zip(event_rows(reader, rows), places, strict=True)]


def _narrow(chosen: Clauses, wanted: WantedMap) -> None:
    if wanted.nowhere:
        chosen.add(f"NOT coalesce({PLACED}, false)")
    elif wanted.vague:
        chosen.add(f"{COUNTRY} AND place.country = upper(?)", wanted.vague)
    elif wanted.country:
        chosen.add(f"{PLACED} AND place.country = upper(?)", wanted.country)
    elif wanted.within:
        box = wanted.within
        sides = "OR" if box.west > box.east else "AND"
        chosen.add(
            f"{POINTED} AND {LATITUDE} BETWEEN ? AND ? AND ({LONGITUDE} >= ? {sides} {LONGITUDE} <= ?)",
            box.south, box.north, box.west, box.east,
        )  # fmt: skip
    else:
        chosen.add(PLACED)


def _placed(event: EventRow, place: dict[str, Any] | None, longitude: float | None, latitude: float | None) -> PlacedEvent:
    precision = place["precision"] if place else None
    if precision == 6:
        return PlacedEvent(event, "country" if event.country else None, None, None, precision)
    if longitude is None or latitude is None:
        return PlacedEvent(event, None, None, None, precision)
    return PlacedEvent(event, "exact" if precision == 1 else "area", longitude, latitude, precision)
