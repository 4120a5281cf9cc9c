"""Where: whether two told places are one, or one lies in the other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import WhereTold
    from .node import Node
    from .tuning import Tuning

COUNTRY = 6  # UCDP's precision of a country
REGION = 5  # and of a part of one, or a feature, whose bounds nobody tells
FIRST_ORDER = 4
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


def vague(place: WhereTold) -> bool:
    """A whole country says little of where a thing was done."""
    return place.precision == COUNTRY


def by_place(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    here, there = a.place, b.place
    if here is None or there is None:
        return 0.0, ""
    if same_place(here, there):
        return (t.vague_place if vague(here) else t.same_place), f"both in {here.name}"
    if place_within(here, there) or place_within(there, here):
        wide = vague(here) or vague(there)
        return (t.vague_place if wide else t.within_place), f"{here.name} and {there.name} hold one another"
    return t.other_place, ""
