"""The reference pages say what the code says."""

from __future__ import annotations

import pytest

from docs.make_reference import HERE, SHIPPED, pages, shipped


@pytest.mark.parametrize("name", ["commands.md", "settings.md", "tables.md", "problems.md", "scores.md"])
def test_pages_are_up_to_date(name):
    assert (HERE / name).read_text("utf-8") == pages()[name], "run: python docs/make_reference.py"


def test_the_scores_that_ship_are_the_floors():
    assert SHIPPED.read_text("utf-8") == shipped(), "run: python docs/make_reference.py"
