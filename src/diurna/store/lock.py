"""One writer at a time: a lock that the system lets go of when the process dies."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from ..model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .layout import Layout


@contextlib.contextmanager
def writing(layout: Layout) -> Iterator[None]:
    """Hold the library's write lock; raises StoreError at once if another process holds it or the folder cannot be written.

    An exclusive SQLite transaction serves as the lock: it works on every system and leaves none behind after a crash.
    """
    try:
        layout.root.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(layout.lock, timeout=0, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError(f"another process writes into {layout.root}. Wait until it has ended, or give another --library.") from error
        raise StoreError(f"{layout.root} cannot be written ({error}). Check that you may write there.") from error
    except OSError as error:
        why = error.strerror or error
        raise StoreError(f"{layout.root} cannot be made or written ({why}). Check the path and that you may write there.") from error
    try:
        yield
    finally:
        connection.close()
