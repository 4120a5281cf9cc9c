"""What is in the library, and what could not be read?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Problem
from ..store.schema import from_row
from .as_known import as_known, known
from .params import Filter, Known

if TYPE_CHECKING:
    from ..store.reader import Reader

COUNTED_TABLES = (
    "articles", "origins", "stories", "events", "reports", "quotes", "utterances", "quantities", "relations", "appointments", "problems",
)  # fmt: skip


class OutletRow(msgspec.Struct, frozen=True):
    """An outlet (None: it does not name itself), its articles, and how many of them have no date."""

    outlet: str | None
    articles: int
    undated: int


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """Rows by table, outlets, the days covered, and the problems with what to do about them."""

    rows: dict[str, int]
    outlets: list[OutletRow]
    first: str | None
    last: str | None
    problems: list[Problem]
    known: Known | None = None


def overview(reader: Reader, wanted: Filter | None = None) -> Overview:
    """What a library holds, or what it held on a filter's day."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    rows = {table: reader.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in COUNTED_TABLES}
    days = reader.rows("SELECT min(published.when) AS first, max(published.when) AS last FROM articles")[0]
    outlets = reader.rows("""SELECT outlet, count(*) AS articles, count(*) FILTER (published IS NULL) AS undated
        FROM articles GROUP BY outlet ORDER BY articles DESC, outlet""")
    return Overview(
        rows=rows,
        outlets=[OutletRow(**row) for row in outlets],
        first=days["first"],
        last=days["last"],
        problems=[from_row(row, Problem) for row in reader.rows('SELECT * FROM problems ORDER BY code, "where"')],
        known=known(reader, wanted),
    )
