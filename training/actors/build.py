"""Compile the actor tables from open data and from our own tables into one read-only SQLite file.

    python -m training.actors.build

The same inputs give the same bytes: rows are sorted, nothing depends on the clock.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from .rows import Tables
from .sources import own

OUT = Path(__file__).resolve().parents[2] / "src" / "diurna" / "resources" / "actors" / "actors.sqlite"
SCHEMA = """
CREATE TABLE countries (iso3 TEXT PRIMARY KEY, gw INTEGER, cow INTEGER, name TEXT) WITHOUT ROWID;
CREATE TABLE entities (key TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, sectors TEXT, source TEXT) WITHOUT ROWID;
CREATE TABLE names (norm TEXT, rank INTEGER, key TEXT, form TEXT, caps INTEGER, words INTEGER, PRIMARY KEY (norm, rank, key, form)) WITHOUT ROWID;
CREATE TABLE roles (key TEXT, since TEXT, until TEXT, title TEXT, country TEXT, sectors TEXT, source TEXT);
CREATE INDEX roles_key ON roles (key);
"""


def collect() -> Tables:
    """All rows, from all sources; our own facts come first and win."""
    tables = Tables()
    own.add_countries(tables)
    return tables


def write(tables: Tables, path: Path) -> None:
    """Write the tables to a fresh file at `path`."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    base.executemany("INSERT INTO countries VALUES (?,?,?,?)", sorted(tables.countries.values()))
    base.executemany("INSERT INTO entities VALUES (?,?,?,?,?,?)", sorted(tables.entities.values(), key=lambda row: row[0]))
    names = sorted((*key, caps, key[0].count(" ") + 1) for key, caps in tables.names.items())
    base.executemany("INSERT INTO names VALUES (?,?,?,?,?,?)", names)
    base.executemany("INSERT INTO roles VALUES (?,?,?,?,?,?,?)", sorted(tables.roles, key=lambda row: tuple(cell or "" for cell in row)))
    base.commit()
    base.execute("VACUUM")
    base.close()


def main() -> None:
    tables = collect()
    write(tables, OUT)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.1f} MB, {len(tables.entities)} entities, {len(tables.names)} names, {len(tables.roles)} roles")


if __name__ == "__main__":
    main()
