"""`diurna sql`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import asked, clock_options, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("sql", epilog="""\b
Examples:
  diurna sql "SELECT act, count(*) FROM reports GROUP BY act"
  diurna sql "SHOW TABLES"
""")  # fmt: skip
@click.argument("query")
@library_option
@clock_options
@json_option
def command(query: str, library: Path | None, as_json: bool, **when: Any) -> None:
    """Ask the catalogue in DuckDB's SQL. It is read-only and reaches no file; the tables are described in docs/reference/tables.md."""
    found = asked(library, when).sql(query, **when)
    rows = found.to_pylist(maps_as_pydicts="strict")
    if as_json:
        emit_json(rows)
    else:
        emit_table(found.column_names, [list(row.values()) for row in rows], caption=f"{len(rows)} rows")
