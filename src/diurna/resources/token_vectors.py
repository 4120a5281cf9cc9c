"""Token vectors: what the pipeline's tok2vec layers give for the tokens of a document, with the part that no neighbour touches remembered.

Such a layer first embeds each token by its form alone, then mixes neighbours in with a few convolutions. The first half is worked out once for
each form by the pipeline's own layer; the second is the same arithmetic in the same order, so that the vectors come out the same (a test compares
them). What it saves is in docs/decisions/0007-parse-time.md.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model
    from thinc.types import Floats1d, Floats2d

MOST = 50_000  # forms remembered before it starts anew: 40 MB for two layers of 96; 361 articles have 15,000
EPSILON = 1e-8  # of the layer norm, as in thinc
WINDOW = 1  # neighbours on each side that a convolution sees: the only one that is read here


class Convolution(NamedTuple):
    """One residual step: weights laid out piece by piece, so that the largest piece is found by comparing slices."""

    weights: Floats2d
    bias: Floats1d
    pieces: int
    gain: Floats1d
    shift: Floats1d


class TokenVectors:
    """The vectors of one tok2vec layer; raises ValueError if the layer is not built as this module reads it."""

    def __init__(self, model: Model) -> None:
        if len(model.layers) != 2 or not model.layers[1].name.startswith("with_array(residual"):
            raise ValueError(f"not an embedding and an encoder: {model.name[:80]}")
        self.embed, encoder = model.layers
        self.ops = model.ops
        self.width: int = model.get_dim("nO")
        self.pad: int = encoder.attrs["pad"]
        inner = encoder.layers[0]
        steps = inner.layers if len(inner.layers) > 1 else [inner]
        self.convolutions = [_convolution(step.layers[0]) for step in steps]

    def embedded(self, forms: Doc) -> Floats2d:
        """The first half: a row for each token, by its form alone."""
        return self.embed.predict([forms])[0]

    def encoded(self, rows: Floats2d) -> Floats2d:
        """The second half: neighbours mixed in; a row for each token."""
        import numpy

        count, width = rows.shape
        inner = count + 2 * self.pad
        padded = numpy.zeros((inner + 2 * WINDOW, width), dtype="f")
        padded[WINDOW + self.pad : WINDOW + self.pad + count] = rows
        seen, mixed = numpy.empty((inner, width * (2 * WINDOW + 1)), dtype="f"), None
        for step in self.convolutions:
            for n in range(2 * WINDOW + 1):
                seen[:, n * width : (n + 1) * width] = padded[n : n + inner]
            mixed = self.ops.gemm(seen, step.weights, trans2=True, out=mixed)
            padded[WINDOW : WINDOW + inner] += _normed(_largest(mixed, step), step)
        return padded[WINDOW + self.pad : WINDOW + self.pad + count]


class FormRows:
    """The embedded rows of forms by several layers side by side, looked up by what an embedding sees of a token."""

    def __init__(self, layers: list[TokenVectors]) -> None:
        self.layers = layers
        self.known: dict[tuple[int, ...], int] = {}
        self.rows: Floats2d | None = None

    def of(self, doc: Doc) -> list[Floats2d]:
        """For each layer the rows of a document's tokens."""
        from spacy.attrs import NORM, ORTH, SPACY

        keys = list(map(tuple, doc.to_array([ORTH, NORM, SPACY]).tolist()))
        if len(self.known) > MOST:
            self.known.clear()
        new = [key for key in dict.fromkeys(keys) if key not in self.known]
        if new:
            self._learn(new, doc)
        rows = self.rows[[self.known[key] for key in keys]]
        ends = [sum(layer.width for layer in self.layers[:n]) for n in range(len(self.layers) + 1)]
        return [rows[:, start:end] for start, end in pairwise(ends)]

    def _learn(self, keys: list[tuple[int, ...]], doc: Doc) -> None:
        import numpy
        from spacy.tokens import Doc

        strings = doc.vocab.strings
        forms = Doc(doc.vocab, words=[strings[orth] for orth, _, _ in keys], spaces=[bool(space) for _, _, space in keys])
        for token, (_, norm, _) in zip(forms, keys, strict=True):
            token.norm_ = strings[norm]
        rows = numpy.hstack([layer.embedded(forms) for layer in self.layers])
        start = len(self.known)
        if self.rows is None or start + len(keys) > len(self.rows):
            room = numpy.empty((2 * (start + len(keys)), rows.shape[1]), dtype="f")
            room[:start] = self.rows[:start] if self.rows is not None else 0
            self.rows = room
        self.rows[start : start + len(keys)] = rows
        self.known.update((key, start + n) for n, key in enumerate(keys))


def _convolution(model: Model) -> Convolution:
    """The weights of expand_window >> maxout >> layernorm >> dropout."""
    window, body = model.layers[0], model.layers[1:]
    while len(body) == 1 or not body[0].has_param("W"):
        body = [*body[0].layers, *body[1:]]
    maxout, norm = body[:2]
    if window.name != "expand_window" or window.attrs["window_size"] != WINDOW or maxout.name != "maxout" or norm.name != "layernorm":
        raise ValueError(f"not a convolution that can be read: {model.name[:80]}")
    weights, bias = maxout.get_param("W"), maxout.get_param("b")
    out, pieces, into = weights.shape
    return Convolution(
        weights.transpose(1, 0, 2).reshape(pieces * out, into).copy(), bias.T.reshape(pieces * out).copy(), pieces,
        norm.get_param("G"), norm.get_param("b"),
    )


def _largest(values: Floats2d, step: Convolution) -> Floats2d:
    import numpy

    values += step.bias
    width = values.shape[1] // step.pieces
    best = values[:, :width].copy()
    for piece in range(1, step.pieces):
        numpy.maximum(best, values[:, piece * width : (piece + 1) * width], out=best)
    return best


def _normed(values: Floats2d, step: Convolution) -> Floats2d:
    values -= values.mean(axis=1, keepdims=True)
    spread = (values * values).mean(axis=1, keepdims=True) + EPSILON
    values *= spread ** (-1.0 / 2.0)
    values *= step.gain
    values += step.shift
    return values
