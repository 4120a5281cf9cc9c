"""The door to the judges: logistic regressions that turn what is known of a report into probabilities."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from operator import mul
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = "encoder"
FILE = "judges.toml"
DECIMALS = 3
BIAS = "bias"


class Floors(msgspec.Struct, frozen=True):
    """The probability from which on a report is kept: of one that a rule made, and of one that only the event model has found;
    `act`: the least that the probability of the latter's act may come to; `bare`: its floor in a text that has lost its commas."""

    rule: float
    model: float
    act: float
    bare: float


class Judges:
    """One row of weights a question, over the same facts; `weights` are by question and fact, with "bias"."""

    def __init__(self, floors: Floors, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.floors, self.weights = floors, weights
        self._facts = sorted({fact for row in weights.values() for fact in row} - {BIAS})
        self._rows = {question: [row.get(fact, 0.0) for fact in self._facts] for question, row in weights.items()}

    def chances(self, questions: Iterable[str], known: Mapping[str, float]) -> list[float]:
        """For each question the probability that the answer is yes; a fact that is not known counts 0."""
        values = [known.get(fact, 0.0) for fact in self._facts]
        totals = [self.weights[q][BIAS] + sum(map(mul, self._rows[q], values)) for q in questions]
        return [round(1.0 / (1.0 + math.exp(-total)), DECIMALS) for total in totals]


@cache
def judges() -> Judges:
    """The shipped judges, loaded once a process."""
    table = tomllib.loads(files(__package__).joinpath(FOLDER, FILE).read_text("utf-8"))
    return Judges(msgspec.convert(table["floors"], Floors), msgspec.convert(table["weights"], dict[str, dict[str, float]]))
