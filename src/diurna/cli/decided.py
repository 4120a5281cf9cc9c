"""What the verbs that decide have in common: a wrong call is said in one line, a decision is told with how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .output import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..model.decisions import Decision


def decided(make: Callable[[], Decision], told: str) -> None:
    """Make a decision and tell of it on standard error."""
    try:
        decision = make()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    undo = "" if decision.kind == "undo" else f"; to undo it: diurna undo {decision.id[:8]} --who NAME --why TEXT"
    click.echo(clean(f"{told} Decision {decision.id[:8]} by {decision.who}{undo}"), err=True)
