"""Diary: what articles say is to come, when and where, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from ..model import Appointment, Interval, Telling, cover, key_hash
from .became import made_of
from .due import Entry, entries
from .reading import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Report
    from .reading import Reading

MOVED_DAYS = 400  # days by which an appointment may be put off and still be the same
LONGEST_DUE = 60  # days of a deadline's interval under which it is looked up
WITNESSES = 20  # tellings of an appointment that a newcomer is held against: the first and the latest


def diary(readings: Iterable[Reading], events: Mapping[str, str] | None = None) -> list[Appointment]:
    """Appointments told by some articles, in the order of their dates; `events` gives the event of each report.

    Read from future dates beside a noun of `resources/diary.toml`, deadlines among the time mentions, and planned reports with a date. What
    a later report tells as done of the event that an appointment belongs to is a telling of the appointment too.
    """
    some = sorted(readings, key=lambda r: (r.published or "9999", r.article.id))
    homes = events or {}
    groups = _grouped(e for reading in some for e in entries(reading))
    last = max((r.published[:10] for r in some if r.published), default="")
    done = _done(some, homes)
    made = []
    for group in groups:
        tellings = [_telling(entry) for entry in group]
        event = next((homes[t.report] for t in tellings if t.report in homes), None)
        made.append(_appointment(group, [*tellings, *_come_true(tellings, done.get(event or "", ()))], event, last))
    return sorted(made, key=lambda a: (a.time is None, a.time.start.isoformat() if a.time else "", a.name))


def _grouped(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of one appointment together; each is held only against groups that share its noun, its place or, for a deadline, its day."""
    groups: list[list[Entry]] = []
    index: dict[tuple[str, object], dict[int, None]] = defaultdict(dict)
    for told in entries:
        entry = msgspec.structs.replace(told, words=_told_words(told))
        keys = _keys(entry)
        near = sorted({number for key in keys for number in index.get(key, ())})
        home = max((n for n in near if _same(entry, groups[n])), key=lambda n: _closeness(entry, groups[n]), default=None)
        if home is None:
            if entry.phase == "done":
                continue
            home = len(groups)
            groups.append([])
        groups[home].append(entry)
        for key in keys:
            index[key][home] = None
    return groups


def _keys(entry: Entry) -> list[tuple[str, object]]:
    if entry.kind == "deadline":
        start = entry.time.start.toordinal() if entry.time else 0
        return [("due", start + n) for n in range(min(entry.time.days, LONGEST_DUE) if entry.time else 1)]
    return [("head", entry.head), *([("place", entry.place.name)] if entry.place else ())]


def _same(entry: Entry, group: Sequence[Entry]) -> bool:
    first = group[0]
    if entry.kind != first.kind:
        return False
    if entry.kind == "deadline":
        return any(_meets(entry.time, e.time) and (entry.days == e.days or _closeness(entry, group) > 0) for e in group)
    shared = _closeness(entry, group)
    if any(_meets(entry.time, e.time) for e in group):
        head = any(entry.head == e.head for e in group)
        place = any(e.place and entry.place and e.place.name == entry.place.name for e in group)
        return (head and (shared > 0 or place)) or (place and shared > 0)
    if entry.moved or entry.phase == "called_off":
        return any(entry.head == e.head for e in group) and shared > 0 and _within(entry, first)
    return False


def _within(entry: Entry, first: Entry) -> bool:
    if entry.time is None or first.time is None:
        return True
    return abs(entry.time.start.toordinal() - first.time.start.toordinal()) <= MOVED_DAYS


def _meets(a: Interval | None, b: Interval | None) -> bool:
    return a is not None and b is not None and a.overlaps(b)


def _closeness(entry: Entry, group: Sequence[Entry]) -> int:
    ours = entry.words - {entry.head}
    some = group if len(group) <= WITNESSES else [*group[: WITNESSES // 2], *group[-WITNESSES // 2 :]]
    return max(len(ours & e.words) for e in some)


def _told_words(entry: Entry) -> frozenset[str]:
    words = entry.reading.sentence_words
    return (words[entry.sentence] if 0 <= entry.sentence < len(words) else frozenset()) | content_words(entry.name)


def _telling(entry: Entry) -> Telling:
    return Telling(
        article=entry.reading.article.id, span=entry.span, time=entry.time, phase=entry.phase, published=entry.reading.published or None,
        name=entry.name, moved=entry.moved, place=entry.place, actors=entry.actors, opens=entry.opens, days=entry.days, report=entry.report,
    )


def _done(some: Iterable[Reading], events: Mapping[str, str]) -> dict[str, list[tuple[Reading, Report]]]:
    """For each event the reports that tell it as done."""
    found: dict[str, list[tuple[Reading, Report]]] = defaultdict(list)
    for reading in some:
        for report in reading.annotations.reports:
            if report.id in events and report.phase in ("done", "ongoing") and report.polarity == "affirmed" and not report.background:
                found[events[report.id]].append((reading, report))
    return found


def _come_true(tellings: Sequence[Telling], done: Iterable[tuple[Reading, Report]]) -> list[Telling]:
    """The first report that tells the appointment's event as done, from its day on."""
    days = [t.time.start for t in tellings if t.time]
    told = {t.report for t in tellings}
    for reading, report in done:
        if not days or not reading.published or reading.published[:10] < min(days).isoformat() or report.id in told:
            continue
        when = report.time.interval if report.time else None
        if when is not None and when.end <= min(days):
            continue
        span = cover([report.trigger, *(s for s in report.evidence[:1] if s.contains(report.trigger))])
        return [Telling(article=reading.article.id, span=span, time=None, phase="done", published=reading.published, report=report.id)]
    return []


def _appointment(group: Sequence[Entry], tellings: Sequence[Telling], event: str | None, last: str) -> Appointment:
    first = group[0]
    key = key_hash("appointment", first.reading.article.id, first.span.start)
    return made_of(Appointment(id=key, name=first.name, kind=first.kind, event=event), tellings, last)
