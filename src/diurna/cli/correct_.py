"""`diurna correct`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .decided import decided
from .options import decision_options, library_option, open_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("correct", epilog='Example: diurna correct 3f2a91c0 place Djibo --who "A. Reader" --why "the market lies inside the town"')
@click.argument("key", metavar="EVENT")
@click.argument("field")
@click.argument("value")
@library_option
@decision_options
def command(key: str, field: str, value: str, library: Path | None, who: str, why: str) -> None:
    """Put a value of your own beside a field of an event (actors, place, time, dead...).

    What the reports say stays as it is, and is shown beside it; counts and exports go by the reports.
    `diurna export --table corrections` writes what persons said beside them.
    """
    opened = open_library(library)
    decided(lambda: opened.correct(key, field=field, value=value, who=who, why=why), f"{field} of {key} is corrected to {value}.")
