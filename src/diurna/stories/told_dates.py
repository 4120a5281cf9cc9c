"""Told dates: for each appointment, the day and the place that each origin gives, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

import msgspec

from ..model import Cell, Comparison, Interval, PlaceMention
from .told_times import shown_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model import Appointment, Telling, Verdict
    from .reading import Reading


class Told(msgspec.Struct, frozen=True):
    """A cell with the day or place that it shows."""

    cell: Cell
    data: Interval | PlaceMention

    def holds(self, other: Told) -> bool:
        """Whether this one says the same with less: a month around a day."""
        return isinstance(self.data, Interval) and isinstance(other.data, Interval) and self.data.contains(other.data)


def compare_appointments(appointments: Iterable[Appointment], readings: Mapping[str, Reading], origins: Mapping[str, str]) -> list[Comparison]:
    """Comparisons of the fields time and place of appointments, under the appointment's id; places are those within the words told."""
    rows = []
    for appointment in appointments:
        told: dict[str, list[Told]] = defaultdict(list)
        for telling in appointment.tellings:
            for field, found in _told(telling, readings[telling.article], origins.get(telling.article, telling.article)):
                told[field].append(found)
        silent = len({origins.get(t.article, t.article) for t in appointment.tellings})
        rows += [Comparison(event=appointment.id, field=f, verdict=verdict, reason=reason, cells=tuple(t.cell for t in some))
                 for f, some in told.items() for verdict, reason in [_verdict(some, silent)]]
    return rows


def _told(telling: Telling, reading: Reading, home: str) -> Iterator[tuple[str, Told]]:
    whole = next((s for s in reading.annotations.sentences if s.contains(telling.span)), telling.span).of(reading.text)
    if telling.time:
        cell = Cell(origin=home, article=telling.article, value=shown_time(telling.time), span=telling.span, sentence=whole)
        yield "time", Told(cell, telling.time)
    for place in reading.annotations.places:
        if place.role == "place" and telling.span.contains(place.span):
            cell = Cell(origin=home, article=telling.article, value=place.name, span=place.span, sentence=whole)
            yield "place", Told(cell, place)


def _verdict(some: Sequence[Told], origins: int) -> tuple[Verdict, str]:
    told = {o: [t for t in some if t.cell.origin == o] for o in dict.fromkeys(t.cell.origin for t in some)}
    if len(told) == 1:
        return "only_one", f"one of {origins} origins" if origins > 1 else ""
    if set.intersection(*({t.cell.value for t in found} for found in told.values())):
        return "agree", ""
    held = [_held(a, b) for a, b in combinations(told.values(), 2)]
    if None in held:
        return "differ", ""
    return "coarser", "; ".join(dict.fromkeys(reason for reason in held if reason))


def _held(ours: Sequence[Told], theirs: Sequence[Told]) -> str | None:
    """Why two origins say the same, one with less (nothing to say where they share a value), or None where they do not."""
    if {t.cell.value for t in ours} & {t.cell.value for t in theirs}:
        return ""
    pairs = [(wide, fine) for a, b in product(ours, theirs) for wide, fine in ((a, b), (b, a)) if wide.holds(fine)]
    return f"{pairs[0][1].cell.value} is in {pairs[0][0].cell.value}" if pairs else None
