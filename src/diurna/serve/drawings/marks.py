"""Marks on the map: what lies too close together stands as one, with its number; how exactly a place is told shows in its shape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from .world import WIDTH, Sheet

if TYPE_CHECKING:
    from ...views.event_map import Places, Spot

APART = 34.0  # units between two marks: 24 pixels, the least target of WCAG 2.2, on the narrowest map (544 pixels for 760 units)
SQUARE = APART / 8  # units: places of one square stand in one mark, so that twenty thousand places of a library take no longer than these squares
CLOSEST = 0.08  # degrees: what lies closer is one mark at the closest look too (34 of 760 units of two degrees)
AREAS = 40  # circles drawn, of the places with most events: more are a thicket
SMALLEST, LARGEST = 5.0, 17.0
LEAST_NUMBER, SIGN = 8.0, 6.0  # the radius from where a mark has a number; units of a sign of it in bold
BOX = (11.0, 9.0)  # half of a country's box
# Kilometres around a place that is not told exactly, by UCDP's where_prec. 2: its codebook's "within 25 km". 3 and 4: measured on the gazetteer's
# divisions: half the way to the next second-order one (upper quartile 17 km), and what holds nine tenths of a first-order one's (median 82 km).
# 5 and 7 have no measure of their own: twice a first-order division.
AROUND = np.array([25.0, 0.0, 25.0, 17.0, 82.0, 164.0, 0.0, 164.0])  # of no precision as of 2
WAYS = np.array([(0.0, 0.0), *((r * math.cos(n * math.pi / 4), r * math.sin(n * math.pi / 4)) for r in (18.0, APART, 52.0) for n in range(8))])

Shape = Literal["exact", "area", "mixed"]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One mark: the largest of the places that it stands for, how many these are, and their box in degrees."""

    x: float
    y: float
    radius: float
    shape: Shape
    events: int
    largest: Spot
    places: int
    west: float
    south: float
    east: float
    north: float
    key: str

    @property
    def words(self) -> str:
        """Its number, where there is room for it."""
        words = short(self.events) if self.events > 1 else ""
        return words if self.radius >= max(LEAST_NUMBER, SIGN / 2 * len(words)) else ""

    @property
    def one(self) -> bool:
        """Whether no closer look parts its places."""
        return max(self.east - self.west, self.north - self.south) < CLOSEST


def short(number: int) -> str:
    """A number in at most four signs: 936, 1.6k, 23k, 2.1m."""
    for size, sign in ((10**6, "m"), (10**3, "k")):
        if number >= size - size // 2000:
            return f"{number / size:.0f}{sign}" if number >= 9.95 * size else f"{number / size:.1f}{sign}"
    return str(number)


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


