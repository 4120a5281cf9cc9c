"""Faults that a user can mend are one line and an exit code; hostile text is never interpreted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from diurna.cli.output import clean
from diurna.views.export import cell


def call(*arguments, cwd=None, stdin=""):
    return subprocess.run([sys.executable, "-m", "diurna", *arguments], capture_output=True, text=True, cwd=cwd, input=stdin, check=False)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("events", "--library", "none.diurna"), 3, "there is no library"),
        (("read", "no-such-file", "--library", "l.diurna"), 4, "does not exist"),
        (("events", "--since", "yesterday"), 2, "write it as"),
        (("counts", "--by", "colour"), 2, "choose from"),
        (("nonsense",), 2, "No such command"),
        (("read", "x", "--field", "text"), 2, "NAME=FIELD"),
        (("read", "x", "--field", "colour=body"), 2, "there are: text, title"),
    ],
)
def test_exit_codes(tmp_path, arguments, code, words):
    done = call(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_said(tmp_path):
    (tmp_path / "diurna.toml").write_text("wrokers = 2\n")
    done = call("events", cwd=tmp_path)
    assert done.returncode == 3
    assert "wrokers" in done.stderr


def test_control_and_direction_characters_are_taken_out():
    assert clean("a\x1b[31mb\u202ec\u2066d\x07") == "a[31mbcd"
    assert clean("zwei\nZeilen, עברית") == "zwei\nZeilen, עברית"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_cells_that_a_spreadsheet_would_run(text):
    assert cell(text) == f"'{text}"
    assert cell(-1) == "-1"
    assert cell(["=1"]) == '["=1"]'
