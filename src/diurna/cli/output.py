"""Output: JSON for programs, tables for people; text from the news is never interpreted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from ..views.shown import clean, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["clean", "console", "day", "emit_json", "emit_line", "emit_table", "say", "shown"]

PLAIN_WIDTH = 140  # of tables that are piped
SHORT_CELL = 22  # characters of the longest cell of a column that is never folded: an id, a day or span of days, an act with its mode


def emit_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def emit_line(value: Any) -> None:
    """One line of JSON on standard output."""
    click.echo(msgspec.json.encode(value))


def emit_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", caption: str = "") -> None:
    """A table: as wide as the terminal, and without borders; cells are text, never markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    cells = [[clean(shown(cell)) for cell in row] for row in rows]
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", caption=caption or None, caption_justify="left", pad_edge=False)
    for place, name in enumerate(columns):
        longest = max([len(name), *(len(row[place]) for row in cells)])
        table.add_column(name, overflow="fold", justify="right" if name.startswith("#") else "left", no_wrap=longest <= SHORT_CELL)
    for row in cells:
        table.add_row(*map(Text, row))
    console().print(table)


def say(text: str = "", *, style: str | None = None, indent: int = 0) -> None:
    """A line or paragraph of text, wrapped to the terminal."""
    from rich.padding import Padding
    from rich.text import Text

    console().print(Padding(Text(clean(text), style=style or ""), (0, 0, 0, indent)))


def console() -> Any:
    """Standard output: as wide as the terminal, or PLAIN_WIDTH where it is piped."""
    from rich.console import Console

    return Console(highlight=False, markup=False, soft_wrap=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)


def shown(value: object) -> str:
    """A value as a cell shows it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return str(value)
