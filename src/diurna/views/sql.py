"""Any question in SQL, over the read-only catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from ..model import SqlError

if TYPE_CHECKING:
    import pyarrow as pa

    from ..store.reader import Reader


def sql(reader: Reader, query: str) -> pa.Table:
    """The answer to a query. The connection can read no file, write nothing and change no setting; raises SqlError."""
    try:
        return reader.table(query)
    except duckdb.Error as error:
        raise SqlError(str(error)) from error
