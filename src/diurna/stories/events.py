"""Events: reports of one happening merged across articles, each merge with its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from ..model import Event, Merge
from . import meetings, parties
from .across import across
from .cues import told_during
from .joining import Decision, Joined, decided, join, nodes_of
from .minting import mint
from .reading import Reading, content_words, readings
from .sources import event_sources
from .tuning import tuning
from .where import place_within, same_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Actor, Annotations, Article, Interval, Report, Story, WhereTold
    from .node import Node

COUNTED = frozenset({"news", "analysis", "interview", "live_blog", "round_up", "press_release", "fact_box", "court", "obituary", "other"})
SPECIFIC = {"person": 5, "armed_group": 4, "party": 4, "organisation": 4, "company": 4, "government": 3, "country": 2}
FEW = 3  # a name that fewer than one report in so many gives is a claim
BY_THE_WAY = "the report of the visit tells it too"
HOLD_DAYS = 2  # days that a visit or summit lasts beyond its told day


def merge_events(
    stories: Iterable[Story], articles: Iterable[Article], annotations: Iterable[Annotations], decisions: Sequence[Decision] = (),
    *, origins: Mapping[str, str] | None = None, known: Mapping[str, str] | None = None,
) -> list[Event]:
    """The events of some stories: reports merged by their parties, time, place, figures and words, in each story and across them.

    `origins` gives the origin id of each article (each is its own where absent), `known` the event id of reports that had one: the
    oldest id of an event's reports stays. The type is compared, not required. Decisions of persons are kept over the evidence.
    """
    held = readings(articles, annotations)
    inside = {story.id: [held[a] for a in story.articles if a in held] for story in stories}
    return [event for told in all_events(inside, decisions, origins or {}, known or {}) for event, _ in told]


def all_events(
    inside: Mapping[str, Sequence[Reading]], decisions: Sequence[Decision], origins: Mapping[str, str], known: Mapping[str, str],
) -> list[list[tuple[Event, list[Node]]]]:
    """For each story (id to its articles) its events, each with the reports it was merged from, ready to be compared."""
    groups = across({story: _settled(join(nodes_of(some), decisions), decisions) for story, some in inside.items()}, decisions)
    ids = iter(mint([[n.report.id for n in group.nodes] for some in groups.values() for group in some], known))
    told = []
    for story, some in groups.items():
        made = _parts([event_of(next(ids), group, story, origins) for group in some], some)
        lent = [_lent(group, some) for group in some]
        told.append([(_with(e, more, origins), [*g.nodes, *more]) for e, g, more in zip(made, some, lent, strict=True)])
    return told


def _lent(group: Joined, groups: Sequence[Joined]) -> list[Node]:
    """Reports of visits that tell a group's meeting by the way."""
    return [n for other in groups if other is not group for n in meetings.lenders(group.nodes, other.nodes)]


def _with(event: Event, lent: Sequence[Node], origins: Mapping[str, str]) -> Event:
    """An event with the articles that tell it by the way; its day and place are theirs where its own reports tell none."""
    if not lent:
        return event
    outlets = (n.reading.article.outlet for n in lent if n.reading.article.outlet)
    articles = [n.report.article for n in lent]
    told = (Merge(n.report.id, n.report.article, BY_THE_WAY) for n in lent)
    return msgspec.structs.replace(
        event, reports=(*event.reports, *told), articles=_each(event.articles, articles), outlets=_each(event.outlets, outlets),
        origins=_each(event.origins, (origins.get(a, a) for a in articles)), time=event.time or _time(lent), place=event.place or _place(lent),
    )


