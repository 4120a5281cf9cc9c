"""Any question in SQL, over the read-only catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .as_known import as_known
from .params import Filter

if TYPE_CHECKING:
    import pyarrow as pa

    from ..store.reader import Reader


def sql(reader: Reader, query: str, wanted: Filter | None = None) -> pa.Table:
    """The answer to a query, read-only, over the record of a filter's day; raises SqlError."""
    return as_known(reader, wanted or Filter()).ask(query)
