"""Due: what one article says of a thing to come, or of what became of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ..model import Interval, Participant, Span, WhereTold, cover
from .due_names import lists, named, noun_pattern
from .reading import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Phase, Report, TimeMention
    from .reading import Reading

BESIDE = 30  # characters from a deadline to the party that it binds: "a 60-day window for the assembly"
NEAR = 90  # characters between a noun and the date that is taken for its own
LOOK_BACK = 12  # characters before a date that hold its preposition
MOVED_TO = re.compile(r"\b(?:to|until|till)\s+(?:the\s+)?\Z", re.I)
WINDOW = re.compile(r"\b(\d+|[a-z]+(?:-[a-z]+)?)[- ](day|week|month|hour)s?\b", re.I)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One article's word on something to come (or on what became of it)."""

    reading: object
    name: str
    head: str
    kind: str
    span: Span
    sentence: int
    time: Interval | None
    phase: Phase
    moved: bool = False
    opens: Interval | None = None
    days: int | None = None
    place: WhereTold | None = None
    actors: tuple[Participant, ...] = ()
    report: str | None = None
    words: frozenset[str] = frozenset()


def entries(reading: Reading) -> list[Entry]:
    """What an article says of things to come: dates beside a noun of the list, deadlines, planned reports with a date, and changes of plan."""
    found: dict[tuple[int, str], Entry] = {}
    for time in reading.annotations.times:
        if time.interval is None and not time.deadline:
            continue
        entry = _deadline(time, reading) if time.deadline else _dated(time, reading)
        if entry is None:
            continue
        before = found.get((entry.sentence, entry.head))
        if before is None or (before.phase == "done" and entry.phase != "done") or (entry.moved and _moved_to(time, reading)):
            found[(entry.sentence, entry.head)] = entry
    for report in reading.annotations.reports:
        entry = _planned(report, reading)
        if entry is not None and not any(e.sentence == entry.sentence for e in found.values()):
            found[(entry.sentence, entry.head)] = entry
    for entry in _undated_news(reading):
        found.setdefault((entry.sentence, entry.head), entry)
    return list(found.values())


def _moved_to(time: TimeMention, reading: Reading) -> bool:
    """The day that something was moved to, not the one that it was moved from."""
    return MOVED_TO.search(reading.text[max(0, time.span.start - LOOK_BACK) : time.span.start]) is not None


def _published(reading: Reading) -> Interval | None:
    return reading.article.published.interval if reading.article.published else None


def _future(time: Interval | None, reading: Reading) -> bool:
    day = _published(reading)
    return time is not None and day is not None and time.start >= day.end and time.days <= 40


def _dated(time: TimeMention, reading: Reading) -> Entry | None:
    """A date beside a noun of the list: to come, or of what became of it."""
    if time.kind not in ("DATE", "TIME") or time.interval is None or time.interval.days > 40:
        return None
    noun = _noun_for(time.span, time.sentence, reading)
    if noun is None:
        return None
    clause = reading.sentence(time.sentence)
    future = _future(time.interval, reading)
    off, moved = _says(clause, lists().called_off), _says(clause, lists().moved)
    phase: Phase = "called_off" if off else "planned" if future or moved else "done"
    return _entry(reading, noun, time.span, time.sentence, time.interval, phase, moved=moved)


def _noun_for(at: Span, sentence: int, reading: Reading) -> Span | None:
    """The noun that a date belongs to: in its sentence, before it rather than after, near; a named one rather than a bare one."""
    whole = reading.sentence_span(sentence)
    if whole is None:
        return None
    best: tuple[float, Span] | None = None
    for match in noun_pattern().finditer(reading.text, whole.start, whole.end):
        span = Span(match.start(), match.end())
        distance = at.start - span.end if span.end <= at.start else span.start - at.end
        named = match.group()[0].isupper() and match.start() != whole.start
        limit = NEAR * (2 if named else 1)
        cost = distance + (25 if span.start > at.start else 0) - (60 if named else 0)
        if not span.overlaps(at) and distance <= limit and (best is None or cost < best[0]):
            best = (cost, span)
    return best[1] if best else None


def _says(clause: str, words: Sequence[str]) -> bool:
    lower = clause.lower()
    return any(w in lower for w in words)


def _entry(
    reading: Reading, noun: Span, at: Span, sentence: int, time: Interval | None, phase: Phase, *, moved: bool = False, kind: str = "event",
    opens: Interval | None = None, days: int | None = None,
) -> Entry:
    name = named(noun, reading, sentence)
    report = _beside(noun, at, sentence, reading)
    return Entry(
        reading=reading, name=name, head=stem(noun.of(reading.text)), kind=kind, span=cover([noun, at]), sentence=sentence, time=time, phase=phase,
        moved=moved, opens=opens, days=days, place=_place(cover([noun, at]), sentence, reading), actors=report.actors if report else (),
        report=report.id if report else None,
    )


