"""The words of quantities: `quantities.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def quantity_tables() -> dict[str, Any]:
    """The tables of `quantities.toml`, as they stand."""
    return tomllib.loads(files(__package__).joinpath("quantities.toml").read_text("utf-8"))
