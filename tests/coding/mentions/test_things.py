"""Nouns that can stand for people and here do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from diurna.coding.mentions import find_phrases
from diurna.resources.coreference import coreference_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse


def heads(parse: Parse) -> set[str]:
    return {phrase.head.of(parse.text) for phrase in find_phrases(parse, coreference_words())}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Shells hit a field hospital near the port.", "hospital"),
        ("The firm laid a cable to a landing station.", "station"),
        ("Aid convoys reached the valley.", "convoys"),
        ("No group claimed the attack.", "group"),
        ("Divers found two bodies in the lake.", "bodies"),
        ("Norway plans a congress of the rival clubs in May.", "congress"),
    ],
)
def test_no_actors(read: Callable[..., Parse], text: str, noun: str) -> None:
    assert noun not in heads(read(text))


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The hospital said that ten people had died.", "hospital"),
        ("Gunmen attacked a military convoy near the border.", "convoy"),
        ("Fishermen blocked the harbour.", "Fishermen"),
        ("Tribesmen attacked the pipeline.", "Tribesmen"),
        ("The force entered the town.", "force"),
        ("The state congress passed the bill.", "congress"),
    ],
)
def test_actors(read: Callable[..., Parse], text: str, noun: str) -> None:
    assert noun in heads(read(text))
