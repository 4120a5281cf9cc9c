"""The catalogue: every table but the texts, materialised in one DuckDB file of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from .damage import intact
from .derived import OF_STORIES, derive
from .layout import Layout
from .schema import ARTICLE_TABLES, PROBLEMS, STORY_TABLES, TABLES, arrow_schema, from_row, table_of, to_row
from .shelf import Head, Listed, ShelfWriter
from .stories import KEYS, Part, Stories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..model import Problem

# One row an actor over all articles: the name, kind, country and sectors that most articles give it.
ACTORS = """
    SELECT id, mode(name) AS name, mode(kind) AS kind, mode(country) AS country, mode(sectors) AS sectors,
           count(DISTINCT article) AS articles
    FROM actors {where} GROUP BY id ORDER BY id
"""
DIRECTORY = f"CREATE TABLE directory AS {ACTORS.format(where='')}"
LEFT_OUT = {"articles": ("text", "map", "furniture", "repairs")}
SHELF = "shelf.sqlite"  # beside the catalogue, of the same generation
SHELVED_AT_ONCE = 10_000
HEADS = "SELECT id, outlet, credit, published.when, headline, address, name, known, partition FROM articles WHERE partition = ?"
LISTED = "SELECT id, name, kind, country, coalesce(sectors, []), articles FROM directory"

# The articles that a row of a story table rests on.
RESTS_ON = {"events": "articles", "utterances": "[r.article FOR r IN renderings]", "appointments": "[t.article FOR t IN tellings]"}


class Catalogue:
    """`catalogue.duckdb` of a generation while it is made: a copy of the live one, or a new one, into which rows are put."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Catalogue:
        self.fresh = not self.path.exists()
        self.connection = duckdb.connect(str(self.path))
        self.shelf = ShelfWriter(self.path.with_name(SHELF))
        self.added: list[str] = []
        self.partitions: list[str] = []
        # Of each story table the rows that derived tables have otherwise; None: all.
        self.changed: dict[str, set[str]] | None = None if self.fresh else {}
        for spec in STORY_TABLES if self.fresh else ():
            empty = arrow_schema(spec).empty_table()  # noqa: F841 (DuckDB reads it by its name)
            self.connection.execute(f"CREATE TABLE {spec.name} AS SELECT * FROM empty")
        return self

    def __exit__(self, failed: type[BaseException] | None, *rest: object) -> None:
        try:
            if failed is None:
                self._directory()
                derive(self.connection, changed=self.changed, partitions=self.partitions)
                from .tallying import write_tally  # only where one is made: it loads Arrow's functions

                write_tally(self.path.parent, lambda query: self.connection.sql(query).to_arrow_table())
                self.shelf.close()
                self.connection.execute("CHECKPOINT")  # closing does it too, but says nothing where the disk is full
        finally:
            self.connection.close()

    def add_partition(self, layout: Layout, partition: str) -> None:
        """Put the rows of a partition's tables; problems wait until all are known (`set_problems`)."""
        for spec in ARTICLE_TABLES:
            _put(self.connection, spec.name, [str(layout.table(partition, spec.name))], new=self.fresh and not self.added)
        self._shelve("heads", Head, HEADS, [partition])
        self.added.append(str(layout.table(partition, "actors")))
        self.partitions.append(partition)

    def set_problems(self, layout: Layout, partitions: tuple[str, ...], own: Sequence[Problem]) -> None:
        """The problems of all partitions, and those that arose across articles."""
        for spec in ARTICLE_TABLES if self.fresh and not self.added else ():  # a library without a partition has its tables too
            empty = arrow_schema(spec).empty_table()  # noqa: F841
            self.connection.execute(f"CREATE TABLE {spec.name} AS SELECT * FROM empty")
        self.connection.execute("DROP TABLE IF EXISTS problems")
        rows = table_of(PROBLEMS, [to_row(p) for p in own])  # noqa: F841
        self.connection.execute("CREATE TABLE problems AS SELECT * FROM rows")
        files = [str(layout.table(partition, PROBLEMS.name)) for partition in partitions]
        if files:
            source = "read_parquet(?, union_by_name=true, hive_partitioning=false)"
            self.connection.execute(f"INSERT INTO problems BY NAME SELECT * FROM {source}", [files])

    def rows(self, table: str, field: str, keys: Sequence[str]) -> list[Any]:
        """The rows of a story table whose field is one of these keys, as structs."""
        return self._structs(table, f"{field} IN (SELECT unnest(?::VARCHAR[]))", [list(keys)]) if keys else []

    def resting(self, table: str, articles: set[str], ids: Sequence[str] | None = None) -> list[Any]:
        """The rows that rest on one of these articles, as structs; with `ids`, only of those rows."""
        narrow = "" if ids is None else "id IN (SELECT unnest(?::VARCHAR[])) AND "
        condition = f"{narrow}list_has_any({RESTS_ON[table]}, ?::VARCHAR[])"
        return self._structs(table, condition, [*([] if ids is None else [list(ids)]), sorted(articles)])

    def known(self, articles: set[str]) -> bool:
        """Whether one of these articles was read before."""
        if self.fresh and not self.added:
            return False
        query = "SELECT count(*) FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))"
        return bool(self.connection.execute(query, [sorted(articles)]).fetchone()[0])

    def put(self, part: Part) -> None:
        """Put the rows of a part in the place of those that it replaces."""
        self.shelf.put(part)
        if self.changed is not None:
            for table in OF_STORIES:
                self.changed.setdefault(table, set()).update(part.gone.get(table, []), (row.id for row in getattr(part.stories, table)))
        for spec in STORY_TABLES:
            rows, keys = getattr(part.stories, spec.name), part.gone.get(spec.name, [])
            if keys:
                key = KEYS.get(spec.name, "id")
                self.connection.execute(f"DELETE FROM {spec.name} WHERE {key} IN (SELECT unnest(?::VARCHAR[]))", [keys])
            if rows:
                fresh = table_of(spec, [to_row(row) for row in rows])  # noqa: F841
                self.connection.execute(f"INSERT INTO {spec.name} BY NAME SELECT * FROM fresh")

    def replace(self, stories: Stories) -> None:
        """Put these rows in the place of all."""
        self.changed = None
        self.shelf.empty()
        for spec in STORY_TABLES:
            self.connection.execute(f"DELETE FROM {spec.name}")
        self.put(Part(stories))

    def _structs(self, table: str, condition: str, parameters: list[Any]) -> list[Any]:
        found = self.connection.cursor().sql(f"SELECT * FROM {table} WHERE {condition}", params=parameters).to_arrow_table()
        return [from_row(row, TABLES[table].struct) for row in found.to_pylist(maps_as_pydicts="strict")]

    def _directory(self) -> None:
        """Actors by what most articles say of them; only those that the new partitions name are looked up anew."""
        if self.fresh:
            self.connection.execute(DIRECTORY)
            self._shelve("directory", Listed, LISTED)
            return
        if not self.added:
            return
        source = "read_parquet(?, union_by_name=true, hive_partitioning=false)"
        self.connection.execute(f"CREATE TEMP TABLE named AS SELECT DISTINCT id FROM {source}", [self.added])
        self.connection.execute("DELETE FROM directory WHERE id IN (SELECT id FROM named)")
        self.connection.execute(f"INSERT INTO directory BY NAME {ACTORS.format(where='WHERE id IN (SELECT id FROM named)')}")
        self._shelve("directory", Listed, f"{LISTED} WHERE id IN (SELECT id FROM named)")

    def _shelve(self, name: str, kind: type[Any], query: str, parameters: Sequence[Any] = ()) -> None:
        """Put what a query gives on the shelf, a struct of a kind each."""
        answer = self.connection.execute(query, list(parameters))  # no cursor of its own: that would not see the temporary tables
        while rows := answer.fetchmany(SHELVED_AT_ONCE):
            self.shelf.fill(name, {row[0]: kind(**dict(zip(kind.__struct_fields__, row, strict=True))) for row in rows})


def open_catalogue(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach no other file and whose settings are locked; raises StoreError where it is damaged."""
    with intact(path):
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"})


def _put(connection: duckdb.DuckDBPyConnection, table: str, files: list[str], *, new: bool) -> None:
    left_out, added = "", ""
    if table in LEFT_OUT:
        left_out = f"EXCLUDE (filename, {', '.join(LEFT_OUT[table])})"
        added = ", parse_path(filename)[-2] AS partition, length(text) AS characters, "
        added += "len(furniture) AS furniture_removed, len(repairs) AS words_mended, "
        added += "coalesce(substr(text, CAST(title.start + 1 AS BIGINT), CAST(title.\"end\" - title.start AS BIGINT)), '') AS headline"
    filename = "true" if added else "false"
    source = f"read_parquet(?, union_by_name=true, filename={filename}, hive_partitioning=false)"
    into = f"CREATE TABLE {table} AS" if new else f"INSERT INTO {table} BY NAME"
    connection.execute(f"{into} SELECT * {left_out}{added} FROM {source}", [files])
