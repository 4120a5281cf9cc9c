"""What one actor did and what was done to it, as rows of the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..store.tally import DID, HAD, NO_START, tally
from .chosen import days_since, of_type

if TYPE_CHECKING:
    from ..store.reader import Reader
    from ..store.tally import Tally
    from .params import Filter


class Deeds:
    """The events of an actor in the days of a filter, whatever is told of their phase, in the order of the tally; `sides` says on which side it
    stands in each. `counted` marks those told as done."""

    def __init__(self, held: Tally, key: str, wanted: Filter) -> None:
        self.held, self.code = held, held.people.find(key)
        where = slice(0) if self.code is None else held.deeds.one(self.code)
        rows, sides = held.deeds.values[where], held.deed_sides[where]
        fits = np.ones(len(rows), dtype=bool)
        if wanted.since:
            fits &= held.end[rows] > days_since(wanted.since)
        if wanted.until:
            fits &= held.start[rows] < days_since(wanted.until)
        self.rows, self.sides = rows[fits], sides[fits]
        self.counted = held.counted[self.rows]

    def with_others(self, *, counted: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The other sides of these events, each once for an event: the place of the event in `rows`, the other, and on which side of it the actor
        stands. The actor itself may be among the others."""
        found = []
        for side, across in ((DID, self.held.recipients), (HAD, self.held.actors)):
            places = np.flatnonzero((self.sides & side > 0) & (self.counted if counted else True))
            sizes, others = across.of(self.rows[places])
            found.append((np.repeat(places, sizes) * len(self.held.people) + others) * 4 + side)
        key = np.sort(np.concatenate(found))
        first = np.flatnonzero(np.diff(key // 4, prepend=-1))
        sides = np.bitwise_or.reduceat(key % 4, first) if len(first) else np.zeros(0, dtype=np.int64)
        places, others = np.divmod(key[first] // 4, max(len(self.held.people), 1))
        return places, others, sides

    def between(self, key: str) -> np.ndarray:
        """Marks the events in which another actor stands on the other side."""
        found = np.zeros(len(self.rows), dtype=bool)
        places, others, _ = self.with_others(counted=False)
        code = self.held.people.find(key)
        found[places[others == code] if code is not None else []] = True
        return found

    def of_type(self, reader: Reader, name: str) -> np.ndarray:
        """Marks the events of an act, a PLOVER type or a type of the user's own."""
        return of_type(reader, self.held, name)[self.rows]

    def newest(self, fits: np.ndarray) -> np.ndarray:
        """Of the events that are marked the numbers, the newest first, undated ones last."""
        rows = self.rows[fits]
        start = self.held.start[rows].astype(np.int64)
        return rows[np.lexsort((rows, np.where(start == NO_START, 1, -start)))]


def deeds(reader: Reader, key: str, wanted: Filter) -> Deeds:
    """The events of an actor by its whole id."""
    return Deeds(tally(reader), key, wanted)
