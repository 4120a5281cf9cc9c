"""Values: what a report says in one field, and how it stands to what another says there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Span
from . import figures, parties
from .node import Node
from .tuning import same_family
from .where import place_within, same_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Actor, Interval, Quantity, Report, Source, WhereTold
    from .figures import Stand

OWN_WORDS = "its own words"
OTHER = "other:"  # a noun of no kind: compared only where two origins count it
ANYONE = frozenset({"people", "person", "resident", "civilian", "man", "woman", "child"})
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "his", "her", "their"})
WHEN = re.compile(r"\W*\b(?:after|before|later|earlier|ago|since|from now)\b", re.I)
LEADING = re.compile(r"^(?:the|an?)\s+", re.I)
FIELDS = ("type", "actors", "recipients", "place", "time", "phase", "polarity", "chain")


class Value(msgspec.Struct, frozen=True):
    """One field as one report tells it: `data` is what is compared, `shown` what is read."""

    field: str
    data: Any
    shown: str
    span: Span | None
    node: Node


def values(node: Node, *, mutual: bool = False) -> list[Value]:
    """Every field that a report fills; `mutual` where another report of the event tells it as done by both sides to one another."""
    r = node.report
    together = r.reciprocal or (mutual and bool(node.actors) and bool(node.recipients))
    found = [
        Value("type", (r.act, r.mode), r.act + (f" ({r.mode})" if r.mode else ""), r.trigger, node),
        Value("phase", r.phase, r.phase.replace("_", " "), r.trigger, node),
        Value("polarity", r.polarity, r.polarity, r.trigger, node),
        _chain(node),
    ]
    if node.actors:
        found.append(_party("actors", node.everyone if together else node.actors, r, node))
    if node.recipients and not together:
        found.append(_party("recipients", node.recipients, r, node))
    if node.place:
        found.append(Value("place", node.place, node.place.name, node.place.span, node))
    if r.time:
        found.append(Value("time", r.time.interval, shown_time(r.time.interval), r.time.span, node))
    found += [Value(quantity_field(q, r), q, shown_quantity(q), q.span, node) for q in node.quantities if not _dates(q, node)]
    return found


def _chain(node: Node) -> Value:
    """Who says so, the innermost source last; a pronoun goes under the name that it stands for."""
    names = tuple(source_words(link, node) for link in node.report.chain)
    return Value("chain", (names,), " < ".join(names) or OWN_WORDS, node.report.chain[0].span if names else None, node)


def source_words(link: Source, node: Node) -> str:
    """A link of a chain by name: a pronoun or a named actor under the actor's name, all else in its own words."""
    actor = node.reading.actors.get(link.actor or "")
    words = actor.name if actor is not None and (link.words.lower() in PRONOUNS or not link.actor.startswith("unnamed:")) else link.words
    return LEADING.sub("", words)


def _dates(quantity: Quantity, node: Node) -> bool:
    """Days that only say when ("three days after the vote") are no figure of the event."""
    return quantity.kind == "days" and WHEN.match(node.reading.text, quantity.span.end) is not None


def _party(field: str, some: Sequence[Actor], report: Report, node: Node) -> Value:
    told = report.actors if field == "actors" else report.recipients
    return Value(field, tuple(some), ", ".join(a.name for a in some), told[0].span if told else None, node)


def shown_time(when: Interval) -> str:
    """An interval in its own grain: a day, a month, a year, or its first and last day."""
    if when.days <= 1:
        return when.start.isoformat()
    if when.grain == "year":
        return str(when.start.year)
    return when.start.isoformat()[:7] if when.grain == "month" else f"{when.start.isoformat()} to {(when.end - timedelta(days=1)).isoformat()}"


def quantity_field(quantity: Quantity, report: Report) -> str:
    """Kind, whom and scope: figures are compared only with their like. Crowds of a protest are its protesters, whatever they are called."""
    kind: str = quantity.kind
    if kind == "other":
        kind = f"{OTHER}{quantity.noun.lower()}"
    elif kind in ("people", "protesters") and report.act == "PROTEST":
        kind = "protesters"
    elif kind == "people" and quantity.noun and quantity.noun.lower() not in ANYONE:
        kind = f"{OTHER}{quantity.noun.lower()}s"
    if quantity.part_of:
        kind += f" (part: {quantity.whom})" if quantity.whom else " (part)"
    return f"{kind} in all" if quantity.scope in ("total", "period") else kind


