"""`diurna split`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .decided import decided
from .options import decision_options, library_option, open_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("split", epilog='Example: diurna split 3f2a91c0 a1b2c3d4 --who "A. Reader" --why "the second attack, a day later"')
@click.argument("key", metavar="EVENT")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@library_option
@decision_options
def command(key: str, reports: tuple[str, ...], library: Path | None, who: str, why: str) -> None:
    """Decide that some reports of an event tell another happening: they leave it and make an event of their own (when all is
    coded anew, they may join another event, but never that one).

    The ids of the reports stand in diurna event ID. It holds when more is read and when everything is coded anew.
    """
    opened = open_library(library)
    decided(lambda: opened.split(key, reports=reports, who=who, why=why), f"{len(reports)} reports left {key}.")
