"""`diurna undo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .decided import decided
from .options import decision_options, library_option, open_library

if TYPE_CHECKING:
    from pathlib import Path


@click.command("undo", epilog='Example: diurna undo 5c1f0a2b --who "A. Reader" --why "the ministry named two dates"')
@click.argument("decision")
@library_option
@decision_options
def command(decision: str, library: Path | None, who: str, why: str) -> None:
    """Undo a decision: what it merged, parted or corrected stands as it did before."""
    opened = open_library(library)
    decided(lambda: opened.undo(decision, who=who, why=why), f"{decision} is undone.")
