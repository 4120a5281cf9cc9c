"""Damage: a file of the library that is missing or cannot be read is said in one line."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import duckdb
import msgspec
import pyarrow as pa

from ..model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def intact(path: Path) -> Iterator[None]:
    """Read a file that the manifest names; raises StoreError where it is gone or damaged."""
    try:
        yield
    except (OSError, pa.ArrowException, duckdb.Error, sqlite3.DatabaseError, msgspec.DecodeError) as error:
        why = (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
        raise StoreError(f"{path} cannot be read ({why}). Restore the library from a copy, or read the input into a new one.") from error
