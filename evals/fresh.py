"""Event or none, and every field, on sentences written independently of the model: `python -m evals.fresh`.

A second check against overfitting beside `evals.held_back`: another writer, who had seen neither the lexicon nor the other sentences. Prints
scores with 95 % intervals, confusions of acts and reliability curves; never a word of the sentences. Nothing is fitted to them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from .calibration import calibration_error
from .held_back import calibrations, measures, read_sentence, show

if TYPE_CHECKING:
    from .held_back import Read

FRESH = Path(__file__).parents[1] / "training" / "sentences" / "fresh.jsonl"


def read(path: Path = FRESH) -> list[Read]:
    """Every sentence of a file of labelled ones."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [read_sentence(row["id"], row["text"], row["events"]) for row in rows]


def score() -> dict[str, float]:
    """fresh.*: detection, events, fields, and one minus the calibration error of the reports' confidence (higher is better)."""
    found = read()
    return measures(found, "fresh") | {"fresh.calibration": 1 - calibration_error(calibrations(found)["report"])}


def main() -> None:
    """Print what `evals.held_back` prints, of the fresh sentences."""
    show(read(), "fresh")


if __name__ == "__main__":
    main()
