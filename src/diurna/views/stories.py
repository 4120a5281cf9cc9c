"""Which stories are there, and what does one of them tell?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Appointment, Origin, Utterance
from ..store.derived import derived
from .as_known import as_known, known
from .diary import last_day, standing_on
from .event import Teller, tellers
from .events import EventRow, event_rows, in_time
from .ids import full_id
from .independence import Omission, omissions
from .params import Clauses, Filter, Known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Event, Story
    from ..store.reader import Reader


EVENTS = 1_000  # of a story that its page shows


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """One story in a list: days of its first and last report, how many articles, outlets, independent origins, ultimate sources and events it has,
    in how many events sources differ, and the types of its events, the three most common ones first."""

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
    types: list[str] = []


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


def stories(reader: Reader, wanted: Filter | None = None) -> list[StoryRow]:
    """The stories whose articles were published in a filter's days, by the first of them."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = Clauses()
    if wanted.since:
        clauses.add("last >= ?", wanted.since.isoformat())
    if wanted.until:
        clauses.add("first < ?", wanted.until.isoformat())
    query = f"SELECT * EXCLUDE (n) FROM {derived(reader, 'listed')} WHERE {clauses.where} ORDER BY first NULLS LAST, id LIMIT ?"
    return [StoryRow(**row) for row in reader.rows(query, [*clauses.parameters, wanted.limit])]


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
        differs=sum(bool(event.differs) for event in happened), types=_types(happened),
        sources=len({source for origin in origins for source in origin.sources}),
    )


def _types(happened: list[Event]) -> list[str]:
    counts = Counter(event.plover_type for event in happened)
    return sorted(counts, key=lambda kind: (-counts[kind], kind))[:3]


def _of_articles(reader: Reader, table: str, ids: Sequence[str]) -> list[Any]:
    found = {id for some in reader.links(table, ids).values() for id in some}
    return list(reader.held(table, sorted(found)).values())
