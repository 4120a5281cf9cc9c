"""Which actors are there, page by page, and by what can they be narrowed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec
import numpy as np

from ..store.derived import COUNTED, derived
from ..store.tally import DID, HAD
from .as_known import as_known, known
from .deeds import deeds
from .paging import paged, searched
from .params import Clauses, Filter, Known, code, days_of

if TYPE_CHECKING:
    from ..store.reader import Reader
    from ..store.shelf import Listed

PAGE_ROWS = 40
FACET_VALUES = 16  # the most common values of a facet; rarer ones are reached by the filter's own field
Order = Literal["articles", "did", "had_done", "said", "name"]
ORDERS = {
    "articles": "articles DESC, id",
    "did": "did DESC, articles DESC, id",
    "had_done": "had_done DESC, articles DESC, id",
    "said": "said DESC, articles DESC, id",
    "name": "lower(name), id",
}
UNNAMED = ("unnamed_group", "unnamed_person")  # never the same in two articles: shown only where they are asked for
NAMED = "d.id < 'unnamed:' OR d.id >= 'unnamed;'"  # written so that DuckDB skips the rest: the directory is in the order of ids


SIDES = ("did", "had_done", "said")


class ListedActor(msgspec.Struct, frozen=True, kw_only=True):
    """One actor: in how many articles it is named, how many events (told as done) it did and had done to it, how many quotes are its."""

    id: str
    name: str
    kind: str
    code: str
    articles: int
    did: int
    had_done: int
    said: int


class ActorFacet(msgspec.Struct, frozen=True):
    """A value that the list can be narrowed to, and how many actors are left then."""

    value: str
    actors: int


Facets = dict[str, list[ActorFacet]]


class ActorList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the actors that fit, how many there are in all, and facets: parameter to values. `exact` is the actor whose id was asked for."""

    total: int
    page: int
    pages: int
    actors: list[ListedActor]
    facets: Facets
    exact: str | None = None
    known: Known | None = None


