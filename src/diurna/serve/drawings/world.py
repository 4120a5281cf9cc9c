"""The world on paper: a part of it, its projection, and the outlines of countries as paths."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from markupsafe import Markup

from ...resources.outlines import country_box, outlines

if TYPE_CHECKING:
    from ...resources.outlines import Outlines

WIDTH = 760.0
TALLEST, FLATTEST = 0.78, 0.45  # height by width: a taller one leaves no room for the list, a flatter one no room for marks
FINE = 2  # paths are in whole halves of a unit
REGION = 100.0  # degrees: wider parts are drawn in Equal Earth, narrower ones with true proportions in their middle
NARROWEST = 2.0  # degrees of longitude or latitude: the outlines say nothing finer (a hundredth of a degree is half a unit then)
MARGIN = 0.06  # of its width and height around a country
KEPT = 64  # parts of the world whose paths are kept: some 60 kB each
KILOMETRES = 111.2  # of a degree of latitude

# Equal Earth: Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection", equations 9 to 11.
A = (1.340264, -0.081106, 0.000893, 0.003796)


class View(msgspec.Struct, frozen=True):
    """A part of the world in degrees; `east` is more than 180 where it holds the line of dates."""

    west: float = -180.0
    south: float = -57.0
    east: float = 180.0
    north: float = 84.0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    @property
    def whole(self) -> bool:
        return self.east - self.west >= 359

    def moved(self, across: float, up: float) -> View:
        """As large, moved by shares of its width and height; it stops at the poles."""
        wide, high = self.east - self.west, self.north - self.south
        up = max(-90 - self.south, min(90 - self.north, up * high))
        return _of_sides(self.west + across * wide, self.south + up, self.east + across * wide, self.north + up)

    def scaled(self, by: float) -> View:
        """With the same middle, so many times as wide and high; the world where it grows as wide."""
        x, y = self.middle
        wide, high = (self.east - self.west) * by / 2, (self.north - self.south) * by / 2
        if wide >= 150:
            return WORLD
        return _of_sides(x - wide, max(-90.0, y - high), x + wide, min(90.0, y + high))


WORLD = View()


class Land(msgspec.Struct, frozen=True):
    """A country's outline as an SVG path in whole halves of a unit, and where its name would stand; `drawn` are path and name as they are written."""

    code: str
    name: str
    path: str
    drawn: Markup
    x: float
    y: float


class Sheet(msgspec.Struct, frozen=True):
    """A part of the world laid on WIDTH by `height`: `place` says where a point is, `reach` how many units so many kilometres are there."""

    view: View
    flat: bool
    left: float
    top: float
    scale: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Units from the left and from the top; may lie beyond the sheet."""
        x, y = self.laid(np.array([longitude], dtype=float), np.array([latitude], dtype=float))[0].tolist()
        return x, y

    def laid(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Where many points are, a row of two for each: one by one a library's three thousand took a quarter of a second."""
        turned = longitude + np.round((self.view.middle[0] - longitude) / 360) * 360  # each by itself: they are no ring
        return np.round(self._laid(np.column_stack([turned, latitude])), 1)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies on the sheet."""
        x, y = self.place(longitude, latitude)
        return 0 <= x <= WIDTH and 0 <= y <= self.height

    def reach(self, kilometres: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """The units that so many kilometres are at some latitudes, between those to the north and those to the east."""
        around = np.clip(latitude, -84.0, 84.0)
        x = np.full(len(around), self.view.middle[0])
        at, east, north = (self._laid(np.column_stack(some)) for some in ((x, around), (x + 1.0, around), (x, around + 1.0)))
        wide = np.abs(east[:, 0] - at[:, 0]) / (KILOMETRES * np.cos(np.radians(around)))
        return np.round(kilometres * np.sqrt(wide * np.abs(north[:, 1] - at[:, 1]) / KILOMETRES), 1)

    def _laid(self, degrees: np.ndarray) -> np.ndarray:
        flat = _projected(degrees, self.view, self.flat)
        return np.column_stack([(flat[:, 0] - self.left) * self.scale, (self.top - flat[:, 1]) * self.scale])


def of_box(west: float, south: float, east: float, north: float) -> View:
    """The part between four sides, at least so large that the outlines show something. Raises ValueError for sides that hold nothing."""
    if not (-90 <= south < north <= 90):
        raise ValueError("south must lie below north, both between -90 and 90")
    if not (-540 <= west <= 540 and -540 <= east <= 540):
        raise ValueError("west and east lie between -180 and 180")
    return _of_sides(west, south, east, north)


def _of_sides(west: float, south: float, east: float, north: float) -> View:
    wide = (east - west) % 360 or 360.0
    west = (west + 180) % 360 - 180
    if wide > 300:
        return WORLD
    if wide < NARROWEST:
        west, wide = west - (NARROWEST - wide) / 2, NARROWEST
    if north - south < NARROWEST:
        middle = max(-90 + NARROWEST / 2, min(90 - NARROWEST / 2, (south + north) / 2))
        south, north = middle - NARROWEST / 2, middle + NARROWEST / 2
    return View(round(west, 2), round(south, 2), round(west + wide, 2), round(north, 2))


@lru_cache(maxsize=512)  # a map asks of every country that is told as a whole
def of_country(code: str) -> View:
    """The part that a country's main land fills. Raises ValueError for a code without an outline."""
    box = country_box(code)
    if box is None:
        raise ValueError(f"there is no outline of a country {code!r}: write an ISO 3166 code of three letters, such as MLI")
    west, south, east, north = box
    x, y = (east - west) * MARGIN, (north - south) * MARGIN
    return of_box(west - x, max(-90.0, south - y), east + x if east - west + 2 * x < 300 else west - x + 299, min(90.0, north + y))


