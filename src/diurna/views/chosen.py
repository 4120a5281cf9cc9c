"""Which events a filter leaves, marked in the tally."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ..store.derived import derived
from ..store.tally import tally
from .params import Filter, actor_ids, event_clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from ..store.reader import Reader
    from ..store.tally import Tally

EPOCH = date(1970, 1, 1).toordinal()


def chosen(reader: Reader, wanted: Filter, *, counted: bool = True) -> np.ndarray:
    """For each event of the tally whether it fits; with `counted`, only what is told as done does. The filter's day of knowledge is the reader's."""
    held = tally(reader)
    fits = held.counted.copy() if counted else np.ones(len(held.ids), dtype=bool)
    if wanted.since:
        fits &= held.end > days_since(wanted.since)
    if wanted.until:
        fits &= held.start < days_since(wanted.until)
    if wanted.type:
        fits &= of_type(reader, held, wanted.type)
    if wanted.actor:
        words = wanted.actor
        sides = f"SELECT DISTINCT id FROM {derived(reader, 'sides')} WHERE actor IN (SELECT unnest(?::VARCHAR[]))"
        fits &= _marked(reader, held, ("of actor", words), lambda: (sides, [actor_ids(reader, words)]))
    if wanted.place or wanted.story:
        rest = Filter(place=wanted.place, story=wanted.story)
        clauses = event_clauses(reader, rest)
        fits &= _marked(reader, held, ("of", rest.place, rest.story), lambda: (f"SELECT id FROM events WHERE {clauses.where}", clauses.parameters))
    return fits


def days_since(day: date) -> int:
    """A day as the tally has it."""
    return day.toordinal() - EPOCH


def of_type(reader: Reader, held: Tally, name: str) -> np.ndarray:
    """The events of an act, a PLOVER type or a type of the user's own."""
    own = f"SELECT id FROM {derived(reader, 'own_typed')} WHERE own_type = upper(?)"
    fits = _marked(reader, held, ("of own type", name), lambda: (own, [name]))
    for words, column in ((held.acts, held.act), (held.types, held.type)):
        known = words.all()
        if name.upper() in known:
            fits |= column == known.index(name.upper())
    return fits


def _marked(reader: Reader, held: Tally, key: Hashable, ask: Callable[[], tuple[str, list[Any]]]) -> np.ndarray:
    """The events whose ids a query gives. They are looked up once in a generation, and kept as bits: 52 kB of 414,000 events."""

    def found() -> np.ndarray:
        marks = np.zeros(len(held.ids), dtype=bool)
        marks[held.numbers(reader.table(*ask())["id"])] = True
        return np.packbits(marks)

    return np.unpackbits(reader.recent(key, found), count=len(held.ids)).view(bool)
