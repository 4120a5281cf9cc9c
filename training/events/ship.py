"""Shipping: weights to an int8 ONNX file, the pair head as plain arrays, and the card."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from .labels import ACTS, FOLDER, MODES, PHASES, ROLES

if TYPE_CHECKING:
    from .net import Encoder, Pairs

OPSET = 17


class Alone(nn.Module):
    """The encoder for one sentence, without filling."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: torch.Tensor, firsts: torch.Tensor) -> torch.Tensor:
        return self.encoder(pieces, firsts.unsqueeze(0))[0]


def exported(encoder: Encoder, path: Path) -> None:
    """Write the encoder as fp32 ONNX."""
    given = (torch.tensor([[101, 2023, 2003, 2019, 102]]), torch.tensor([1, 2, 3]))
    axes = {"pieces": {1: "length"}, "firsts": {0: "words"}, "columns": {0: "words"}}
    names = {"input_names": ["pieces", "firsts"], "output_names": ["columns"], "dynamic_axes": axes}
    torch.onnx.export(Alone(encoder).eval(), given, str(path), opset_version=OPSET, dynamo=False, **names)


def quantised(source: Path, target: Path) -> None:
    """Fold, fuse and quantise to int8; the heads stay in fp32, they are small and everything hangs on them."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    with tempfile.TemporaryDirectory() as folder:
        fused = Path(folder) / "fused.onnx"
        model = optimize_model(str(source), model_type="bert", num_heads=12, hidden_size=384)
        model.save_model_to_file(str(fused))
        last = [node.name for node in model.model.graph.node if node.op_type == "MatMul" and "heads" in node.name]
        extra = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(
            str(fused),
            str(target),
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=last,
            extra_options=extra,
        )


def pair_arrays(pairs: Pairs) -> dict[str, np.ndarray]:
    """The pair head as arrays."""
    weights = {key: value.detach().numpy() for key, value in pairs.state_dict().items()}
    return {"distance": weights["distance.weight"], "out": weights["out.weight"].T.copy(), "bias": weights["out.bias"]}


def ship(encoder: Encoder, pairs: Pairs, card: dict[str, Any], folder: Path = FOLDER) -> None:
    """Write model, arrays and card."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        exported(encoder, whole)
        quantised(whole, folder / "model.onnx")
    np.savez_compressed(folder / "pairs.npz", **pair_arrays(pairs))
    model = (folder / "model.onnx").read_bytes()
    facts = card | {"bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()}
    labels = {"acts": ACTS, "modes": MODES, "phases": PHASES, "roles": ROLES}
    lines = ["# Written by python -m training.events: what the event model was trained on, and what it is worth.", *_table(facts)]
    tables = {key: value for key, value in facts.items() if isinstance(value, dict)}
    for name, table in (tables | {"labels": labels}).items():
        lines += ["", f"[{name}]", *_table(table)]
    (folder / "card.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _table(values: dict[str, Any]) -> list[str]:
    return [f"{json.dumps(key) if ' ' in key else key} = {json.dumps(value)}" for key, value in values.items() if not isinstance(value, dict)]
