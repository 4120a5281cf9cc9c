"""`diurna recode`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import library_option, open_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("recode", epilog="""\b
Examples:
  diurna recode                       # after an upgrade, or when codes.toml in the library's folder has changed
  diurna recode --codes mine.toml --library war.diurna
""")  # fmt: skip
@library_option
@click.option("--codes", type=click.Path(dir_okay=False), help="Types, verbs and actors of your own (default: codes.toml in the library's folder).")
@click.option("--quiet", "-q", is_flag=True, help="No progress bars and no summary.")
def command(library: Path | None, codes: str | None, quiet: bool) -> None:
    """Code a library anew from its raw documents, where another version of Diurna or other codes of your own have made it."""
    from ..run.progress import progress

    opened = open_library(library, codes=codes)
    with progress(quiet=quiet) as bars:
        outcome = opened.recode(progress=bars)
    if not quiet:
        told = f"{outcome.articles} articles coded anew, {outcome.layers.get('reports', 0)} reports" if outcome.documents else "nothing to code anew"
        told += ", the record was built anew" if outcome.rebuilt and not outcome.documents else ""
        click.echo(f"{opened.path}: {told}", err=True)
