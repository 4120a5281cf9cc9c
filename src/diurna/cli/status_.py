"""`diurna status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import asked, clock_options, json_option, library_option
from .output import emit_json, emit_table, say

if TYPE_CHECKING:
    from pathlib import Path


@click.command("status")
@library_option
@clock_options
@json_option
def command(library: Path | None, as_json: bool, **when: Any) -> None:
    """Show what a library holds, its outlets, and what could not be read, with what to do about it."""
    found = asked(library, when).overview(**when)
    if as_json:
        emit_json(found)
        return
    say(", ".join(f"{count} {table}" for table, count in found.rows.items()))
    say(f"published {found.first or '–'} to {found.last or '–'}")
    emit_table(("outlet", "#articles", "#undated"), [(o.outlet or "(does not name itself)", o.articles, o.undated) for o in found.outlets])
    if found.problems:
        rows = [(p.code, p.where, p.detail, p.remedy) for p in found.problems]
        emit_table(("problem", "where", "detail", "what to do"), rows)