def _each(some: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def own_ids(events: Iterable[Event]) -> dict[str, str]:
    """The event of each report; a report that tells another event by the way stays with its own."""
    return {m.report: e.id for e in events for m in e.reports if m.reason != BY_THE_WAY}


def _settled(groups: list[Joined], decisions: Sequence[Decision]) -> list[Joined]:
    """A meeting with "the leaders" joins the one meeting that may be meant, unless a person has parted them."""
    vague = [g for g in groups if all(meetings.collective(n) for n in g.nodes)]
    exact = [g for g in groups if g not in vague]
    _, parted = decided(decisions)
    for group in vague:
        number = meetings.meant(group.nodes, [g.nodes for g in exact], [_lent(g, groups) for g in exact])
        if number is None or any(frozenset((a.report.id, b.report.id)) in parted for a in group.nodes for b in exact[number].nodes):
            continue
        exact[number].nodes += group.nodes
        exact[number].reasons += ["the leaders met are named by others"] * len(group.nodes)
        groups = [g for g in groups if g is not group]
    return groups


def event_of(key: str, group: Joined, story: str, origins: Mapping[str, str]) -> Event:
    """The event that some reports make, under an id and a story: also of those of its reports that stood by an earlier day."""
    nodes = group.nodes
    articles = tuple(dict.fromkeys(n.report.article for n in nodes))
    own = [n for n, why in zip(nodes, group.reasons, strict=True) if why != BY_THE_WAY]
    lead = _lead(own or nodes, origins)
    outlets = dict.fromkeys(n.reading.article.outlet for n in nodes if n.reading.article.outlet)
    actors, recipients = _principals([n.actors for n in nodes]), _principals([n.recipients for n in nodes])
    return Event(
        id=key, story=story, title=_title(lead, actors, recipients), act=lead.report.act,
        plover_type=lead.report.plover_type, mode=lead.report.mode, actors=tuple(a.id for a in actors),
        recipients=tuple(a.id for a in recipients if a not in actors), time=_time(nodes), place=_place(nodes), phase=_phase(nodes),
        polarity="denied" if all(n.report.polarity == "denied" for n in nodes) else "affirmed",
        background=all(n.report.background for n in nodes),
        reports=tuple(Merge(n.report.id, n.report.article, why) for n, why in zip(nodes, group.reasons, strict=True)),
        articles=articles, outlets=tuple(outlets), origins=tuple(dict.fromkeys(origins.get(a, a) for a in articles)),
        sources=event_sources(((n.report, n.reading) for n in nodes), origins),
    )


def _lead(nodes: Sequence[Node], origins: Mapping[str, str]) -> Node:
    """A report of the act that most origins tell, affirmed, and with the most of its fields filled."""
    votes: Counter[str] = Counter()
    for origin in {origins.get(n.report.article, n.report.article) for n in nodes}:
        votes.update({n.report.act for n in nodes if origins.get(n.report.article, n.report.article) == origin})
    top = max(votes.values())
    return max(nodes, key=lambda n: (votes[n.report.act] == top, n.report.polarity == "affirmed", _filled(n.report), -nodes.index(n)))


def _filled(report: Report) -> int:
    return bool(report.actors) + bool(report.recipients) + (report.time is not None) + (report.place is not None) + bool(report.mode)


def _principals(told: Sequence[Sequence[Actor]]) -> list[Actor]:
    """The parties that the reports name, each once, in its most exact form; a name that few give does not stand for whom most leave unnamed."""
    votes: Counter[str] = Counter(_called(a) for some in told for a in some)
    actors = {_called(a): a for some in reversed(told) for a in some}
    filled = sum(1 for some in told if some)

    def claimed(a: Actor) -> bool:
        return votes[_called(a)] * FEW < filled and a.kind not in parties.UNNAMED

    kept: list[Actor] = []
    for actor in sorted(actors.values(), key=lambda a: (claimed(a), -SPECIFIC.get(a.kind, 1), -votes[_called(a)], _called(a))):
        stranger = all(parties.compared(actor, other) == "other" for other in kept)
        if stranger and not (kept and filled > FEW and claimed(actor)):
            kept.append(actor)
    return sorted(kept, key=lambda a: -votes[_called(a)])


def _called(actor: Actor) -> str:
    """What an actor is counted under: its id; an unnamed one's words, for its id is of one article."""
    return actor.name.lower() if actor.kind in parties.UNNAMED else actor.id


def _time(nodes: Sequence[Node]) -> Interval | None:
    """The exact time that most reports give, done ones before planned ones, later tellings before earlier ones."""
    told = [n for n in nodes if n.when and n.report.phase in ("done", "ongoing")] or [n for n in nodes if n.when]
    if not told:
        return None
    shortest = min(n.when.days for n in told)
    exact = [n.when for n in reversed(told) if n.when.days <= max(shortest, 1)]
    return max(exact, key=lambda w: sum(n.when.contains(w) for n in told))


def _place(nodes: Sequence[Node]) -> WhereTold | None:
    told = [n.place for n in nodes if n.place]
    return min(told, key=lambda p: (p.precision or 9, -sum(same_place(p, other) for other in told)), default=None)


def _phase(nodes: Sequence[Node]) -> str:
    """What the latest telling says, as long as somebody says that it was done."""
    affirmed = [n.report.phase for n in nodes if n.report.polarity == "affirmed"] or [n.report.phase for n in nodes]
    if "done" in affirmed:
        return "done"
    real = [p for p in affirmed if p != "hypothetical"]
    return real[-1] if real else affirmed[-1]


def _title(lead: Node, actors: Sequence[Actor], recipients: Sequence[Actor]) -> str:
    """Parties and the word for the act, as the leading report has it."""
    said = lead.report.trigger.of(lead.reading.text)
    mutual = lead.report.reciprocal
    left = " and ".join(a.name for a in actors[:3]) or "someone"
    right = " and ".join(a.name for a in recipients[:2] if a not in actors)
    return f"{left}: {said}" + (f" ({right})" if right and not mutual else "")


def _parts(events: list[Event], groups: Sequence[Joined]) -> list[Event]:
    """Tie meetings, signings and the like to the visit or summit that holds them."""
    talks = [(e, g) for e, g in zip(events, groups, strict=True) if e.act == "CONSULT" and not e.background]
    visits = [(e, g) for e, g in talks if e.mode == "visit"]
    gatherings = [(e, g, words) for e, g in talks if e.mode != "visit" and (words := frozenset().union(*(n.gathering for n in g.nodes)))]
    holding = {e.id for e, *_ in (*visits, *gatherings)}
    out = []
    for event, group in zip(events, groups, strict=True):
        holder = next((h for h, g in visits if h.id != event.id and event.mode != "visit" and _holds(h, g, event, group)), None)
        if holder is None and event.id not in holding:
            holder = next((h for h, g, words in gatherings if _gathers(h, g, words, event, group)), None)
        out.append(msgspec.structs.replace(event, part_of=holder.id) if holder else event)
    return out


def _holds(holder: Event, around: Joined, event: Event, inside: Joined) -> bool:
    if event.background or event.act not in tuning().families["talk"] or (event.polarity == "denied"):
        return False
    guests = [a for n in around.nodes for a in n.actors]
    there = [a for n in inside.nodes for a in n.everyone]
    if event.place and holder.place and not (same_place(event.place, holder.place) or place_within(event.place, holder.place)):
        return False
    if event.time and holder.time and not _within_days(event.time, holder.time):
        return False
    homes = {g.country for g in guests if g.country}
    if any(told_during(n.reading, n.report) for n in inside.nodes):
        return any(a.country in homes for a in there)
    if not any(parties.match(g, a) == "same" for g in guests for a in there):
        return False
    hosts = {a.country for n in around.nodes for a in n.recipients if a.country} | ({holder.place.country} if holder.place else set())
    met = any(a.country in hosts - homes for a in there)
    return (event.act == "CONSULT" and met) or bool(event.place and holder.place and event.time)


def _gathers(holder: Event, around: Joined, words: frozenset[str], event: Event, inside: Joined) -> bool:
    """Some report tells it in the same breath as the gathering ("on the sidelines of the summit"), of a party that is there, on its days."""
    if event.background or event.polarity == "denied" or (event.time and holder.time and not _within_days(event.time, holder.time)):
        return False
    named = any(words & content_words(n.reading.sentence(n.report.sentence)) for n in inside.nodes)
    there = [a for n in around.nodes for a in n.everyone]
    return named and any(parties.match(a, b) != "other" or parties.may_be(a, b) for n in inside.nodes for a in n.everyone for b in there)


def _within_days(inner: Interval, outer: Interval) -> bool:
    early = inner.start.toordinal() - outer.end.toordinal()
    late = outer.start.toordinal() - inner.end.toordinal()
    return max(early, late) < HOLD_DAYS
