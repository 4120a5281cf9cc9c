"""Damage: a file of the library that is missing, or cannot be read or written, is said in one line."""

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


FULL = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException, duckdb.OutOfMemoryException)  # what a full disk comes as


@contextlib.contextmanager
def intact(path: Path) -> Iterator[None]:
    """Read a file that the manifest names; raises StoreError where it is gone or damaged."""
    try:
        yield
    except (OSError, pa.ArrowException, duckdb.Error, sqlite3.DatabaseError, msgspec.DecodeError) as error:
        raise StoreError(f"{path} cannot be read ({_why(error)}). Restore the library from a copy, or read the input into a new one.") from error


@contextlib.contextmanager
def writable(path: Path) -> Iterator[None]:
    """Write a file or folder; raises StoreError where the disk is full or the place may not be written."""
    try:
        yield
    except (OSError, *FULL, sqlite3.OperationalError) as error:
        raise StoreError(f"{path} cannot be written ({_why(error)}). Make room, then run it again: it goes on where it stopped.") from error


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
