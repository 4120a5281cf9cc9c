"""Progress of long work: a bar on standard error where someone looks at it, silence where not."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Progress(Protocol):
    """Told how far the work is."""

    def stage(self, name: str, total: int | None = None) -> None: ...
    def advance(self, by: int = 1) -> None: ...


class Silent:
    """Says nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, by: int = 1) -> None:
        """Say nothing."""


class Bars:
    """One rich bar a stage."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Rich

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.rich = Rich(*columns, console=Console(stderr=True), transient=True)

    def stage(self, name: str, total: int | None = None) -> None:
        self.task = self.rich.add_task(name, total=total)

    def advance(self, by: int = 1) -> None:
        self.rich.advance(self.task, by)


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Bars if standard error is a terminal and `quiet` is not asked for."""
    if quiet or not sys.stderr.isatty():
        yield Silent()
        return
    bars = Bars()
    with bars.rich:
        yield bars
