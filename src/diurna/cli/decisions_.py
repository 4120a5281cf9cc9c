"""`diurna decisions`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .errors import ANSWER_IS_NO
from .options import json_option, library_option, open_library
from .output import emit_json, emit_table

if TYPE_CHECKING:
    from pathlib import Path

    from ..model.decisions import Decision


@click.command("decisions", epilog="Example: diurna decisions --json")
@library_option
@json_option
def command(library: Path | None, as_json: bool) -> None:
    """List what persons decided: merges, splits, corrections and what was undone, with who and why."""
    found = open_library(library).decisions()
    if as_json:
        emit_json(found)
    elif not found:
        click.echo("nobody decided anything yet", err=True)
        sys.exit(ANSWER_IS_NO)
    else:
        rows = []
        for row in found:
            d, events = row.decision, [event[:8] for event in row.events]
            lost = f"{row.lost} reports not found again" if row.lost else ""
            rows.append((d.id[:8], d.when[:10], d.kind, _what(d), events, d.who, d.why, "holds" if row.holds else "", lost))
        emit_table(("id", "day", "kind", "what", "events now", "who", "why", "", "note"), rows)


def _what(decision: Decision) -> str:
    match decision.kind:
        case "merge":
            return f"{decision.event[:8]} and {decision.other[:8]}"
        case "split":
            return f"{len(decision.reports)} reports out of {decision.event[:8]}"
        case "correct":
            return f"{decision.field}: {decision.value} (was {decision.was or 'empty'})"
    return f"undoes {decision.undoes[:8]}"
