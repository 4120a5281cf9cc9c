"""Which stories are there, and what does one of them tell?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Appointment, Origin, Utterance
from ..store.schema import from_row
from .as_known import as_known, known
from .diary import last_day, standing_on
from .event import Teller, tellers
from .events import EventRow, events
from .ids import full_id
from .independence import Omission, omissions
from .params import Filter, Known

if TYPE_CHECKING:
    from ..store.reader import Reader


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One story in a list: how many articles, outlets, independent origins, ultimate sources and events, and in how many events
    sources differ."""

    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    outlets: int
    origins: int
    events: int
    differs: int
    sources: int = 0


class StoryView(msgspec.Struct, frozen=True, kw_only=True):
    """A story: its articles by origin, its events in the order of time, what was said, what is due, the sentences that say most."""

    story: StoryRow
    sentences: list[str]
    tellers: list[Teller]
    origins: list[Origin]
    events: list[EventRow]
    utterances: list[Utterance]
    appointments: list[Appointment]
    omissions: list[Omission] = []
    known: Known | None = None


QUERY = """
    WITH chosen AS (SELECT * FROM stories s WHERE {where} ORDER BY s.first NULLS LAST, s.id LIMIT ?),
    told AS (
        SELECT m.id, count(DISTINCT a.outlet) AS outlets
        FROM (SELECT id, unnest(articles) AS article FROM chosen) m JOIN articles a ON a.id = m.article GROUP BY m.id
    ),
    happened AS (
        SELECT e.story, count(*) AS events, count(*) FILTER (len(e.differs) > 0) AS differs
        FROM events e WHERE e.story IN (SELECT id FROM chosen) GROUP BY e.story
    )
    SELECT s.id, s.title, s.first, s.last, len(s.articles) AS articles, len(s.origins) AS origins,
           coalesce(told.outlets, 0) AS outlets, coalesce(happened.events, 0) AS events, coalesce(happened.differs, 0) AS differs,
           (SELECT count(DISTINCT source) FROM (SELECT unnest(o.sources) AS source FROM origins o WHERE list_contains(s.origins, o.id))) AS sources
    FROM chosen s LEFT JOIN told ON told.id = s.id LEFT JOIN happened ON happened.story = s.id
    ORDER BY s.first NULLS LAST, s.id
"""


def stories(reader: Reader, wanted: Filter | None = None) -> list[StoryRow]:
    """The stories whose articles were published in a filter's days, by the first of them."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    where, parameters = ["true"], []
    if wanted.since:
        where.append("s.last >= ?")
        parameters.append(wanted.since.isoformat())
    if wanted.until:
        where.append("s.first < ?")
        parameters.append(wanted.until.isoformat())
    rows = reader.rows(QUERY.format(where=" AND ".join(where)), [*parameters, wanted.limit])
    return [StoryRow(**row) for row in rows]


def story(reader: Reader, key: str, wanted: Filter | None = None) -> StoryView:
    """One story by id or by the beginning of one, as known on a filter's day; raises UnknownIdError."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    key = full_id(reader, "stories", key)
    (row,) = reader.rows(QUERY.format(where="s.id = ?"), [key, 1])
    (whole,) = reader.rows("SELECT articles, origins, sentences FROM stories WHERE id = ?", [key])
    by_id, articles = tellers(reader, whole["articles"])
    spans = [(p["article"], p["span"]) for p in whole["sentences"] or []]
    origins = reader.rows("SELECT * FROM origins WHERE id IN (SELECT unnest(?::VARCHAR[]))", [whole["origins"]])
    last = wanted.as_of or last_day(reader)
    return StoryView(
        story=StoryRow(**row),
        sentences=[articles[a].text[s["start"] : s["end"]] for a, s in spans],
        tellers=sorted(by_id.values(), key=lambda t: (t.origin or "", t.published or "")),
        origins=[from_row(o, Origin) for o in origins],
        events=events(reader, Filter(story=key, limit=1000)).events,
        utterances=[from_row(u, Utterance) for u in _of_articles(reader, "utterances", "renderings", whole["articles"])],
        appointments=[standing_on(from_row(a, Appointment), last) for a in _of_articles(reader, "appointments", "tellings", whole["articles"])],
        omissions=omissions(reader, key),
        known=known(reader, wanted),
    )


def _of_articles(reader: Reader, table: str, column: str, ids: list[str]) -> list[dict[str, object]]:
    query = f"SELECT * FROM {table} WHERE list_has_any([r.article FOR r IN {column}], ?::VARCHAR[]) ORDER BY id"
    return reader.rows(query, [ids])
