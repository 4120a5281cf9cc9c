"""Counted peoples, and what no phrase reaches over."""

from __future__ import annotations

from diurna.coding.mentions import find_phrases
from diurna.resources.coreference import coreference_words


def kinds(parse):
    return {p.span.of(parse.text): p.kind for p in find_phrases(parse, coreference_words())}


def test_a_number_of_a_people_is_a_group(read):
    assert kinds(read("Norway detained 600 Syrians near the harbour."))["600 Syrians"] == "group"
    assert kinds(read("Syrians voted on Sunday.")).get("Syrians") != "group"


def test_a_day_is_no_part_of_a_phrase(read):
    assert "troops" in kinds(read("Earlier Wednesday troops killed three rebels in Chad."))


def test_a_refugee_camp_is_a_place(read):
    assert "the refugee camp" not in kinds(read("Shells hit the refugee camp near the river."))
