"""`diurna events`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import day, emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path

    from ..views.events import EventRow

COLUMNS = ("id", "when", "who", "what", "to whom", "where", "how told", "#outlets", "#origins", "differs")
SHORT = 8  # characters of an id in a table: enough for a library of some ten thousand events


@click.command("events", epilog="""\b
Examples:
  diurna events --actor Putin --type CONSULT
  diurna events --since 2017-11-01 --until 2017-12-01 --place SYR --json
""")  # fmt: skip
@library_option
@filter_options("since", "until", "actor", "type", "place", "limit")
@json_option
def command(library: Path | None, as_json: bool, **narrow: Any) -> None:
    """List the events of a library in the order of time."""
    found = asked(library, narrow).events(**given(**narrow))
    if as_json:
        emit_json(found)
    elif not found.events:
        click.echo("no events fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        caption = f"{len(found.events)} of {found.total} events; see one with: diurna event ID"
        emit_table(COLUMNS, [event_cells(row) for row in found.events], caption=caption)


def event_cells(row: EventRow) -> tuple[object, ...]:
    """An event as cells under COLUMNS."""
    who, whom = ([party.name for party in side] for side in (row.actors, row.recipients))
    what = f"{row.act} ({row.mode})" if row.mode else row.act
    return (row.id[:SHORT], day(row.time), who, what, whom, row.place, how_told(row), row.outlets, row.origins, row.differs)


def how_told(row: EventRow) -> str:
    """Phase and polarity in a word or two."""
    words = [row.phase.replace("_", " ")]
    if row.polarity == "denied":
        words.append("denied")
    if row.background:
        words.append("background")
    return ", ".join(words)
