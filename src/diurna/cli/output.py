"""Output: JSON for programs, tables for people; text from the news is never interpreted."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Interval

# Control characters and those that change the direction of text: a title must not move the cursor or turn a line around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
PLAIN_WIDTH = 140  # of tables that are piped
SHORT_CELL = 22  # characters of the longest cell of a column that is never folded: an id, a day or span of days, an act with its mode


def clean(text: str) -> str:
    """Text without control and direction characters."""
    return UNSAFE.sub("", text)


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


def day(interval: Interval | None) -> str:
    """An interval in its own grain: a year, a month, a day, or its first and last day as ISO 8601 shortens them (2024-04-11/13)."""
    if interval is None:
        return "–"
    start, last = interval.start.isoformat(), (interval.end - timedelta(days=1)).isoformat()
    if interval.grain == "year" or (start.endswith("01-01") and last.endswith("12-31") and start[:4] == last[:4]):
        return start[:4]
    if interval.grain == "month":
        return start[:7]
    if interval.days <= 1:
        return start
    return f"{start}/{last[8:] if last[:7] == start[:7] else last[5:] if last[:4] == start[:4] else last}"
