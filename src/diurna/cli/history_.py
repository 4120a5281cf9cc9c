"""`diurna history`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .event_ import named
from .options import asked, clock_options, json_option, library_option
from .output import emit_json, emit_table, say

if TYPE_CHECKING:
    from pathlib import Path


@click.command("history", epilog="""\b
Examples:
  diurna history 3f2a91c0
  diurna history 3f2a91c0 dead --json
""")  # fmt: skip
@click.argument("key", metavar="EVENT")
@click.argument("field", required=False)
@library_option
@clock_options
@json_option
def command(key: str, field: str | None, library: Path | None, as_json: bool, **when: Any) -> None:
    """Show how a value was told, day by day and outlet by outlet: the toll of an event, or any other field of its agreement table.

    Without FIELD, all its figures. --clock known puts them in the order in which they were read.
    """
    opened = asked(library, when)
    try:
        found = opened.history(key, field=field, **when)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="FIELD") from error
    if as_json:
        emit_json(found)
        return
    say(found.event.title, style="bold")
    for told in found.fields:
        rows = [(p.day, p.value, p.through, named(p.teller), p.sentence, p.teller.article[:8]) for p in told.points]
        caption = f"{told.outlets} outlets, {told.origins} origins, {told.sources} ultimate sources"
        emit_table(("day", told.field, "says", "told by", "sentence", "article"), rows, caption=caption)
