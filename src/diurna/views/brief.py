"""Brief: what is new, disputed, changed and due on a day. Every line is a sentence of an article or filled from coded fields, and footnoted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from ..model import Comparison
from .as_known import as_known, known
from .diary import Entry, diary, last_day
from .event import Teller, tellers
from .events import EventRow, event_rows
from .params import Filter, Known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.reader import Reader

SHOWN = 12  # lines of a section: a page; what was left out is counted
AHEAD = 14  # days of what is due
FRESH = 'SELECT id FROM articles WHERE published.interval.start = ? AND published.interval."end" = ?'
Name = Literal["new", "disputed", "changed", "due"]


class Line(msgspec.Struct, frozen=True):
    """A line: `told` is filled from coded fields, `quoted` are sentences of articles word by word; `notes` number the footnotes of each."""

    told: str
    quoted: list[str]
    notes: list[list[int]]
    id: str


class Section(msgspec.Struct, frozen=True):
    """One part of the brief; `left_out` counts the lines that had no room."""

    name: Name
    lines: list[Line]
    left_out: int = 0


class Note(msgspec.Struct, frozen=True):
    """A footnote: the article that a sentence or a field is taken from."""

    number: int
    teller: Teller


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """The brief of a day: the record as known by its end, by the day of publication."""

    day: date
    sections: list[Section]
    notes: list[Note]
    articles: int
    outlets: int
    known: Known | None = None


class Notes:
    """Footnotes in the order in which they are first used."""

    def __init__(self, by_id: dict[str, Teller]) -> None:
        self.by_id = by_id
        self.numbers: dict[str, int] = {}

    def of(self, articles: Iterable[str]) -> list[int]:
        found = dict.fromkeys(a for a in articles if a in self.by_id)
        return [self.numbers.setdefault(article, len(self.numbers) + 1) for article in found]

    def all(self) -> list[Note]:
        return [Note(number, self.by_id[article]) for article, number in self.numbers.items()]


def brief(reader: Reader, day: date | None = None) -> Brief:
    """The brief of a day, or of the last day on which an article of the library was published."""
    day = day or last_day(reader) or date.min
    wanted = Filter(as_of=day)
    stood = as_known(reader, wanted)
    fresh = {row["id"] for row in stood.rows(FRESH, [day, _next(day)])}
    touched = {id for some in stood.links("events", sorted(fresh)).values() for id in some}
    told = [event for event in stood.held("events", sorted(touched)).values() if not event.background]
    told_by = {event.id: list(event.articles) for event in told}
    events = sorted(event_rows(stood, told), key=lambda e: (-e.origins, -e.outlets, e.id))
    compared = stood.held("comparisons", [e.id for e in events])
    due = diary(stood, Filter(since=day, until=day + timedelta(days=AHEAD), as_of=day, limit=1000))
    moved = [e for e in diary(stood, Filter(as_of=day, limit=10_000)) if _turned(e, fresh)]
    every = {a for some in told_by.values() for a in some} | {t.article for e in (*due, *moved) for t in e.appointment.tellings}
    by_id = tellers(stood, every)
    notes = Notes(by_id)
    new = [e for e in events if fresh.issuperset(told_by[e.id])]
    disputed = [(e, c) for e in events for c in compared.get(e.id, ()) if _disputed(c, fresh)]
    changed = [(e, c) for e in events if e not in new for c in compared.get(e.id, ()) if _changed(c, fresh)]
    fresh_lines = [_new(e, compared.get(e.id, []), told_by[e.id], notes) for e in new[:SHOWN]]
    differing = [_differing(e, c, notes) for e, c in disputed[:SHOWN]]
    turns = [_change(*pair, fresh, notes) for pair in changed[:SHOWN]]
    sections = [
        _section("new", fresh_lines, len(new)),
        _section("disputed", differing, len(disputed)),
        _section("changed", [*turns, *(_due(e, notes) for e in moved)], len(changed) + len(moved)),
        _section("due", [_due(e, notes) for e in due[:SHOWN]], len(due)),
    ]
    outlets = len({by_id[a].outlet for a in fresh if a in by_id and by_id[a].outlet})
    return Brief(day=day, sections=sections, notes=notes.all(), articles=len(fresh), outlets=outlets, known=known(reader, wanted))


def _next(day: date) -> date:
    return day + timedelta(days=1)


def _section(name: Name, lines: list[Line], total: int) -> Section:
    return Section(name, lines, total - len(lines))


def _line(event: EventRow) -> str:
    """An event from its coded fields."""
    when = event.time.start.isoformat() if event.time and event.time.days == 1 else None
    how = [event.phase.replace("_", " ")] if event.phase != "done" else []
    how += ["denied"] if event.polarity == "denied" else []
    facts = ", ".join(w for w in (when, event.place, *how) if w)
    who = f"{event.outlets} outlet{'s' * (event.outlets != 1)}, {event.origins} origin{'s' * (event.origins != 1)}"
    return f"{event.title}{f' — {facts}' if facts else ''} ({who})"


def _new(event: EventRow, compared: list[Comparison], told_by: list[str], notes: Notes) -> Line:
    """A new event with the sentence that tells it."""
    cell = next((cell for c in compared if c.field == "type" for cell in c.cells if cell.sentence), None)
    quoted = [cell.sentence] if cell else []
    return Line(_line(event), quoted, [notes.of(told_by), *([notes.of([cell.article])] if cell else [])], event.id)


def _differing(event: EventRow, comparison: Comparison, notes: Notes) -> Line:
    """A field on which origins differ: each value with the sentence that says it."""
    cells = list({cell.value: cell for cell in comparison.cells if cell.value}.values())
    why = f" ({comparison.reason})" if comparison.reason else ""
    told = f"{event.title} — {comparison.field}: {' / '.join(cell.value for cell in cells)}{why}"
    return Line(told, [c.sentence for c in cells], [notes.of(c.article for c in cells), *(notes.of([c.article]) for c in cells)], event.id)


def _disputed(comparison: Comparison, fresh: set[str]) -> bool:
    """Whether a telling of the day differs from another; that one names another source, or that it is told later, is no dispute."""
    told = comparison.verdict == "differ" and comparison.field != "chain" and comparison.reason != "later report"
    return told and any(cell.article in fresh for cell in comparison.cells)


def _changed(comparison: Comparison, fresh: set[str]) -> bool:
    """Whether the day brought a value that no earlier article had."""
    before = {cell.value for cell in comparison.cells if cell.article not in fresh}
    return comparison.field not in ("chain", "type") and bool(before) and any(
        cell.value not in before for cell in comparison.cells if cell.article in fresh
    ) and comparison.verdict == "differ"


def _change(event: EventRow, comparison: Comparison, fresh: set[str], notes: Notes) -> Line:
    """What a field was and what it is now."""
    before = list({c.value: c for c in comparison.cells if c.article not in fresh}.values())
    now = [c for c in {c.value: c for c in comparison.cells if c.article in fresh}.values() if c.value not in {b.value for b in before}]
    told = f"{event.title} — {comparison.field}: {' / '.join(c.value for c in before)} → {' / '.join(c.value for c in now)}"
    return Line(told, [c.sentence for c in now], [notes.of(c.article for c in (*before, *now)), *(notes.of([c.article]) for c in now)], event.id)


def _turned(entry: Entry, fresh: set[str]) -> bool:
    """Whether the day brought news of what became of an appointment."""
    some = [t for t in entry.appointment.tellings if t.article in fresh]
    return len(some) < len(entry.appointment.tellings) and any(t.moved or t.phase in ("called_off", "done") for t in some)


def _due(entry: Entry, notes: Notes) -> Line:
    """An appointment with the words of its last telling."""
    due = entry.appointment
    when = due.time.start.isoformat() if due.time else "no date"
    if due.time and due.time.days > 1:
        when = f"{when} to {(due.time.end - timedelta(days=1)).isoformat()}"
    told = f"{when}: {due.name}{f', {due.place.name}' if due.place else ''} ({due.status.replace('_', ' ')})"
    last = due.tellings[-1]
    said = [" ".join(entry.words[-1].split())] if entry.words else []
    return Line(told, said, [notes.of(t.article for t in due.tellings), notes.of([last.article])], due.id)
