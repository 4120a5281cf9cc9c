"""Named entities as the pipeline's recogniser finds them, decided for all tokens of a document at once.

The recogniser walks a text token by token and scores 74 moves at each. What a token scores while no entity is open depends on that token alone, and
inside an entity on its first token and the last two: so all first moves are scored in one multiplication, and entities are then grown side by side,
one token a round. The moves that are allowed are those of `spacy/pipeline/_parser_internals/ner.pyx` for a text without preset entities; a test
compares the outcome with the recogniser's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc
    from thinc.types import Floats2d, Floats3d

FEATURES = 3  # next token, first and last token of the open entity: what a state without extra tokens looks at


class EntityMoves:
    """The recogniser's weights and moves; raises ValueError if it is not built as this module reads it."""

    def __init__(self, component: EntityRecognizer) -> None:
        import numpy

        model = component.model
        self.model = model.get_ref("tok2vec")
        self.lower, self.upper = model.get_ref("lower"), model.get_ref("upper")
        names = [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]
        greedy = component.cfg["beam_width"] == 1 and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
        behind = [layer.name for layer in self.model.layers[1:]]
        if not greedy or self.lower.get_dim("nF") != FEATURES or self.lower.get_dim("nP") < 2 or behind != ["list2array", "linear"]:
            raise ValueError("not an entity recogniser that can be read")
        self.ops = model.ops
        self.labels = [name[2:] for name in names]
        self.opening = numpy.array([name[0] == "B" and len(name) > 2 for name in names])
        self.single = numpy.array([name[0] == "U" and len(name) > 2 for name in names])
        self.outside = numpy.array([name == "O" for name in names])
        self.within = {name[2:]: n for n, name in enumerate(names) if name[0] == "I"}
        self.closing = {name[2:]: n for n, name in enumerate(names) if name[0] == "L"}

    def find(self, doc: Doc, vectors: Floats2d) -> list[tuple[int, int, str]]:
        """Start, end and label of each entity of a document without preset ones, in order."""
        from spacy.attrs import IS_SPACE, SENT_START

        marks = doc.to_array([IS_SPACE, SENT_START])
        space, last = marks[:, 0] == 1, self._last(marks[:, 1] == 1)
        features = self._features(vectors)
        first = self._first_moves(features, space, last)
        opened = [i for i, move in enumerate(first) if self.opening[move]]
        ends = self._grown(features, last, opened, [self.labels[first[i]] for i in opened])
        return self._walk(first, ends)

    def _features(self, vectors: Floats2d) -> Floats3d:
        """For each token, with one in front for "none", what it adds to a state in each of the three roles."""
        shared = self.model.layers[-1].predict(vectors)
        found = self.lower.predict(shared)
        return found.reshape(len(found), FEATURES, -1)

    def _last(self, starts: Floats2d) -> Floats2d:
        """Which tokens end their sentence or the text: no entity goes on behind them."""
        import numpy

        return numpy.append(starts[1:], True)

    def _scores(self, states: Floats2d) -> Floats2d:
        import numpy

        states = states + self.lower.get_param("b").reshape(-1)
        pieces = states.reshape(len(states), self.lower.get_dim("nO"), -1)
        hidden = pieces[:, :, 0]
        for piece in range(1, pieces.shape[2]):
            hidden = numpy.maximum(hidden, pieces[:, :, piece])
        return self.ops.gemm(hidden, self.upper.get_param("W"), trans2=True) + self.upper.get_param("b")

    def _first_moves(self, features: Floats3d, space: Floats2d, last: Floats2d) -> list[int]:
        """The best move at each token while no entity is open."""
        import numpy

        scores = self._scores(features[1:, 0] + features[0, 1] + features[0, 2])
        open_ = ~(space | last)[:, None] & self.opening
        allowed = open_ | (~space[:, None] & self.single) | self.outside
        return numpy.where(allowed, scores, -numpy.inf).argmax(axis=1).tolist()

    def _grown(self, features: Floats3d, last: Floats2d, starts: list[int], labels: list[str]) -> dict[int, tuple[int, str]]:
        """The last token of the entity that opens at each start, were it open, and its label."""
        import numpy

        ends: dict[int, tuple[int, str]] = {}
        growing, at = list(zip(starts, labels, strict=True)), 1
        while growing:
            first = numpy.array([start for start, _ in growing])
            now = first + at
            scores = self._scores(features[now + 1, 0] + features[first + 1, 1] + features[now, 2])
            on, off = ([moves[label] for _, label in growing] for moves in (self.within, self.closing))
            rows = numpy.arange(len(growing))
            goes_on = ~last[now] & _first_of_two(scores[rows, on], scores[rows, off], numpy.array(on) < numpy.array(off))
            ends.update((start, (start + at, label)) for (start, label), more in zip(growing, goes_on, strict=True) if not more)
            growing, at = [held for held, more in zip(growing, goes_on, strict=True) if more], at + 1
        return ends

    def _walk(self, first: list[int], ends: dict[int, tuple[int, str]]) -> list[tuple[int, int, str]]:
        found, i = [], 0
        while i < len(first):
            if i in ends:
                end, label = ends[i]
                found.append((i, end + 1, label))
                i = end
            elif self.single[first[i]]:
                found.append((i, i + 1, self.labels[first[i]]))
            i += 1
        return found


def _first_of_two(one: Floats2d, other: Floats2d, is_first: Floats2d) -> Floats2d:
    """Where one score wins over the other; of equal ones the move that stands first in the list."""
    return (one > other) | ((one == other) & is_first)
