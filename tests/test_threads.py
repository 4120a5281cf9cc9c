"""Each process multiplies on one thread, unless its user wants more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from diurna.threads import VARIABLES, one_thread


def test_what_the_user_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    one_thread()
    assert [os.environ[v] for v in VARIABLES] == ["1", "3", "1"]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not list a process's threads")
def test_the_command_line_starts_no_thread_for_multiplying() -> None:
    program = """
import os, sys
from diurna.cli import main
sys.argv = ["diurna", "--version"]
try:
    main()
except SystemExit:
    pass
import numpy
numpy.ones((500, 500)) @ numpy.ones((500, 500))
print(len(os.listdir("/proc/self/task")))
"""
    without = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=without)
    assert run.stdout.splitlines()[-1] == "1"
