"""Became: an appointment made of its tellings: its day and place as they were last told, and what became of it by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model import Appointment, Interval, Telling

BY_DAY = ("expected", "lapsed", "unknown")  # what follows from the day on which it is asked
LONGEST_NAME = 80  # characters; longer ones are sentences, not names


def made_of(appointment: Appointment, tellings: Sequence[Telling], last: str) -> Appointment:
    """An appointment with the name, day, place and status that its tellings give, by `last` (an ISO day; "" where none is known)."""
    some = tuple(sorted(tellings, key=lambda t: t.published or "9999"))
    dated = [t for t in some if t.time is not None]
    current = _current(dated) or some[0]
    exact = min((t for t in dated if _meets(t.time, current.time)), key=lambda t: t.time.days if t.time else 0, default=current)
    places = [t.place for t in some if t.place]
    return msgspec.structs.replace(
        appointment, name=_name(some) or appointment.name, time=exact.time, opens=next((t.opens for t in some if t.opens), None),
        days=next((t.days for t in some if t.days), None), place=min(places, key=lambda p: p.precision or 9, default=None),
        actors=next((t.actors for t in some if t.actors), ()), status=status(some, appointment.kind, exact.time, last), tellings=some,
    )


def retold(appointment: Appointment, tellings: Sequence[Telling], by: date) -> Appointment | None:
    """An appointment as it stood by the end of a day, from the tellings that stood; None where none of them announces it."""
    if all(t.phase == "done" for t in tellings):
        return None
    event = appointment.event if any(t.report for t in tellings) else None
    return made_of(msgspec.structs.replace(appointment, event=event), tellings, by.isoformat())


def standing(appointment: Appointment, last: str) -> Appointment:
    """An appointment by another day than that of its last telling: one that was expected may have passed without a word."""
    if appointment.status not in BY_DAY:
        return appointment
    return msgspec.structs.replace(appointment, status=status(appointment.tellings, appointment.kind, appointment.time, last))


def status(tellings: Sequence[Telling], kind: str, time: Interval | None, last: str) -> str:
    """What became of it by the last telling; a date that passed without a word is "unknown", a deadline "lapsed"."""
    latest = tellings[-1]
    if latest.phase == "called_off":
        return "called_off"
    if any(t.phase == "done" for t in tellings):
        return "happened"
    starts = {t.time.start for t in tellings if t.time}
    if any(t.moved for t in tellings) or (len(starts) > 1 and max(starts).toordinal() - min(starts).toordinal() > 1 and latest.moved):
        return "moved"
    return passed(kind, time.end if time is not None else None, last)


def passed(kind: str, end: date | None, last: str) -> str:
    """What became by a day of something of which nothing else is told: the first of BY_DAY that holds."""
    if end is not None and last and end.isoformat() <= last:
        return "lapsed" if kind == "deadline" else "unknown"
    return "expected"


def _current(dated: Sequence[Telling]) -> Telling | None:
    """The telling whose day holds: the last one; one that moved it, until a later day tells another."""
    moves = [n for n, t in enumerate(dated) if t.moved]
    if not moves:
        return dated[-1] if dated else None
    move = dated[moves[-1]]
    later = [t for t in dated[moves[-1] + 1 :] if (t.published or "")[:10] > (move.published or "")[:10]]
    return later[-1] if later else move


def _name(some: Sequence[Telling]) -> str:
    """The name with most capitals, the longest one that is a name still."""
    named = [t.name for t in some if t.name]
    return max(named, key=lambda n: (sum(w[0].isupper() for w in n.split()) > 1, len(n) < LONGEST_NAME, len(n)), default="")


def _meets(a: Interval | None, b: Interval | None) -> bool:
    return a is not None and b is not None and a.overlaps(b)
