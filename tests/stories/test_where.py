"""Parts of a country: which towns lie in them, and which two are never one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from diurna.model import Span, WhereTold
from diurna.stories.where import in_part, one_spot, other_part, part_told

WIDE = WhereTold(span=Span(0, 7), name="Norland", country="NRL", latitude=50.0, longitude=10.0, precision=5)
EAST = WhereTold(span=Span(0, 5), name="Harth", geonames=7, country="NRL", admin1="Orrin", latitude=51.0, longitude=13.0, precision=1)


def node(place: WhereTold, part: str = "") -> SimpleNamespace:
    return SimpleNamespace(place=place, part=frozenset(part))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a town in northeastern Norland", "ne"),
        ("the south of Norland", ""),
        ("in south-west Norland", "sw"),
        ("in rebel-held northern Norland", "n"),
        ("in Norland", ""),
    ],
)
def test_the_part_that_is_told(text: str, part: str) -> None:
    assert part_told(text, text.index("Norland")) == frozenset(part)


def test_a_town_lies_in_the_part_on_its_side_of_the_middle() -> None:
    assert in_part(EAST, node(WIDE, "e")) and in_part(EAST, node(WIDE, "ne"))
    assert not in_part(EAST, node(WIDE, "w"))
    assert not in_part(EAST, node(WIDE))


def test_two_parts_of_a_country_are_no_one_spot() -> None:
    assert other_part(node(WIDE, "n"), node(WIDE, "w")) and not other_part(node(WIDE, "n"), node(WIDE, "ne"))
    assert one_spot(node(WIDE, "n"), node(WIDE, "ne")) and not one_spot(node(WIDE, "n"), node(WIDE, "w"))
    assert one_spot(node(EAST), node(WIDE, "e")) and not one_spot(node(EAST), node(WIDE, "w"))
