"""Told dates: for each appointment, the day and the place that each origin gives, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import Cell, Comparison
from .values import shown_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Appointment, Verdict
    from .reading import Reading


def compare_appointments(appointments: Iterable[Appointment], readings: Mapping[str, Reading], origins: Mapping[str, str]) -> list[Comparison]:
    """Comparisons of the fields time and place of appointments, under the appointment's id; places are those within the words told."""
    rows = []
    for appointment in appointments:
        told: dict[str, list[Cell]] = defaultdict(list)
        for telling in appointment.tellings:
            reading = readings[telling.article]
            home = origins.get(telling.article, telling.article)
            whole = next((s for s in reading.annotations.sentences if s.contains(telling.span)), telling.span).of(reading.text)
            if telling.time:
                told["time"].append(Cell(origin=home, article=telling.article, value=shown_time(telling.time), span=telling.span, sentence=whole))
            for place in reading.annotations.places:
                if place.role == "place" and telling.span.contains(place.span):
                    told["place"].append(Cell(origin=home, article=telling.article, value=place.name, span=place.span, sentence=whole))
        silent = len({origins.get(t.article, t.article) for t in appointment.tellings})
        rows += [Comparison(event=appointment.id, field=f, verdict=_verdict(cells), reason=_reason(cells, silent), cells=tuple(cells))
                 for f, cells in told.items()]
    return rows


def _verdict(cells: Sequence[Cell]) -> Verdict:
    if len({c.origin for c in cells}) == 1:
        return "only_one"
    shared = set.intersection(*({c.value for c in cells if c.origin == o} for o in {c.origin for c in cells}))
    return "agree" if shared else "differ"


def _reason(cells: Sequence[Cell], origins: int) -> str:
    return f"one of {origins} origins" if len({c.origin for c in cells}) == 1 and origins > 1 else ""
