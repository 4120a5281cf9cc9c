"""Options that many verbs share."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..library import Library

F = TypeVar("F", bound="Callable[..., Any]")


def library_option(command: F) -> F:
    """`--library PATH`; without it the settings', else ./library.diurna."""
    shown = "The library (default: the settings', else ./library.diurna)."
    return click.option("--library", "-l", type=click.Path(path_type=Path), help=shown)(command)


def json_option(command: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(command)


def filter_options(*names: str) -> Callable[[F], F]:
    """The options of a filter, those named (since, until, actor, type, place, limit), and the two of `clock_options`."""

    def wrap(command: F) -> F:
        command = clock_options(command)
        for name in reversed(names):
            command = FILTERS[name](command)
        return command

    return wrap


def clock_options(command: F) -> F:
    """`--as-of DATE` and `--clock published|known`."""
    clock = click.Choice(["published", "known"])
    command = click.option("--clock", type=clock, default="published", show_default=True, help="By which day --as-of asks.")(command)
    return click.option("--as-of", type=Day(), help="The record as known by the end of this day.")(command)


def open_library(path: Path | None, **given: Any) -> Library:
    """The library of a call; `given` are settings."""
    from ..library import Library
    from ..settings import load_settings

    settings = load_settings(library=str(path) if path else None, **given)
    return Library(settings.library, settings=settings)


def asked(path: Path | None, narrow: dict[str, Any]) -> Library:
    """The library of a question; one of an earlier day is told on standard error how many articles it rests on."""
    library = open_library(path)
    if narrow.get("as_of") is None:
        return library
    found = library.known(as_of=narrow["as_of"], clock=narrow["clock"])
    left_out = f", {found.undated} have no date that tells" if found.undated else ""
    words = f"as known on {found.as_of} by the day {'published' if found.clock == 'published' else 'read'}: {found.articles} articles"
    click.echo(f"{words}; left out: {found.later} came later{left_out}", err=True)
    return library


def given(**narrow: Any) -> dict[str, Any]:
    """The parts of a filter that were given."""
    return {key: value for key, value in narrow.items() if value is not None}


class Day(click.ParamType):
    """A day as YYYY-MM-DD; a month or a year stands for its first day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
            try:
                return datetime.strptime(value, form).date()
            except ValueError:
                continue
        self.fail(f"{value!r} is no date: write it as 2017-11-02, 2017-11 or 2017", param, ctx)


def decision_options(command: F) -> F:
    """`--who NAME` and `--why TEXT`, both needed."""
    command = click.option("--why", required=True, metavar="TEXT", help="Why: whoever reads the record later can weigh it.")(command)
    return click.option("--who", required=True, metavar="NAME", help="Who decides.")(command)


FILTERS: dict[str, Callable[[Any], Any]] = {
    "since": click.option("--since", type=Day(), help="From this day on."),
    "until": click.option("--until", type=Day(), help="Up to but not including this day."),
    "actor": click.option("--actor", help="An actor's id, name or part of it, or a country's ISO code (RUS)."),
    "type": click.option("--type", help="A PLOVER type (CONSULT, ASSAULT...)."),
    "place": click.option("--place", help="A place's name, or a country's ISO code."),
    "limit": click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many rows."),
}
