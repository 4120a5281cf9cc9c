"""What is known when a phrase is resolved, and small questions about its segments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from ...model import Actor, ActorKind, Role
from ...resources.actor_tables import ActorTables, Entry
from .phrase import ELECT, FORMER, Segment

OFFICES = frozenset({"GOV", "LEG", "JUD", "SPY", "MIL", "PTY", "COP", "IGO"})  # who has left one of these is ELI
PLACING = frozenset({"of", "in", "from", "at", "inside", "within", "near"})


class Ask(NamedTuple):
    """What is known besides the phrase."""

    day: date | None
    hint: str | None
    tables: ActorTables
    head: str | None = None
    read: Callable[[list[Segment], Ask], Actor | None] | None = None  # reads the words after "of" as an actor of their own


def entry_of(segment: Segment) -> Entry:
    return segment.entries[0]


def cut(segments: list[Segment]) -> tuple[list[Segment], str | None, list[Segment]]:
    """What stands before the first preposition or comma, the preposition, and what stands after."""
    for index, segment in enumerate(segments):
        if segment.kind in ("link", "break") and index > 0:
            return segments[:index], segment.text.lower(), segments[index + 1 :]
    return segments, None, []


def country_in(segments: list[Segment]) -> str | None:
    for segment in segments:
        if segment.kind == "names":
            for entry in segment.entries:
                if entry.kind == "country":
                    return entry.country
    return None


def body_in(segments: list[Segment]) -> Segment | None:
    found = [
        segment
        for segment, after in zip_longest(segments, segments[1:])
        if segment.kind == "names" and entry_of(segment).kind not in ("country", "person") and not _goes_on(segment, after)
    ]
    return found[-1] if found else None


def _goes_on(segment: Segment, after: Segment | None) -> bool:
    """Whether a body's name is only the beginning of another name ("the West Coast")."""
    return after is not None and after.kind == "other" and after.capital and not segment.owner


def position(segments: list[Segment], segment: Segment) -> int:
    return next(index for index, other in enumerate(segments) if other is segment)


def is_former(segments: list[Segment]) -> bool:
    words = {segment.text.lower() for segment in segments if segment.kind == "status"}
    return bool(words & (FORMER | ELECT))


def made(
    key: str, name: str, kind: ActorKind, country: str | None, sectors: tuple[str, ...], ask: Ask, *,
    role: Role | None = None, table: str | None = None, reason: str = "",
) -> Actor:
    known = ask.tables.countries.get(country or "")
    return Actor(
        id=key, name=name, kind=kind, country=country, gw=known.gw if known else None, cow=known.cow if known else None,
        sectors=sectors, role=role, table=table, reason=reason,
    )


def title_of(segments: list[Segment]) -> str:
    return " ".join(segment.text for segment in segments if segment.kind in ("agent", "status", "other") or segment.agent)


def country_after(link: str | None, tail: list[Segment]) -> str | None:
    """The country that the words after "of", "in", "from"... name, or the home of the body that they name."""
    while tail:
        part, following, rest = cut(tail)
        if link in PLACING:
            body = body_in(part)
            country = country_in(part) or (entry_of(body).country if body and "JRN" not in entry_of(body).sectors else None)
            if country:
                return country
        link, tail = following, rest
    return None


def hinted(segment: Segment, ask: Ask) -> Entry:
    bodies = [entry for entry in segment.entries if entry.kind not in ("country", "person")]
    for entry in bodies:
        if ask.hint and entry.country == ask.hint:
            return entry
    return bodies[0] if bodies else segment.entries[0]
