"""What a question can be narrowed to, and how that becomes SQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ..store.derived import derived

if TYPE_CHECKING:
    from ..store.reader import Reader

Clock = Literal["published", "known"]
MOST_IDS = 10_000  # events of an actor that are handed to a query as a list; of more, the join is no slower


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Narrows a question. `since` and `until` are days (until is the first day left out); `actor` is an id, a name or part of one, or
    an ISO 3166 alpha-3 code; `type` an act, a PLOVER type or one of your own; `place` a name or country code; `limit` rows. `as_of` asks
    for the record as it was known by the end of a day, by the `clock` of publication or of reading into the library (days of UTC)."""

    since: date | None = None
    until: date | None = None
    actor: str | None = None
    type: str | None = None
    place: str | None = None
    story: str | None = None
    limit: int = 100
    as_of: date | None = None
    clock: Clock = "published"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer "as known on" a day rests on: how many articles stood by its end, and how many are left out.

    `later` came after it; `undated` have no date on this clock, or one too vague to tell ("2017" of a day in that year).
    """

    as_of: date
    clock: Clock
    articles: int
    later: int
    undated: int


class Party(msgspec.Struct, frozen=True):
    """An actor as it is shown: id, name and code (country and sectors)."""

    id: str
    name: str
    code: str


class Clauses:
    """SQL conditions and their parameters, gathered one by one."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.parameters: list[Any] = []

    def add(self, condition: str, *parameters: Any) -> None:
        self.conditions.append(condition)
        self.parameters.extend(parameters)

    def extend(self, other: Clauses) -> None:
        """Take over conditions with their parameters."""
        self.conditions += other.conditions
        self.parameters += other.parameters

    @property
    def where(self) -> str:
        return " AND ".join(f"({c})" for c in self.conditions) or "true"


def days_of(wanted: Filter, *, first: str = "start") -> Clauses:
    """The days of a filter as conditions on a derived table, which has them as `first` and `end`."""
    clauses = Clauses()
    if wanted.since:
        clauses.add('"end" > ?', wanted.since)
    if wanted.until:
        clauses.add(f"{first} < ?", wanted.until)
    return clauses


def event_clauses(reader: Reader, wanted: Filter, *, by_hand: bool = False) -> Clauses:
    """The conditions of a filter on the events table; `by_hand`: their one list holds the ids of actors, so that the question can be written out."""
    clauses = Clauses()
    if wanted.since:
        clauses.add('"time".end > ?', wanted.since)
    if wanted.until:
        clauses.add('"time".start < ?', wanted.until)
    if wanted.type:
        own = f"SELECT id FROM {derived(reader, 'own_typed')} WHERE own_type = upper(?)"
        clauses.add(f"act = upper(?) OR plover_type = upper(?) OR id IN ({own})", wanted.type, wanted.type, wanted.type)
    if wanted.place:
        clauses.add("place.name ILIKE ? OR place.country = upper(?)", f"%{wanted.place}%", wanted.place)
    if wanted.story:
        clauses.add("story = ?", wanted.story)
    if wanted.actor:
        clauses.add(*(_joined(reader, wanted.actor) if by_hand else of_actor(reader, wanted.actor)))
    return clauses


def of_actor(reader: Reader, words: str) -> tuple[str, list[str]]:
    """The condition that an event's id is one of those with an actor that words may mean, and its parameter. The ids are looked up once in a
    generation: of 100,000 articles that takes 50 ms of the processor, and a page asks several times."""
    ids = reader.recent(("events of", words), lambda: _event_ids(reader, words))
    return _joined(reader, words) if ids is None else ("id IN (SELECT unnest(?::VARCHAR[]))", ids)


def _event_ids(reader: Reader, words: str) -> list[str] | None:
    """The events with an actor that words may mean; None where they are too many to hand over."""
    query = f"SELECT DISTINCT id FROM {derived(reader, 'sides')} WHERE actor IN (SELECT unnest(?::VARCHAR[])) LIMIT {MOST_IDS + 1}"
    found = reader.rows(query, [actor_ids(reader, words)])
    return sorted(row["id"] for row in found) if len(found) <= MOST_IDS else None


def _joined(reader: Reader, words: str) -> tuple[str, list[str]]:
    # A country's code stands for thousands of actors in a large library: a join takes some ms, a search in each event's lists took half a minute.
    clause = f"id IN (SELECT s.id FROM {derived(reader, 'sides')} s WHERE s.actor IN (SELECT unnest(?::VARCHAR[])))"
    return clause, actor_ids(reader, words)


def actor_ids(reader: Reader, words: str) -> list[str]:
    """The ids of the actors that words may mean: an id, a country's code (all its actors), or part of a name."""
    query = "SELECT id FROM directory WHERE id = ? OR country = ? OR contains(lower(name), lower(?)) ORDER BY articles DESC, id"
    country = words.upper() if len(words) == 3 else None
    return reader.recent(("actors", words), lambda: [row["id"] for row in reader.rows(query, [words, country, words])])


def parties(reader: Reader, ids: list[str]) -> dict[str, Party]:
    """Actors by id, as they are shown."""
    return {key: Party(key, row.name, code(row.country, row.sectors)) for key, row in reader.held("directory", ids).items()}


def code(country: str | None, sectors: list[str] | None) -> str:
    """Country and sectors as one code, "UNK" where neither is known."""
    return " ".join([*([country] if country else []), *(sectors or [])]) or "UNK"
