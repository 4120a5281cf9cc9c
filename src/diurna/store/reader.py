"""The reader: a read-only view of what the manifest names; opens anew when the manifest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import duckdb
import pyarrow as pa

from ..model import SqlError, StoreError
from .catalogue import SHELF, open_catalogue
from .layout import Layout
from .manifest import CATALOGUE, Manifest, read_manifest
from .partitions import read_annotations, read_articles, read_layers, read_raw
from .recent import Recent
from .search import Hit, search
from .shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence
    from pathlib import Path

    from ..model import Annotations, Article, RawDocument
    from .overlay import Overlay

T = TypeVar("T")

# What is kept of the articles asked for last. A decoded article is some 15 kB, one with all annotations 100 kB.
ARTICLES, ANNOTATIONS = 2_048, 64
FACTS = 128  # of a generation: which actors a word means, which articles hold it; some 100 kB each at most


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
        self._shelf = Shelf(self.folder / SHELF)

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

    def held(self, table: str, ids: Collection[str]) -> dict[str, Any]:
        """Rows by id, whole, as structs in the order of these ids; what there is not is left out. `table` is a story table (the comparisons of an
        event stand under its id, as a tuple), "heads" of articles or "directory" of actors."""
        return self._shelf.rows(table, ids)

    def links(self, name: str, keys: Collection[str]) -> dict[str, list[str]]:
        """To which rows some keys lead, each with ids in their order: from articles to the rows of a story table that they are in (`name` is the
        table), from stories to their events ("of_story"), from events to their parts ("parts")."""
        return self._shelf.links(name, keys)

    def beginning(self, table: str, key: str) -> list[str]:
        """The first two ids of a table (see `held`) that begin with these signs."""
        return self._shelf.beginning(table, key)

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """The texts of articles by id; unknown ids are left out."""
        return {key: article.text for key, article in self.articles(ids).items()}

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Articles by id, with their texts; unknown ids are left out."""
        return self._articles.of(ids, self._read_articles)

    def annotations(self, ids: Collection[str]) -> dict[str, Annotations]:
        """Annotations by article id."""
        return self._annotations.of(ids, self._read_annotations)

    def layers(self, ids: Collection[str], *names: str) -> dict[str, Any]:
        """Some layers of annotations by article id, as structs that have only these: in a tenth of the time that all take."""
        found = {}
        for partition, wanted in self._by_partition(ids).items():
            found.update(read_layers(self.layout, partition, names, wanted))
        return found

    def recent(self, key: Hashable, make: Callable[[], T]) -> T:
        """A fact of this generation, found out once as long as it is among those asked for last."""
        return self._facts.of([key], lambda _: {key: make()})[key]

    def _read_articles(self, ids: Collection[str]) -> dict[str, Article]:
        some = self._by_partition(ids).items()
        return {article.id: article for partition, wanted in some for article in read_articles(self.layout, partition, wanted)}

    def _read_annotations(self, ids: Collection[str]) -> dict[str, Annotations]:
        some = self._by_partition(ids).items()
        return {found.article: found for partition, wanted in some for found in read_annotations(self.layout, partition, wanted)}

    def _forget(self) -> None:
        self._articles: Recent[Article] = Recent(ARTICLES)
        self._annotations: Recent[Annotations] = Recent(ANNOTATIONS)
        self._facts: Recent[Any] = Recent(FACTS)

    def raw(self, article: Article) -> RawDocument | None:
        """The raw document that an article was read from."""
        for partition in self._by_partition([article.id]):
            for raw in read_raw(self.layout, partition, [article.raw]):
                return raw
        return None

    def search(self, query: str, *, limit: int = 100) -> list[Hit]:
        """Articles that hold all terms of a query, best first."""
        return self.recent(("search", query, limit), lambda: search(self.folder / "search.sqlite", query, limit=limit))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _by_partition(self, ids: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, head in self.held("heads", ids).items():
            found.setdefault(head.partition, []).append(key)
        return found


def _fits(manifest: Manifest, layout: Layout) -> None:
    """Raises StoreError where views cannot ask the live catalogue, as it is of an older or a newer format."""
    if manifest.dated:
        raise StoreError(f"the record at {layout.root} was built by an older Diurna. Build it anew: diurna recode --library {layout.root}")
    if manifest.catalogue > CATALOGUE:
        raise StoreError(f"the record at {layout.root} was built by a newer Diurna. Upgrade Diurna.")
