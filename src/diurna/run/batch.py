"""One batch: its tasks run here or in a pool, each one's outcome kept on disk until the batch is whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from ..model import key_hash
from ..store.layout import replaced
from .plan import tasks_of
from .pool import run_tasks
from .task import Done, process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..model import RawDocument
    from ..settings import Settings
    from .progress import Progress

Task = tuple["RawDocument", ...]


def run_batch(documents: list[RawDocument], folder: Path, *, settings: Settings, known: str, progress: Progress) -> Done:
    """What came of a batch's documents. Outcomes found in `folder` from a run that was killed are taken over."""
    tasks = tasks_of(documents)
    progress.stage("reading", len(documents))
    for task in (t for t in tasks if _outcome(folder, t).exists()):
        progress.advance(len(task))
    missing = [task for task in tasks if not _outcome(folder, task).exists()]
    parts: dict[str, Done] = {}
    for task, done in _run(missing, len(documents), settings, known):
        _keep(folder, task, done)
        progress.advance(len(task))
    for task in tasks:
        parts |= _collected(folder, task)
    return sum(parts.values(), Done())


def _run(tasks: list[Task], documents: int, settings: Settings, known: str) -> Iterator[tuple[Task, Done]]:
    workers = settings.workers or os.cpu_count() or 1
    if workers > 1 and documents > settings.pool_above:
        yield from run_tasks(tasks, settings, known, workers=workers)
    else:
        for task in tasks:
            yield task, process(task, settings, known)


def _outcome(folder: Path, task: Task) -> Path:
    return folder / f"{key_hash(*(document.hash for document in task))}.msgpack"


def _keep(folder: Path, task: Task, done: Done) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(_outcome(folder, task)) as temporary:
        temporary.write_bytes(msgspec.msgpack.encode(done))


def _collected(folder: Path, task: Task) -> dict[str, Done]:
    """The outcome of a task, or those of the parts that it was cut into."""
    path = _outcome(folder, task)
    if path.exists():
        return {path.name: msgspec.msgpack.decode(path.read_bytes(), type=Done)}
    middle = len(task) // 2
    return _collected(folder, task[:middle]) | _collected(folder, task[middle:])


