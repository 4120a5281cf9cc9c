"""`diurna relations`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("relations", epilog="Example: diurna relations --actor TUR")
@library_option
@filter_options("since", "until", "actor", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List who is whose ally, rival, member or office holder, and who says so."""
    found = asked(library, narrow).relations(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("no relations fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = []
        for row in found:
            kind = row.kind.replace("_", " ")
            told = f"{row.first or ''} to {row.last or ''}" if row.first != row.last else row.first
            rows.append((row.of_name, f"not {kind}" if row.denied else kind, row.to_name, row.outlets, len(row.origins), told, row.one_sided))
        emit_table(("who", "is", "to whom", "says", "#origins", "published", "note"), rows)
