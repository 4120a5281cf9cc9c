"""The example reports: invented happenings, written for this project in the voices of several outlets."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def examples_folder() -> Path:
    """The folder with the example reports: text, HTML and JSON lines."""
    return Path(str(files(__package__).joinpath("examples")))
