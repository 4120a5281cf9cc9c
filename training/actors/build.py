"""Compile the actor tables from open data and from our own tables into one read-only SQLite file.

    python -m training.actors.build

The same inputs give the same bytes: rows are sorted, nothing depends on the clock.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from evals.gold import GOLD

from .rows import Tables
from .sources import cia, factbook, own, phoenix, places, reign

DATA = GOLD / "actors"
OUT = Path(__file__).resolve().parents[2] / "src" / "diurna" / "resources" / "actors" / "actors.sqlite"
SCHEMA = """
CREATE TABLE countries (iso3 TEXT PRIMARY KEY, gw INTEGER, cow INTEGER, name TEXT) WITHOUT ROWID;
CREATE TABLE entities (id INTEGER PRIMARY KEY, key TEXT, name TEXT, kind TEXT, country TEXT, sectors TEXT, source TEXT);
CREATE TABLE names (norm TEXT, rank INTEGER, entity INTEGER, form TEXT, caps INTEGER, PRIMARY KEY (norm, rank, entity, form)) WITHOUT ROWID;
CREATE TABLE roles (entity INTEGER, since TEXT, until TEXT, title TEXT, country TEXT, sectors TEXT, source TEXT);
CREATE TABLE meta (longest INTEGER);
CREATE UNIQUE INDEX entities_key ON entities (key);
CREATE INDEX roles_entity ON roles (entity);
"""


def collect() -> Tables:
    """All rows, from all sources; our own facts come first and win."""
    tables = Tables()
    own.add_countries(tables)
    tables.fix()
    own.add_bodies(tables)
    own.add_people(tables)
    own.add_regions(tables)
    tables.fix()
    factbook.add(tables, DATA / "factbook_leaders_2014_2026.tsv", places.fips_codes())
    reign.add(tables, DATA / "reign_leaderlist_3_21.csv", {row[2]: row[0] for row in tables.countries.values() if row[2]})
    phoenix.add(tables, DATA)
    cia.add(tables, DATA / "cia_world_leaders_2019.json.zip")
    places.add(tables)
    tables.drop_places_named_like_people()
    return tables


def write(tables: Tables, path: Path) -> None:
    """Write the tables to a fresh file at `path`."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    base.executemany("INSERT INTO countries VALUES (?,?,?,?)", sorted(tables.countries.values()))
    ids = {key: number for number, key in enumerate(sorted(tables.entities), 1)}
    base.executemany("INSERT INTO entities VALUES (?,?,?,?,?,?,?)", [(ids[key], *tables.entities[key]) for key in ids])
    names = sorted((norm, rank, ids[key], form, caps) for (norm, rank, key, form), caps in tables.names.items())
    base.executemany("INSERT INTO names VALUES (?,?,?,?,?)", names)
    roles = [(ids[key], *rest) for key, *rest in tables.roles]
    base.executemany("INSERT INTO roles VALUES (?,?,?,?,?,?,?)", sorted(roles, key=lambda row: (row[0], *(cell or "" for cell in row[1:]))))
    base.execute("INSERT INTO meta VALUES (?)", (max(name[0].count(" ") + 1 for name in tables.names),))
    base.commit()
    base.execute("VACUUM")
    base.close()


def main() -> None:
    tables = collect()
    write(tables, OUT)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.1f} MB, {len(tables.entities)} entities, {len(tables.names)} names, {len(tables.roles)} roles")


if __name__ == "__main__":
    main()
