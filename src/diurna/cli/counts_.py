"""`diurna counts`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .errors import ANSWER_IS_NO
from .options import asked, filter_options, given, json_option, library_option
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path


def dimensions(ctx: click.Context, param: click.Parameter, value: str) -> list[str]:
    """`--by dyad,month,type` as a list; an unknown one is a usage error."""
    from ..views.counts import DIMENSIONS

    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names or [value]:
        if name not in DIMENSIONS:
            raise click.BadParameter(f"cannot count by {name!r}: choose from {', '.join(DIMENSIONS)}", ctx, param)
    return names


@click.command("counts", epilog="""\b
Examples:
  diurna counts --by dyad,month,type
  diurna counts --by country,month --type ASSAULT --json
""")  # fmt: skip
@library_option
@click.option("--by", callback=dimensions, default="dyad,month,type", show_default=True, help="What to count by, joined by commas.")
@filter_options("since", "until", "actor", "type", "place")
@json_option
def command(library: Path | None, by: list[str], as_json: bool, **narrow: Any) -> None:
    """Count events that are told as done, with zeros where nothing was reported.

    Planned, denied, called-off and only possible things and background are not counted. Beside each count stand the outlets, textual
    origins and ultimate sources that tell these events, and how many articles and outlets of that span of time the library holds: few events
    among few articles mean little.
    """
    found = asked(library, narrow).counts(by, **given(**narrow))
    if as_json:
        emit_json(found)
    elif not found.rows:
        click.echo("no events fit", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = [(*row.key.values(), row.events, row.telling, row.origins, row.sources, row.articles, row.outlets) for row in found.rows]
        caption = f"{found.undated} events without a date are left out" if found.undated else ""
        emit_table((*by, "#events", "#outlets", "#origins", "#sources", "#articles read", "#outlets read"), rows, caption=caption)
