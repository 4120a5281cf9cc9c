"""`diurna search`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .event_ import named
from .options import asked, clock_options, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


@click.command("search", epilog="""\b
Examples:
  diurna search ceasefire
  diurna search '"peace talks" Genev*'
""")  # fmt: skip
@click.argument("words", nargs=-1, required=True)
@library_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many articles.")
@clock_options
@json_option
def command(words: tuple[str, ...], library: Path | None, limit: int, as_json: bool, **when: Any) -> None:
    """Find articles that hold all the words, best first; "quoted words" stand in that order, a final * takes any ending."""
    found = asked(library, when).search(" ".join(words), limit=limit, **when)
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("no article holds all these words", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        emit_table(("article", "who", "title", "words"), [(f.teller.article[:8], named(f.teller), f.teller.title, f.snippet) for f in found])