class Marks(msgspec.Struct, frozen=True):
    """The marks of a sheet, and which of them stands for a place: its number for each square that has one."""

    every: list[Mark]
    of_square: dict[tuple[int, int], int]

    def at(self, x: float, y: float) -> Mark | None:
        """The mark that stands for a place of the sheet."""
        n = self.of_square.get((int(x // SQUARE), int(y // SQUARE)))
        return None if n is None else self.every[n]


def marks(places: Places, on: Sheet) -> Marks:
    """The marks of the places that lie on a sheet. A mark stands at its largest place; a smaller one joins the closest mark if one is too close,
    together with all others of its square."""
    where = on.laid(places.longitude, places.latitude)
    rows = np.flatnonzero((where >= 0).all(axis=1) & (where[:, 0] <= WIDTH) & (where[:, 1] <= on.height))
    if not len(rows):
        return Marks([], {})
    squares = (where[rows] // SQUARE).astype(np.int64)
    across = int(WIDTH // SQUARE) + 1
    keys, first, square = np.unique(squares[:, 0] + squares[:, 1] * across, return_index=True, return_inverse=True)
    stood, mark = _stood(where[rows[np.sort(first)]])
    of_key = np.empty(len(keys), dtype=np.int64)
    of_key[np.argsort(first)] = mark  # squares in the order of their largest places, as these are in the order of their events
    every = _marks(places, rows, of_key[square], stood)
    return Marks(every, {(key % across, key // across): n for key, n in zip(keys.tolist(), of_key.tolist(), strict=True)})


def _stood(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where marks stand: at the first of some points and at each later one that lies APART from all before; and the closest mark of each point."""
    least, closest = np.full(len(points), np.inf), np.zeros(len(points), dtype=np.int64)
    x, y = points.T.copy()
    stood: list[int] = []
    free = 0
    while least[free] >= APART**2:
        away = (x - x[free]) ** 2 + (y - y[free]) ** 2
        nearer = away < least
        least[nearer], closest[nearer] = away[nearer], len(stood)
        stood.append(free)
        free = int(np.argmax(least >= APART**2))
    return points[stood], closest


def _marks(places: Places, rows: np.ndarray, mark: np.ndarray, stood: np.ndarray) -> list[Mark]:
    order = np.argsort(mark, kind="stable")
    rows, begins = rows[order], np.flatnonzero(np.diff(mark[order], prepend=-1))
    events = np.add.reduceat(places.events[rows], begins)
    sizes = np.diff(begins, append=len(rows))
    exact = np.add.reduceat(places.precision[rows] == 1, begins, dtype=np.int64)
    (west, east), (south, north) = (
        (np.minimum.reduceat(some[rows], begins), np.maximum.reduceat(some[rows], begins)) for some in (places.longitude, places.latitude)
    )
    most = int(events.max())
    return [
        Mark(
            x=float(stood[n, 0]), y=float(stood[n, 1]), radius=_radius(int(events[n]), most), events=int(events[n]), places=int(sizes[n]),
            shape="exact" if exact[n] == sizes[n] else "mixed" if exact[n] else "area", largest=places.spot(int(rows[begins[n]])),
            west=float(west[n]), south=float(south[n]), east=float(east[n]), north=float(north[n]), key=f"m{n}",
        ) for n in range(len(begins))
    ]  # fmt: skip


def _radius(events: int, most: int) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(events / most) if most > 1 else SMALLEST + 2, 1)


def areas(places: Places, on: Sheet) -> list[Area]:
    """The areas that are wider than a mark, the widest first, so that none hides another."""
    rows = np.flatnonzero(places.precision != 1)
    where = on.laid(places.longitude[rows], places.latitude[rows])
    radius = on.reach(AROUND[places.precision[rows]], places.latitude[rows])
    shows = (radius > LARGEST) & (where > -radius[:, None]).all(axis=1) & (where < np.array([WIDTH, on.height]) + radius[:, None]).all(axis=1)
    found = [Area(*where[n].tolist(), float(radius[n]), places.spot(int(rows[n])).name) for n in np.flatnonzero(shows)[:AREAS].tolist()]
    return sorted(found, key=lambda a: (-a.radius, a.x, a.y))


def beside(boxes: list[Vague], stood: list[Mark], on: Sheet) -> list[Vague]:
    """Boxes at the nearest free place, where they cover no mark and no other box, those with most events first; those that find no place near
    are left out."""
    taken = np.full((len(stood) + len(boxes), 2), np.inf)
    taken[: len(stood)] = np.array([(mark.x, mark.y) for mark in stood]).reshape(-1, 2)
    found: list[Vague] = []
    for box in sorted(boxes, key=lambda b: (-b.events, b.code)):
        n = len(stood) + len(found)
        x, y = WAYS[:, 0] + box.x, WAYS[:, 1] + box.y
        free = (x > BOX[0]) & (x < WIDTH - BOX[0]) & (y > BOX[1]) & (y < on.height - BOX[1])
        free &= ((x[:, None] - taken[:n, 0]) ** 2 + (y[:, None] - taken[:n, 1]) ** 2 >= APART**2).all(axis=1)
        way = int(free.argmax())
        if free[way]:
            taken[n] = x[way], y[way]
            found.append(msgspec.structs.replace(box, x=round(float(x[way]), 1), y=round(float(y[way]), 1)))
    return found
