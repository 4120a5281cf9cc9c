"""Retell: rows across articles anew from some of their articles, as they would stand had the others not come. Nothing is merged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Appointment, Comparison, Copy, Event, Origin, StandingRelation, Story, Utterance
from .became import retold
from .compare import compare
from .events import Joined, event_of
from .node import Node
from .reading import Reading, acquaint, readings
from .relations import merge_relations
from .sources import origin_sources
from .summary import sentences, title
from .told_dates import compare_appointments
from .utterances import align

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ..model import Annotations, Article


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows across articles: those to be told anew, or those that were."""

    origins: tuple[Origin, ...] = ()
    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    standing_relations: tuple[StandingRelation, ...] = ()


def retell(
    whole: Rows, articles: Iterable[Article], annotations: Iterable[Annotations], homes: Mapping[str, str],
    *, by: date,
) -> Rows:
    """The rows of `whole`, from the given articles alone, under their ids; a row of which nothing is left is left out.

    `homes` gives the origin of each article, `by` the day up to which the diary looks. `whole.comparisons` are those of the events.
    """
    texts = {a.id: a for a in articles}
    held = readings(texts.values(), annotations)
    acquaint(held.values())
    origins = [_origin(o, texts, held) for o in whole.origins]
    told = [_event(e, held, homes, [c for c in whole.comparisons if c.event == e.id]) for e in whole.events]
    due = [a for a in (_appointment(a, texts, by) for a in whole.appointments) if a is not None]
    return Rows(
        origins=tuple(origins), stories=tuple(_story(s, texts, held, homes) for s in whole.stories), events=tuple(e for e, _ in told),
        comparisons=(*(c for _, rows in told for c in rows), *compare_appointments(due, held, homes)), appointments=tuple(due),
        utterances=tuple(u for whole_one in whole.utterances for u in _utterances(whole_one, held)),
        standing_relations=tuple(r for r in (_relation(r, held, homes) for r in whole.standing_relations) if r is not None),
    )


def _origin(origin: Origin, texts: Mapping[str, Article], held: Mapping[str, Reading]) -> Origin:
    copies = tuple(_copy(c, texts) for c in origin.copies if c.article in texts)
    return msgspec.structs.replace(
        origin, copies=copies, sources=origin_sources([held[c.article] for c in copies if c.article in held], origin.credit),
    )


def _copy(copy: Copy, texts: Mapping[str, Article]) -> Copy:
    """A copy whose parent has not come yet is the first that is known of its text."""
    if copy.parent is None or copy.parent in texts:
        return copy
    return Copy(article=copy.article, reason="the text that it was found to be made from had not come yet")


def _story(story: Story, texts: Mapping[str, Article], held: Mapping[str, Reading], homes: Mapping[str, str]) -> Story:
    some = [texts[a] for a in story.articles if a in texts]
    inside = [held[a.id] for a in some if a.id in held]
    dates = [a.published.when for a in some if a.published]
    return msgspec.structs.replace(
        story, title=(title(inside) if inside else "") or story.title, articles=tuple(a.id for a in some),
        origins=tuple(dict.fromkeys(homes.get(a.id, a.id) for a in some)), first=min(dates, default=None), last=max(dates, default=None),
        sentences=sentences(inside) if inside else (),
    )


def _event(
    event: Event, held: Mapping[str, Reading], homes: Mapping[str, str], before: Sequence[Comparison]
) -> tuple[Event, list[Comparison]]:
    merges = [m for m in event.reports if m.article in held]
    reports = {m.article: {r.id: r for r in held[m.article].annotations.reports} for m in merges}
    nodes = [Node(held[m.article], reports[m.article][m.report], {}) for m in merges]
    made = event_of(event.id, Joined(nodes, ["first report", *(m.reason for m in merges[1:])]), event.story, homes)
    rows = compare(made, nodes, homes)
    rows += _linked(before, rows, held)
    return msgspec.structs.replace(
        made, part_of=event.part_of, differs=tuple(dict.fromkeys(c.field for c in rows if c.verdict == "differ")),
    ), rows


def _linked(before: Sequence[Comparison], rows: Sequence[Comparison], held: Mapping[str, Reading]) -> list[Comparison]:
    """What one article tells with two dates over two events: it stands as soon as that article does."""
    told = {(c.field, cell.article, cell.span) for c in rows if c.verdict == "differ" for cell in c.cells}
    return [
        c for c in before
        if c.verdict == "differ" and c.field == "time" and len({cell.article for cell in c.cells}) == 1 and "see event" in c.reason
        and c.cells[0].article in held and not all((c.field, cell.article, cell.span) in told for cell in c.cells)
    ]


def _utterances(utterance: Utterance, held: Mapping[str, Reading]) -> list[Utterance]:
    """The sayings of the quotes that are left; the one with most of them keeps the id."""
    quotes = {r.quote for r in utterance.renderings}
    some = [_with_quotes(held[a], quotes) for a in dict.fromkeys(r.article for r in utterance.renderings) if a in held]
    made = sorted(align(some), key=lambda u: (-len(u.renderings), u.id)) if some else []
    return [msgspec.structs.replace(made[0], id=utterance.id), *made[1:]] if made else []


def _with_quotes(reading: Reading, quotes: set[str]) -> Reading:
    marks = reading.annotations
    return Reading(reading.article, msgspec.structs.replace(marks, quotes=tuple(q for q in marks.quotes if q.id in quotes)))


def _relation(relation: StandingRelation, held: Mapping[str, Reading], homes: Mapping[str, str]) -> StandingRelation | None:
    wanted = set(relation.relations)
    some = {a: _with_relations(held[a], wanted) for a in relation.articles if a in held}
    return next((r for r in merge_relations(some, homes) if r.id == relation.id), None)


def _with_relations(reading: Reading, wanted: set[str]) -> Reading:
    marks = reading.annotations
    return Reading(reading.article, msgspec.structs.replace(marks, relations=tuple(r for r in marks.relations if r.id in wanted)))


def _appointment(appointment: Appointment, texts: Mapping[str, Article], by: date) -> Appointment | None:
    tellings = tuple(t for t in appointment.tellings if t.article in texts)
    return retold(appointment, tellings, by)
