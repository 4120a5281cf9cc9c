"""The article's own title in what a page gives as its title."""

from __future__ import annotations

import pytest

from diurna.extract.clues import Clues
from diurna.extract.titles import own_title


@pytest.mark.parametrize(
    ("given", "outlet", "address", "own"),
    [
        ("Bomb hits harbour market - Region - World - Quay Online", "quay", None, "Bomb hits harbour market"),
        ("Bomb hits harbour market | The Quay", "The Quay", None, "Bomb hits harbour market"),
        ("Bomb hits harbour market | Quay Times", "quaytimes", None, "Bomb hits harbour market"),
        ("Bomb hits harbour market – Quay", None, "https://www.quay.example/a/1", "Bomb hits harbour market"),
        ("Bomb hits harbour market – Quay", "Quay", "http://[quay/a/1", "Bomb hits harbour market"),  # no address at all
        ("Harbour News Agency - Bomb hits harbour market", "hna", None, "Bomb hits harbour market"),
        ("Bomb hits harbour market - Harbour News Agency", "Another", None, "Bomb hits harbour market - Harbour News Agency"),
        ("Talks on the harbour - Minister to resign", "The Quay", None, "Talks on the harbour - Minister to resign"),
        ("Analysis - The Quay", "The Quay", None, "Analysis - The Quay"),  # too little would stay
        ("Quay workers strike - port closed", "quay", None, "Quay workers strike - port closed"),
        ("", "The Quay", None, ""),
    ],
)
def test_the_outlet_and_its_sections_are_no_part_of_the_title(given: str, outlet: str | None, address: str | None, own: str) -> None:
    assert own_title(given, Clues(outlet=outlet, address=address)).of(given) == own
