"""`diurna completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion", epilog='Example: eval "$(diurna completion bash)"')
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script for a shell; source it in the shell's start file."""
    from .group import diurna

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(diurna, {}, "diurna", "_DIURNA_COMPLETE").source())
