"""The door to the event model: the only module that runs the encoder. One pass a sentence, alone; scores to three decimals.

Trained by `python -m training.events` on the project's own sentences; `encoder/card.toml` says on what and how well it does.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ..model import ModelError
from ..threads import is_ours
from .word_pieces import MAX_PIECES, pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = "encoder"
DECIMALS = 3


class Labels(msgspec.Struct, frozen=True):
    """What the columns stand for: `acts` begins with "none"; modes are "ACT.mode" or "ACT.none"."""

    acts: tuple[str, ...]
    modes: tuple[str, ...]
    phases: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def ends(self) -> tuple[int, ...]:
        """The columns before which acts, modes, phases, denied and background end."""
        return tuple(accumulate((len(self.acts), len(self.modes), len(self.phases), 1, 1)))

    @property
    def modes_of(self) -> dict[str, list[tuple[int, str]]]:
        """For each act the columns of its modes, with their names."""
        found: dict[str, list[tuple[int, str]]] = {}
        for n, name in enumerate(self.modes):
            act, _, mode = name.partition(".")
            found.setdefault(act, []).append((n, mode))
        return found


class Scores:
    """What the model says of the words of one sentence, one row a word.

    `acts` (words x 17) are probabilities; the fields of a word, asked for one by one, only mean something where the word is a trigger.
    """

    def __init__(self, logits: np.ndarray, pairs: Pairs, ends: tuple[int, ...]) -> None:
        self._acts, self._modes, self._phases, self._denied, self._background = ends
        self._logits, self._pairs = logits, pairs
        self.acts = _shares(logits[:, : self._acts])

    def __len__(self) -> int:
        return len(self._logits)

    def modes(self, word: int) -> list[float]:
        """The probabilities of the modes, of all acts together."""
        return _shares(self._logits[word, self._acts : self._modes]).tolist()

    def phases(self, word: int) -> list[float]:
        """The probabilities of the phases."""
        return _shares(self._logits[word, self._modes : self._phases]).tolist()

    def denied(self, word: int) -> float:
        """The probability that the happening is denied."""
        return _chance(self._logits[word, self._phases])

    def background(self, word: int) -> float:
        """The probability that the happening is history told for context."""
        return _chance(self._logits[word, self._denied])

    def roles(self, trigger: int) -> tuple[list[float], list[float]]:
        """For the trigger at this word: the probabilities of every word of the sentence that it heads an actor, and a recipient."""
        shares = _shares(self._pairs.logits(self._logits[:, self._background :], trigger))
        return shares[:, 1].tolist(), shares[:, 2].tolist()


class Pairs:
    """The layer over a trigger and each word of its sentence: a hidden vector that one asks with, one that the other answers with, and one of
    their distance in words (beyond `reach` the farthest)."""

    def __init__(self, data: Mapping[str, np.ndarray]) -> None:
        distance = data["distance"]
        far = MAX_PIECES - len(distance) // 2
        self._distance = np.concatenate([np.repeat(distance[:1], far, 0), distance, np.repeat(distance[-1:], far, 0)])  # -MAX_PIECES first
        self._out, self._bias = data["out"], data["bias"]

    def logits(self, hidden: np.ndarray, trigger: int) -> np.ndarray:
        """Words x 3 (none, actor, recipient) for words x (asking, answering)."""
        width = len(self._out)
        apart = self._distance[MAX_PIECES - trigger : MAX_PIECES - trigger + len(hidden)]
        return np.tanh(hidden[trigger, :width] + hidden[:, width:] + apart) @ self._out + self._bias


class Encoder:
    """The model; calling it with the words of one sentence gives their scores."""

    def __init__(self, session: Any, pairs: Pairs, labels: Labels) -> None:
        self._session, self._pairs, self._ends = session, pairs, labels.ends
        self.labels, self.modes_of = labels, labels.modes_of

    def __call__(self, words: Sequence[str]) -> Scores:
        """The scores of a sentence's words; the words beyond the first 200 or so have none and the rows end before them."""
        pieces, firsts = pieces_of(words)
        given = {"pieces": np.array([pieces], dtype=np.int64), "firsts": np.array(firsts, dtype=np.int64)}
        return Scores(self._session.run(None, given)[0], self._pairs, self._ends)


@cache
def encoder() -> Encoder:
    """The shipped model, loaded once a process and checked against its card. Raises ModelError with the remedy."""
    import onnxruntime

    folder, card = files(__package__).joinpath(FOLDER), model_card()
    model = folder.joinpath("model.onnx").read_bytes()
    if hashlib.sha256(model).hexdigest() != card["sha256"]:
        raise ModelError("encoder/model.onnx is not the model of its card: install Diurna anew, or train it with python -m training.events")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC  # its fused steps of a layer take an eighth longer
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    data = np.load(BytesIO(folder.joinpath("pairs.npz").read_bytes()), allow_pickle=False)
    if is_ours():
        _settle()
    return Encoder(session, Pairs(data), msgspec.convert(card["labels"], Labels))


def _settle() -> None:
    """Let the collector leave aside what is loaded, of which this model is the last: a full round over pipeline and tables takes .1 s, and each would
    fall on some article. At the end they are given back, as libraries that look for leaks count what is frozen as one."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


@cache
def model_card() -> dict[str, Any]:
    """The card: what the model was trained on, its scores, size and digest."""
    return tomllib.loads(files(__package__).joinpath(FOLDER, "card.toml").read_text("utf-8"))


def _shares(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True, initial=-np.inf))
    return np.round(raised / raised.sum(axis=-1, keepdims=True), DECIMALS)


def _chance(logit: float) -> float:
    return float(np.round(1.0 / (1.0 + np.exp(-logit)), DECIMALS))
