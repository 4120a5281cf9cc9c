"""The door to the event model: the only module that runs the encoder. One pass a sentence, alone; scores to three decimals.

Trained by `python -m training.events` on the project's own sentences; `encoder/card.toml` says on what and how well it does.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from ..model import ModelError
from .word_pieces import pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = "encoder"
DECIMALS = 3


class Labels(msgspec.Struct, frozen=True):
    """What the columns stand for: `acts` begins with "none"; modes are "ACT.mode" or "ACT.none"."""

    acts: tuple[str, ...]
    modes: tuple[str, ...]
    phases: tuple[str, ...]
    roles: tuple[str, ...]


class Scores:
    """What the model says of the words of one sentence, one row a word.

    `acts` (words x 17), `modes`, `phases` are probabilities, `denied` and `background` one each; the last four only mean something where
    the word is a trigger.
    """

    def __init__(self, logits: np.ndarray, pairs: dict[str, np.ndarray], labels: Labels) -> None:
        ends = np.cumsum([len(labels.acts), len(labels.modes), len(labels.phases), 1, 1, pairs["out"].shape[0]])
        acts, modes, phases, denied, background, self._asks, self._answers = np.split(logits, ends, axis=1)
        self.acts, self.modes, self.phases = _shares(acts), _shares(modes), _shares(phases)
        self.denied, self.background = _chances(denied[:, 0]), _chances(background[:, 0])
        self._pairs = pairs

    def roles(self, trigger: int) -> np.ndarray:
        """For the trigger at this word: the probabilities of none, actor and recipient, one row a word of the sentence."""
        reach = len(self._pairs["distance"]) // 2
        far = np.clip(np.arange(len(self._answers)) - trigger, -reach, reach) + reach
        mixed = np.tanh(self._asks[trigger] + self._answers + self._pairs["distance"][far])
        return _shares(mixed @ self._pairs["out"] + self._pairs["bias"])


class Encoder:
    """The model; calling it with the words of one sentence gives their scores."""

    def __init__(self, session: Any, pairs: dict[str, np.ndarray], labels: Labels) -> None:
        self._session, self._pairs, self.labels = session, pairs, labels

    def __call__(self, words: Sequence[str]) -> Scores:
        """The scores of a sentence's words; the words beyond the first 200 or so have none and the rows end before them."""
        pieces, firsts = pieces_of(words)
        given = {"pieces": np.array([pieces], dtype=np.int64), "firsts": np.array(firsts, dtype=np.int64)}
        return Scores(self._session.run(None, given)[0], self._pairs, self.labels)


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
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    data = np.load(BytesIO(folder.joinpath("pairs.npz").read_bytes()), allow_pickle=False)
    return Encoder(session, {key: data[key] for key in data.files}, msgspec.convert(card["labels"], Labels))


@cache
def model_card() -> dict[str, Any]:
    """The card: what the model was trained on, its scores, size and digest."""
    return tomllib.loads(files(__package__).joinpath(FOLDER, "card.toml").read_text("utf-8"))


def _shares(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True, initial=-np.inf))
    return np.round(raised / raised.sum(axis=-1, keepdims=True), DECIMALS)


def _chances(logits: np.ndarray) -> np.ndarray:
    return np.round(1.0 / (1.0 + np.exp(-logits)), DECIMALS)
