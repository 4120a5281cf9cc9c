"""The door to the scores that each layer reached on development data: scores.json, made from the evals' floors by docs/make_reference.py."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A measure: its key, what it tells, what was reached, what others reach, and what to know about it."""

    key: str
    what: str
    reached: float
    others: str = ""
    note: str = ""


@cache
def scores() -> tuple[Score, ...]:
    """Every measure, layer by layer."""
    return msgspec.json.decode(files(__package__).joinpath("scores.json").read_bytes(), type=tuple[Score, ...])
