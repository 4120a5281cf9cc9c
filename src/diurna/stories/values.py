"""Values: what a report says in one field, and how it stands to what another says there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Span
from . import figures, told_chains, told_deeds, told_parties, told_places, told_times
from .node import Node
from .told_chains import OWN_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Actor, Quantity, Report
    from .figures import Stand

OTHER = "other:"  # a noun of no kind: compared only where two origins count it
ANYONE = frozenset({"people", "person", "resident", "civilian", "man", "woman", "child"})
WHEN = re.compile(r"\W*\b(?:after|before|later|earlier|ago|since|from now)\b", re.I)
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
        chain_of(node),
    ]
    doers = node.everyone if together else _doers(node)
    if doers:
        found.append(_party("actors", doers, r, node))
    if node.recipients and not together:
        found += _struck(node)
    if node.place:
        place = told_places.where(node.place, node)
        found.append(Value("place", place, place.name, node.place.span, node))
    if r.time and (when := told_times.when(r.time, node)):
        found.append(Value("time", when, when.shown, r.time.span, node))
    found += [Value(quantity_field(q, r), q, shown_quantity(q), q.span, node) for q in node.quantities if not _dates(q, node)]
    return found


def chain_of(node: Node) -> Value:
    """Who says so, the innermost source last; a pronoun goes under the name that it stands for."""
    links = told_chains.beside_doers(told_chains.tellers(node.report.chain, node), node)
    span = next((link.span for link in node.report.chain if links and link.words == links[0].words), None)
    return Value("chain", (links,), " < ".join(t.name for t in links) or OWN_WORDS, span, node)


def _dates(quantity: Quantity, node: Node) -> bool:
    """Days that only say when ("three days after the vote") are no figure of the event."""
    return quantity.kind == "days" and WHEN.match(node.reading.text, quantity.span.end) is not None


def _doers(node: Node) -> list[Actor]:
    """The actors, without those who are counted among the victims: who was killed did not do it."""
    if node.report.act not in ("ASSAULT", "ACCUSE"):
        return node.actors
    hit = [q.span for q in node.reading.annotations.quantities if q.kind in told_chains.CASUALTIES]
    counted = {p.actor for p in node.report.actors if any(span.contains(p.span) for span in hit)}
    return [a for a in node.actors if a.id not in counted]


def _struck(node: Node) -> list[Value]:
    """The recipients: without a doer of the same deed, and without the country in which the struck place lies."""
    r, text = node.report, node.reading.text
    doers = {p.actor for p in r.actors}
    aside = {p.actor for p in r.recipients if p.actor in doers or told_parties.only_where(p, r, text)}
    hit = [a for a in node.recipients if a.id not in aside]
    return [_party("recipients", hit, r, node)] if hit else []


def _party(field: str, some: Sequence[Actor], report: Report, node: Node) -> Value:
    told = report.actors if field == "actors" else report.recipients
    data = told_parties.sides(some, (*report.actors, *report.recipients), node)
    first = next((p.span for p in told if any(s.actor.id == p.actor for s in data)), None)
    return Value(field, data, ", ".join(dict.fromkeys(map(told_parties.shown, data))), first, node)


def quantity_field(quantity: Quantity, report: Report) -> str:
    """Kind, whom and scope: figures are compared only with their like. Crowds of a protest are its protesters, whatever they are called."""
    kind: str = quantity.kind
    if kind == "other":
        kind = f"{OTHER}{quantity.noun.lower()}"
    elif kind in ("people", "protesters") and report.act == "PROTEST":
        kind = "protesters"
    elif kind == "people" and quantity.noun and quantity.noun.lower() not in ANYONE:
        kind = f"{OTHER}{quantity.noun.lower().removesuffix('s')}s"
    if quantity.part_of:
        kind += f" (part: {quantity.whom})" if quantity.whom else " (part)"
    return f"{kind} in all" if quantity.scope in ("total", "period") else kind


def shown_quantity(q: Quantity) -> str:
    """A figure with its bound and unit: "at least 12 people"."""
    figure = q.best if q.best is not None else q.low if q.low is not None else q.high
    words = {"at_least": "at least ", "up_to": "up to ", "about": "about "}.get(q.bound, "")
    if q.bound == "vague" and q.low is not None and q.high is None:
        return f"{q.low:,.10g} or more {q.unit or q.noun}"
    if q.bound in ("range", "vague") and q.low is not None and q.high is not None:
        return f"{q.low:,.10g} to {q.high:,.10g} {q.unit or q.noun}"
    return f"{words}{figure:,.10g} {q.unit or q.noun}" if figure is not None else q.noun


def stand(a: Value, b: Value) -> tuple[Stand, str]:
    """How the first value stands to the second (finer: it says more), with a reason where one shows in the values alone."""
    if a.field in ("actors", "recipients"):
        return told_parties.stand(a.data, b.data)
    if a.field == "place":
        return told_places.stand(a.data, b.data)
    if a.field == "time":
        return told_times.stand(a.data, b.data)
    if a.field == "type":
        return told_deeds.stand(a.node, b.node)
    if a.field == "chain":
        return told_chains.stand(a.data, b.data)
    if a.field == "phase":
        return told_deeds.stand_of_phases(a.node, b.node)
    if a.field == "polarity":
        return ("same" if a.data == b.data else "differ"), ""
    return figures.stand(a.data, b.data)
