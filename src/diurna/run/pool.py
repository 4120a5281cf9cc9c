"""The pool: worker processes that take tasks, and are replaced when they die or hang.

A task whose worker died or ran past its time is cut in halves that are tried again; a single document that does it becomes a problem row.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import DiurnaError, RawDocument, problem
from ..threads import one_thread
from .task import Done, process

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import Settings

Task = tuple[RawDocument, ...]
Work = Callable[[Sequence[RawDocument], "Settings", str], Done]  # of a module, so that a child can import it
POLL_SECONDS = 1.0
NOT_STARTED = (
    "worker processes cannot be started. In a script of your own, call Diurna below `if __name__ == '__main__':`, or set workers to 1; "
    "else see whether there is memory left."
)


class Worker:
    """One child process and the task that it is at."""

    def __init__(self, settings: Settings, known: str, work: Work) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=_serve, args=(far, msgspec.json.encode(settings), known, work), daemon=True)
        self.process.start()
        far.close()
        self.task: Task | None = None
        self.since = 0.0
        self.ready = False

    def take(self, task: Task) -> None:
        """Give it a task. A worker first says that it runs; raises DiurnaError where it does not."""
        if not self.ready:
            try:
                self.ready = bool(self.pipe.recv_bytes())
            except (EOFError, ConnectionError) as error:
                raise DiurnaError(NOT_STARTED) from error
        self.task, self.since = task, time.monotonic()
        with contextlib.suppress(ConnectionError):  # it died while it was idle: seen when its answer is waited for
            self.pipe.send_bytes(msgspec.msgpack.encode(task))

    def receive(self) -> Done | None:
        """What came of its task, None where it died over it."""
        try:
            return msgspec.msgpack.decode(self.pipe.recv_bytes(), type=Done)
        except (EOFError, ConnectionError):
            return None

    def late(self, settings: Settings) -> bool:
        return time.monotonic() - self.since > settings.task_seconds

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def run_tasks(tasks: Sequence[Task], settings: Settings, known: str, *, workers: int, work: Work = process) -> Iterator[tuple[Task, Done]]:
    """Run tasks in `workers` processes by `work`; yields each (cut or whole) with what came of it, in the order in which they end."""
    queue = deque(tasks)
    staff = [Worker(settings, known, work) for _ in range(min(workers, len(queue)))]
    try:
        while queue or any(worker.task for worker in staff):
            for worker in staff:
                if worker.task is None and queue:
                    worker.take(queue.popleft())
            ready = wait([worker.pipe for worker in staff if worker.task], timeout=POLL_SECONDS)
            for place, worker in enumerate(staff):
                if worker.task is None:
                    continue
                done = worker.receive() if worker.pipe in ready else None
                if done is not None:
                    task, worker.task = worker.task, None
                    yield task, done
                elif worker.pipe in ready or worker.late(settings):
                    yield from _bury(worker, queue, hung=worker.pipe not in ready)
                    staff[place] = Worker(settings, known, work)
    finally:
        for worker in staff:
            worker.stop()


def _bury(worker: Worker, queue: deque[Task], *, hung: bool) -> Iterator[tuple[Task, Done]]:
    """End a worker; its task goes back in halves, a single document becomes a problem."""
    task = worker.task or ()
    worker.stop()
    if len(task) > 1:
        queue.extendleft((task[len(task) // 2 :], task[: len(task) // 2]))
    elif task:
        detail = "it took longer than task_seconds" if hung else f"exit code {worker.process.exitcode}"
        yield task, Done(problems=(problem("worker_died", task[0].name, detail=detail, raw=task[0].hash, stage="run"),))


def _serve(pipe: Connection, settings: bytes, known: str, work: Work) -> None:
    """The child's loop: one thread, so that workers do not fight over cores."""
    one_thread()
    from ..settings import Settings

    pipe.send_bytes(b"ready")
    chosen: Any = msgspec.json.decode(settings, type=Settings)
    while True:
        try:
            task = msgspec.msgpack.decode(pipe.recv_bytes(), type=Task)
        except (EOFError, ConnectionError):
            return
        pipe.send_bytes(msgspec.msgpack.encode(work(task, chosen, known)))
