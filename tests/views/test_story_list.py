"""The list of stories: what it is narrowed to is looked up once, and asked anew where it is too much to keep."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.store.reader import Reader
from diurna.views.params import Filter
from diurna.views.story_list import Wanted, story_list


@pytest.mark.parametrize("narrow", [
    {"actor": "BFA"}, {"type": "consult"}, {"place": "BFA"}, {"actor": "mali", "since": date(2024, 4, 10)}, {"actor": "nobody at all"},
    {"actor": "BFA", "as_of": date(2024, 4, 10)},
])  # fmt: skip
def test_what_is_kept_is_what_is_asked(example_library, monkeypatch, narrow):
    wanted = Wanted(filter=Filter(**narrow))
    kept = story_list(Reader(example_library.path), wanted)
    monkeypatch.setattr("diurna.views.story_list.MOST_IDS", -1)
    assert story_list(Reader(example_library.path), wanted) == kept
    held = {row["story"] for row in example_library.reader.rows("SELECT DISTINCT story FROM events")}
    assert {story.id for story in kept.stories} <= held and (kept.total > 0) == (narrow.get("actor") != "nobody at all")
