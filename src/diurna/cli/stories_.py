"""`diurna stories`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("stories", epilog="Example: diurna stories --since 2017-11-01")
@library_option
@filter_options("since", "until", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List stories: articles about the same happening or chain of happenings."""
    found = asked(library, narrow).stories(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("no stories fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        columns = ("id", "story", "first", "last", "#articles", "#outlets", "#origins", "#sources", "#events", "#differ")
        rows = [(s.id[:8], s.title, s.first, s.last, s.articles, s.outlets, s.origins, s.sources, s.events, s.differs) for s in found]
        emit_table(columns, rows, caption="see one with: diurna story ID")
