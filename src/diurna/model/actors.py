"""Actors: who does, and to whom it is done."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from .spans import Span

ActorKind = Literal[
    "country", "government", "person", "party", "armed_group", "organisation", "company", "unnamed_group", "unnamed_person", "group_of_countries",
]


class Role(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An office or function that an actor's code rests on; `source` is the table or "text", `since`/`until` half-open."""

    title: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    source: str = "text"


class Actor(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An actor as it stands on the day of an article.

    `id` is "kind:key" ("country:IRN", "government:RUS", "person:vladimir-putin", "armed_group:islamic-state",
    "company:rosneft"); unnamed ones are "unnamed:ARTICLE:n" and never the same in two articles. `country` is ISO 3166 alpha-3,
    `gw` Gleditsch and Ward's and `cow` Correlates of War's number. `sectors` are PLOVER's, the primary one first.
    `members` are the ids behind a collective ("the three powers").
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    gw: int | None = None
    cow: int | None = None
    sectors: tuple[str, ...] = ()
    role: Role | None = None
    members: tuple[str, ...] = ()
    table: str | None = None
    reason: str = ""

    @property
    def code(self) -> str:
        """Country and sectors, as "RUS GOV"; "UNK" where neither is known."""
        parts = [self.country] if self.country else []
        return " ".join([*parts, *self.sectors]) or "UNK"


class Participant(msgspec.Struct, frozen=True, gc=False):
    """An actor in a role of a report, quote or relation, with the words that name it and why it is taken for that role."""

    actor: str
    span: Span
    reason: str = ""


class Source(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One link of a chain: who says so, in which words; `anonymous` with the `condition` given, if any."""

    words: str
    span: Span
    actor: str | None = None
    cue: Span | None = None
    anonymous: bool = False
    condition: str | None = None
