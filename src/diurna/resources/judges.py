"""The door to the judges: logistic regressions that turn what is known of a report into probabilities."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

FOLDER = "encoder"
FILE = "judges.toml"
DECIMALS = 3


class Floors(msgspec.Struct, frozen=True):
    """The probability from which on a report is kept: of one that a rule made, and of one that only the event model has found;
    `act`: the least that the probability of the latter's act may come to; `bare`: its floor in a text that has lost its commas."""

    rule: float
    model: float
    act: float
    bare: float


class Judges(msgspec.Struct, frozen=True):
    """`weights` are by question and fact, with "bias"."""

    floors: Floors
    weights: dict[str, dict[str, float]]

    def chance(self, question: str, known: dict[str, float]) -> float:
        """The probability that the answer is yes; a fact that is not known counts 0."""
        weights = self.weights[question]
        total = weights["bias"] + sum([weight * known[fact] for fact, weight in weights.items() if fact in known])
        return round(1.0 / (1.0 + math.exp(-total)), DECIMALS)


@cache
def judges() -> Judges:
    """The shipped judges, loaded once a process."""
    return msgspec.convert(tomllib.loads(files(__package__).joinpath(FOLDER, FILE).read_text("utf-8")), Judges)
