"""The encoder, its word pieces, its gate and its card."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.resources.encoder import encoder, model_card
from diurna.resources.event_gate import event_gate
from diurna.resources.judges import judges
from diurna.resources.word_pieces import MAX_PIECES, pieces_of

WORDS = ["Peru", "recalled", "its", "envoy", "from", "Quito", "on", "Friday", "."]


def test_the_model_is_the_one_of_its_card() -> None:
    model = files("diurna.resources").joinpath("encoder", "model.onnx").read_bytes()
    assert hashlib.sha256(model).hexdigest() == model_card()["sha256"]
    assert len(model) == model_card()["bytes"]


def test_there_is_a_row_for_each_word_and_shares_add_up() -> None:
    scores = encoder()(WORDS)
    assert scores.acts.shape == (len(WORDS), 17)
    assert np.allclose(scores.acts.sum(axis=1), 1, atol=0.01)
    actor, recipient = scores.roles(1)
    assert len(actor) == len(recipient) == len(WORDS)
    assert all(0 <= one <= 1 and one + other <= 1.001 for one, other in zip(actor, recipient, strict=True))


def test_a_happening_is_seen_and_its_side_named() -> None:
    scores = encoder()(WORDS)
    assert 1 - scores.acts[1, 0] > 0.5
    actor, recipient = scores.roles(1)
    assert actor[0] > 0.5 > recipient[0]


def test_scores_have_three_decimals() -> None:
    acts = encoder()(WORDS).acts
    assert np.array_equal(acts, np.round(acts, 3))


def test_a_sentence_scores_the_same_before_and_after_others() -> None:
    alone = encoder()(WORDS).acts
    for length in range(1, 60, 7):
        encoder()(["troops", "left"] * length)
    assert np.array_equal(alone, encoder()(WORDS).acts)


def test_a_run_without_end_is_read_to_a_bound() -> None:
    pieces, firsts = pieces_of(["word"] * 2000)
    assert len(pieces) <= MAX_PIECES + 1
    assert len(encoder()(["word"] * 2000).acts) == len(firsts)


@given(st.lists(st.text(max_size=12), max_size=20))
def test_every_word_has_a_first_piece(words: list[str]) -> None:
    pieces, firsts = pieces_of(words)
    assert firsts == sorted(set(firsts))
    assert len(firsts) == len(words) or len(pieces) > MAX_PIECES / 2


@pytest.mark.parametrize(("word", "count"), [("attack", 1), ("Attack", 1), ("café", 1), ("rebel-held", 3), ("x" * 99, 1)])
def test_words_are_cut_as_the_vocabulary_asks(word: str, count: int) -> None:
    assert len(pieces_of([word])[0]) == count + 2


def test_the_gate_holds_back_what_is_nothing_to_code_and_lets_events_through() -> None:
    assert event_gate().lets_through(["rebel", "attack", "a", "convoy", "near", "the", "border", ",", "kill", "two", "soldier", "."])
    assert event_gate().score(["the", "recipe", "need", "two", "egg"]) < event_gate().score(["troop", "shell", "the", "town"])


def test_a_judge_gives_probabilities() -> None:
    assert 0 <= judges().chances(["report"], {"rule": 1.0, "chance": 6.0, "read": 1.0})[0] <= 1
    assert set(judges().weights) == {"report", "act", "actors", "recipients", "phase", "polarity", "background"}


def test_what_is_loaded_is_left_to_the_collector_again_at_the_end() -> None:
    program = "import gc; from diurna.resources.encoder import encoder; encoder(); import spacy; print(gc.get_freeze_count() > 1000)"
    for begin, frozen in (("from diurna.threads import one_thread; one_thread(); ", "True\n"), ("", "False\n")):
        run = subprocess.run([sys.executable, "-c", begin + program], capture_output=True, text=True, check=True)
        assert (run.stdout, run.stderr) == (frozen, "")
