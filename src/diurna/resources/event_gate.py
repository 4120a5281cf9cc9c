"""The door to the gate: which sentences may tell a happening, from their lemmas alone, so that the encoder need not read the others."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import xxhash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDER = "encoder"
FILE = "gate.npz"
BUCKETS = 1 << 15
KEPT = 65_536


class Gate:
    """Logistic regression over hashed lemmas and pairs of neighbours; `floor` is where it lets all but one event in a hundred through."""

    def __init__(self, weights: np.ndarray, bias: float, floor: float) -> None:
        self._weights = weights.astype(np.float64).tolist()
        self._bias, self._floor = bias, floor

    def score(self, lemmas: Sequence[str]) -> float:
        """The log odds that the sentence tells a happening."""
        return self._bias + sum(self._weights[key] for key in features(lemmas))

    def lets_through(self, lemmas: Sequence[str]) -> bool:
        """Whether the encoder must read the sentence."""
        return self.score(lemmas) >= self._floor


def features(lemmas: Iterable[str]) -> set[int]:
    """The buckets of a sentence's lemmas; numbers are one."""
    return {_bucket(lemma) for lemma in lemmas}


@lru_cache(maxsize=KEPT)
def _bucket(lemma: str) -> int:
    word = "0" if lemma[:1].isdigit() else lemma.lower()
    return xxhash.xxh32_intdigest(word.encode()) % BUCKETS


@cache
def event_gate() -> Gate:
    """The shipped gate, loaded once a process."""
    data = np.load(BytesIO(files(__package__).joinpath(FOLDER, FILE).read_bytes()), allow_pickle=False)
    return Gate(data["weights"], float(data["bias"]), float(data["floor"]))
