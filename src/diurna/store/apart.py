"""A user's SQL in a process of its own: memory and time are bounded, and nothing but the one read-only catalogue can be reached.

A process that has loaded the engine but opened nothing, the nursery, is kept ready, and forks children. A child opens one catalogue and answers
queries one after the other, each over a connection of its own, as long as they are single SELECTs that call no table function and succeed:
these can leave nothing behind. After any other query it ends, and another is forked. The nursery gets from its parent, over a socket, one end
of a socket for each child. An answer is an Arrow stream; one of a column "error" in a schema marked so is the engine's message. Where the
system cannot fork, each query waits for a process to start.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa

from ..model import SqlError
from ..threads import VARIABLES

SECONDS = 10.0  # of one query, by the clock
STARTING = 10.0  # seconds more that a query waits where the nursery is only just starting: that takes half a second of an idle machine
MEMORY_MIB = 512  # of the engine; what does not fit is refused, as there is no disk to spill to
ADDRESS_MIB = 6_144  # of the process: interpreter, engine and its maps; a wall behind the engine's own limit
ROWS = 10_000
ANSWER_BYTES = 64 * 2**20
TOO_MUCH = "the query needed more memory or time than a page may take. Narrow it, or ask `diurna sql` in a terminal"
FAULT = {b"diurna": b"fault"}
KEPT, LAST = b"k", b"l"  # begins an answer: the child takes another query, or ends
SPARE = 2  # children that wait: as many queries run side by side
HEAD = struct.Struct(">cQ")  # of an answer: whether the child is kept, and the bytes that follow
FORKS = hasattr(os, "fork") and hasattr(socket, "send_fds")
# The nursery knows no environment and no folder of the caller's, only where this very program lies; a library's threads would not outlive a fork.
PROGRAM = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); from diurna.store.apart import"
ALONE = dict.fromkeys(VARIABLES, "1")


class Nursery:
    """The process that forks children, and those that wait; it is started when first asked for, and again where it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._idle: list[tuple[str, socket.socket]] = []

    def prepare(self, catalogue: str) -> None:
        """Have a child waiting for queries over a catalogue; returns before it is ready."""
        with self._lock:
            if not any(of == catalogue for of, _ in self._idle):
                self._idle.append((catalogue, self._forked(catalogue)))

    def take(self, catalogue: str) -> socket.socket:
        """A line to a child that has opened this catalogue, or is about to; children of other catalogues end."""
        with self._lock:
            for of, line in self._idle:
                if of != catalogue:
                    line.close()
            self._idle = [(of, line) for of, line in self._idle if of == catalogue]
            return self._idle.pop()[1] if self._idle else self._forked(catalogue)

    def give_back(self, catalogue: str, line: socket.socket) -> None:
        """Keep a child for another query."""
        with self._lock:
            if len(self._idle) < SPARE and self._line is not None:
                self._idle.append((catalogue, line))
            else:
                line.close()

    def _running(self) -> socket.socket:
        if self._line is not None and self._process is not None and self._process.poll() is None:
            return self._line
        self._end()
        self._line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-I", "-c", f"{PROGRAM} nursery; nursery(int(sys.argv[1]))", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, env=ALONE, pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._line

    def _forked(self, catalogue: str) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._running(), [b"q"], [theirs.fileno()])
            except OSError:  # it died since it was last looked at
                self._end()
                socket.send_fds(self._running(), [b"q"], [theirs.fileno()])
        ours.sendall(_line({"catalogue": catalogue}))
        return ours

    def end(self) -> None:
        """End the process and what it has forked; a later query starts it again."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        line, process, self._line, self._process = self._line, self._process, None, None
        for _, idle in self._idle:
            idle.close()
        self._idle.clear()
        if line is not None:
            line.close()
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # it leads a group of its own
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


NURSERY = Nursery()
atexit.register(NURSERY.end)


def keep_ready(catalogue: Path) -> None:
    """Start what answers queries over a catalogue, so that the first does not wait for it; returns at once."""
    if FORKS:
        NURSERY.prepare(str(catalogue))


def let_go() -> None:
    """End what answers queries, and the queries it answers; a later query starts it again."""
    NURSERY.end()


def ask_apart(catalogue: Path, query: str, *, rows: int = ROWS, seconds: float = SECONDS) -> pa.Table:
    """The first `rows` rows of a query's answer; raises SqlError where it cannot be answered, takes too long or too much memory."""
    wanted = {"query": query, "rows": rows, "seconds": seconds}
    written, late = (_of_a_fork if FORKS else _of_a_start)(str(catalogue), wanted)
    if not written:
        ended = f"the query took longer than {seconds:g} seconds and was ended. Narrow it, or ask `diurna sql` in a terminal"
        raise SqlError(ended if late else TOO_MUCH)
    with pa.ipc.open_stream(written) as stream:
        table = stream.read_all()
    if table.schema.metadata == FAULT:
        raise SqlError(table["error"][0].as_py())
    return table


def _line(of: dict[str, Any]) -> bytes:
    return json.dumps(of).encode() + b"\n"


