"""`diurna group`."""

from __future__ import annotations

import sys
from typing import Any

import click

from .lines import LineError, article_of, read_lines
from .output import clean, emit_line


@click.command("group", epilog="Example: diurna extract pages/ | diurna group")
@click.argument("source", type=click.File("rb"), default="-")
def command(source: Any) -> None:
    """Turn articles (JSON lines) into story and origin ids: one line an article with `article`, `story`, `origin`."""
    from ..stories import group

    articles = []
    failed = 0
    for number, line in read_lines(source):
        try:
            articles.append(article_of(line, number)[0])
        except LineError as error:
            failed += 1
            click.echo(clean(str(error)), err=True)
    for row in group(articles):
        emit_line(row)
    sys.exit(1 if failed else 0)
