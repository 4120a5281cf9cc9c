"""Diary: what articles say is to come, when and where, and what became of it."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from ..model import Appointment, Interval, Span, Telling, WhereTold, cover, key_hash
from .reading import content_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Participant, Phase, Report, TimeMention
    from .evidence import Node
    from .reading import Reading

MOVED_DAYS = 400  # days by which an appointment may be put off and still be the same
BESIDE = 30  # characters from a deadline to the party that it binds: "a 60-day window for the assembly"
LONGEST_DUE = 60  # days of a deadline's interval under which it is looked up
WITNESSES = 20  # tellings of an appointment that a newcomer is held against: the first and the latest
NEAR = 90  # characters between a noun and the date that is taken for its own
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
QUOTED = re.compile(r"[“\"]([A-Z][^“”\"]{3,80})[”\"]")
WINDOW = re.compile(r"\b(\d+|[a-z]+(?:-[a-z]+)?)[- ](day|week|month|hour)s?\b", re.I)


class Words(msgspec.Struct, frozen=True):
    """The word lists of `resources/diary.toml`."""

    nouns: tuple[str, ...]
    called_off: tuple[str, ...]
    moved: tuple[str, ...]
    done: tuple[str, ...]
    stops: tuple[str, ...]
    numbers: dict[str, int]


@cache
def lists() -> Words:
    return msgspec.convert(tomllib.loads(files("diurna.resources").joinpath("diary.toml").read_text("utf-8")), Words)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, lists().nouns), key=len, reverse=True)) + r")\b", re.I)


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


def diary(readings: Iterable[Reading], events: Mapping[str, str] | None = None, nodes: Sequence[Node] = ()) -> list[Appointment]:
    """Appointments told by some articles, in the order of their dates; `events` gives the event of each report.

    Read from future dates beside a noun of `resources/diary.toml`, deadlines among the time mentions, and planned reports with a date.
    """
    some = sorted(readings, key=lambda r: (r.published or "9999", r.article.id))
    groups = _grouped(e for reading in some for e in _entries(reading))
    last = max((r.published[:10] for r in some if r.published), default="")
    made = [_appointment(group, events or {}, last) for group in groups]
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


def _entries(reading: Reading) -> list[Entry]:
    found: dict[tuple[int, str], Entry] = {}
    for time in reading.annotations.times:
        if time.interval is None and not time.deadline:
            continue
        entry = _deadline(time, reading) if time.deadline else _dated(time, reading)
        if entry is None:
            continue
        before = found.get((entry.sentence, entry.head))
        if before is None or (before.phase == "done" and entry.phase != "done"):
            found[(entry.sentence, entry.head)] = entry
    for report in reading.annotations.reports:
        entry = _planned(report, reading)
        if entry is not None and not any(e.sentence == entry.sentence for e in found.values()):
            found[(entry.sentence, entry.head)] = entry
    for entry in _undated_news(reading):
        found.setdefault((entry.sentence, entry.head), entry)
    return list(found.values())


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
    for match in _nouns().finditer(reading.text, whole.start, whole.end):
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
    name = _name(noun, reading, sentence)
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


def _name(noun: Span, reading: Reading, sentence: int) -> str:
    """A name in quotation marks or capitals that holds the noun, else the noun with the words that tell it from others."""
    whole = reading.sentence_span(sentence) or noun
    for match in QUOTED.finditer(reading.text, whole.start, whole.end):
        if match.start(1) <= noun.start and noun.end <= match.end(1):
            return match.group(1)
    words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(reading.text, whole.start, whole.end)]
    at = next((i for i, (_, start, end) in enumerate(words) if start <= noun.start < end), None)
    if at is None:
        return noun.of(reading.text)
    first, last = _left(words, at, reading.text), _right(words, at, reading.text)
    return reading.text[words[first][1] : max(words[last][2], noun.end)].strip()


def _left(words: Sequence[tuple[str, int, int]], at: int, text: str) -> int:
    first = at
    while first > 0 and at - first < 4:
        word, _, end = words[first - 1]
        if word.lower() in lists().stops or text[end : words[first][1]].strip(" ’'-") or (word.endswith(("ed", "ing")) and word[0].islower()):
            break
        first -= 1
    return first


def _right(words: Sequence[tuple[str, int, int]], at: int, text: str) -> int:
    last = at
    if at + 2 < len(words) and words[at + 1][0].lower() in ("of", "on", "for", "between"):
        following = at + 2
        while following < len(words) and following - at <= 6 and not text[words[following - 1][2] : words[following][1]].strip(" ’'"):
            word = words[following][0]
            if word.lower() in ("the", "and") and following + 1 < len(words):
                following += 1
                continue
            if word.lower() in lists().stops or any(c.isdigit() for c in word):
                break
            last = following
            following += 1
    return last


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
    from ..model import Participant

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
    name = _name(at, reading, report.sentence) if at != report.trigger else report.evidence[0].of(text)[:100] if report.evidence else at.of(text)
    return Entry(
        reading=reading, name=" ".join(name.split()), head=stem(at.of(text)), kind="event", span=cover([report.trigger, span]),
        sentence=report.sentence, time=report.time.interval, phase=report.phase, place=report.place, actors=report.actors, report=report.id,
    )


def _undated_news(reading: Reading) -> Iterable[Entry]:
    """Sentences that say that a thing of the list was put off or called off, without a date."""
    for number, span in enumerate(reading.annotations.sentences):
        clause = span.of(reading.text)
        off, moved = _says(clause, lists().called_off), _says(clause, lists().moved)
        match = _nouns().search(reading.text, span.start, span.end) if off or moved else None
        if match is not None:
            noun = Span(match.start(), match.end())
            phase: Phase = "called_off" if off else "planned"
            yield _entry(reading, noun, noun, number, None, phase, moved=moved)


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


def _appointment(group: Sequence[Entry], events: Mapping[str, str], last: str) -> Appointment:
    named = max(group, key=lambda e: (sum(w[0].isupper() for w in e.name.split()) > 1, len(e.name) < 80, len(e.name)))
    dated = [e for e in group if e.time is not None]
    current = dated[-1] if dated else group[0]
    exact = min((e for e in dated if _meets(e.time, current.time)), key=lambda e: e.time.days, default=current)
    places = [e.place for e in group if e.place]
    first = group[0]
    tellings = tuple(
        Telling(article=e.reading.article.id, span=e.span, time=e.time, phase=e.phase, published=e.reading.published or None) for e in group
    )
    return Appointment(
        id=key_hash("appointment", first.reading.article.id, first.span.start), name=named.name, kind=first.kind, time=exact.time,
        opens=next((e.opens for e in group if e.opens), None), days=next((e.days for e in group if e.days), None),
        place=min(places, key=lambda p: p.precision or 9, default=None), actors=next((e.actors for e in group if e.actors), ()),
        event=next((events[e.report] for e in group if e.report in events), None), status=_status(group, exact.time, last),
        tellings=tellings,
    )


def _status(group: Sequence[Entry], time: Interval | None, last: str) -> str:
    """What became of it by the last telling; a date that passed without a word is "unknown", a deadline "lapsed"."""
    latest = group[-1]
    if latest.phase == "called_off":
        return "called_off"
    if any(e.phase == "done" for e in group):
        return "happened"
    starts = {e.time.start for e in group if e.time}
    if any(e.moved for e in group) or (len(starts) > 1 and max(starts).toordinal() - min(starts).toordinal() > 1 and len(group) > 1 and latest.moved):
        return "moved"
    if time is not None and last and time.end.isoformat() <= last:
        return "lapsed" if latest.kind == "deadline" else "unknown"
    return "expected"
