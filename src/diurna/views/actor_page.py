"""One actor: what it did, what was done to it, with whom, how it stands to others, and which offices it held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from ..model import Span, StandingRelation
from ..store.derived import derived
from ..store.tally import DID, HAD
from .as_known import as_known, known
from .deeds import deeds
from .dyads import Counterpart, MonthQuads, Quads, Tie, counterparts, months, ties
from .event import full_id
from .events import EventRow, event_rows
from .params import Filter, Known, Party, parties

if TYPE_CHECKING:
    from ..store.reader import Reader
    from ..store.shelf import Head
    from .deeds import Deeds

PAGE_ROWS = 25
COUNTERPARTS = 24  # of the table; the CSV has all
NETWORK = 14  # counterparts that are drawn: names around a ring of 360 units of height stay apart up to so many
RELATIONS = 40
MANY = 200  # relations of an actor, above which a query chooses: 500 took 38 ms off the shelf and 15 by a query, 130 took 8 and 16
ROLES = 20
STATED = 4  # statements of one relation that are linked; the rest are counted
FIRST_RELATIONS = """SELECT id FROM standing_relations WHERE of = $1 OR "to" = $1
    ORDER BY len(origins) DESC, kind, of_name, to_name, id LIMIT $2"""
Side = Literal["both", "did", "had_done"]


class DatedRole(msgspec.Struct, frozen=True, kw_only=True):
    """An office or function, from when to when (`until` is the first day after it), by a table or by the articles' own words; `articles` count those
    for whose day it held, `first` and `last` are their days."""

    title: str
    country: str | None
    sectors: list[str]
    since: date | None
    until: date | None
    source: str
    articles: int
    first: str | None
    last: str | None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Where an article states a relation: the words' span in its text, and who says so there, outermost first."""

    article: str
    outlet: str | None
    published: str | None
    span: Span
    chain: list[str]


class ActorRelation(msgspec.Struct, frozen=True, kw_only=True):
    """A relation with those who state it; `more` statements beside those listed."""

    relation: StandingRelation
    stated: list[Statement]
    more: int


class ActorEvent(msgspec.Struct, frozen=True):
    """An event and the actor's side in it."""

    event: EventRow
    did: bool
    had_done: bool


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """One actor. `did` and `had_done` count events told as done, `told` all events in which it stands, whatever their phase.

    `months` are of the counterpart `other` where one is asked for, else of all; `ties` are those between the counterparts that are drawn.
    """

    party: Party
    kind: str
    country: str | None
    articles: int
    did: int
    had_done: int
    told: int
    said: int
    roles: list[DatedRole]
    counterparts: list[Counterpart]
    months: list[MonthQuads]
    other: Party | None
    ties: list[Tie]
    relations: list[ActorRelation]
    events: list[ActorEvent]
    total: int
    page: int
    pages: int
    known: Known | None = None


def actor_page(
    reader: Reader, key: str, wanted: Filter, *, side: Side = "both", other: str | None = None, page: int = 1
) -> ActorPage:
    """One actor by its id or the beginning of one, as known on the filter's day; `other` is a counterpart's id. Raises UnknownIdError."""
    reader = as_known(reader, wanted)
    key = full_id(reader, "directory", key)
    other = full_id(reader, "directory", other) if other else None
    row = reader.held("directory", [key])[key]
    shown = parties(reader, [key, *([other] if other else [])])
    mine = deeds(reader, key, wanted)
    sides = counterparts(reader, mine, limit=COUNTERPARTS)
    total, events = _events(reader, mine, wanted, key, side, other, page)
    return ActorPage(
        party=shown[key],
        kind=row.kind,
        country=row.country,
        articles=row.articles,
        **_numbers(reader, key, mine),
        roles=_roles(reader, key),
        counterparts=sides,
        months=months(mine, other=other),
        other=shown[other] if other else None,
        ties=ties(reader, [c.party.id for c in sides[:NETWORK]], wanted) if len(sides) > 1 else [],
        relations=_relations(reader, key),
        events=events,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_ROWS)),
        known=known(reader, wanted),
    )


def together(months: list[MonthQuads]) -> Quads:
    """The sum over months."""
    found = Quads()
    for month in months:
        found = found.plus(month.quads)
    return found


def _numbers(reader: Reader, key: str, mine: Deeds) -> dict[str, int]:
    (said,) = reader.rows(f"SELECT count(*) AS n FROM {derived(reader, 'spoken')} WHERE actor = ?", [key])
    did, had_done = (int(np.count_nonzero(mine.counted & (mine.sides & side > 0))) for side in (DID, HAD))
    return {"did": did, "had_done": had_done, "told": len(mine.rows), "said": said["n"]}


def _roles(reader: Reader, key: str) -> list[DatedRole]:
    """The latest first."""
    query = f"""SELECT * EXCLUDE (actor) FROM {derived(reader, "roles")} WHERE actor = ?
        ORDER BY since DESC NULLS LAST, articles DESC, title LIMIT ?"""
    return [msgspec.convert({**row, "sectors": row["sectors"] or []}, DatedRole) for row in reader.rows(query, [key, ROLES])]


def _events(
    reader: Reader, mine: Deeds, wanted: Filter, key: str, side: Side, other: str | None, page: int
) -> tuple[int, list[ActorEvent]]:
    """A page of the actor's events, the newest first, undated ones last; with `other`, those between the two."""
    fits = np.ones(len(mine.rows), dtype=bool) if side == "both" else mine.sides & (DID if side == "did" else HAD) > 0
    if other:
        fits &= mine.between(other)
    if wanted.type:
        fits &= mine.of_type(reader, wanted.type)
    rows = mine.newest(fits)
    told = list(reader.held("events", mine.held.keys(rows[PAGE_ROWS * (page - 1) : PAGE_ROWS * page])).values())
    sides = [(key in event.actors, key in event.recipients) for event in told]
    return len(rows), [ActorEvent(event, *stood) for event, stood in zip(event_rows(reader, told), sides, strict=True)]


def _relations(reader: Reader, key: str) -> list[ActorRelation]:
    """The actor's relations, those that most origins state first; a government's are its country's too."""
    side = key.replace("government:", "country:", 1)
    ids = reader.links("standing_relations", [side]).get(side, [])
    if len(ids) > MANY:
        ids = [row["id"] for row in reader.rows(FIRST_RELATIONS, [side, RELATIONS])]
    every = reader.held("standing_relations", ids).values()
    found = sorted(every, key=lambda r: (-len(r.origins), r.kind, r.of_name, r.to_name, r.id))[:RELATIONS]
    if not found:
        return []
    stated = _stated(reader, [key for relation in found for key in relation.relations[:STATED]])
    return [
        ActorRelation(
            relation=relation,
            stated=[stated[key] for key in relation.relations[:STATED] if key in stated],
            more=max(0, len(relation.relations) - STATED),
        )
        for relation in found
    ]


def _stated(reader: Reader, keys: list[str]) -> dict[str, Statement]:
    query = f"SELECT * FROM {derived(reader, 'stated')} WHERE id IN (SELECT unnest(?::VARCHAR[]))"
    rows = reader.rows(query, [keys])
    heads = reader.held("heads", {row["article"] for row in rows})
    return {row["id"]: _statement(row, heads[row["article"]]) for row in rows}


def _statement(row: dict[str, Any], head: Head) -> Statement:
    return Statement(article=head.id, outlet=head.outlet, published=head.published, span=Span(row["start"], row["end"]), chain=row["chain"])
