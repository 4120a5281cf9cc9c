"""The pool: worker processes that take tasks, and are replaced when they die or hang.

A task whose worker died or ran past its time is cut in halves that are tried again; a single document that does it becomes a problem row.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import RawDocument, problem
from .task import Done, process

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..settings import Settings

Task = tuple[RawDocument, ...]
POLL_SECONDS = 1.0


class Worker:
    """One child process and the task that it is at."""

    def __init__(self, settings: Settings, known: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=_serve, args=(far, msgspec.json.encode(settings), known), daemon=True)
        self.process.start()
        far.close()
        self.task: Task | None = None
        self.since = 0.0

    def take(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        self.pipe.send_bytes(msgspec.msgpack.encode(task))

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def run_tasks(tasks: Sequence[Task], settings: Settings, known: str, *, workers: int) -> Iterator[tuple[Task, Done]]:
    """Run tasks in `workers` processes; yields each (cut or whole) with what came of it, in the order in which they end."""
    queue = deque(tasks)
    staff = [Worker(settings, known) for _ in range(min(workers, len(queue)))]
    try:
        while queue or any(worker.task for worker in staff):
            for worker in staff:
                if worker.task is None and queue:
                    worker.take(queue.popleft())
            ready = wait([worker.pipe for worker in staff if worker.task], timeout=POLL_SECONDS)
            for place, worker in enumerate(staff):
                if worker.task is None:
                    continue
                done = _receive(worker) if worker.pipe in ready else None
                if done is not None:
                    task, worker.task = worker.task, None
                    yield task, done
                elif worker.pipe in ready or _late(worker, settings):
                    yield from _bury(worker, queue)
                    staff[place] = Worker(settings, known)
    finally:
        for worker in staff:
            worker.stop()


def _receive(worker: Worker) -> Done | None:
    try:
        return msgspec.msgpack.decode(worker.pipe.recv_bytes(), type=Done)
    except (EOFError, ConnectionError):
        return None


def _late(worker: Worker, settings: Settings) -> bool:
    return time.monotonic() - worker.since > settings.task_seconds


def _bury(worker: Worker, queue: deque[Task]) -> Iterator[tuple[Task, Done]]:
    task = worker.task or ()
    worker.stop()
    if len(task) > 1:
        queue.extendleft((task[len(task) // 2 :], task[: len(task) // 2]))
    elif task:
        detail = f"exit code {worker.process.exitcode}"
        yield task, Done(problems=(problem("worker_died", task[0].name, detail=detail, raw=task[0].hash, stage="run"),))


def _serve(pipe: Connection, settings: bytes, known: str) -> None:
    """The child's loop: one thread, so that workers do not fight over cores."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    from ..settings import Settings

    chosen: Any = msgspec.json.decode(settings, type=Settings)
    while True:
        try:
            task = msgspec.msgpack.decode(pipe.recv_bytes(), type=Task)
        except (EOFError, ConnectionError):
            return
        pipe.send_bytes(msgspec.msgpack.encode(process(task, chosen, known)))
