"""A worker that dies or hangs costs one document, not the reading."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from diurna.model import RawDocument, bytes_hash
from diurna.run.pool import run_tasks
from diurna.run.task import Done
from diurna.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence


def dies_or_hangs(documents: Sequence[RawDocument], settings: Settings, known: str) -> Done:
    """Stands in for the real work: it dies on one document and hangs on another, as memory and bad luck would have it."""
    for document in documents:
        if document.data == b"die":
            os._exit(137)
        if document.data == b"hang":
            time.sleep(600)
    return Done()


def documents(*texts: str) -> tuple[RawDocument, ...]:
    return tuple(RawDocument(bytes_hash(text.encode()), f"{text}.txt", "text", text.encode()) for text in texts)


def ended(tasks, **settings):
    found = list(run_tasks(tasks, Settings(**settings), "2024-01-01", workers=2, work=dies_or_hangs))
    names = sorted(document.name for task, _ in found for document in task)
    return names, [problem for _, done in found for problem in done.problems]


def test_a_document_that_kills_its_worker_is_found_by_halving():
    names, problems = ended([documents("a", "b", "die", "c", "d"), documents("e", "f")])
    assert names == ["a.txt", "b.txt", "c.txt", "d.txt", "die.txt", "e.txt", "f.txt"]
    assert [(p.code, p.where, p.detail) for p in problems] == [("worker_died", "die.txt", "exit code 137")]


def test_a_document_that_hangs_is_found_too():
    names, problems = ended([documents("a", "hang")], task_seconds=1)
    assert names == ["a.txt", "hang.txt"]
    assert [(p.code, p.where) for p in problems] == [("worker_died", "hang.txt")]
    assert "task_seconds" in problems[0].detail


def test_a_script_without_a_main_guard_is_told_so(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("""
import diurna
library = diurna.open("l.diurna", settings=diurna.Settings(workers=2, pool_above=0))
library.read("in.jsonl")
""")
    (tmp_path / "in.jsonl").write_text('{"text": "Norway met Chad."}\n' * 3)
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert "__name__ == '__main__'" in done.stderr
