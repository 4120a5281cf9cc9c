"""Whole articles: beside its tables a partition holds each article, and all that was coded of it, as one row of an SQLite file.

An article's page asks for nine tables of one article. Out of their Parquet files that takes 40 to 190 ms, as each gives a thousand rows at once; out
of this file it takes one, and it is a third of a library larger by it. Parquet stays the truth: what this file does not have is read from there.
"""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from ..model import Annotations
from .damage import intact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from ..model import Article

T = TypeVar("T")
NAME = "whole.sqlite"
ALONE = "quotes"  # the layer that also stands by itself: a page of quotes asks for it of sixty articles, which took 9 ms out of all annotations
LEVEL = 3  # of zlib: an article's annotations of 16 kB are 4.2 kB at 1 and 3.8 kB at 6, which takes twice the time
ASKED_AT_ONCE = 500  # keys of one query; SQLite takes no more than 999 parameters where it is old


def write_whole(path: Path, articles: Iterable[Article], annotations: Iterable[Annotations]) -> None:
    """Write a partition's articles with their annotations."""
    coded = {found.article: found for found in annotations}
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute(f"CREATE TABLE whole (id TEXT PRIMARY KEY, articles BLOB, annotations BLOB, {ALONE} BLOB)")
        rows = ((a, coded.get(a.id) or Annotations(article=a.id)) for a in articles)
        connection.executemany("INSERT INTO whole VALUES (?, ?, ?, ?)", ((a.id, packed(a), packed(c), packed(alone(c))) for a, c in rows))
    connection.close()


def read_whole(path: Path, column: str, ids: Collection[str], kind: type[T]) -> dict[str, T]:
    """Articles ("articles") or annotations by id, in the order of ids; what there is not is left out. Raises StoreError where the file is damaged."""
    every, found = sorted(set(ids)), {}
    with intact(path), contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        for first in range(0, len(every), ASKED_AT_ONCE):
            some = every[first : first + ASKED_AT_ONCE]
            query = f"SELECT id, {column} FROM whole WHERE id IN ({', '.join('?' * len(some))}) ORDER BY id"
            found.update((key, unpacked(body, kind)) for key, body in connection.execute(query, some))
    return found


def alone(coded: Annotations) -> Any:
    """The layer that stands by itself, as a struct of that layer."""
    return layers(ALONE)(article=coded.article, **{ALONE: getattr(coded, ALONE)})


@lru_cache(maxsize=4_096)  # of a file that never changes
def has_alone(path: Path) -> bool:
    """Whether a file has the layer by itself: those of older libraries have not."""
    with intact(path), contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return any(row[1] == ALONE for row in connection.execute("PRAGMA table_info(whole)"))


@cache
def layers(*names: str) -> type[Any]:
    """A struct of some layers of annotations: what is not asked for is not decoded."""
    hints = get_type_hints(Annotations)
    return msgspec.defstruct("Layers", [("article", str), *((name, hints[name], ()) for name in names)], frozen=True, kw_only=True)


def packed(value: Any) -> bytes:
    """A struct as bytes."""
    return zlib.compress(msgspec.msgpack.encode(value), LEVEL)


def unpacked(body: bytes, kind: type[T]) -> T:
    """The struct that was packed; raises msgspec.DecodeError where it cannot be one."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(body), type=kind)
    except zlib.error as error:
        raise msgspec.DecodeError(str(error)) from error
