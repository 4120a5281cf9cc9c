"""Map: where it happened, drawn as exactly as it is told."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any

from litestar.params import QueryParameter

from ...resources.outlines import country_names
from ...views.event_map import Box, CountryCount, EventMap, Ground, PlacedEvent, Places, WantedMap, event_ground, event_map
from ..drawings.marks import Mark, Marks, Vague, areas, beside, marks, short
from ..drawings.world import WORLD, Land, Sheet, View, lands, of_box, of_country, sheet
from ..page import Page
from ..query import ActorWords, AsOf, Clock, Number, PlaceWords, Since, TypeName, Until, narrowed
from ..room import Desk

Degrees = Annotated[float | None, QueryParameter(ge=-540, le=540, description="A side of the part of the world that is shown, in degrees.")]
Country = Annotated[str | None, QueryParameter(pattern="^[A-Za-z]{3}$", description="Shows one country: an ISO 3166 alpha-3 code.")]
NUMBER = r"-?\d{1,3}(\.\d{1,6})?"
AT = rf"^([A-Za-z]{{3}}|nowhere|{NUMBER}(,{NUMBER}){{3}})$"
At = Annotated[str | None, QueryParameter(
    pattern=AT, max_length=60,
    description="Lists one mark's events: west,south,east,north in degrees; an ISO code for those of which no more is told; or `nowhere`.",
)]  # fmt: skip
All = Annotated[str | None, QueryParameter(pattern="^yes$", description="`yes`: planned, denied, possible and background events too.")]
SIDES = ("west", "south", "east", "north")
NARROW = ("since", "until", "actor", "type", "place", "as_of", "clock")
PLACES = 100  # rows of the table of places, and as many of countries: more than a reader goes through, and a filter leads to the others
PRECISION = {
    1: "exact place", 2: "near the place", 3: "district", 4: "province", 5: "region", 6: "country", 7: "at sea or in the air",
    None: "not told how exact",
}  # fmt: skip
SHADES = 3
ROOM = 0.35  # of a cluster's box around it, when it is looked at closer
SMALLEST_LOOK = 12.0  # degrees that the first look at a library is wide, so that one town is seen in its region


def ask(
    desk: Desk, since: Since = None, until: Until = None, actor: ActorWords = None, type: TypeName = None, place: PlaceWords = None,
    west: Degrees = None, south: Degrees = None, east: Degrees = None, north: Degrees = None, country: Country = None, at: At = None,
    all: All = None, page: Number = 1, as_of: AsOf = None, clock: Clock = None,
) -> EventMap:  # fmt: skip
    """Events by place, as exactly as it is told, and a page of those in the part that is shown, the newest first."""
    narrow = narrowed(since=since, until=until, actor=actor, type=type, place=place, as_of=as_of, clock=clock)
    wanted = WantedMap(filter=narrow, all=all == "yes", **_listed(at, _box(west, south, east, north), country))
    return desk.room.remember(("map", wanted, page), lambda: event_map(desk.reader, wanted, page=page, ground=_ground(desk, wanted)))


def _ground(desk: Desk, wanted: WantedMap) -> Ground:
    """What the filter leaves, which is the same wherever one looks."""
    return desk.room.remember(("map", "ground", wanted.filter, wanted.all), lambda: event_ground(desk.reader, wanted))


def _box(*sides: float | None) -> Box | None:
    """The part that four sides ask for. Raises ValueError where some are missing or hold nothing."""
    given = [side for side in sides if side is not None]
    if not given:
        return None
    if len(given) < 4:
        raise ValueError("a part of the map has four sides: give west, south, east and north")
    view = of_box(*given)
    return None if view.whole else Box(view.west, view.south, view.east - 360 if view.east > 180 else view.east, view.north)


def _listed(at: str | None, box: Box | None, country: str | None) -> dict[str, Any]:
    """Which events the list has."""
    if at == "nowhere":
        return {"nowhere": True}
    if at and re.fullmatch("[A-Za-z]{3}", at):
        return {"vague": at.upper()}
    if at:
        return {"within": Box(*(float(side) for side in at.split(",")))}
    if box:
        return {"within": box}
    if country:
        of_country(country)  # says that there is none
        return {"country": country.upper()}
    return {}


def dress(answer: EventMap, desk: Desk) -> dict[str, Any]:
    narrow = {name: desk.params.get(name) for name in NARROW}
    places = _ground(desk, WantedMap(filter=narrowed(**narrow), all=desk.params.get("all") == "yes")).places
    view = view_of(desk.params, places)
    on, drawn = sheet(view), lands(view)
    stood, told = marks(places, on), vague(answer.countries, drawn, on)
    nearer = desk.stem(*SIDES, "country", "at")
    return {
        "on": on,
        "lands": drawn,
        "shades": shades(answer.countries),
        "vague": beside(told, stood.every, on),
        "crowded": len(told),
        "marks": stood.every,
        "areas": areas(places, on),
        "outside": answer.spotted - sum(mark.events for mark in stood.every),
        "mark_of": lambda row: mark_of(row, stood, on),
        "to_mark": lambda mark: to_mark(mark, nearer, desk.stem("at")),
        "looks": looks(desk, view),
        "short": short,
        "place_words": place_words,
        "names": country_names(),
        "PRECISION": PRECISION,
        "PLACES": PLACES,
    }


def place_words(name: str, country: str | None) -> str:
    """A place with its country."""
    within = country_names().get(country, country) if country else None
    return f"{name}, {within}" if within and within != name else name


def view_of(params: dict[str, str], places: Places) -> View:
    """The part of the world that is asked for; else what holds all places."""
    if all(side in params for side in SIDES):
        return of_box(*(float(params[side]) for side in SIDES))
    if params.get("country"):
        return of_country(params["country"])
    if not len(places) or params.get("world"):
        return WORLD
    (west, east), (south, north) = ((float(some.min()), float(some.max())) for some in (places.longitude, places.latitude))
    x, y = max((east - west) * 0.08, (SMALLEST_LOOK - (east - west)) / 2), max((north - south) * 0.08, (SMALLEST_LOOK / 2 - (north - south)) / 2)
    return WORLD if east - west > 150 else of_box(west - x, max(-90.0, south - y), east + x, min(90.0, north + y))


def shades(countries: list[CountryCount]) -> dict[str, int]:
    """How dark a country is, by how many events tell no more than it: 1 to SHADES."""
    told = {c.country: c.events for c in countries if c.events}
    most = max(told.values(), default=1)
    return {code: 1 + min(SHADES - 1, int(SHADES * (n / most) ** 0.5 - 1e-9)) for code, n in told.items()}


def vague(countries: list[CountryCount], drawn: tuple[Land, ...], on: Sheet) -> list[Vague]:
    """The countries that show here and of whose events no more is told; those too small for an outline stand in their middle."""
    where = {land.code: (land.x, land.y) for land in drawn}
    found = []
    for c in countries:
        at = (where.get(c.country) or _small(c.country, on)) if c.events else None
        if at:
            found.append(Vague(code=c.country, events=c.events, x=at[0], y=at[1], of_x=at[0], of_y=at[1]))
    return found


@lru_cache(maxsize=1_024)
def _small(code: str, on: Sheet) -> tuple[float, float] | None:
    try:
        x, y = of_country(code).middle
    except ValueError:
        return None
    return on.place(x, y) if on.holds(x, y) else None


def mark_of(row: PlacedEvent, stood: Marks, on: Sheet) -> str:
    """The key of the mark or country that stands for an event; "" for none on this map."""
    if row.how == "country":
        return f"c{row.event.country}"
    if row.longitude is None or row.latitude is None:
        return ""
    mark = stood.at(*on.place(row.longitude, row.latitude))
    return mark.key if mark else ""


def to_mark(mark: Mark, nearer: str, here: str) -> str:
    """Where a mark leads: to a closer look, or to its events where no look parts them."""
    if mark.one:
        return f"{here}at={mark.west:g},{mark.south:g},{mark.east:g},{mark.north:g}#list"
    wide, high = (mark.east - mark.west) * ROOM, (mark.north - mark.south) * ROOM
    near = of_box(mark.west - wide, max(-90.0, mark.south - high), mark.east + wide, min(90.0, mark.north + high))
    return nearer + "&".join(f"{name}={side}" for name, side in _sides(near).items())


def looks(desk: Desk, view: View) -> list[tuple[str, str, str]]:
    """Sign, words and address of the looks from here: closer, farther, and to the sides."""
    found = [("+", "closer", view.scaled(0.5)), ("−", "farther", view.scaled(2.0))]
    if not view.whole:
        ways = {"←": ("west", -0.4, 0.0), "→": ("east", 0.4, 0.0), "↑": ("north", 0.0, 0.4), "↓": ("south", 0.0, -0.4)}
        found += [(sign, words, view.moved(across, up)) for sign, (words, across, up) in ways.items()]
        found.append(("○", "the world", WORLD))
    return [(sign, words, desk.here(**_sides(to), country=None, at=None)) for sign, words, to in found]


def _sides(view: View) -> dict[str, str]:
    return dict(zip(SIDES, (f"{side:g}" for side in (view.west, view.south, view.east, view.north)), strict=True))


PAGE = Page(name="map", path="/map", nav="Map", ask=ask, template="map.html", dress=dress)
