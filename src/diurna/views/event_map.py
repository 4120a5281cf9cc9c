"""Where did things happen, and how exactly is that told?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from ..store.tally import COUNTRY_ONLY, THOUSANDTHS, tally
from .as_known import as_known, known
from .chosen import chosen
from .events import EventRow, event_rows
from .params import Filter, Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import WhereTold
    from ..store.columns import Words
    from ..store.reader import Reader
    from ..store.tally import Tally

PAGE_ROWS = 30
LOOK = 4_096  # of the newest events that are looked at first for a page of the list
SPOTS = 1_000  # places that are named, those with most events first; the rest are counted
# UCDP's where_prec as it is drawn: 1 an exact place; 2 near it, 3 and 4 divisions, 5 a region, 7 sea or air, None not told how exact: an area.
How = Literal["exact", "area", "country"]


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


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """All places of some events that can be drawn as more than a country, those with most events first; a number in each column. `name` and
    `country` are numbers of words, `precision` is UCDP's where_prec, 0 where it is not told."""

    name: np.ndarray
    country: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    precision: np.ndarray
    events: np.ndarray
    names: Words
    countries: Words

    def __len__(self) -> int:
        return len(self.events)

    def spot(self, n: int) -> Spot:
        """One of them."""
        return next(self.spots(slice(n, n + 1)))

    def spots(self, some: slice) -> Iterator[Spot]:
        """Some of them."""
        columns = (getattr(self, name)[some].tolist() for name in ("name", "country", "longitude", "latitude", "precision", "events"))
        for name, country, longitude, latitude, precision, events in zip(*columns, strict=True):
            yield Spot(
                name=self.names[name], country=self.countries[country] or None, longitude=longitude, latitude=latitude,
                precision=precision or None, events=events,
            )  # fmt: skip


class Ground(msgspec.Struct, frozen=True):
    """What a filter leaves, whatever part of it is listed: which events fit, in how many places they are, and the countries."""

    fits: np.ndarray
    places: Places
    countries: list[CountryCount]


def event_map(reader: Reader, wanted: WantedMap | None = None, *, page: int = 1, ground: Ground | None = None) -> EventMap:
    """The events that fit as spots and countries, and a page of them as a list; `ground` is that of the same filter where it is known already."""
    wanted = wanted or WantedMap()
    reader = as_known(reader, wanted.filter)
    ground = ground or event_ground(reader, wanted)
    listed = _listed(reader, wanted, ground)
    count = int(np.count_nonzero(listed))
    rows = _newest(tally(reader), listed, PAGE_ROWS * (page - 1), min(PAGE_ROWS * page, count))
    spotted = int(ground.places.events.sum())
    return EventMap(
        total=int(np.count_nonzero(ground.fits)),
        placed=spotted + sum(c.events for c in ground.countries),
        spotted=spotted,
        spots=list(ground.places.spots(slice(SPOTS))),
        more=max(0, len(ground.places) - SPOTS),
        countries=ground.countries,
        listed=count,
        page=page,
        pages=max(1, -(-count // PAGE_ROWS)),
        events=_shown(reader, tally(reader).keys(rows)),
        known=known(reader, wanted.filter),
    )


def event_ground(reader: Reader, wanted: WantedMap) -> Ground:
    """What the filter leaves; which part is listed makes no difference."""
    reader = as_known(reader, wanted.filter)
    held = tally(reader)
    fits = chosen(reader, wanted.filter, counted=not wanted.all)
    spots = held.spot[fits]
    events = np.bincount(spots[spots >= 0], minlength=len(held.spot_name))
    return Ground(fits, _places(held, events), _countries(held, events))


def _places(held: Tally, events: np.ndarray) -> Places:
    some = np.flatnonzero(held.spot_pointed & (events > 0))
    some = some[np.argsort(-events[some], kind="stable")]
    return Places(
        name=held.spot_name[some], country=held.spot_country[some], longitude=held.spot_longitude[some], latitude=held.spot_latitude[some],
        precision=held.spot_precision[some], events=events[some], names=held.places, countries=held.countries,
    )  # fmt: skip


def _countries(held: Tally, events: np.ndarray) -> list[CountryCount]:
    """The countries of what is drawn, those with most events first."""
    told, count = _of_countries(held), len(held.countries)
    vague = np.bincount(held.spot_country[told], weights=events[told], minlength=count)
    within = vague + np.bincount(held.spot_country[held.spot_pointed], weights=events[held.spot_pointed], minlength=count)
    found = [CountryCount(held.countries[n], int(vague[n]), int(within[n])) for n in np.flatnonzero(within).tolist() if held.countries[n]]
    return sorted(found, key=lambda c: (-c.within, c.country))


def _of_countries(held: Tally) -> np.ndarray:
    """Marks the places of which no more than a country is told."""
    unnamed = held.countries.all().index("") if "" in held.countries.all() else -1
    return (held.spot_precision == COUNTRY_ONLY) & (held.spot_country != unnamed)


def _listed(reader: Reader, wanted: WantedMap, ground: Ground) -> np.ndarray:
    """Marks the events of the list."""
    held = tally(reader)
    vague = _of_countries(held)
    drawn = vague | held.spot_pointed
    if wanted.vague:
        drawn = vague & _in_country(held, wanted.vague)
    elif wanted.country:
        drawn &= _in_country(held, wanted.country)
    elif wanted.within:
        drawn = held.spot_pointed & _inside(held, wanted.within)
    lies = np.append(drawn, False)[held.spot]  # those told without a place lie nowhere
    return ground.fits & (~lies if wanted.nowhere else lies)


def _newest(held: Tally, listed: np.ndarray, first: int, last: int) -> np.ndarray:
    """Of the events of a list those from a place to another, the newest first: most often among the newest of all."""
    look = LOOK
    while True:
        some = held.newest[:look]
        rows = some[listed[some]]
        if len(rows) >= last or look >= len(held.newest):
            return rows[first:last]
        look *= 8


def _in_country(held: Tally, country: str) -> np.ndarray:
    known = held.countries.all()
    return held.spot_country == (known.index(country.upper()) if country.upper() in known else -1)


def _inside(held: Tally, box: Box) -> np.ndarray:
    east, west = held.spot_longitude <= box.east, held.spot_longitude >= box.west
    high = (held.spot_latitude >= box.south) & (held.spot_latitude <= box.north)
    return high & (east | west if box.west > box.east else east & west)


def _shown(reader: Reader, ids: list[str]) -> list[PlacedEvent]:
    """Events by id, in this order, with where they are drawn."""
    told = list(reader.held("events", ids).values())
    return [_placed(row, event.place) for row, event in zip(event_rows(reader, told), told, strict=True)]


def _placed(event: EventRow, place: WhereTold | None) -> PlacedEvent:
    precision = place.precision if place else None
    if precision == COUNTRY_ONLY:
        return PlacedEvent(event, "country" if event.country else None, None, None, precision)
    if place is None or place.longitude is None or place.latitude is None:
        return PlacedEvent(event, None, None, None, precision)
    return PlacedEvent(event, "exact" if precision == 1 else "area", _rounded(place.longitude), _rounded(place.latitude), precision)


def _rounded(degrees: float) -> float:
    """To a thousandth of a degree, as the tally has it: halves away from nought."""
    return math.copysign(math.floor(abs(degrees) * THOUSANDTHS + 0.5) / THOUSANDTHS, degrees)
