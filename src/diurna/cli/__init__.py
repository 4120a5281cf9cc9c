"""The command line: one file a verb, each imported when it is called."""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the process with one of the exit codes of `cli.errors`."""
    from ..threads import one_thread
    from .errors import guarded
    from .group import diurna

    one_thread()
    guarded(diurna)
