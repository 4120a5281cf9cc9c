"""`diurna export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .options import library_option, open_library


@click.command("export", epilog="""\b
Examples:
  diurna export --format csv --table events > events.csv
  diurna export --format parquet --output record/
""")  # fmt: skip
@library_option
@click.option("--format", "form", type=click.Choice(["parquet", "csv", "jsonl"]), default="jsonl", show_default=True)
@click.option("--table", "tables", multiple=True, help="A table (may be given several times; default: events, or all with --output DIR/).")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file, or a folder (one file a table). Default: standard output.")
def command(library: Path | None, form: str, tables: tuple[str, ...], output: Path | None) -> None:
    """Write tables of the record as Parquet, CSV or JSON lines."""
    from ..views.export import TABLES

    opened = open_library(library)
    for table in (name for name in tables if name not in TABLES):
        raise click.BadParameter(f"there is no table {table!r}: choose from {', '.join(TABLES)}", param_hint="--table")
    if output is None and (form == "parquet" or len(tables) > 1):
        raise click.UsageError(f"{form if form == 'parquet' else 'more than one table'} needs --output")
    if output is None:
        opened.export(tables[0] if tables else "events", format=form, to=sys.stdout)
        return
    folder = len(tables) != 1
    if folder:
        output.mkdir(parents=True, exist_ok=True)
    for table in tables or TABLES:
        to = output / f"{table}.{form}" if folder else output
        rows = opened.export(table, format=form, to=to)
        click.echo(f"{to}: {rows} rows", err=True)
