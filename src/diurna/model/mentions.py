"""Mentions: spans of an article that name an actor, a place or a time."""

from __future__ import annotations

from typing import Literal

import msgspec

from .spans import Span
from .times import Interval

Form = Literal["name", "title", "nominal", "pronoun", "demonym", "metonym", "acronym"]
TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]


class ActorMention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Words that stand for an actor: the whole noun phrase (`span`) and its `head`; `actor` is None while unknown."""

    span: Span
    head: Span
    form: Form
    sentence: int
    actor: str | None = None
    reason: str = ""


class PlaceMention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A toponym and what it stands for.

    `geonames` is None where the place is unknown or told too vaguely. `precision` is UCDP's where_prec: 1 exact place,
    2 near it, 3 second-order division, 4 first-order division, 5 region or feature, 6 country, 7 international waters
    or airspace. `role` tells a place from a government that is named by its seat (metonym) and from a demonym.
    """

    span: Span
    sentence: int
    name: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None
    precision: int | None = None
    role: Literal["place", "metonym", "demonym", "part_of_name"] = "place"
    confidence: float = 0.0
    reason: str = ""


class TimeMention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A time expression: its TIMEX3 kind and value, and the interval of the calendar where it can be told.

    `bound` tells open ones: "since 2011" is `since`, "by Friday" is `before`. `deadline` marks a time by which something is due,
    `scheduled` one for which something is arranged or announced ("will take place on 20 June").
    """

    span: Span
    sentence: int
    kind: TimeKind
    value: str
    interval: Interval | None = None
    bound: Literal["since", "until", "before", "after"] | None = None
    deadline: bool = False
    scheduled: bool = False
    anchor: Span | None = None
    reason: str = ""
