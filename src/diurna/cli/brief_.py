"""`diurna brief`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Day, json_option, library_option, open_library
from .output import clean, emit_json, say

if TYPE_CHECKING:
    from datetime import date

    from ..views.brief import Brief, Line


@click.command("brief", epilog="""\b
Examples:
  diurna brief
  diurna brief --day 2017-11-02 --format html --to brief.html
""")  # fmt: skip
@library_option
@click.option("--day", type=Day(), help="The day (default: the last one that was published on).")
@click.option("--format", "form", type=click.Choice(["terminal", "md", "html"]), help="Default: by the ending of --to, else terminal.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to a file.")
@json_option
def command(library: Path | None, day: date | None, form: str | None, to: Path | None, as_json: bool) -> None:
    """Write what is new, disputed, changed and due on a day, from the record as it was known by the end of that day.

    Every sentence is taken from an article or filled from coded fields, and footnoted.
    """
    found = open_library(library).brief(day=day)
    if as_json:
        emit_json(found)
        return
    form = form or {".md": "md", ".html": "html", ".htm": "html"}.get(to.suffix if to else "", "terminal" if to is None else "md")
    if form == "terminal" and to is not None:
        raise click.UsageError("a file is written as md or html: give --format md or --format html")
    if form == "terminal":
        show(found)
        return
    from ..views.brief_text import markdown, page

    text = markdown(found) if form == "md" else page(found)
    if to is None:
        click.echo(clean(text), nl=False)
    else:
        to.write_text(clean(text), encoding="utf-8")
        click.echo(f"brief of {found.day} → {to}", err=True)


def show(found: Brief) -> None:
    """A brief in the terminal."""
    from ..views.brief_text import HEADS, NONE, noted, resting, title

    say(title(found), style="bold")
    say(resting(found), style="dim")
    for section in found.sections:
        say()
        say(HEADS[section.name], style="bold")
        for line in section.lines:
            _say(line)
        if section.left_out:
            say(f"… and {section.left_out} more", indent=2)
        if not section.lines:
            say(NONE[section.name], indent=2)
    say()
    for note in found.notes:
        say(f"[{note.number}] {noted(note)} {note.teller.address or note.teller.article[:8]}", style="dim")


def _say(line: Line) -> None:
    say(f"• {line.told} {_feet(line.notes[0])}", indent=2)
    for said, notes in zip(line.quoted, line.notes[1:], strict=False):
        say(f"“{said}” {_feet(notes)}", indent=4, style="dim")


def _feet(notes: list[int]) -> str:
    return "".join(f"[{n}]" for n in notes)