@lru_cache(maxsize=KEPT)
def sheet(view: View) -> Sheet:
    """A part of the world on paper; what is too tall or too flat gets more to its sides or above and below."""
    flat = view.east - view.west < REGION
    edges = np.array([[x, y] for x in np.linspace(view.west, view.east, 9) for y in np.linspace(view.south, view.north, 9)])
    points = _projected(edges, view, flat)
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    share = (top - bottom) / (right - left)
    if share > TALLEST:
        more = ((top - bottom) / TALLEST - (right - left)) / 2
        left, right = left - more, right + more
    elif share < FLATTEST:
        more = ((right - left) * FLATTEST - (top - bottom)) / 2
        bottom, top = bottom - more, top + more
    scale = WIDTH / (right - left)
    return Sheet(view, flat, float(left), float(top), float(scale), round(float((top - bottom) * scale), 1))


@lru_cache(maxsize=KEPT)
def lands(view: View) -> tuple[Land, ...]:
    """The countries that show on a sheet, as paths."""
    held, on = outlines("world" if view.east - view.west > REGION else "near"), sheet(view)
    paths: dict[tuple[str, str], list[tuple[float, float, float, str]]] = {}
    for n in _near(held, view):
        points = on._laid(_turned(held.ring(n), view))
        if points[:, 0].max() < 0 or points[:, 0].min() > WIDTH or points[:, 1].max() < 0 or points[:, 1].min() > on.height:
            continue
        drawn = _path(points)
        if drawn:
            paths.setdefault((held.codes[n], held.names[n]), []).append((*_inside(points, on.height), drawn))
    return tuple(_land(code, name, parts) for (code, name), parts in sorted(paths.items()))


def _land(code: str, name: str, parts: list[tuple[float, float, float, str]]) -> Land:
    _, x, y, _ = max(parts)
    path = "".join(part[-1] for part in parts)
    return Land(code, name, path, Markup('d="{}"><title>{}').format(path, name), round(x, 1), round(y, 1))


def _inside(points: np.ndarray, height: float) -> tuple[float, float, float]:
    """How large the part of a ring on the sheet is, and a point of it: the middle of its box, or of its points where that lies outside the ring."""
    low, high = (fold(points, axis=0).clip([0, 0], [WIDTH, height]) for fold in (np.min, np.max))
    x, y = (low + high) / 2
    on = points[(points >= 0).all(axis=1) & (points[:, 0] <= WIDTH) & (points[:, 1] <= height)]
    if not _holds(points, x, y) and len(on):
        x, y = on.mean(axis=0)
    return float(np.prod(high - low)), float(x), float(y)


def _holds(ring: np.ndarray, x: float, y: float) -> bool:
    """Whether a point lies in a ring: a ray from it crosses an odd number of its sides."""
    a, b = ring[:-1], ring[1:]
    crosses = (a[:, 1] > y) != (b[:, 1] > y)
    a, b = a[crosses], b[crosses]
    return bool(((b[:, 0] - a[:, 0]) * (y - a[:, 1]) / (b[:, 1] - a[:, 1]) + a[:, 0] > x).sum() % 2)


def _near(held: Outlines, view: View) -> list[int]:
    """The rings that may show: a coarse look at their boxes, with room for what the paper shows beyond the view."""
    if view.whole:
        return list(range(len(held.codes)))
    wide, high = view.east - view.west, view.north - view.south
    room = max(wide, high, 1.0)
    middle = (held.boxes[:, 0] + held.boxes[:, 2]) / 2
    shift = np.round((view.middle[0] - middle) / 360) * 360
    shows = (held.boxes[:, 0] + shift < view.east + room) & (held.boxes[:, 2] + shift > view.west - room)
    shows &= (held.boxes[:, 1] < view.north + room) & (held.boxes[:, 3] > view.south - room)
    return np.flatnonzero(shows).tolist()


def _turned(degrees: np.ndarray, view: View) -> np.ndarray:
    """Points moved by whole turns, all together, so that their middle is near the view's: a ring is never torn."""
    middle = (degrees[:, 0].min() + degrees[:, 0].max()) / 2
    shift = round((view.middle[0] - middle) / 360) * 360
    return degrees + np.array([shift, 0.0])


def _projected(degrees: np.ndarray, view: View, flat: bool) -> np.ndarray:
    """Equal Earth, or (flat) an equidistant cylinder that is true along the middle of the view."""
    x, y = view.middle
    if flat:
        return np.column_stack([np.radians(degrees[:, 0] - x) * math.cos(math.radians(y)), np.radians(degrees[:, 1])])
    a1, a2, a3, a4 = A
    t = np.arcsin(math.sqrt(3) / 2 * np.sin(np.radians(degrees[:, 1])))
    wide = 2 * math.sqrt(3) * np.radians(degrees[:, 0] - x) * np.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return np.column_stack([wide, t * (a4 * t**8 + a3 * t**6 + a2 * t**2 + a1)])


def _path(units: np.ndarray) -> str:
    """A ring as a path of whole steps; "" for one too small to be seen."""
    points = np.round(units * FINE).astype(int)
    points = points[np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])]
    if len(points) < 4:
        return ""
    steps = np.diff(points, axis=0)[:-1]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps.tolist()) + "z"
