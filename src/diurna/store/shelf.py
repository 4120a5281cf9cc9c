"""The shelf: what pages ask for by its id, whole, in one SQLite file of a generation.

Every row of a story table stands under its id as MessagePack, and so does what an article's head and an actor's line in the directory tell; `links`
lead from an article, a story or an event to the rows that it is in. Such a row comes in a tenth of a millisecond, however large the library is,
where a query over the catalogue takes two or more before it looks at a row. The shelf holds nothing that the catalogue does not hold.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Comparison
from .damage import intact
from .schema import TABLES
from .whole import ASKED_AT_ONCE, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from .stories import Part

# Comparisons stand under their event, all in one.
SHELVED = ("origins", "stories", "events", "comparisons", "utterances", "appointments", "standing_relations")


class Head(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What stands of an article beside what it tells, and the partition that has the rest."""

    id: str
    outlet: str | None
    credit: str | None
    published: str | None
    title: str
    address: str | None
    name: str
    known: str | None
    partition: str


class Listed(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """An actor's row of the directory."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: list[str]
    articles: int


TYPES: dict[str, Any] = {
    **{name: TABLES[name].struct for name in SHELVED}, "comparisons": tuple[Comparison, ...], "heads": Head, "directory": Listed,
}  # fmt: skip


def links_of(table: str, row: Any) -> Iterator[tuple[str, str]]:
    """From where links lead to a row: the id of an article, story or event, and what the link is called."""
    match table:
        case "origins":
            yield from ((copy.article, table) for copy in row.copies)
        case "utterances":
            yield from ((rendering.article, table) for rendering in row.renderings)
        case "appointments":
            yield from ((telling.article, table) for telling in row.tellings)
        case "standing_relations":
            yield row.of, table
            yield row.to, table
        case "stories":
            yield from ((article, table) for article in row.articles)
        case "events":
            yield from ((article, table) for article in row.articles)
            yield row.story, "of_story"
            if row.part_of:
                yield row.part_of, "parts"


class ShelfWriter:
    """The shelf of a generation while it is made: a copy of the live one, or a new one."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode=OFF")
        self.connection.execute("PRAGMA synchronous=OFF")
        for name in TYPES:
            self.connection.execute(f"CREATE TABLE IF NOT EXISTS {name} (id TEXT PRIMARY KEY, body BLOB)")
        self.connection.execute("CREATE TABLE IF NOT EXISTS links (key TEXT, name TEXT, id TEXT, PRIMARY KEY (key, name, id)) WITHOUT ROWID")

    def put(self, part: Part) -> None:
        """Put the rows of a part in the place of those that it replaces."""
        for name in SHELVED:
            rows = _by_key(name, getattr(part.stories, name))
            self._drop(name, {*part.gone.get(name, ()), *rows})
            self.fill(name, rows)
            if name != "comparisons":
                links = {(key, link, row.id) for row in rows.values() for key, link in links_of(name, row)}
                self.connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", links)

    def fill(self, name: str, rows: dict[str, Any]) -> None:
        """Rows by their key; one that stands there already is replaced."""
        self.connection.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?)", ((key, packed(row)) for key, row in rows.items()))

    def empty(self) -> None:
        """Take away the rows of all story tables."""
        for name in (*SHELVED, "links"):
            self.connection.execute(f"DELETE FROM {name}")

    def forget(self, name: str, keys: Iterable[str]) -> None:
        self.connection.executemany(f"DELETE FROM {name} WHERE id = ?", ((key,) for key in keys))

    def close(self) -> None:
        """Write what was put."""
        self.connection.commit()
        self.connection.close()

    def _drop(self, name: str, keys: set[str]) -> None:
        """Rows with the links that lead to them."""
        for key in keys if name != "comparisons" else ():
            for (body,) in self.connection.execute(f"SELECT body FROM {name} WHERE id = ?", [key]).fetchall():
                links = ((of, link, key) for of, link in links_of(name, unpacked(body, TYPES[name])))
                self.connection.executemany("DELETE FROM links WHERE key = ? AND name = ? AND id = ?", links)
        self.forget(name, keys)


class Shelf:
    """Reads the shelf of a generation, which never changes; any thread may ask. Raises StoreError where the file is gone or damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._of_thread = threading.local()

    def rows(self, name: str, keys: Collection[str]) -> dict[str, Any]:
        """The rows of some keys, in the order of these; what there is not is left out."""
        found = {key: body for some in _portions(keys) for key, body in self._ask(f"SELECT id, body FROM {name} WHERE id IN ({{}})", some)}
        with intact(self.path):
            return {key: unpacked(found[key], TYPES[name]) for key in dict.fromkeys(keys) if key in found}

    def links(self, name: str, keys: Collection[str]) -> dict[str, list[str]]:
        """For each key that has links of a name, the ids that they lead to, in their order."""
        found: dict[str, list[str]] = {}
        for some in _portions(keys):
            for key, id in self._ask("SELECT key, id FROM links WHERE key IN ({}) AND name = ? ORDER BY key, id", some, name):
                found.setdefault(key, []).append(id)
        return found

    def beginning(self, name: str, key: str, limit: int = 2) -> list[str]:
        """The first ids of a table that begin with these signs."""
        return [id for (id,) in self._ask(f"SELECT id FROM {name} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", [], key, f"{key}\U0010ffff", limit)]

    def _ask(self, query: str, keys: list[str], *more: Any) -> list[tuple[Any, ...]]:
        with intact(self.path):
            connection = getattr(self._of_thread, "connection", None)
            if connection is None:
                connection = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
                self._of_thread.connection = connection
            return connection.execute(query.format(", ".join("?" * len(keys))), [*keys, *more]).fetchall()


def _by_key(name: str, rows: Collection[Any]) -> dict[str, Any]:
    if name != "comparisons":
        return {row.id: row for row in rows}
    return grouped(rows)


def grouped(rows: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """Comparisons by the id of their event."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.event, []).append(row)
    return {event: tuple(some) for event, some in found.items()}


def _portions(keys: Collection[str]) -> Iterator[list[str]]:
    every = list(dict.fromkeys(keys))
    for first in range(0, len(every), ASKED_AT_ONCE):
        yield every[first : first + ASKED_AT_ONCE]
