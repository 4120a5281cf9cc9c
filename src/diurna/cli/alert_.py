"""`diurna alert`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import json_option, library_option, open_library
from .output import clean, emit_line, say

if TYPE_CHECKING:
    from ..library import Library


@click.command("alert", epilog="""\b
Examples:
  diurna alert rules.toml
  diurna alert rules.toml --seen
  diurna read reports/ --alert rules.toml
""")  # fmt: skip
@click.argument("rules", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@library_option
@click.option("--seen", is_flag=True, help="Tell nothing: take all that fits now for told.")
@json_option
def command(rules: Path, library: Path | None, seen: bool, as_json: bool) -> None:
    """Tell of events that fit the rules of a watch list and were not told of before: to standard output, a file or a webhook.

    The rules are a TOML file: actors, dyads, types, places, figures over a threshold, new disagreements. Each alert is told once; what could
    not be delivered is told the next time.
    """
    told = tell(open_library(library), rules, seen=seen, as_json=as_json)
    if not told:
        click.echo("nothing new fits the rules", err=True)


def tell(opened: Library, rules: Path, *, seen: bool = False, as_json: bool = False) -> int:
    """Deliver what is new; where the rules name neither a file nor a webhook, on standard output. The number of alerts."""
    found = opened.alert(rules, seen=seen)
    if found.delivered_to or seen:
        click.echo(clean(f"{len(found.alerts)} alerts {'taken for told' if seen else f'→ {found.delivered_to}'}"), err=True)
        return len(found.alerts)
    for alert in found.alerts:
        if as_json:
            emit_line(alert)
            continue
        say(f"{alert.rule}: {alert.title}", style="bold")
        where = ", ".join(w for w in (alert.day, alert.place) if w)
        say(f"{where + '; ' if where else ''}{alert.why}; {alert.outlets} outlets, {alert.origins} origins; event {alert.event[:8]}", indent=2)
        say(alert.sentence, indent=2, style="dim")
    return len(found.alerts)
