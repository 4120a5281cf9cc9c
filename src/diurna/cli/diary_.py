"""`diurna diary`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import day, emit_json, emit_table


@click.command("diary", epilog="""\b
Examples:
  diurna diary --since 2017-11-01
  diurna diary --ics diary.ics
""")  # fmt: skip
@library_option
@filter_options("since", "until", "actor", "place", "limit")
@click.option("--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a calendar file (- is standard output).")
@json_option
def command(library: Path | None, ics: Path | None, as_json: bool, **narrow: Any) -> None:
    """List appointments and deadlines with their words, and what became of them: moved, called off, happened, or passed without a word."""
    opened = asked(library, narrow)
    found = opened.diary(**given(**narrow))
    if ics is not None:
        write_calendar(opened.calendar(**given(**narrow)), ics)
        left_out = sum(entry.appointment.time is None for entry in found)
        click.echo(f"{len(found) - left_out} entries{f'; {left_out} without a date are left out' if left_out else ''} → {ics}", err=True)
    elif as_json:
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


def write_calendar(text: str, to: Path) -> None:
    """A calendar file with its line ends as they are."""
    if str(to) == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        to.write_bytes(text.encode())
