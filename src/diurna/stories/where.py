"""Where: whether two told places are one, or one lies in the other."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import WhereTold
    from .node import Node
    from .tuning import Tuning

COUNTRY = 6  # UCDP's precision of a country
REGION = 5  # and of a part of one, or a feature, whose bounds nobody tells
FIRST_ORDER = 4
SECOND_ORDER = 3
COMPASS = re.compile(r"\b(?:(?:north|south|east|west)[\s-]?){1,2}(?:ern)?\s+(?:(?!of\b)[a-z]+\s+)?$", re.I)
POINTS = re.compile("north|south|east|west", re.I)
COMPASS_BEFORE = 25  # characters before a name that can hold them
MIDDLE = 0.5  # degrees by which a town of the east may lie west of the middle of its country
NEAR = 150.0  # kilometres from the point of a region within which a town may lie in it
DEGREE = 111.2  # kilometres


def same_place(a: WhereTold, b: WhereTold) -> bool:
    """One place by its key, or by its name where no country speaks against it."""
    if a.geonames is not None and b.geonames is not None and a.geonames == b.geonames:
        return True
    return a.name.lower().removeprefix("the ") == b.name.lower().removeprefix("the ") and (a.country == b.country or None in (a.country, b.country))


def place_within(small: WhereTold, large: WhereTold) -> bool:
    """The first place lies in the second: a town in its country or first-order division, or in a part of it that is told loosely."""
    if not small.country or small.country != large.country:
        return False
    if large.precision == COUNTRY:
        return (small.precision or 9) < COUNTRY
    if large.precision == REGION:
        apart = distance(small, large)
        return (small.precision or 9) < REGION and (apart is None or apart <= NEAR)
    division = large.admin1 or large.name
    return large.precision == FIRST_ORDER and small.admin1 == division and (small.precision or 9) < FIRST_ORDER


def distance(a: WhereTold, b: WhereTold) -> float | None:
    """Kilometres between two points, roughly; None where one has none."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    across = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return DEGREE * math.hypot(a.latitude - b.latitude, across)


def part_told(text: str, start: int) -> frozenset[str]:
    """The quarters of the compass before the name of a place: n and e for "northeastern Syria"."""
    found = COMPASS.search(text, max(start - COMPASS_BEFORE, 0), start)
    return frozenset(part[0].lower() for part in POINTS.findall(found.group())) if found else frozenset()


def in_part(town: WhereTold, wide: Node) -> bool:
    """A town lies in the part of its country that is told ("eastern Syria"), as far as the country's middle tells east from west."""
    place = wide.place
    if place is None or not wide.part or place.precision != REGION or not place.country or town.country != place.country:
        return False
    if (town.precision or COUNTRY) >= REGION or None in (town.latitude, town.longitude, place.latitude, place.longitude):
        return False
    north, east = town.latitude - place.latitude, town.longitude - place.longitude
    return all({"n": north, "s": -north, "e": east, "w": -east}[point] > -MIDDLE for point in wide.part)


def one_spot(a: Node, b: Node) -> bool:
    """One place, or one that holds the other, and neither is a whole country."""
    if a.place is None or b.place is None or vague(a.place) or vague(b.place):
        return False
    if same_place(a.place, b.place):
        return not other_part(a, b)
    return place_within(a.place, b.place) or place_within(b.place, a.place) or in_part(a.place, b) or in_part(b.place, a)


def other_part(a: Node, b: Node) -> bool:
    """Two parts of one wide place: the north and the west."""
    return bool(a.part) and bool(b.part) and not a.part & b.part


def vague(place: WhereTold) -> bool:
    """A whole country says little of where a thing was done."""
    return place.precision == COUNTRY


def by_place(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """One place, or one that holds the other, speaks for one happening, another against it; the score and why in words."""
    here, there = a.place, b.place
    if here is None or there is None:
        return 0.0, ""
    if same_place(here, there):
        if other_part(a, b) and REGION in (here.precision, there.precision):
            return t.other_part, ""
        return (t.vague_place if vague(here) else t.same_place), f"both in {here.name}"
    if in_part(here, b) or in_part(there, a):
        return t.within_place, f"{here.name} and {there.name} hold one another"
    if place_within(here, there) or place_within(there, here):
        wide = vague(here) or vague(there)
        return (t.vague_place if wide else t.within_place), f"{here.name} and {there.name} hold one another"
    return t.other_place, ""
