"""Which stories fit, page by page, and by what can they be narrowed further?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ..store.derived import derived
from .as_known import as_known, known
from .paging import paged
from .params import MOST_IDS, Clauses, Filter, Known, event_clauses
from .stories import StoryRow

if TYPE_CHECKING:
    from ..store.reader import Reader

PAGE_ROWS = 40
FACET_VALUES = 12  # the most common values of a facet; rarer ones are reached by the filter's own field
FACETS = ("type", "place", "outlet", "month")
MONTHS = 60  # of the facet: five years
FOUND_BY_WORDS = 2_000  # articles taken from the full-text index, best first
Order = Literal["newest", "oldest", "articles", "origins", "differ"]
ORDERS = {
    "newest": "last DESC NULLS LAST, id",
    "oldest": "first NULLS LAST, id",
    "articles": "articles DESC, last DESC NULLS LAST, id",
    "origins": "origins DESC, articles DESC, last DESC NULLS LAST, id",
    "differ": "differs DESC, origins DESC, last DESC NULLS LAST, id",
}


class FacetValue(msgspec.Struct, frozen=True):
    """A value that the list can be narrowed to, and how many stories are left then."""

    value: str
    stories: int


class StoryList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the stories that fit, how many there are in all, and facets: parameter to values."""

    total: int
    page: int
    pages: int
    stories: list[StoryRow]
    facets: dict[str, list[FacetValue]]
    known: Known | None = None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to beside the filter: an outlet, words of the text, where sources differ, what several origins tell."""

    filter: Filter = Filter()
    outlet: str | None = None
    words: str | None = None
    differ: bool = False
    several: bool = False


Facets = dict[str, list[FacetValue]]


def story_list(reader: Reader, wanted: Wanted | None = None, *, order: Order = "newest", page: int = 1, facets: Facets | None = None) -> StoryList:
    """A page of the stories that were told in the filter's days, hold an event that fits it, and fit the rest. `facets` are those of the same
    filter where they are known already."""
    wanted = wanted or Wanted()
    reader = as_known(reader, wanted.filter)
    clauses = story_clauses(reader, wanted)
    fits = f"{derived(reader, 'listed')} s WHERE {clauses.where}"
    rows, total = paged(reader, "* EXCLUDE (n)", fits, clauses.parameters, order=ORDERS[order], rows=PAGE_ROWS, page=page)
    return StoryList(
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE_ROWS)),
        stories=[msgspec.convert(row, StoryRow) for row in rows],
        facets=facets if facets is not None else story_facets(reader, wanted),
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
        clauses.add(*_holding(reader, Filter(actor=filter.actor, type=filter.type, place=filter.place)))
    if wanted.outlet:
        clauses.add(f"s.n IN (SELECT n FROM {derived(reader, 'faceted')} WHERE name = 'outlet' AND value ILIKE ?)", wanted.outlet)
    if wanted.words:
        found = [hit.article for hit in reader.search(wanted.words, limit=FOUND_BY_WORDS)]
        clauses.add(f"s.id IN (SELECT id FROM {derived(reader, 'story_of')} WHERE article IN (SELECT unnest(?::VARCHAR[])))", found)
    if wanted.differ:
        clauses.add("s.differs > 0")
    if wanted.several:
        clauses.add("s.origins > 1")
    return clauses


def _holding(reader: Reader, filter: Filter) -> tuple[Any, ...]:
    """The condition that a story holds an event that fits, whatever its day. The stories are looked up once in a generation: that takes 20 ms of a
    library of 100,000 articles, and a page asks three times."""
    inner = event_clauses(reader, filter)
    query = f"SELECT DISTINCT hash(story) AS n FROM events WHERE {inner.where} LIMIT {MOST_IDS + 1}"
    found = reader.recent(("holding", filter), lambda: sorted(row["n"] for row in reader.rows(query, inner.parameters)))
    if len(found) <= MOST_IDS:
        return "s.n IN (SELECT unnest(?::UBIGINT[]))", found
    return f"s.id IN (SELECT story FROM events WHERE {inner.where})", *inner.parameters


def story_facets(reader: Reader, wanted: Wanted) -> Facets:
    """The most common values of each facet among the stories that fit; months are all there, the latest first."""
    reader = as_known(reader, wanted.filter)
    clauses = story_clauses(reader, wanted)
    chosen = f"WHERE n IN (SELECT s.n FROM {derived(reader, 'listed')} s WHERE {clauses.where})" if clauses.conditions else ""
    found: Facets = {name: [] for name in FACETS}
    query = f"SELECT name, value, count(*) AS stories FROM {derived(reader, 'faceted')} {chosen} GROUP BY name, value ORDER BY stories DESC, value"
    for row in reader.rows(query, clauses.parameters):
        found[row["name"]].append(FacetValue(row["value"], row["stories"]))
    months = sorted(found["month"], key=lambda facet: facet.value, reverse=True)
    return {**{name: some[:FACET_VALUES] for name, some in found.items()}, "month": months[:MONTHS]}
