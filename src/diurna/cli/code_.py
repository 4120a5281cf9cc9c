"""`diurna code`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from .lines import LineError, article_of, read_lines
from .output import clean, emit_line

if TYPE_CHECKING:
    from ..model import Article


@click.command("code", epilog="""\b
Examples:
  diurna extract page.html | diurna code
  echo '{"text": "Rebels attacked the town on Friday.", "published": "2017-11-05"}' | diurna code
""")  # fmt: skip
@click.argument("source", type=click.File("rb"), default="-")
@click.option("--codes", type=click.Path(dir_okay=False), help="A TOML file with types, verbs and actors of your own.")
def command(source: Any, codes: str | None) -> None:
    """Turn articles (JSON lines) into annotations, one JSON line each.

    A line needs only `text`; `id`, `title`, `published`, `outlet` are taken if given. With "pairs": [{"actor": [s, e], "recipient": [s, e]}]
    (offsets in code points of `text`) the answer also has `pairs`: what the first does to the second, with a score.
    """
    from ..coding import code, code_pairs
    from ..settings import load_settings

    settings = load_settings(codes=codes)
    failed = 0
    for number, line in read_lines(source):
        try:
            article, pairs = article_of(line, number)
            spans = checked_pairs(pairs, article, number)
        except LineError as error:
            failed += 1
            click.echo(clean(str(error)), err=True)
            continue
        row = msgspec.to_builtins(code(article, settings=settings))
        if pairs is not None:
            row["pairs"] = [msgspec.to_builtins(pair) for pair in code_pairs(article, spans, settings=settings)]
        emit_line(row)
    sys.exit(1 if failed else 0)


def checked_pairs(pairs: list[dict[str, Any]] | None, article: Article, number: int) -> list[tuple[Any, Any]]:
    """Pairs as spans; raises LineError where one does not lie in the text."""
    from ..model import Span

    spans = []
    for pair in pairs or []:
        try:
            actor, recipient = (Span(*map(int, pair[side])) for side in ("actor", "recipient"))
        except (KeyError, TypeError, ValueError) as error:
            raise LineError(f'line {number}: a pair must be {{"actor": [start, end], "recipient": [start, end]}}') from error
        for span in (actor, recipient):
            if not 0 <= span.start < span.end <= len(article.text):
                raise LineError(f"line {number}: {span.start}-{span.end} does not lie in a text of {len(article.text)} characters")
        spans.append((actor, recipient))
    return spans