def _beside(noun: Span, at: Span, sentence: int, reading: Reading) -> Report | None:
    """The report of the sentence that the noun or the date is part of."""
    some = [r for r in reading.annotations.reports if r.sentence == sentence]
    for report in some:
        if report.trigger.overlaps(noun) or (report.time and report.time.span and report.time.span.overlaps(at)):
            return report
    return next((r for r in some if any(e.contains(noun) for e in r.evidence)), None)


def _place(around: Span, sentence: int, reading: Reading) -> WhereTold | None:
    """The place told nearest to the noun and its date, the most exact one among those between them."""
    some = [p for p in reading.annotations.places if p.sentence == sentence and p.role == "place"]

    def cost(p: object) -> tuple[int, int, int]:
        span = p.span
        away = 0 if around.contains(span) else max(around.start - span.end, span.start - around.end)
        return (away > 40, p.precision or 9, away)

    best = min(some, key=cost, default=None)
    if best is None or cost(best)[2] > NEAR:
        return None
    return WhereTold(span=best.span, name=best.name, geonames=best.geonames, country=best.country, admin1=best.admin1, latitude=best.latitude,
                     longitude=best.longitude, precision=best.precision, reason="the place named beside the date")


def _deadline(time: TimeMention, reading: Reading) -> Entry | None:
    """A time by which something is due; of a "60-day window" the day that it closes."""
    close = time.interval
    days = _days(time.span.of(reading.text))
    opens = None
    if days is not None and close is not None and close.days > 1:
        opens = Interval.day(close.start)
        close = Interval.day(close.end if close.days == days else close.start)
    whole = reading.sentence_span(time.sentence)
    if close is None or whole is None or not (_future(close, reading) or days):
        return None
    report = next((r for r in reading.annotations.reports if r.sentence == time.sentence), None)
    span = Span(time.span.start, min(whole.end, time.span.end + 120))
    name = " ".join(span.of(reading.text).split())[:100].rsplit(" ", 1)[0] if span.end < whole.end else span.of(reading.text)
    return Entry(
        reading=reading, name=name.strip(" .,;"), head="deadline", kind="deadline", span=time.span, sentence=time.sentence, time=close,
        phase="planned",
        opens=opens, days=days, actors=_named_after(time, reading), report=report.id if report else None,
    )


def _days(words: str) -> int | None:
    match = WINDOW.search(words)
    if match is None:
        return None
    number = int(match.group(1)) if match.group(1).isdigit() else _number(match.group(1).lower())
    size = {"day": 1, "week": 7, "month": 30, "hour": 0}[match.group(2).lower()]
    return number * size if number and size else None


def _number(word: str) -> int | None:
    return lists().numbers.get(word)


def _named_after(time: TimeMention, reading: Reading) -> tuple[Participant, ...]:
    """Who has to act by then: the party named right after the words for the time."""
    some = [m for m in reading.annotations.mentions if m.sentence == time.sentence and m.actor]
    after = [m for m in some if 0 <= m.span.start - time.span.end <= BESIDE]
    chosen = min(after, key=lambda m: m.span.start, default=None)
    return (Participant(chosen.actor, chosen.span, "named beside the deadline"),) if chosen and chosen.actor else ()


def _planned(report: Report, reading: Reading) -> Entry | None:
    """A planned report with a date to come, whatever its noun."""
    if report.phase not in ("planned", "called_off") or report.time is None or report.background:
        return None
    if not _future(report.time.interval, reading) and report.phase == "planned":
        return None
    noun = _noun_for(report.trigger, report.sentence, reading)
    at = report.trigger if noun is None or not any(e.contains(noun) for e in report.evidence) else noun
    span = report.time.span or report.trigger
    text = reading.text
    name = named(at, reading, report.sentence) if at != report.trigger else report.evidence[0].of(text)[:100] if report.evidence else at.of(text)
    return Entry(
        reading=reading, name=" ".join(name.split()), head=stem(at.of(text)), kind="event", span=cover([report.trigger, span]),
        sentence=report.sentence, time=report.time.interval, phase=report.phase, place=report.place, actors=report.actors, report=report.id,
    )


def _undated_news(reading: Reading) -> Iterable[Entry]:
    """Sentences that say that a thing of the list was put off or called off, without a date."""
    for number, span in enumerate(reading.annotations.sentences):
        clause = span.of(reading.text)
        off, moved = _says(clause, lists().called_off), _says(clause, lists().moved)
        match = noun_pattern().search(reading.text, span.start, span.end) if off or moved else None
        if match is not None:
            noun = Span(match.start(), match.end())
            phase: Phase = "called_off" if off else "planned"
            yield _entry(reading, noun, noun, number, None, phase, moved=moved)
