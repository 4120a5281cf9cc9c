"""A user's SQL in a process of its own: memory and time are bounded, and nothing but the one read-only catalogue can be reached.

The child reads a query from standard input and writes the answer as an Arrow stream; an answer of one row and one column "error" in a schema
marked so is the engine's message.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import duckdb
import pyarrow as pa

from ..model import SqlError

SECONDS = 10.0  # of one query, by the clock
MEMORY_MIB = 512  # of the engine; what does not fit is refused, as there is no disk to spill to
ADDRESS_MIB = 6_144  # of the process: interpreter, engine and its maps; a wall behind the engine's own limit
ROWS = 10_000
ANSWER_BYTES = 64 * 2**20
TOO_MUCH = "the query needed more memory or time than a page may take. Narrow it, or ask `diurna sql` in a terminal"
FAULT = {b"diurna": b"fault"}
# The child knows no environment and no folder of the caller's, only where this very program lies.
CHILD = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); from diurna.store.apart import child; child(*sys.argv[1:])"


def ask_apart(catalogue: Path, query: str, *, rows: int = ROWS, seconds: float = SECONDS) -> pa.Table:
    """The first `rows` rows of a query's answer; raises SqlError where it cannot be answered, takes too long or too much memory."""
    command = [sys.executable, "-I", "-c", CHILD, str(catalogue), str(rows)]
    try:
        done = subprocess.run(command, input=query.encode(), capture_output=True, timeout=seconds, check=False, env={})
    except subprocess.TimeoutExpired as error:
        raise SqlError(f"the query took longer than {seconds:g} seconds and was ended. Narrow it, or ask `diurna sql` in a terminal") from error
    if done.returncode != 0 or not done.stdout:
        raise SqlError(TOO_MUCH)
    try:
        with pa.ipc.open_stream(done.stdout) as stream:
            table = stream.read_all()
    except pa.ArrowInvalid as error:
        raise SqlError(TOO_MUCH) from error
    if table.schema.metadata == FAULT:
        raise SqlError(table["error"][0].as_py())
    return table


def answer(catalogue: Path, query: str, rows: int, to: IO[bytes]) -> None:
    """Answer a query over a catalogue on a stream; for the child process."""
    config = {
        "enable_external_access": "false", "memory_limit": f"{MEMORY_MIB}MiB", "threads": "2", "temp_directory": "",
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "lock_configuration": "true",
    }  # fmt: skip
    try:
        with duckdb.connect(str(catalogue), read_only=True, config=config) as connection:
            found = connection.sql(query)
            table = found.limit(rows).to_arrow_table() if found is not None else pa.table({})
    except (duckdb.Error, MemoryError) as error:
        table = _fault(str(error) or "out of memory")
    if table.nbytes > ANSWER_BYTES:
        table = _fault(f"the answer has more than {ANSWER_BYTES // 2**20} MiB. Ask for fewer columns or rows")
    with pa.ipc.new_stream(to, table.schema) as stream:
        stream.write_table(table)


def _fault(message: str) -> pa.Table:
    return pa.table({"error": [message]}).replace_schema_metadata(FAULT)


def _limit_process() -> None:
    """Bounds on the process itself, where the system knows them: no file is written, and processor time ends a little after the clock."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (int(2 * SECONDS) + 1, int(2 * SECONDS) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_MIB * 2**20, ADDRESS_MIB * 2**20))


def child(catalogue: str, rows: str) -> None:
    """What the child process does."""
    _limit_process()
    with os.fdopen(os.dup(1), "wb") as to:
        os.dup2(2, 1)  # what a library prints is no part of the answer
        answer(Path(catalogue), sys.stdin.read(), int(rows), to)
