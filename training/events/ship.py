"""Shipping: weights to an int8 ONNX file, the pair head as plain arrays, and the card."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from .graph import graph_of
from .labels import ACTS, FOLDER, MODES, PHASES, ROLES

if TYPE_CHECKING:
    from pathlib import Path

    from .net import Encoder, Pairs


def pair_arrays(pairs: Pairs) -> dict[str, np.ndarray]:
    """The pair head as arrays."""
    weights = {key: value.detach().numpy() for key, value in pairs.state_dict().items()}
    return {"distance": weights["distance.weight"], "out": weights["out.weight"].T.copy(), "bias": weights["out.bias"]}


def ship(encoder: Encoder, pairs: Pairs, card: dict[str, Any], folder: Path = FOLDER) -> None:
    """Write model, arrays and card."""
    folder.mkdir(parents=True, exist_ok=True)
    model = graph_of(encoder)
    (folder / "model.onnx").write_bytes(model)
    np.savez_compressed(folder / "pairs.npz", **pair_arrays(pairs))
    facts = card | {"bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()}
    labels = {"acts": ACTS, "modes": MODES, "phases": PHASES, "roles": ROLES}
    lines = ["# Written by python -m training.events: what the event model was trained on, and what it is worth.", *_table(facts)]
    tables = {key: value for key, value in facts.items() if isinstance(value, dict)}
    for name, table in (tables | {"labels": labels}).items():
        lines += ["", f"[{name}]", *_table(table)]
    (folder / "card.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _table(values: dict[str, Any]) -> list[str]:
    return [f"{json.dumps(key) if ' ' in key else key} = {json.dumps(value)}" for key, value in values.items() if not isinstance(value, dict)]
