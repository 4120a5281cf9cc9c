"""Which stories are there, and what does one of them tell?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Appointment, Origin, Utterance
from .as_known import as_known, known
from .diary import last_day, standing_on
from .event import Teller, tellers
from .events import EventRow, event_rows, in_time
from .ids import full_id
from .independence import Omission, omissions
from .params import Filter, Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Event, Story
    from ..store.reader import Reader


EVENTS = 1_000  # of a story that its page shows


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
    ),
    behind AS (
        SELECT rest.id, count(DISTINCT rest.source) AS sources
        FROM (
            SELECT m.id, unnest(o.sources) AS source FROM (SELECT id, unnest(origins) AS origin FROM chosen) m JOIN origins o ON o.id = m.origin
        ) rest GROUP BY rest.id
    )
    SELECT s.id, s.title, s.first, s.last, len(s.articles) AS articles, len(s.origins) AS origins,
           coalesce(told.outlets, 0) AS outlets, coalesce(happened.events, 0) AS events, coalesce(happened.differs, 0) AS differs,
           coalesce(behind.sources, 0) AS sources
    FROM chosen s LEFT JOIN told ON told.id = s.id LEFT JOIN happened ON happened.story = s.id LEFT JOIN behind ON behind.id = s.id
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
    whole = reader.held("stories", [key])[key]
    by_id = tellers(reader, whole.articles)
    texts = reader.texts({passage.article for passage in whole.sentences})
    origins = list(reader.held("origins", whole.origins).values())
    happened = sorted(reader.held("events", reader.links("of_story", [key]).get(key, [])).values(), key=in_time)
    last = wanted.as_of or last_day(reader)
    return StoryView(
        story=_row(whole, by_id, origins, happened),
        sentences=[passage.span.of(texts[passage.article]) for passage in whole.sentences],
        tellers=sorted(by_id.values(), key=lambda t: (t.origin or "", t.published or "")),
        origins=origins,
        events=event_rows(reader, happened[:EVENTS]),
        utterances=_of_articles(reader, "utterances", whole.articles),
        appointments=[standing_on(a, last) for a in _of_articles(reader, "appointments", whole.articles)],
        omissions=omissions(reader, key),
        known=known(reader, wanted),
    )


def _row(whole: Story, by_id: dict[str, Teller], origins: list[Origin], happened: list[Event]) -> StoryRow:
    """The counts of one story, of what its page has read already."""
    return StoryRow(
        id=whole.id, title=whole.title, first=whole.first, last=whole.last, articles=len(whole.articles),
        outlets=len({teller.outlet for teller in by_id.values() if teller.outlet}), origins=len(whole.origins), events=len(happened),
        differs=sum(bool(event.differs) for event in happened), sources=len({source for origin in origins for source in origin.sources}),
    )


def _of_articles(reader: Reader, table: str, ids: Sequence[str]) -> list[Any]:
    found = {id for some in reader.links(table, ids).values() for id in some}
    return list(reader.held(table, sorted(found)).values())
