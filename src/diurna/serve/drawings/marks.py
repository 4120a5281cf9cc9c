"""Marks on the map: what lies too close together stands as one, with its number; how exactly a place is told shows in its shape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec

from .world import WIDTH, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...views.event_map import Spot

APART = 34.0  # units between two marks: 24 pixels, the least target of WCAG 2.2, on the narrowest map (544 pixels for 760 units)
CLOSEST = 0.08  # degrees: what lies closer is one mark at the closest look too (34 of 760 units of two degrees)
AREAS = 40  # circles drawn, of the places with most events: more are a thicket
SMALLEST, LARGEST = 5.0, 17.0
# Kilometres around a place that is not told exactly, by UCDP's where_prec. 2: its codebook's "within 25 km". 3 and 4: measured on the gazetteer's
# divisions: half the way to the next second-order one (upper quartile 17 km), and what holds nine tenths of a first-order one's (median 82 km).
# 5 and 7 have no measure of their own: twice a first-order division.
AROUND = {2: 25.0, 3: 17.0, 4: 82.0, 5: 164.0, 7: 164.0}
VAGUE = 25.0

Shape = Literal["exact", "area", "mixed"]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark: the places that it stands for, the largest first, and its box in degrees."""

    x: float
    y: float
    radius: float
    shape: Shape
    events: int
    spots: tuple[Spot, ...]
    west: float
    south: float
    east: float
    north: float
    key: str

    @property
    def one(self) -> bool:
        """Whether no closer look parts its places."""
        return max(self.east - self.west, self.north - self.south) < CLOSEST


class Vague(msgspec.Struct, frozen=True, kw_only=True):
    """A country and how many events are told of no more than it: its box, and the point of the country that it belongs to."""

    code: str
    events: int
    x: float
    y: float
    of_x: float
    of_y: float


class Area(msgspec.Struct, frozen=True):
    """The area around a place that is not told exactly."""

    x: float
    y: float
    radius: float
    words: str


def marks(spots: Iterable[Spot], on: Sheet) -> list[Mark]:
    """The marks of the spots that lie on a sheet. A mark stands at its largest place; smaller ones join the first mark that is too close."""
    groups: list[tuple[float, float, list[Spot]]] = []
    grid: dict[tuple[int, int], list[int]] = {}
    ordered = sorted(spots, key=lambda s: (-s.events, s.longitude, s.latitude, s.precision or 0))
    for spot, (x, y) in zip(ordered, on.places([(s.longitude, s.latitude) for s in ordered]), strict=True):
        if not (0 <= x <= WIDTH and 0 <= y <= on.height):
            continue
        cell = (int(x // APART), int(y // APART))
        near = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in grid.get((cell[0] + i, cell[1] + j), ())]
        close = [n for n in near if math.dist((x, y), groups[n][:2]) < APART]
        if close:
            groups[min(close, key=lambda n: (math.dist((x, y), groups[n][:2]), n))][2].append(spot)
        else:
            grid.setdefault(cell, []).append(len(groups))
            groups.append((x, y, [spot]))
    most = max((sum(s.events for s in held) for _, _, held in groups), default=1)
    return [_mark(n, x, y, held, most) for n, (x, y, held) in enumerate(groups)]


def areas(spots: Iterable[Spot], on: Sheet) -> list[Area]:
    """The areas that are wider than a mark, the widest first, so that none hides another."""
    found, reaches = [], {}
    vague = [spot for spot in spots if spot.precision != 1]
    for spot, (x, y) in zip(vague, on.places([(s.longitude, s.latitude) for s in vague]), strict=True):
        key = (AROUND.get(spot.precision or 0, VAGUE), round(spot.latitude, 1))
        radius = reaches[key] if key in reaches else reaches.setdefault(key, on.reach(*key))
        if radius > LARGEST and -radius < x < WIDTH + radius and -radius < y < on.height + radius:
            found.append(Area(x, y, radius, spot.name))
        if len(found) == AREAS:
            break
    return sorted(found, key=lambda a: (-a.radius, a.x, a.y))


def _mark(n: int, x: float, y: float, held: list[Spot], most: int) -> Mark:
    exact = [s.precision == 1 for s in held]
    events = sum(s.events for s in held)
    radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(events / most) if most > 1 else SMALLEST + 2
    return Mark(
        x=x, y=y, radius=round(radius, 1), shape="exact" if all(exact) else "mixed" if any(exact) else "area", events=events, spots=tuple(held),
        west=min(s.longitude for s in held), south=min(s.latitude for s in held),
        east=max(s.longitude for s in held), north=max(s.latitude for s in held), key=f"m{n}",
    )  # fmt: skip


def beside(boxes: list[Vague], stood: list[Mark]) -> list[Vague]:
    """Boxes moved to the nearest free place, if there is one near, where they cover no mark and no other box."""
    taken = [(mark.x, mark.y) for mark in stood]
    found = []
    for box in boxes:
        x, y = box.x, box.y
        ways = [(x, y)] + [(x + r * math.cos(a), y + r * math.sin(a)) for r in (18.0, APART, 52.0) for a in (n * math.pi / 4 for n in range(8))]
        free = (way for way in ways if 0 < way[0] < WIDTH and way[1] > 0 and all(math.dist(way, other) >= APART for other in taken))
        at = next(free, (x, y))
        taken.append(at)
        found.append(msgspec.structs.replace(box, x=round(at[0], 1), y=round(at[1], 1)))
    return found
