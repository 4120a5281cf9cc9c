"""What does one story tell, and where do its main sentences stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Passage
from .as_known import as_known
from .params import Filter
from .stories import StoryView, story

if TYPE_CHECKING:
    from ..store.reader import Reader


class StoryPage(msgspec.Struct, frozen=True):
    """A story, and where its sentences stand: `passages` go with `told.sentences`."""

    told: StoryView
    passages: list[Passage]


def story_page(reader: Reader, key: str, wanted: Filter | None = None) -> StoryPage:
    """One story by id or the beginning of one, as known on a filter's day; raises UnknownIdError."""
    wanted = wanted or Filter()
    told = story(reader, key, wanted)
    return StoryPage(told, list(as_known(reader, wanted).held("stories", [told.story.id])[told.story.id].sentences))
