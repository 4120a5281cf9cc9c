"""`diurna actors`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("actors", epilog="Example: diurna actors --actor RUS")
@library_option
@filter_options("since", "until", "actor", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List actors: who they are, how often they are named, what they did and what was done to them."""
    found = asked(library, narrow).actors(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("no actors fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = [(a.name, a.code, a.kind.replace("_", " "), a.articles, a.outlets, a.origins, a.did, a.had_done, a.quoted, a.id) for a in found]
        emit_table(("name", "code", "kind", "#articles", "#outlets", "#origins", "#did", "#had done", "#quoted", "id"), rows)
