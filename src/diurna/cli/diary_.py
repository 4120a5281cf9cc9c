"""`diurna diary`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import day, emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("diary", epilog="Example: diurna diary --since 2017-11-01")
@library_option
@filter_options("since", "until", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List appointments and deadlines with their sentence, and what became of them."""
    found = asked(library, narrow).diary(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("nothing is due", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = []
        for entry in found:
            due = entry.appointment
            place = due.place.name if due.place else None
            words = entry.words[0] if entry.words else ""
            rows.append((day(due.time), due.name, place, due.kind, due.status.replace("_", " "), len(due.tellings), words))
        emit_table(("when", "what", "where", "kind", "status", "#told", "words"), rows)
