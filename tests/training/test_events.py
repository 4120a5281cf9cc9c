"""What the event model is trained on."""

from __future__ import annotations

import random

from diurna.resources.encoder import model_card
from training.events.labels import ACTS, MODES, PHASES, ROLES
from training.events.sentences import PARTS, Example, example, part_of, place, rows
from training.events.swaps import Swaps, runs
from training.sentences.split import held_back

EVENT = {
    "act": "ASSAULT", "mode": None, "trigger": "shelled", "actors": ["Rebels"], "recipients": ["the port"], "phase": "done",
    "polarity": "affirmed", "chain": [], "background": False,
}  # fmt: skip
TEXT = "Rebels shelled the port at dawn."


def test_no_held_back_sentence_is_trained_on() -> None:
    assert not any(held_back(row["id"]) for row, _ in rows(held=False))


def test_the_card_has_the_labels_in_the_order_of_the_columns() -> None:
    labels = model_card()["labels"]
    assert (labels["acts"], labels["modes"], labels["phases"], labels["roles"]) == (list(ACTS), list(MODES), list(PHASES), list(ROLES))


def test_words_of_phrases_are_found() -> None:
    found = example({"id": "x-1", "text": TEXT}, [[EVENT]])
    (trigger,) = found.triggers
    assert found.words[trigger.word] == "shelled"
    assert {found.words[word]: column.index(1.0) for word, column in trigger.roles.items()} == {"Rebels": 1, "port": 2}


def test_passes_that_differ_are_both_learnt_at_half_weight() -> None:
    found = example({"id": "x-1", "text": TEXT}, [[EVENT], []])
    assert found.acts[1][0] == 0.5
    assert found.acts[1][ACTS.index("ASSAULT")] == 0.5


def test_the_nth_place_of_a_word() -> None:
    assert place("the#2", "the end of the road") == (11, 14)


def test_neighbours_are_in_one_part() -> None:
    assert len({part_of(f"asia-{n:04}") for n in range(10, 20)}) == 1
    assert {part_of(f"asia-{n:04}") for n in range(0, 900)} == set(range(PARTS))


def test_swapped_names_keep_the_number_of_words() -> None:
    some = Example("a-1", ["Peru", "left", "New", "Delhi"], ["GPE", "", "GPE", "GPE"], {}, [], [], {})
    other = Example("a-2", ["Chad", "met", "Sri", "Lanka"], ["GPE", "", "GPE", "GPE"], {}, [], [], {})
    swaps = Swaps([some, other])
    assert all(len(swaps.words(some, random.Random(seed))) == 4 for seed in range(20))
    assert runs(some.names) == [("GPE", 0, 1), ("GPE", 2, 4)]
