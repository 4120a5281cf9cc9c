"""What did persons decide, and what did they correct?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from ..model import UnknownIdError
from ..model.decisions import Decision, Settled
from ..store.decisions import live, read_decisions, read_settled
from .ids import full_id

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ..store.reader import Reader
    from .params import Filter


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A decision, whether it holds (no later one undoes it), the events that its reports are in now, and how many reports were not found again."""

    decision: Decision
    holds: bool
    events: list[str]
    lost: int


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says that a field of an event is, beside what the program had (`was`); the evidence stays as it is."""

    event: str
    decision: str
    field: str
    was: str
    value: str
    who: str
    why: str
    when: str


def decisions(reader: Reader) -> list[DecisionRow]:
    """All decisions of a library in the order in which they were made."""
    every = read_decisions(reader.layout, reader.manifest)
    holding = {d.id for d in live(every)}
    settled = read_settled(reader.folder)
    homes = _homes(reader, {r for one in settled.values() for r in (*one.reports, *one.others)})
    rows = []
    for decision in every:
        found = settled.get(decision.id)
        now = sorted({homes[r] for r in (*found.reports, *found.others) if r in homes}) if found else []
        rows.append(DecisionRow(decision=decision, holds=decision.id in holding, events=now, lost=found.lost if found else 0))
    return rows


def corrections(reader: Reader, event: str, reports: Collection[str], wanted: Filter) -> list[Correction]:
    """The corrections that hold for an event, of which these are the reports; on the clock of reading, those made by the filter's day."""
    homes = dict.fromkeys(reports, event)
    by = wanted.as_of.isoformat() if wanted.as_of is not None and wanted.clock == "known" else None
    return [_correction(d, event) for d, s in _made(reader) if _mostly(s, homes) == event and (by is None or d.when[:10] <= by)]


def every_correction(reader: Reader) -> list[Correction]:
    """All corrections that hold, in the order in which they were made; one whose reports are gone, or in no one event any more, has the event ""."""
    made = _made(reader)
    homes = _homes(reader, {report for _, found in made for report in found.reports})
    return [_correction(decision, _mostly(found, homes)) for decision, found in made]


def _made(reader: Reader) -> list[tuple[Decision, Settled]]:
    """The corrections that were not undone, with the reports that they were made on as these are now."""
    every = [d for d in live(read_decisions(reader.layout, reader.manifest)) if d.kind == "correct"]
    settled = read_settled(reader.folder) if every else {}
    return [(d, settled.get(d.id) or Settled(d.id)) for d in every]


def _correction(made: Decision, event: str) -> Correction:
    return Correction(event=event, decision=made.id, field=made.field, was=made.was, value=made.value, who=made.who, why=made.why, when=made.when)


def _mostly(found: Settled, homes: Mapping[str, str]) -> str:
    """The event that has most of the reports that a correction was made on, or ""."""
    votes = Counter(homes[r] for r in found.reports if r in homes)
    event, most = votes.most_common(1)[0] if votes else ("", 0)
    return event if most * 2 > len(found.reports) else ""


def _homes(reader: Reader, reports: set[str]) -> dict[str, str]:
    query = """SELECT id, report FROM (SELECT id, unnest([m.report FOR m IN reports]) AS report FROM events)
        WHERE report IN (SELECT unnest(?::VARCHAR[]))"""
    return {row["report"]: row["id"] for row in reader.rows(query, [sorted(reports)])} if reports else {}


def event_reports(reader: Reader, key: str) -> tuple[str, list[str]]:
    """The full id of an event and the ids of its reports; raises UnknownIdError."""
    key = full_id(reader, "events", key)
    return key, [merge.report for merge in reader.held("events", [key])[key].reports]


def machine_value(reader: Reader, event: str, field: str) -> str:
    """What the program has in a field of an event, all values that origins give; raises ValueError for a field that it does not have."""
    told = {row.field: list(dict.fromkeys(cell.value for cell in row.cells)) for row in reader.held("comparisons", [event]).get(event, ())}
    empty = {"actors", "recipients", "place", "time", "title"} - told.keys()
    if field not in told and field not in empty:
        raise ValueError(f"this event has no field {field!r} to correct: choose from {', '.join(sorted({*told, *empty}))}")
    return " / ".join(told.get(field, ()))


def reports_of(every: list[str], keys: Collection[str]) -> list[str]:
    """The reports of an event that some ids, or beginnings of them, mean; raises UnknownIdError, and ValueError where none would stay or leave."""
    found = []
    for key in keys:
        some = [report for report in every if key and report.startswith(key)]
        if len(some) != 1:
            raise UnknownIdError(f"{'more than one report' if some else 'no report'} of this event has an id that begins with {key!r}")
        found += some
    if not found or len(set(found)) == len(every):
        raise ValueError(f"name some of the event's {len(every)} reports, and not all: the others stay")
    return list(dict.fromkeys(found))


def holding(reader: Reader, key: str) -> str:
    """The id of a decision, by its beginning; raises UnknownIdError, and ValueError where it was undone already."""
    every = read_decisions(reader.layout, reader.manifest)
    some = [d for d in every if key and d.id.startswith(key)]
    if len(some) != 1:
        raise UnknownIdError(f"{'more than one decision' if some else 'no decision'} has an id that begins with {key!r}. See: diurna decisions")
    if some[0].kind == "undo":
        raise ValueError("an undo cannot be undone: make the decision that you want anew")
    if some[0].id not in {d.id for d in live(every)}:
        raise ValueError("that decision was undone already")
    return some[0].id
