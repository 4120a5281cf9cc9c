"""Export: a table of the record as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from ..store.schema import TableSpec, parquet, table_of, to_row, write_table
from .decisions import Correction, every_correction

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from ..store.reader import Reader

TABLES = (
    "events", "reports", "quotes", "quantities", "relations", "stories", "origins", "comparisons", "utterances", "appointments",
    "actors", "mentions", "places", "times", "articles", "problems", "corrections",
)  # fmt: skip
CORRECTIONS = TableSpec("corrections", Correction)  # no table of the catalogue: what persons said beside the record
FORMATS = ("parquet", "csv", "jsonl")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so


def export(reader: Reader, table: str, *, format: str, to: Path | IO[str]) -> int:
    """Write a table; returns the number of rows. Parquet needs a path, the others take a path or a text stream."""
    if table not in TABLES:
        raise ValueError(f"there is no table {table!r} to export: choose from {', '.join(TABLES)}")
    if format not in FORMATS:
        raise ValueError(f"cannot export as {format!r}: choose from {', '.join(FORMATS)}")
    if format == "parquet":
        if not isinstance(to, Path):
            raise ValueError("parquet needs a file: give one with --output")
        return _parquet(reader, table, to)
    write = _csv if format == "csv" else _jsonl
    if isinstance(to, Path):
        with to.open("w", encoding="utf-8", newline="") as stream:
            return write(_rows(reader, table), stream)
    return write(_rows(reader, table), to)


def as_file(table: pa.Table, format: str) -> bytes:
    """A table as the bytes of a file: "csv", "json" or "parquet"."""
    if format == "parquet":
        return parquet(table)
    if format == "json":
        return msgspec.json.encode(table.to_pylist())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.column_names)
    writer.writerows([cell(value) for value in row.values()] for row in table.to_pylist())
    return text.getvalue().encode()


def _rows(reader: Reader, table: str) -> Iterator[dict[str, Any]]:
    for batch in _table(reader, table).to_batches():
        yield from batch.to_pylist(maps_as_pydicts="strict")


def _parquet(reader: Reader, table: str, to: Path) -> int:
    found = _table(reader, table)
    write_table(found, to)
    return found.num_rows


def _table(reader: Reader, name: str) -> pa.Table:
    if name == CORRECTIONS.name:
        return table_of(CORRECTIONS, [to_row(row) for row in every_correction(reader)])
    return reader.table(f"SELECT * FROM {name}")


def _jsonl(rows: Iterator[dict[str, Any]], stream: IO[str]) -> int:
    n = 0
    for row in rows:
        stream.write(msgspec.json.encode(row).decode() + "\n")
        n += 1
    return n


def _csv(rows: Iterator[dict[str, Any]], stream: IO[str]) -> int:
    writer = csv.writer(stream)
    n = 0
    for n, row in enumerate(rows, 1):
        if n == 1:
            writer.writerow(row)
        writer.writerow([cell(value) for value in row.values()])
    return n


def cell(value: Any) -> str:
    """A value as a CSV cell: nested ones as JSON, and text that a spreadsheet would run as a formula with an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, (list, dict)):
        value = msgspec.json.encode(value).decode()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
