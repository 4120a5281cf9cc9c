"""Overlay: the record of some of a library's articles, as if the others had never been read; all queries run over it unchanged."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import duckdb

from ..model import Comparison, StoreError
from .catalogue import DIRECTORY
from .damage import intact
from .reader import Reader
from .schema import ARTICLE_TABLES, STORY_TABLES, TABLES, from_row, table_of, to_row
from .search import Hit
from .shelf import TYPES, grouped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import msgspec

# The articles that a row of a story table rests on.
RESTS_ON = {
    "origins": "[copy.article FOR copy IN copies]",
    "stories": "articles",
    "events": "articles",
    "utterances": "[r.article FOR r IN renderings]",
    "appointments": "[t.article FOR t IN tellings]",
    "standing_relations": "articles",
}
# What a row names of other rows, where those are not held.
LINKS = {
    "events": " REPLACE (CASE WHEN part_of IN (SELECT id FROM held_events WHERE stood) THEN part_of END AS part_of)",
    "appointments": " REPLACE (CASE WHEN event IN (SELECT id FROM held_events WHERE stood) THEN event END AS event)",
}
# From where links lead to rows that stand, as `Shelf.links` has it of all.
LEADING = {
    **{table: f"SELECT unnest({articles}) AS key, id FROM {table}" for table, articles in RESTS_ON.items()},
    "of_story": "SELECT story AS key, id FROM events",
    "standing_relations": "SELECT of AS key, id FROM standing_relations UNION ALL SELECT \"to\" AS key, id FROM standing_relations",
    "parts": "SELECT part_of AS key, id FROM events WHERE part_of IS NOT NULL",
}
SOURCES = {
    "directory": "(SELECT id, name, kind, country, coalesce(sectors, []) AS sectors, articles FROM directory)",
    "heads": "(SELECT id, outlet, credit, published.when AS published, headline AS title, address, name, known, partition FROM articles)",
}
EVERY_HIT = 1_000_000_000  # of a search, before those of other articles are left out


class Overlay(Reader):
    """The articles for which `condition` (SQL over the table articles) holds, with their annotations.

    Rows across articles that rest on these articles alone stay; those that rest on others too are `parted`, and are nowhere until
    `put` gives what is left of them.
    """

    def __init__(self, base: Reader, condition: str, parameters: Sequence[Any]) -> None:
        self.layout, self.manifest = base.layout, base.manifest
        self.overlays = {}
        self._forget()
        path = self.folder / "catalogue.duckdb"
        with intact(path):
            self._connection = duckdb.connect(":memory:")
            self._connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS whole (READ_ONLY)")
        self._do(f"CREATE TABLE standing AS SELECT id FROM whole.articles WHERE {condition}", parameters)
        self._article_tables()
        self._story_tables()

    def refresh(self) -> None:
        """An overlay is of one generation, and goes with its reader."""

    def _do(self, query: str, parameters: Sequence[Any] = ()) -> None:
        self.connection.execute(query, list(parameters))

    def _article_tables(self) -> None:
        for spec in ARTICLE_TABLES:
            key = "id" if spec.name == "articles" else "article"
            self._do(f"CREATE VIEW {spec.name} AS SELECT * FROM whole.{spec.name} WHERE {key} IN (SELECT id FROM standing)")
        self._do("CREATE VIEW problems AS SELECT * FROM whole.problems WHERE article IS NULL OR article IN (SELECT id FROM standing)")
        self._do(DIRECTORY)

    def _story_tables(self) -> None:
        for table, articles in RESTS_ON.items():
            self._do(f"""CREATE TABLE held_{table} AS
                SELECT r.id, count(s.id) > 0 AS stood, count(s.id) < count(*) AS parted
                FROM (SELECT id, unnest({articles}) AS article FROM whole.{table}) r LEFT JOIN standing s ON s.id = r.article GROUP BY r.id""")
        # An event's sources are those of its origins: where an origin is parted, the event is made anew too.
        self._do("""UPDATE held_events SET parted = true WHERE stood AND id IN (
            SELECT id FROM (SELECT id, unnest(origins) AS origin FROM whole.events) WHERE origin IN (SELECT id FROM held_origins WHERE parted))""")
        for spec in STORY_TABLES:
            self._do(f"CREATE TABLE part_{spec.name} AS SELECT * FROM whole.{spec.name} LIMIT 0")
        for table in RESTS_ON:
            kept = f"SELECT * FROM whole.{table} WHERE id IN (SELECT id FROM held_{table} WHERE stood AND NOT parted)"
            source = f"({kept} UNION ALL BY NAME SELECT * FROM part_{table})"
            self._do(f"CREATE VIEW {table} AS SELECT *{LINKS.get(table, '')} FROM {source}")
        whole = "SELECT id FROM held_{} WHERE stood AND NOT parted"
        self._do(f"""CREATE VIEW comparisons AS
            SELECT * FROM whole.comparisons WHERE event IN ({whole.format('events')} UNION ALL {whole.format('appointments')})
            UNION ALL BY NAME SELECT * FROM part_comparisons""")
        self._do("CREATE VIEW successions AS SELECT * FROM whole.successions")

    def parted(self, table: str) -> list[dict[str, Any]]:
        """The whole rows of a table that rest on articles of both kinds."""
        return self.rows(f"SELECT * FROM whole.{table} WHERE id IN (SELECT id FROM held_{table} WHERE stood AND parted) ORDER BY id")

    def put(self, table: str, rows: Iterable[msgspec.Struct]) -> None:
        """Rows to stand for the parted ones of a table."""
        some = [to_row(row) for row in rows]
        if not some:
            return
        self.connection.register("fresh", table_of(TABLES[table], some))
        self._do(f"INSERT INTO part_{table} BY NAME SELECT * FROM fresh")
        self.connection.unregister("fresh")

    def close_doors(self) -> None:
        """From here on no query can read another file or change a setting."""
        self._do("SET enable_external_access = false")
        self._do("SET lock_configuration = true")

    def held(self, table: str, ids: Collection[str]) -> dict[str, Any]:
        """As the reader's: rows by id, those that stand."""
        key = "event" if table == "comparisons" else "id"
        rows = self.rows(f"SELECT * FROM {SOURCES.get(table, table)} WHERE {key} IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
        if table == "comparisons":
            return grouped(from_row(row, Comparison) for row in rows)
        kind = TYPES[table]
        found = {row["id"]: kind(**row) if table in SOURCES else from_row(row, kind) for row in rows}
        return {id: found[id] for id in dict.fromkeys(ids) if id in found}

    def links(self, name: str, keys: Collection[str]) -> dict[str, list[str]]:
        """As the reader's: the ids of rows that stand."""
        found: dict[str, list[str]] = {}
        query = f"SELECT DISTINCT key, id FROM ({LEADING[name]}) WHERE key IN (SELECT unnest(?::VARCHAR[])) ORDER BY key, id"
        for row in self.rows(query, [list(keys)]):
            found.setdefault(row["key"], []).append(row["id"])
        return found

    def beginning(self, table: str, key: str) -> list[str]:
        """As the reader's."""
        query = f"SELECT id FROM {SOURCES.get(table, table)} WHERE starts_with(id, ?) ORDER BY id LIMIT 2"
        return [row["id"] for row in self.rows(query, [key])]

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Articles of the overlay that hold all terms of a query, best first."""
        standing = {row["id"] for row in self.rows("SELECT id FROM standing")}
        hits = (hit for hit in super().search(query, limit=EVERY_HIT) if hit.article in standing)
        return list(islice(hits, limit))


def overlay(base: Reader, condition: str, parameters: Sequence[Any]) -> Overlay:
    """An overlay of a reader's live generation; raises StoreError where the catalogue is damaged."""
    try:
        return Overlay(base, condition, parameters)
    except duckdb.Error as error:
        raise StoreError(f"the record as known on an earlier day cannot be made ({error})") from error
