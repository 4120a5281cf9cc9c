"""The nouns of the record as the garbage collector sees them."""

from __future__ import annotations

import gc

import msgspec

from diurna import model
from diurna.model import Participant, Span


def test_what_cannot_change_is_not_walked_by_the_collector() -> None:
    structs = [one for one in vars(model).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    assert len(structs) > 30
    assert [one.__name__ for one in structs if one.__struct_config__.frozen and one.__struct_config__.gc] == []
    assert not gc.is_tracked(Participant("country:PER", Span(0, 4), "subject"))
