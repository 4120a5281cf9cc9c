"""`diurna merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .decided import decided
from .options import decision_options, library_option, open_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("merge", epilog='Example: diurna merge 3f2a91c0 77b0c1d2 --who "A. Reader" --why "one attack, two spellings of the town"')
@click.argument("first", metavar="EVENT")
@click.argument("second", metavar="EVENT")
@library_option
@decision_options
def command(first: str, second: str, library: Path | None, who: str, why: str) -> None:
    """Decide that two events are one happening.

    It holds when more is read and when everything is coded anew: the decision is tied to the words of the reports, not to ids. The event that
    has more reports keeps its id, and the other's leads to it.
    """
    opened = open_library(library)
    decided(lambda: opened.merge(first, other=second, who=who, why=why), f"{first} and {second} are one event.")
