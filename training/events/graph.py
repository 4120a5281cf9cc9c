"""The shipped graph: the encoder as ONNX, written node by node, int8 where the arithmetic is.

Written out rather than exported and optimised, because the fused skip-and-normalise of the runtime is slower than the two steps apart, and because
the last layer needs only the words' first pieces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from .net import Encoder

OPSET, IR = 17, 8
OURS = "com.microsoft"  # the runtime's own operators
EPSILON = 1e-12
TOP = 127  # of an int8 weight


class Graph:
    """Nodes and weights as they are added; each call gives the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray] = {}

    def node(self, kind: str, *given: str, name: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(given), [name], domain=domain, **attributes))
        return name

    def weight(self, name: str, value: Any) -> str:
        self.weights[name] = np.ascontiguousarray(value)
        return name

    def dense(self, given: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """A linear layer in int8: weights by column, what comes in by its own range. `weight` is (out, in) as torch has it."""
        whole, scale = quantised(weight)
        parts = [
            self.weight(f"{name}.weight", whole.T),
            self.weight(f"{name}.scale", scale),
            self.weight(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.weight(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", given, *parts, name=name, domain=OURS)

    def normed(self, given: str, name: str, gain: np.ndarray, shift: np.ndarray) -> str:
        parts = self.weight(f"{name}.gain", gain), self.weight(f"{name}.shift", shift)
        return self.node("LayerNormalization", given, *parts, name=name, axis=-1, epsilon=EPSILON)


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8 with a scale each."""
    scale = np.maximum(np.abs(weight).max(axis=1), 1e-9) / TOP
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def graph_of(encoder: Encoder) -> bytes:
    """The model: `pieces` (1, length) and `firsts` (words), both int64, to `columns` (words, columns)."""
    weights = {key: value.detach().numpy() for key, value in encoder.state_dict().items()}
    graph = Graph()
    states = _embedded(graph, weights)
    for n, layer in enumerate(encoder.layers):
        states = _layer(graph, weights, n, states, layer.heads, last=n == len(encoder.layers) - 1)
    heads = graph.node("MatMul", states, graph.weight("heads.weight", weights["heads.weight"].T), name="heads")
    found = graph.node("Add", heads, graph.weight("heads.bias", weights["heads.bias"]), name="found")
    graph.node("Squeeze", found, graph.weight("first", np.array([0])), name="columns")
    given = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, [1, "length"]),
        helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]),
    ]
    out = [helper.make_tensor_value_info("columns", TensorProto.FLOAT, ["words", len(weights["heads.bias"])])]
    stored = [numpy_helper.from_array(value, name) for name, value in graph.weights.items()]
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(OURS, 1)]
    model = helper.make_model(helper.make_graph(graph.nodes, "events", given, out, stored), opset_imports=opsets)
    model.ir_version = IR
    onnx.checker.check_model(model)
    return model.SerializeToString()


def _embedded(graph: Graph, weights: dict[str, np.ndarray]) -> str:
    """Pieces and places, summed and normed; pieces are kept as int8 with a scale a row."""
    words, scale = quantised(weights["words.weight"])
    rows = graph.node("Gather", graph.weight("words", words), "pieces", name="rows", axis=0)
    scales = graph.node("Gather", graph.weight("words.scale", scale[:, None]), "pieces", name="rows.scale", axis=0)
    found = graph.node("Mul", graph.node("Cast", rows, name="rows.float", to=TensorProto.FLOAT), scales, name="rows.scaled")
    zero, one = graph.weight("zero", np.array([0])), graph.weight("one", np.array([1]))
    length = graph.node("Shape", "pieces", name="length", start=1)
    places = graph.weight("places", weights["places.weight"] + weights["kinds.weight"][0])
    here = graph.node("Slice", places, zero, length, zero, one, name="places.here")
    total = graph.node("Add", found, here, name="embedded.sum")
    return graph.normed(total, "embedded", weights["norm.weight"], weights["norm.bias"])


def _attention(graph: Graph, name: str, states: str, weight: np.ndarray, bias: np.ndarray, heads: int) -> str:
    """Attention with its three linear layers, in int8: a twelfth quicker than the linear layers and the attention apart."""
    given = f"{name}.given", f"{name}.given.scale", f"{name}.given.zero"
    graph.nodes.append(helper.make_node("DynamicQuantizeLinear", [states], list(given)))
    whole, scale = quantised(weight)
    weights = graph.weight(f"{name}.qkv", whole.T), graph.weight(f"{name}.qkv.bias", bias)
    scales = given[1], graph.weight(f"{name}.qkv.scale", scale)
    zeros = given[2], graph.weight(f"{name}.qkv.zero", np.zeros(len(scale), np.int8))
    return graph.node("QAttention", given[0], *weights, *scales, "", *zeros, "", name=f"{name}.mixed", domain=OURS, num_heads=heads)


def _layer(graph: Graph, weights: dict[str, np.ndarray], n: int, states: str, heads: int, *, last: bool) -> str:
    own = {key.removeprefix(f"layers.{n}."): value for key, value in weights.items() if key.startswith(f"layers.{n}.")}
    name = f"layer{n}"
    asked = [f"{part}.{kind}" for kind in ("weight", "bias") for part in ("query", "key", "value")]
    mixed = _attention(graph, name, states, np.concatenate([own[k] for k in asked[:3]]), np.concatenate([own[k] for k in asked[3:]]), heads)
    if last:
        mixed = graph.node("Gather", mixed, "firsts", name=f"{name}.words", axis=1)
        states = graph.node("Gather", states, "firsts", name=f"{name}.before", axis=1)
    output = graph.dense(mixed, f"{name}.output", own["output.weight"], own["output.bias"])
    total = graph.node("Add", output, states, name=f"{name}.sum")
    states = graph.normed(total, f"{name}.attended", own["after_attention.weight"], own["after_attention.bias"])
    wide = graph.dense(states, f"{name}.wide", own["wide.weight"], own["wide.bias"])
    bent = graph.node("Gelu", wide, name=f"{name}.bent", domain=OURS)
    narrow = graph.dense(bent, f"{name}.narrow", own["narrow.weight"], own["narrow.bias"])
    total = graph.node("Add", narrow, states, name=f"{name}.total")
    return graph.normed(total, f"{name}.done", own["after_layer.weight"], own["after_layer.bias"])


__all__ = ["graph_of", "quantised"]
