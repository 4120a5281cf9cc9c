"""`diurna explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .event_ import named
from .options import json_option, library_option, open_library
from .output import emit_json, emit_table, say

if TYPE_CHECKING:
    from pathlib import Path

    from ..views.explain import Explanation


@click.command("explain", epilog="Example: diurna explain 3f2a91c0")
@click.argument("key", metavar="ID")
@library_option
@json_option
def command(key: str, library: Path | None, as_json: bool) -> None:
    """Tell how an event, report, quote, quantity or relation came about: trigger, rule or model, the path to each side, and why each name was
    taken for whom it was taken. ID may be the beginning of an id."""
    found = open_library(library).explain(key)
    if as_json:
        emit_json(found)
    else:
        show(found)


def show(found: Explanation) -> None:
    """An explanation in the terminal."""
    say(f"{found.kind} {found.id}", style="bold")
    if found.merged:
        say(f"in the event because: {found.merged}")
    if found.teller is not None:
        say(named(found.teller), style="dim")
        say(found.sentence, indent=2)
    rows = [(s.field, s.value, s.words, s.why, "" if s.sure is None else f"{s.sure:.2f}") for s in found.steps]
    emit_table(("field", "value", "words", "why", "#sure"), rows)
    if found.versions:
        say("made by " + ", ".join(f"{stage} {version}" for stage, version in sorted(found.versions.items())), style="dim")
    for report in found.reports:
        say()
        show(report)