def _of_a_fork(catalogue: str, wanted: dict[str, Any]) -> tuple[bytes, bool]:
    """What a forked child answers, none where it was ended, and whether that may have been by the clock."""
    line, begun, kept, answer = NURSERY.take(catalogue), time.monotonic(), LAST, b""
    try:
        line.settimeout(wanted["seconds"] + STARTING)
        line.sendall(_line(wanted))
        with line.makefile("rb") as told:
            kept, size = HEAD.unpack(told.read(HEAD.size))
            answer = told.read(size)
        if len(answer) < size:
            kept, answer = LAST, b""
    except TimeoutError:  # the child's own clock failed, or the nursery hangs
        NURSERY.end()
    except (OSError, struct.error):  # it was ended in the midst of the query
        pass
    if kept == KEPT:
        NURSERY.give_back(catalogue, line)
    else:
        line.close()
        NURSERY.prepare(catalogue)
    return answer, time.monotonic() - begun >= wanted["seconds"]


def _of_a_start(catalogue: str, wanted: dict[str, Any]) -> tuple[bytes, bool]:
    """What a child answers that is started for it, none where it was ended, and whether that was by the clock."""
    command = [sys.executable, "-I", "-c", f"{PROGRAM} child; child()"]
    try:
        done = subprocess.run(
            command, input=_line({"catalogue": catalogue}) + _line(wanted), capture_output=True, timeout=wanted["seconds"], check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return b"", True
    whole = done.returncode == 0 and len(done.stdout) > HEAD.size
    return done.stdout[HEAD.size :] if whole else b"", False


def opened(catalogue: Path) -> duckdb.DuckDBPyConnection:
    """A catalogue, shut off from all else; raises duckdb.Error."""
    config = {
        "enable_external_access": "false", "memory_limit": f"{MEMORY_MIB}MiB", "threads": "2", "temp_directory": "",
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "python_enable_replacements": "false",
        "lock_configuration": "true",
    }  # fmt: skip
    return duckdb.connect(str(catalogue), read_only=True, config=config)


def answer(engine: duckdb.DuckDBPyConnection, query: str, rows: int) -> tuple[pa.Table, bool]:
    """The answer to a query over a connection of its own, and whether it can have left nothing behind; for the child process."""
    try:
        with engine.cursor() as connection:
            pure = _pure(connection, query)
            found = connection.sql(query)
            table = found.limit(rows).to_arrow_table() if found is not None else pa.table({})
    except (duckdb.Error, MemoryError) as error:
        return _fault(str(error) or "out of memory"), False
    if table.nbytes > ANSWER_BYTES:
        return _fault(f"the answer has more than {ANSWER_BYTES // 2**20} MiB. Ask for fewer columns or rows"), False
    return table, pure


def _pure(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Whether a query is a single SELECT that calls no table function: some of those switch on what outlasts a connection, such as a log."""
    if [statement.type for statement in duckdb.extract_statements(query)] != [duckdb.StatementType.SELECT]:
        return False
    ((parsed,),) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [query]).fetchall()
    found = json.loads(parsed)
    return not found["error"] and "TABLE_FUNCTION" not in parsed


def _fault(message: str) -> pa.Table:
    return pa.table({"error": [message]}).replace_schema_metadata(FAULT)


def _limit_process() -> None:
    """Bounds on the process itself, where the system knows them: it writes no file and takes no more addresses."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_MIB * 2**20, ADDRESS_MIB * 2**20))


def _limit_query(seconds: float) -> None:
    """The system ends the process after so many seconds, and a little after twice that of processor time."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        used = int(time.process_time()) + int(2 * SECONDS) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (used, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def child() -> None:
    """What a process does that is started for one query."""
    with os.fdopen(os.dup(1), "wb") as to:
        os.dup2(2, 1)  # what a library prints is no part of the answer
        _serve(sys.stdin.buffer, to)


def nursery(line: int) -> None:
    """What the nursery does: fork a child for each socket that comes, until its parent is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system takes the children that end: none is left behind
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # is the parent's affair
    gc.freeze()
    with socket.socket(fileno=line) as parent:
        while True:
            _, given, _, _ = socket.recv_fds(parent, 1, 1)
            if not given:
                return
            if os.fork() == 0:
                _forked(parent, given[0])
            os.close(given[0])


def _forked(parent: socket.socket, given: int) -> None:
    """A child's life; does not return."""
    try:
        parent.close()
        with socket.socket(fileno=given) as line, line.makefile("rb") as asked, line.makefile("wb") as to:
            _serve(asked, to)
    finally:
        os._exit(0)


def _serve(asked: IO[bytes], to: IO[bytes]) -> None:
    """Open the catalogue of the first line, and answer the queries of the others until one may have left something behind."""
    _limit_process()
    first = asked.readline()
    if not first:
        return
    try:
        engine, why = opened(Path(json.loads(first)["catalogue"])), ""
    except duckdb.Error as error:
        engine, why = None, str(error)
    pure = True
    while pure and (line := asked.readline()):
        wanted = json.loads(line)
        _limit_query(wanted["seconds"])
        table, pure = answer(engine, wanted["query"], wanted["rows"]) if engine is not None else (_fault(why), False)
        written = pa.BufferOutputStream()
        with pa.ipc.new_stream(written, table.schema) as stream:
            stream.write_table(table)
        del table
        body = written.getvalue()
        to.write(HEAD.pack(KEPT if pure else LAST, body.size))
        to.write(body)
        to.flush()
        _limit_idle()


def _limit_idle() -> None:
    """No clock runs while a child waits."""
    if FORKS:
        signal.setitimer(signal.ITIMER_REAL, 0)
