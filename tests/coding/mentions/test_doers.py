"""Doers that stand only before the noun of what they do."""

from __future__ import annotations

import pytest

from diurna.coding.mentions import find_phrases
from diurna.resources.coreference import coreference_words


def surfaces(parse):
    return [p.span.of(parse.text) for p in find_phrases(parse, coreference_words())]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Army shelling killed two farmers near the river on Friday.", "Army"),
        ("Nine people died in government bombing of the market.", "government"),
        ("A rebel attack on the barracks left four soldiers dead.", "rebel"),
        ("Libyan regime air raids hit the port.", "Libyan regime"),
        ("The navy hit smugglers hideouts near the port.", "smugglers"),
    ],
)
def test_modifier_of_an_act_is_a_phrase(read, text, doer):
    assert doer in surfaces(read(text))


def test_other_modifiers_are_none(read):
    found = surfaces(read("The regime change in Libya surprised the army base and the police chief."))
    assert not {"regime", "army", "police"} & set(found)
