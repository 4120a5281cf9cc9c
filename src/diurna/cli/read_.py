"""`diurna read`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .options import library_option


def field_map(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`--field text=body` as a map; a wrong one is a usage error."""
    fields = {}
    for value in values:
        name, mark, field = value.partition("=")
        if not (name and mark and field):
            raise click.BadParameter(f"{value!r}: write it as NAME=FIELD, for example text=body", ctx, param)
        fields[name] = field
    if fields:
        from ..sources import UnknownField, check_fields

        try:
            check_fields(fields)
        except UnknownField as error:
            raise click.BadParameter(str(error), ctx, param) from error
    return fields


@click.command("read", epilog="""\b
Examples:
  diurna read reports/
  diurna read dump.jsonl.gz --field text=content --field published=day
  cat article.txt | diurna read - --library war.diurna
""")  # fmt: skip
@click.argument("sources", nargs=-1, required=True, metavar="PATH|DIR|- ...")
@library_option
@click.option("--field", "fields", multiple=True, metavar="NAME=FIELD", callback=field_map, help="Which field of JSON rows holds text, title, ...")
@click.option("--workers", type=click.IntRange(1), help="Worker processes (default: one a core, for more than 200 documents).")
@click.option("--alert", "rules", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="RULES", help="Run alert rules at the end.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bars and no summary.")
def command(sources: tuple[str, ...], library: Path | None, fields: dict[str, str], workers: int | None, rules: Path | None, quiet: bool) -> None:
    """Read reports into a library: text, HTML, JSON lines (also .gz), folders of these, or standard input (-).

    What the library holds already is passed over. What cannot be read is listed with what to do about it; everything else is read.
    """
    from ..library import Library
    from ..run.progress import progress
    from ..settings import load_settings

    settings = load_settings(library=str(library) if library else None, workers=workers, alerts=str(rules) if rules else None)
    opened = Library(settings.library, settings=settings)
    for source in sources:
        with progress(quiet=quiet) as bars:
            if source == "-":
                outcome = opened.read_stream(sys.stdin.buffer, fields=fields, progress=bars)
            else:
                outcome = opened.read(source, fields=fields, progress=bars)
        if not quiet:
            report(source, str(opened.path), outcome)
    if not quiet and (stale := opened.outdated()):
        click.echo(f"{stale} earlier batches were coded by another version or with other codes of your own. Code them anew: diurna recode", err=True)

    if settings.alerts:
        from .alert_ import tell

        tell(opened, Path(settings.alerts))


def report(source: str, library: str, outcome: object) -> None:
    """What a reading added, on standard error; problems first, so that the sum stands last."""
    from ..run.reading import Outcome
    from .output import clean

    assert isinstance(outcome, Outcome)
    for problem in outcome.problems:
        click.echo(clean(str(problem)), err=True)
    layers = ", ".join(f"{count} {name}" for name, count in outcome.layers.items() if name in ("reports", "quotes", "quantities", "relations"))
    added = f"{outcome.articles} new articles from {outcome.documents} new documents" if outcome.documents else "nothing new"
    click.echo(clean(f"{source}: {added}{f' ({layers})' if layers else ''}, {len(outcome.problems)} problems → {library}"), err=True)
