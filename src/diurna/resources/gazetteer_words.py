"""The words beside places' names that tell what they are; read from places/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """One list of places/words.toml; raises KeyError if it has none of this name."""
    return frozenset(_tables()[name])


@cache
def _tables() -> dict[str, list[str]]:
    return tomllib.loads(files("diurna.resources").joinpath("places", "words.toml").read_text("utf-8"))
