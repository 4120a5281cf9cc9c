"""Which stories fit, page by page, and by what can they be narrowed further?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from .as_known import as_known, known
from .params import Clauses, Filter, Known, event_clauses

if TYPE_CHECKING:
    from ..store.reader import Reader

PAGE_ROWS = 40
FACET_VALUES = 12  # the most common values of a facet; rarer ones are reached by the filter's own field
FOUND_BY_WORDS = 2_000  # articles taken from the full-text index, best first
Order = Literal["newest", "oldest", "articles", "origins", "differ"]
ORDERS = {
    "newest": "last DESC NULLS LAST, id",
    "oldest": "first NULLS LAST, id",
    "articles": "articles DESC, last DESC NULLS LAST, id",
    "origins": "origins DESC, articles DESC, last DESC NULLS LAST, id",
    "differ": "differs DESC, origins DESC, last DESC NULLS LAST, id",
}


class ListedStory(msgspec.Struct, frozen=True, kw_only=True):
    """One story of the list: days of its first and last report, how many articles, outlets, independent origins and events it has, in how many
    events sources differ, and the types of its events, the most common first."""

    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    outlets: int
    origins: int
    events: int
    differs: int
    types: list[str]


class FacetValue(msgspec.Struct, frozen=True):
    """A value that the list can be narrowed to, and how many stories are left then."""

    value: str
    stories: int


class StoryList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the stories that fit, how many there are in all, and facets: parameter to values."""

    total: int
    page: int
    pages: int
    stories: list[ListedStory]
    facets: dict[str, list[FacetValue]]
    known: Known | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to beside the filter: an outlet, words of the text, where sources differ, what several origins tell."""

    filter: Filter = Filter()
    outlet: str | None = None
    words: str | None = None
    differ: bool = False
    several: bool = False


PARTS = "SELECT id, unnest(articles) AS article FROM stories"
ROWS = """
    WITH chosen AS (
        SELECT s.id, s.title, s.first, s.last, len(s.articles) AS articles, len(s.origins) AS origins,
               (SELECT count(*) FROM events e WHERE e.story = s.id AND len(e.differs) > 0) AS differs
        FROM stories s WHERE {where}
    ),
    shown AS (SELECT *, count(*) OVER () AS total FROM chosen ORDER BY {order} LIMIT ? OFFSET ?),
    told AS (
        SELECT p.id, count(DISTINCT a.outlet) AS outlets
        FROM (SELECT id, unnest(articles) AS article FROM stories WHERE id IN (SELECT id FROM shown)) p JOIN articles a ON a.id = p.article
        GROUP BY p.id
    ),
    acts AS (SELECT story, plover_type, count(*) AS n FROM events WHERE story IN (SELECT id FROM shown) GROUP BY story, plover_type),
    happened AS (SELECT story, sum(n)::BIGINT AS events, list(plover_type ORDER BY n DESC, plover_type)[1:3] AS types FROM acts GROUP BY story)
    SELECT shown.*, coalesce(told.outlets, 0) AS outlets, coalesce(happened.events, 0) AS events, coalesce(happened.types, []) AS types
    FROM shown LEFT JOIN told ON told.id = shown.id LEFT JOIN happened ON happened.story = shown.id ORDER BY {outer}
"""
FACETS = {
    "type": "SELECT plover_type AS value, count(DISTINCT story) AS stories FROM events WHERE {chosen} GROUP BY value",
    "place": """SELECT place.country AS value, count(DISTINCT story) AS stories FROM events
        WHERE {chosen} AND place.country IS NOT NULL GROUP BY value""",
    "outlet": f"""SELECT a.outlet AS value, count(DISTINCT p.id) AS stories FROM ({PARTS}) p JOIN articles a ON a.id = p.article
        WHERE {{chosen}} AND a.outlet IS NOT NULL GROUP BY value""",
    "month": "SELECT s.last[:7] AS value, count(*) AS stories FROM stories s WHERE {chosen} AND len(s.last) >= 7 GROUP BY value",
}
OWN_KEY = {"type": "story", "place": "story", "outlet": "p.id", "month": "s.id"}


def story_list(reader: Reader, wanted: Wanted | None = None, *, order: Order = "newest", page: int = 1) -> StoryList:
    """A page of the stories that were told in the filter's days, hold an event that fits it, and fit the rest."""
    wanted = wanted or Wanted()
    reader = as_known(reader, wanted.filter)
    clauses = story_clauses(reader, wanted)
    query = ROWS.format(where=clauses.where, order=ORDERS[order], outer=", ".join(f"shown.{part.strip()}" for part in ORDERS[order].split(",")))
    rows = reader.rows(query, [*clauses.parameters, PAGE_ROWS, (page - 1) * PAGE_ROWS])
    total = rows[0]["total"] if rows else _count(reader, clauses)
    return StoryList(
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_ROWS)),
        stories=[msgspec.convert(row, ListedStory) for row in rows],
        facets={name: _facet(reader, name, clauses) for name in FACETS},
        known=known(reader, wanted.filter),
    )


def story_clauses(reader: Reader, wanted: Wanted) -> Clauses:
    """The conditions on the table stories, as `s`."""
    clauses, filter = Clauses(), wanted.filter
    if filter.since:
        clauses.add("s.last >= ?", filter.since.isoformat())
    if filter.until:
        clauses.add("s.first < ?", filter.until.isoformat())
    if filter.actor or filter.type or filter.place:
        inner = event_clauses(reader, Filter(actor=filter.actor, type=filter.type, place=filter.place))
        clauses.add(f"s.id IN (SELECT story FROM events WHERE {inner.where})", *inner.parameters)
    if wanted.outlet:
        clauses.add(f"s.id IN (SELECT p.id FROM ({PARTS}) p JOIN articles a ON a.id = p.article WHERE a.outlet ILIKE ?)", wanted.outlet)
    if wanted.words:
        found = [hit.article for hit in reader.search(wanted.words, limit=FOUND_BY_WORDS)]
        clauses.add(f"s.id IN (SELECT p.id FROM ({PARTS}) p JOIN (SELECT unnest(?::VARCHAR[]) AS article) f ON f.article = p.article)", found)
    if wanted.differ:
        clauses.add("s.id IN (SELECT story FROM events WHERE len(differs) > 0)")
    if wanted.several:
        clauses.add("len(s.origins) > 1")
    return clauses


def _count(reader: Reader, clauses: Clauses) -> int:
    """How many there are, where the page lies beyond the last."""
    return int(reader.rows(f"SELECT count(*) AS n FROM stories s WHERE {clauses.where}", clauses.parameters)[0]["n"])


def _facet(reader: Reader, name: str, clauses: Clauses) -> list[FacetValue]:
    """The most common values of a facet among the stories that fit; months are all there, the latest first."""
    chosen = f"{OWN_KEY[name]} IN (SELECT s.id FROM stories s WHERE {clauses.where})" if clauses.conditions else "true"
    order, limit = ("value DESC", 60) if name == "month" else ("stories DESC, value", FACET_VALUES)
    rows = reader.rows(f"{FACETS[name].format(chosen=chosen)} ORDER BY {order} LIMIT {limit}", clauses.parameters)
    return [_value(row) for row in rows]


def _value(row: dict[str, Any]) -> FacetValue:
    return FacetValue(row["value"], row["stories"])
