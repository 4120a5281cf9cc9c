"""`diurna quotes`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .event_ import named
from .options import asked, filter_options, given, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("quotes", epilog="Example: diurna quotes --actor Putin")
@library_option
@filter_options("since", "until", "actor", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List who said what, through whom, and in which article."""
    found = asked(library, narrow).quotes(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("no quotes fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = []
        for row in found:
            speaker = row.speaker.name if row.speaker else row.quote.speaker_words
            kind = row.quote.kind + (", marks lost" if row.quote.marks == "lost" else "")
            rows.append((speaker or None, " … ".join(row.words), kind, row.through, named(row.teller)))
        emit_table(("speaker", "words", "kind", "through", "in"), rows)
