"""The reader: a read-only view of what the manifest names; opens anew when the manifest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from ..model import SqlError, StoreError
from .catalogue import open_catalogue
from .layout import Layout
from .manifest import CATALOGUE, Manifest, read_manifest
from .partitions import read_annotations, read_articles, read_raw, read_rows
from .recent import Recent
from .search import Hit, search

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence
    from pathlib import Path

    from ..model import Annotations, Article, RawDocument
    from .overlay import Overlay


# What is kept of the articles asked for last. A text is some 5 kB, a decoded article three times as much, one with all annotations 100 kB.
TEXTS, ARTICLES, ANNOTATIONS = 4_096, 512, 64


class Reader:
    """Reads a library. Raises StoreError where there is none or nothing was read into it yet."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)
        self._stamp: tuple[int, int] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.overlays: dict[Hashable, Overlay] = {}
        self._forget()
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
        _fits(self.manifest, self.layout)
        self.close()
        self.overlays = {}
        self._forget()
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
        answer = self.connection.cursor().execute(query, list(parameters))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """The texts of articles by id; unknown ids are left out."""
        return self._texts.of(ids, self._read_texts)

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, with their texts; unknown ids are left out."""
        return self._articles.of(ids, self._read_articles)

    def annotations(self, ids: Collection[str]) -> dict[str, Annotations]:
        """Annotations by article id."""
        return self._annotations.of(ids, self._read_annotations)

    def layer(self, table: str, ids: Collection[str], columns: list[str]) -> list[dict[str, Any]]:
        """Some columns of a table's rows of some articles, read where these lie: the time does not grow with the library."""
        return [
            row for partition, wanted in self._by_partition(ids).items()
            for row in read_rows(self.layout, partition, table, articles=wanted, columns=columns)
        ]  # fmt: skip

    def _read_texts(self, ids: Collection[str]) -> dict[str, str]:
        return {row["id"]: row["text"] for row in self.layer("articles", ids, ["id", "text"])}

    def _read_articles(self, ids: Collection[str]) -> dict[str, Article]:
        some = self._by_partition(ids).items()
        return {article.id: article for partition, wanted in some for article in read_articles(self.layout, partition, wanted)}

    def _read_annotations(self, ids: Collection[str]) -> dict[str, Annotations]:
        some = self._by_partition(ids).items()
        return {found.article: found for partition, wanted in some for found in read_annotations(self.layout, partition, wanted)}

    def _forget(self) -> None:
        self._texts: Recent[str] = Recent(TEXTS)
        self._articles: Recent[Article] = Recent(ARTICLES)
        self._annotations: Recent[Annotations] = Recent(ANNOTATIONS)
        self._homes: Recent[str] = Recent(TEXTS)

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
        for key, partition in self._homes.of(ids, self._read_homes).items():
            found.setdefault(partition, []).append(key)
        return found

    def _read_homes(self, ids: Collection[str]) -> dict[str, str]:
        rows = self.rows("SELECT id, partition FROM articles WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
        return {row["id"]: row["partition"] for row in rows}


def _fits(manifest: Manifest, layout: Layout) -> None:
    """Raises StoreError where views cannot ask the live catalogue, as it is of an older or a newer format."""
    if manifest.dated:
        raise StoreError(f"the record at {layout.root} was built by an older Diurna. Build it anew: diurna recode --library {layout.root}")
    if manifest.catalogue > CATALOGUE:
        raise StoreError(f"the record at {layout.root} was built by a newer Diurna. Upgrade Diurna.")
