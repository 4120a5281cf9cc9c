"""Any question in SQL, over the read-only catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from ..store.reader import Reader


def sql(reader: Reader, query: str) -> pa.Table:
    """The answer to a query, read-only; raises SqlError."""
    return reader.ask(query)
