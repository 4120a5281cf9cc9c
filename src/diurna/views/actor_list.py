"""Which actors are there, page by page, and by what can they be narrowed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from .as_known import as_known, known
from .params import COUNTED, Clauses, Filter, Known, code

if TYPE_CHECKING:
    from ..store.reader import Reader

PAGE_ROWS = 40
FACET_VALUES = 16  # the most common values of a facet; rarer ones are reached by the filter's own field
Order = Literal["articles", "did", "had_done", "said", "name"]
ORDERS = {
    "articles": "articles DESC, did + had_done DESC, id",
    "did": "did DESC, articles DESC, id",
    "had_done": "had_done DESC, articles DESC, id",
    "said": "said DESC, articles DESC, id",
    "name": "lower(name), id",
}
UNNAMED = ("unnamed_group", "unnamed_person")  # never the same in two articles: shown only where they are asked for


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


class ActorList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the actors that fit, how many there are in all, and facets: parameter to values. `exact` is the actor whose id was asked for."""

    total: int
    page: int
    pages: int
    actors: list[ListedActor]
    facets: dict[str, list[ActorFacet]]
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


COUNTS = """
    WITH sides AS (
        SELECT unnest(actors) AS id, 1 AS did, 0 AS had FROM events WHERE {counted}
        UNION ALL SELECT unnest(recipients), 0, 1 FROM events WHERE {counted}
    ),
    done AS (SELECT id, sum(did)::BIGINT AS did, sum(had)::BIGINT AS had_done FROM sides GROUP BY id),
    said AS (SELECT q.speaker.actor AS id, count(*) AS said FROM quotes q {dated_quotes} GROUP BY q.speaker.actor),
    chosen AS (
        SELECT d.id, d.name, d.kind, d.country, d.sectors, {articles} AS articles, coalesce(done.did, 0) AS did,
               coalesce(done.had_done, 0) AS had_done, coalesce(said.said, 0) AS said
        FROM directory d LEFT JOIN done ON done.id = d.id LEFT JOIN said ON said.id = d.id {dated_articles} WHERE {where}
    )
"""
ROWS = COUNTS + "SELECT *, count(*) OVER () AS total FROM chosen ORDER BY {order} LIMIT ? OFFSET ?"
NAMED = "SELECT a.id, count(DISTINCT a.article) AS n FROM actors a JOIN articles t ON t.id = a.article WHERE {days} GROUP BY a.id"
FACETS = {
    "kind": "SELECT d.kind AS value, count(*) AS actors FROM directory d WHERE {where} GROUP BY value",
    "country": "SELECT d.country AS value, count(*) AS actors FROM directory d WHERE {where} AND d.country IS NOT NULL GROUP BY value",
    "sector": "SELECT unnest(d.sectors) AS value, count(*) AS actors FROM directory d WHERE {where} GROUP BY value",
}


def actor_list(reader: Reader, wanted: WantedActors | None = None, *, order: Order = "articles", page: int = 1) -> ActorList:
    """A page of the actors that fit; with days, those named in articles of these days, and what they did and said then."""
    wanted = wanted or WantedActors()
    reader = as_known(reader, wanted.filter)
    clauses = actor_clauses(wanted)
    query, parameters = _query(wanted.filter, clauses)
    rows = reader.rows(query.format(order=ORDERS[order]), [*parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS])
    total = rows[0]["total"] if rows else (0 if page == 1 else _total(reader, clauses))
    return ActorList(
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_ROWS)),
        actors=[_listed(row) for row in rows],
        facets={name: _facet(reader, name, wanted) for name in FACETS},
        exact=_exact(reader, wanted.filter.actor),
        known=known(reader, wanted.filter),
    )


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
        clauses.add(f"d.kind NOT IN {UNNAMED} OR d.id = ?", words or "")
    return clauses


def escaped(words: str) -> str:
    """Words for LIKE ... ESCAPE: per cent signs and underscores stand for themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _query(filter: Filter, clauses: Clauses) -> tuple[str, list[Any]]:
    """The query, but for its order, and its parameters."""
    counted, days = Clauses(), Clauses()
    counted.add(COUNTED)
    if filter.since:
        counted.add('"time".end > ?', filter.since)
        days.add("t.published.interval.end > ?", filter.since)
    if filter.until:
        counted.add('"time".start < ?', filter.until)
        days.add("t.published.interval.start < ?", filter.until)
    dated = bool(days.conditions)
    query = ROWS.format(
        counted=counted.where,
        where=clauses.where,
        articles="named.n" if dated else "d.articles",
        dated_quotes=f"JOIN articles t ON t.id = q.article WHERE {days.where}" if dated else "",
        dated_articles=f"JOIN ({NAMED.format(days=days.where)}) named ON named.id = d.id" if dated else "",
        order="{order}",
    )
    return query, [*counted.parameters, *counted.parameters, *days.parameters, *(days.parameters if dated else []), *clauses.parameters]


def _total(reader: Reader, clauses: Clauses) -> int:
    """How many there are, where the page lies beyond the last; days are left aside."""
    return int(reader.rows(f"SELECT count(*) AS n FROM directory d WHERE {clauses.where}", clauses.parameters)[0]["n"])


def _facet(reader: Reader, name: str, wanted: WantedActors) -> list[ActorFacet]:
    clauses = actor_clauses(wanted, without=name)
    rows = reader.rows(f"{FACETS[name].format(where=clauses.where)} ORDER BY actors DESC, value LIMIT {FACET_VALUES}", clauses.parameters)
    return [ActorFacet(row["value"], row["actors"]) for row in rows]


def _exact(reader: Reader, words: str | None) -> str | None:
    rows = reader.rows("SELECT id FROM directory WHERE id = ?", [words]) if words else []
    return rows[0]["id"] if rows else None


def _listed(row: dict[str, Any]) -> ListedActor:
    row.pop("total")
    return ListedActor(code=code(row.pop("country"), row.pop("sectors")), **row)