class WantedActors(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to: the filter's actor (words), days and day of knowledge; country (ISO 3166 alpha-3), sector and kind.
    Actors without a name are left out but where `unnamed` or their kind is asked for."""

    filter: Filter = Filter()
    country: str | None = None
    sector: str | None = None
    kind: str | None = None
    unnamed: bool = False


ACTED = "SELECT actor AS id, side, count(*) AS n FROM {sides} WHERE {told} GROUP BY ALL"
SAID = "SELECT actor AS id, count(*) AS n FROM {spoken} WHERE {said} GROUP BY ALL"
FACETS = {
    "kind": "SELECT d.kind AS value, count(*) AS actors FROM directory d WHERE {where} GROUP BY value",
    "country": "SELECT d.country AS value, count(*) AS actors FROM directory d WHERE {where} AND d.country IS NOT NULL GROUP BY value",
    "sector": "SELECT unnest(d.sectors) AS value, count(*) AS actors FROM directory d WHERE {where} GROUP BY value",
}


def actor_list(
    reader: Reader, wanted: WantedActors | None = None, *, order: Order = "articles", page: int = 1, facets: Facets | None = None
) -> ActorList:
    """A page of the actors that fit; with days, those that did, had done or said something then, and how much. `facets` are those of the same
    filter where they are known already."""
    wanted = wanted or WantedActors()
    reader = as_known(reader, wanted.filter)
    chosen, total = _chosen(reader, wanted, order, page)
    return ActorList(
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_ROWS)),
        actors=chosen,
        facets=facets if facets is not None else actor_facets(reader, wanted),
        exact=_exact(reader, wanted.filter.actor),
        known=known(reader, wanted.filter),
    )


def actor_facets(reader: Reader, wanted: WantedActors) -> Facets:
    """The most common values of each facet among the actors that fit; days are left aside."""
    reader = as_known(reader, wanted.filter)
    return {name: _facet(reader, name, wanted) for name in FACETS}


def actor_clauses(wanted: WantedActors, *, without: str = "") -> Clauses:
    """The conditions on the directory, as `d`; `without` leaves one facet open, so that its other values can be chosen."""
    clauses, words = Clauses(), wanted.filter.actor
    if words:
        country = words.upper() if len(words) == 3 else None
        clauses.add("d.id = ? OR d.country = ? OR d.name ILIKE ? ESCAPE '\\'", words, country, f"%{escaped(words)}%")
    if wanted.country and without != "country":
        clauses.add("d.country = upper(?)", wanted.country)
    if wanted.sector and without != "sector":
        clauses.add("list_contains(d.sectors, upper(?))", wanted.sector)
    if wanted.kind and without != "kind":
        clauses.add("d.kind = ?", wanted.kind)
    if not wanted.unnamed and wanted.kind not in UNNAMED:
        clauses.add(f"{NAMED} OR d.id = ?" if words else NAMED, *([words] if words else []))
    return clauses


def escaped(words: str) -> str:
    """Words for LIKE ... ESCAPE: per cent signs and underscores stand for themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _chosen(reader: Reader, wanted: WantedActors, order: Order, page: int) -> tuple[list[ListedActor], int]:
    """A page of actors with their numbers, and how many fit. Only where the order needs them all actors are counted."""
    clauses, days = actor_clauses(wanted), days_of(wanted.filter)
    clauses.extend(days)
    players = f"{derived(reader, 'players')} d"
    source, given = _of_days(reader, wanted.filter, players, order) if days.conditions else (players, [])
    if wanted.filter.since and wanted.filter.until:  # some may have acted before and after the days alone
        query, more = _numbers(reader, wanted.filter)
        clauses.add(f"d.id IN (SELECT id FROM ({query}))", *more)
    fits = f"{source} WHERE {clauses.where}"
    order_by = _last_nulls(ORDERS[order])
    look = searched if source != players or (wanted.filter.since and wanted.filter.until) else paged  # what goes through all sides is asked once
    rows, total = look(reader, "id", fits, [*given, *clauses.parameters], order=order_by, rows=PAGE_ROWS, page=page)
    return _shown(reader, wanted.filter, [row["id"] for row in rows]), total


def _of_days(reader: Reader, filter: Filter, source: str, order: Order) -> tuple[str, list[Any]]:
    """The actors with the number of some days that the order needs, if it needs one."""
    if order not in SIDES:
        return source, []
    query, given = _numbers(reader, filter)
    of_days = f"SELECT id AS key, sum(n) AS {order} FROM ({query}) WHERE side = '{order}' GROUP BY id"
    return f"(SELECT * EXCLUDE (did, had_done, said) FROM {source}) d LEFT JOIN ({of_days}) ON key = d.id", given


def _shown(reader: Reader, filter: Filter, ids: list[str]) -> list[ListedActor]:
    """Actors in the order of their ids, with their numbers in the filter's days."""
    query = f"SELECT id, did, had_done, said FROM {derived(reader, 'players')} WHERE id IN (SELECT unnest(?::VARCHAR[]))"
    whole = not (filter.since or filter.until)
    numbers = {row.pop("id"): row for row in reader.rows(query, [ids])} if whole and ids else _of(reader, filter, ids)
    return [_listed(row, numbers.get(key, {})) for key, row in reader.held("directory", ids).items()]


def _last_nulls(order: str) -> str:
    """Actors without a number come last."""
    return order.replace(" DESC,", " DESC NULLS LAST,")


def _numbers(reader: Reader, filter: Filter) -> tuple[str, list[Any]]:
    """How often each actor did, had done and said something in the filter's days: id, side, n."""
    told, quoted = Clauses(), days_of(filter, first="day")
    told.add(COUNTED)
    told.extend(days_of(filter))
    did = ACTED.format(sides=derived(reader, "sides"), told=told.where)
    said = SAID.format(spoken=derived(reader, "spoken"), said=quoted.where)
    return f"{did} UNION ALL SELECT id, 'said', n FROM ({said})", [*told.parameters, *quoted.parameters]


def _of(reader: Reader, filter: Filter, ids: list[str]) -> dict[str, dict[str, int]]:
    """How often each of some actors did, had done and said something in the filter's days."""
    found: dict[str, dict[str, int]] = {}
    for key in ids:
        mine = deeds(reader, key, filter)
        found[key] = {side: int(np.count_nonzero(mine.counted & (mine.sides & mark > 0))) for side, mark in (("did", DID), ("had_done", HAD))}
    quoted = days_of(filter, first="day")
    quoted.add(f"actor IN ({', '.join('?' * len(ids))})", *ids)  # one by one: DuckDB then skips what lies between them
    for row in reader.rows(SAID.format(spoken=derived(reader, "spoken"), said=quoted.where), quoted.parameters) if ids else []:
        found[row["id"]]["said"] = row["n"]
    return found


def _facet(reader: Reader, name: str, wanted: WantedActors) -> list[ActorFacet]:
    clauses = actor_clauses(wanted, without=name)
    rows = reader.rows(f"{FACETS[name].format(where=clauses.where)} ORDER BY actors DESC, value LIMIT {FACET_VALUES}", clauses.parameters)
    return [ActorFacet(row["value"], row["actors"]) for row in rows]


def _exact(reader: Reader, words: str | None) -> str | None:
    rows = reader.rows("SELECT id FROM directory WHERE id = ?", [words]) if words else []
    return rows[0]["id"] if rows else None


def _listed(row: Listed, numbers: dict[str, int]) -> ListedActor:
    return ListedActor(
        id=row.id, name=row.name, kind=row.kind, code=code(row.country, row.sectors), articles=row.articles,
        did=numbers.get("did", 0), had_done=numbers.get("had_done", 0), said=numbers.get("said", 0),
    )  # fmt: skip
