"""`diurna verify`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .errors import ANSWER_IS_NO
from .options import json_option, library_option, open_library
from .output import clean, emit_line

if TYPE_CHECKING:
    from pathlib import Path


@click.command("verify")
@library_option
@json_option
def command(library: Path | None, as_json: bool) -> None:
    """Re-read every span of every value against the stored text, and the raw bytes against their hashes; say what does not hold."""
    faults = 0
    for fault in open_library(library).verify():
        faults += 1
        if as_json:
            emit_line(fault)
        else:
            click.echo(clean(str(fault)))
    click.echo(f"{faults} values do not hold" if faults else "every value holds", err=True)
    sys.exit(ANSWER_IS_NO if faults else 0)
