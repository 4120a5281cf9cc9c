"""The reader: a read-only view of what the manifest names; opens anew when the manifest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from ..model import SqlError, StoreError
from .catalogue import open_catalogue
from .layout import Layout
from .manifest import read_manifest
from .partitions import read_annotations, read_articles, read_raw
from .search import Hit, search

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence
    from pathlib import Path

    from ..model import Annotations, Article, RawDocument
    from .overlay import Overlay


class Reader:
    """Reads a library. Raises StoreError where there is none or nothing was read into it yet."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)
        self._stamp: tuple[int, int] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.overlays: dict[Hashable, Overlay] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take up the live generation if the manifest has changed."""
        try:
            stat = self.layout.manifest.stat()
        except OSError as error:
            raise StoreError(f"there is no library at {self.layout.root}. Make one: diurna read PATH --library {self.layout.root}") from error
        stamp = (stat.st_mtime_ns, stat.st_ino)
        if stamp == self._stamp:
            return
        self.manifest = read_manifest(self.layout)
        if not self.manifest.generation:
            raise StoreError(f"reading into {self.layout.root} did not finish. Run the same diurna read again: it goes on where it stopped.")
        self.close()
        self.overlays = {}
        self._stamp = stamp
        self._connection = open_catalogue(self.folder / "catalogue.duckdb")

    @property
    def folder(self) -> Path:
        """The folder of the live generation."""
        return self.layout.generation(self.manifest.generation)

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The read-only connection to the live catalogue."""
        if self._connection is None:
            raise StoreError("the reader is closed")
        return self._connection

    def table(self, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The answer to one of our own SQL queries over the catalogue, as an Arrow table."""
        found = self.connection.cursor().sql(query, params=list(parameters) or None)
        return found.to_arrow_table() if found is not None else pa.table({})

    def ask(self, query: str) -> pa.Table:
        """The answer to a user's query; it can read no file, write nothing and change no setting. Raises SqlError with the engine's message."""
        try:
            return self.table(query)
        except duckdb.Error as error:
            raise SqlError(str(error)) from error

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The answer to an SQL query over the catalogue, as dicts."""
        return self.table(query, parameters).to_pylist(maps_as_pydicts="strict")

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, with their texts; unknown ids are left out."""
        found: dict[str, Article] = {}
        for partition, wanted in self._by_partition(ids).items():
            found |= {article.id: article for article in read_articles(self.layout, partition, wanted)}
        return found

    def annotations(self, ids: Collection[str]) -> dict[str, Annotations]:
        """Annotations by article id."""
        found: dict[str, Annotations] = {}
        for partition, wanted in self._by_partition(ids).items():
            found |= {annotations.article: annotations for annotations in read_annotations(self.layout, partition, wanted)}
        return found

    def raw(self, article: Article) -> RawDocument | None:
        """The raw document that an article was read from."""
        for partition in self._by_partition([article.id]):
            for raw in read_raw(self.layout, partition, [article.raw]):
                return raw
        return None

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Articles that hold all terms of a query, best first."""
        return search(self.folder / "search.sqlite", query, limit=limit)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _by_partition(self, ids: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.rows("SELECT id, partition FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)]):
            found.setdefault(row["partition"], []).append(row["id"])
        return found
