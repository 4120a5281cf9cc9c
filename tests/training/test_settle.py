from __future__ import annotations

import json
from typing import Any

from training.sentences.check import settled_faults
from training.sentences.settle import SETTLED, alike, differences, digest, final_events, rows_of, settled, told, words
from training.sentences.split import held_back

FROZEN = "98cce53321b8ecb73c10c6965f15c66ce07919db2b54244703e5c3d81ffc9be2"
EVENT: dict[str, Any] = {
    "act": "REQUEST",
    "mode": None,
    "trigger": "urged",
    "actors": ["the ferry union"],
    "recipients": ["the harbour board"],
    "phase": "done",
    "polarity": "affirmed",
    "chain": [],
    "background": False,
}


def test_the_held_back_labels_are_frozen() -> None:
    assert digest() == FROZEN


def test_every_difference_in_the_held_back_part_is_settled() -> None:
    first, second, done = rows_of("written"), rows_of("second"), settled()
    differ = [key for key in first if held_back(key) and differences(first[key]["events"], second[key]["events"])]
    assert len(differ) == 276
    assert not [key for key in differ if key not in done]


def test_settled_rows_are_sound() -> None:
    assert not list(settled_faults(SETTLED.read_text("utf-8").splitlines()))


def test_a_settled_row_must_be_of_a_sentence_and_give_a_reason() -> None:
    key = next(iter(rows_of("written")))
    good = {"id": key, "events": [], "why": "talk"}
    assert not list(settled_faults([json.dumps(good)]))
    assert list(settled_faults([json.dumps(good), json.dumps(good)]))
    assert list(settled_faults([json.dumps(good | {"why": ""})]))
    assert list(settled_faults([json.dumps(good | {"id": "nowhere-0001"})]))
    assert list(settled_faults([json.dumps(good | {"events": [EVENT | {"trigger": "no such words"}]})]))


def test_settled_events_override_the_first_pass() -> None:
    final, done, first = final_events(), settled(), rows_of("written")
    assert final.keys() == first.keys()
    assert all(final[key] == row["events"] for key, row in done.items())
    assert all(final[key] == row["events"] for key, row in first.items() if key not in done)


def test_another_cut_is_no_difference() -> None:
    other = EVENT | {"trigger": "urged on", "actors": ["ferry union"], "recipients": ["board#2"], "mode": "change"}
    assert differences([EVENT], [other]) == []


def test_what_matters_is_a_difference() -> None:
    assert differences([EVENT], []) == ["event or none"]
    assert differences([EVENT], [EVENT, EVENT | {"trigger": "met"}]) == ["one more event"]
    assert differences([EVENT], [EVENT | {"trigger": "demand"}]) == ["trigger"]
    assert differences([EVENT], [EVENT | {"act": "THREATEN", "chain": ["a clerk"], "recipients": []}]) == ["act", "chain", "recipients"]
    assert differences([EVENT], [EVENT | {"phase": "planned", "polarity": "denied", "background": True}]) == ["phase", "polarity", "background"]


def test_events_are_paired_with_the_most_alike() -> None:
    denied = EVENT | {"polarity": "denied", "chain": ["the board"]}
    assert differences([EVENT, denied], [denied, EVENT]) == []


def test_function_words_make_nobody_alike() -> None:
    assert not alike(["the mayor of the port"], ["the board of the school"])
    assert alike([], [])
    assert words("the Union's men#2") == {"union", "men"}


def test_an_event_is_told_on_one_line() -> None:
    assert told(EVENT | {"phase": "planned", "chain": ["a clerk"]}) == (
        "REQUEST [urged] ['the ferry union'] > ['the harbour board'] planned chain=['a clerk']"
    )
