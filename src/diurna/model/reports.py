"""Reports: one article's account of one happening; and the quantities, quotes and relations it tells."""

from __future__ import annotations

from typing import Literal

import msgspec

from .actors import Participant, Source
from .spans import Span
from .times import Interval

Act = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]
Quad = Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]
Phase = Literal["done", "ongoing", "planned", "called_off", "hypothetical"]
Polarity = Literal["affirmed", "denied"]
Bound = Literal["exact", "at_least", "up_to", "about", "range", "vague"]
QuantityKind = Literal[
    "dead", "wounded", "missing", "detained", "displaced", "hostages", "people", "troops", "protesters",
    "delegations", "countries", "money", "weapons", "vehicles", "buildings", "territory", "votes", "days", "percent", "other",
]
RelationKind = Literal[
    "ally", "supporter", "rival", "hostile", "member_of", "party_to", "holds_office", "predecessor", "controls_territory", "owns",
]


class WhenTold(msgspec.Struct, frozen=True, gc=False):
    """The time of a report: the interval, the words that it rests on (None if only implied) and why."""

    interval: Interval
    span: Span | None = None
    reason: str = ""


class WhereTold(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The place of a report: the words that it rests on and what they were resolved to (see PlaceMention)."""

    span: Span
    name: str
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    reason: str = ""


class FieldConfidence(msgspec.Struct, frozen=True, gc=False):
    """How sure one field of a report is: a calibrated probability that it is right."""

    field: str
    confidence: float


class Report(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One article's account of one happening.

    `act` is what the words say was or is to be done; `plover_type`, `quad`, `cameo` (text: "010" is not 10) and
    `goldstein` (-10 to 10) are derived from it; `own_type` is the user's own type, where its words are the user's. `evidence` has every
    stretch that tells it, the first one first; `trigger` is the word that names the act. `chain` is who says so, outermost first.
    `confidence` is the probability that it is a report at all, `sure` has one for each field.
    """

    id: str
    article: str
    sentence: int
    trigger: Span
    evidence: tuple[Span, ...]
    act: Act
    plover_type: Act
    quad: Quad
    own_type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    reciprocal: bool = False
    place: WhereTold | None = None
    time: WhenTold | None = None
    chain: tuple[Source, ...] = ()
    polarity: Polarity = "affirmed"
    denied_by: Participant | None = None
    phase: Phase = "done"
    background: bool = False
    quantities: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    confidence: float = 0.0
    sure: tuple[FieldConfidence, ...] = ()
    rule: str = ""


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A number with its noun.

    `low`, `best` and `high` are in `unit` (a currency code, "people", "days", "km2"...); None is unknown. `scope` tells a
    toll of this event from a running total or a period's; `part_of` is the quantity that this one is a part of.
    """

    id: str
    article: str
    sentence: int
    span: Span
    kind: QuantityKind
    noun: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: Bound = "exact"
    unit: str | None = None
    whom: str | None = None
    whom_span: Span | None = None
    scope: Literal["event", "total", "period", "unknown"] = "event"
    part_of: str | None = None
    chain: tuple[Source, ...] = ()
    rule: str = ""


class Quote(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One article's rendering of something said. `marks` tells whether the quotation marks stand, were lost, or were never due."""

    id: str
    article: str
    sentence: int
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed", "fragment"]
    marks: Literal["kept", "lost", "none"] = "none"
    cue: Span | None = None
    speaker: Participant | None = None
    speaker_words: str = ""
    speaker_span: Span | None = None
    unnamed: bool = False
    condition: str | None = None
    addressee: Participant | None = None
    addressee_words: str = ""
    chain: tuple[Source, ...] = ()
    elisions: int = 0
    place: WhereTold | None = None
    time: WhenTold | None = None
    occasion: str | None = None
    confidence: float = 0.0
    rule: str = ""


class Relation(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A standing tie that an article states; symmetric kinds (ally, rival, hostile) have both sides as told."""

    id: str
    article: str
    sentence: int
    evidence: Span
    kind: RelationKind
    of: tuple[Participant, ...]
    to: tuple[Participant, ...] = ()
    to_words: str = ""
    valid: Interval | None = None
    chain: tuple[Source, ...] = ()
    polarity: Polarity = "affirmed"
    rule: str = ""
