"""What is to come, and what became of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Appointment
from ..store.schema import from_row
from .as_known import as_known
from .params import Clauses, Filter

if TYPE_CHECKING:
    from ..store.reader import Reader


class Entry(msgspec.Struct, frozen=True):
    """An appointment and the sentence of each article that tells it, in the order of `tellings`."""

    appointment: Appointment
    words: list[str]


def diary(reader: Reader, wanted: Filter | None = None) -> list[Entry]:
    """The appointments of a filter's days, by date (undated ones last)."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = Clauses()
    if wanted.since:
        clauses.add('"time".end > ?', wanted.since)
    if wanted.until:
        clauses.add('"time".start < ?', wanted.until)
    query = f'SELECT * FROM appointments WHERE {clauses.where} ORDER BY "time".start NULLS LAST, id LIMIT ?'
    found = [from_row(row, Appointment) for row in reader.rows(query, [*clauses.parameters, wanted.limit])]
    articles = reader.articles({t.article for a in found for t in a.tellings})
    return [Entry(a, [t.span.of(articles[t.article].text) for t in a.tellings if t.article in articles]) for a in found]
