"""`diurna extract`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .output import clean, emit_line
from .read_ import field_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Problem, RawDocument


@click.command("extract", epilog="Example: diurna extract pages/ | diurna code > annotations.jsonl")
@click.argument("sources", nargs=-1, metavar="[PATH|DIR|-] ...")
@click.option("--field", "fields", multiple=True, metavar="NAME=FIELD", callback=field_map, help="Which field of JSON rows holds text, title, ...")
def command(sources: tuple[str, ...], fields: dict[str, str]) -> None:
    """Turn raw files into articles, one JSON line each; problems go to standard error."""
    from ..extract import extract
    from ..model import Problem
    from ..settings import load_settings

    settings = load_settings()
    for item in documents(sources or ("-",), fields):
        if isinstance(item, Problem):
            click.echo(clean(str(item)), err=True)
            continue
        article, problems = extract(item, settings=settings)
        for problem in problems:
            click.echo(clean(str(problem)), err=True)
        if article is not None:
            emit_line(article)


def documents(sources: tuple[str, ...], fields: dict[str, str]) -> Iterator[RawDocument | Problem]:
    """The raw documents of paths, and of standard input for "-"; raises FileNotFoundError."""
    from ..settings import load_settings
    from ..sources import read_documents, read_stream

    settings = load_settings()
    for source in sources:
        if source == "-":
            yield from read_stream(sys.stdin.buffer, settings=settings, fields=fields)
        elif not Path(source).exists():
            raise FileNotFoundError(f"{source} does not exist")
        else:
            yield from read_documents(Path(source), settings=settings, fields=fields)