def shown_quantity(q: Quantity) -> str:
    figure = q.best if q.best is not None else q.low if q.low is not None else q.high
    words = {"at_least": "at least ", "up_to": "up to ", "about": "about "}.get(q.bound, "")
    if q.bound == "vague" and q.low is not None and q.high is None:
        return f"{q.low:g} or more {q.unit or q.noun}"
    if q.bound in ("range", "vague") and q.low is not None and q.high is not None:
        return f"{q.low:g} to {q.high:g} {q.unit or q.noun}"
    return f"{words}{figure:,.10g} {q.unit or q.noun}" if figure is not None else q.noun


def stand(a: Value, b: Value) -> tuple[Stand, str]:
    """How the first value stands to the second (finer: it says more), with a reason where one shows in the values alone."""
    if a.field in ("actors", "recipients"):
        found = parties.relation(a.data, b.data)
        return ("differ" if found == "other" else found), _party_reason(a, b) if found in ("finer", "coarser") else ""
    if a.field == "place":
        return _places(a.data, b.data)
    if a.field == "time":
        return _times(a.data, b.data)
    if a.field == "type":
        return _types(a.data, b.data)
    if a.field == "chain":
        return _chains(a.data, b.data)
    if a.field in ("phase", "polarity"):
        return ("same" if a.data == b.data else "differ"), ""
    return figures.stand(a.data, b.data)


def _party_reason(a: Value, b: Value) -> str:
    if len(a.data) != len(b.data):
        return "one names more of the parties"
    if any((x.kind in parties.UNNAMED) != (y.kind in parties.UNNAMED) for x in a.data for y in b.data):
        return "one leaves them unnamed"
    return "a person or body against the government or group it belongs to"


def _places(a: WhereTold, b: WhereTold) -> tuple[Stand, str]:
    if same_place(a, b):
        return "same", ""
    if place_within(a, b):
        return "finer", f"{a.name} is in {b.name}"
    if place_within(b, a):
        return "coarser", f"{b.name} is in {a.name}"
    return "differ", ""


def _times(a: Interval, b: Interval) -> tuple[Stand, str]:
    if (a.start, a.end) == (b.start, b.end):
        return "same", ""
    if b.contains(a):
        return "finer", f"{shown_time(a)} is in {shown_time(b)}"
    if a.contains(b):
        return "coarser", f"{shown_time(b)} is in {shown_time(a)}"
    return "differ", ""


def _types(a: tuple[str, str | None], b: tuple[str, str | None]) -> tuple[Stand, str]:
    if a[0] != b[0]:
        return "differ", "related acts" if same_family(a[0], b[0]) else ""
    if a[1] == b[1]:
        return "same", ""
    if a[1] is None or b[1] is None:
        return ("coarser" if a[1] is None else "finer"), "one tells no mode"
    return "differ", ""


def _chains(some: tuple[tuple[str, ...], ...], others: tuple[tuple[str, ...], ...]) -> tuple[Stand, str]:
    """Chains of two origins: the same where they share a link ("army", "the country's army"; not "Indian officials", "Nepalese officials")."""
    ours, theirs = ([name for chain in told for name in chain if name.strip()] for told in (some, others))
    if any(same_source(a, b) for a in ours for b in theirs) or (not ours and not theirs):
        return "same", ""
    if not ours or not theirs:
        return "differ", "told as fact by one, attributed by another"
    return "differ", "through other sources"


def same_source(one: str, other: str) -> bool:
    """Whether two names of a source may mean one: the last word is the same, and not each has a proper name that the other lacks."""
    a, b = one.split(), other.split()
    if a[-1].lower() != b[-1].lower():
        return False
    first, second = ({w for w in words[:-1] if w[:1].isupper()} for words in (a, b))
    return not (first - second and second - first)
