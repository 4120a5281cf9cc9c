"""Four figures that are an amount are no year."""

from __future__ import annotations

import pytest

from diurna.coding import code
from diurna.model import Article


def years(text):
    found = code(Article(id="x", raw="", name="x", text=text)).times
    return [t.span.of(text) for t in found if t.span.of(text).isdigit()]


@pytest.mark.parametrize("before", ["as many as", "as few as", "at least", "nearly", "more than"])
def test_an_amount_is_no_year(before):
    assert years(f"The flood killed {before} 1300 on the coast, the governor said.") == []


def test_a_year_is_a_year():
    assert years("The dam was finished in 1964 and raised in 1991.") == ["1964", "1991"]
