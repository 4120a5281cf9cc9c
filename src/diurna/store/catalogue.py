"""The catalogue: every table but the texts, materialised in one DuckDB file of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from .damage import intact
from .layout import Layout
from .schema import ARTICLE_TABLES, PROBLEMS, STORY_TABLES

if TYPE_CHECKING:
    from pathlib import Path

# One row an actor over all articles: the name, kind, country and sectors that most articles give it.
DIRECTORY = """
    CREATE TABLE directory AS
    SELECT id, mode(name) AS name, mode(kind) AS kind, mode(country) AS country, mode(sectors) AS sectors,
           count(DISTINCT article) AS articles
    FROM actors GROUP BY id ORDER BY id
"""
LEFT_OUT = {"articles": ("text", "map", "furniture", "repairs")}


def build_catalogue(layout: Layout, partitions: tuple[str, ...], folder: Path) -> Path:
    """Build `catalogue.duckdb` in a generation's folder from the partitions and the folder's own story tables."""
    path = folder / "catalogue.duckdb"
    with duckdb.connect(str(path)) as connection:
        for spec in (*ARTICLE_TABLES, PROBLEMS):
            files = [str(layout.table(partition, spec.name)) for partition in partitions]
            own = folder / f"{spec.name}.parquet"  # problems that arose across articles
            files += [str(own)] if own.exists() else []
            _materialise(connection, spec.name, files)
        for spec in STORY_TABLES:
            _materialise(connection, spec.name, [str(folder / f"{spec.name}.parquet")])
        connection.execute(DIRECTORY)
        connection.execute("CHECKPOINT")  # closing does it too, but says nothing where the disk is full
    return path


def open_catalogue(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach no other file and whose settings are locked; raises StoreError where it is damaged."""
    with intact(path):
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"})


def _materialise(connection: duckdb.DuckDBPyConnection, table: str, files: list[str]) -> None:
    left_out, added = "", ""
    if table in LEFT_OUT:
        left_out = f"EXCLUDE (filename, {', '.join(LEFT_OUT[table])})"
        added = ", parse_path(filename)[-2] AS partition, length(text) AS characters, "
        added += "len(furniture) AS furniture_removed, len(repairs) AS words_mended"
    filename = "true" if added else "false"
    source = f"read_parquet(?, union_by_name=true, filename={filename}, hive_partitioning=false)"
    connection.execute(f"CREATE TABLE {table} AS SELECT * {left_out}{added} FROM {source}", [files])
