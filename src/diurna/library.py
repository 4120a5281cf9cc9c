"""The Python API: open a library, read into it, ask it.

    >>> import diurna
    >>> library = diurna.open("library.diurna")
    >>> library.events(actor="RUS", type="CONSULT").events[0].title
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import IO

    import pyarrow as pa

    from .model import Annotations, Article, Problem, RawDocument, StandingRelation
    from .model.decisions import Anchor, Decision
    from .run.progress import Progress
    from .run.reading import Outcome
    from .store.reader import Reader
    from .views.actors import ActorRow
    from .views.alerts import Alerted
    from .views.brief import Brief
    from .views.counts import Counts
    from .views.decisions import DecisionRow
    from .views.diary import Entry
    from .views.event import EventView
    from .views.events import EventList
    from .views.explain import Explanation
    from .views.history import History
    from .views.overview import Overview
    from .views.params import Clock, Known
    from .views.quotes import QuoteRow
    from .views.review import Precision
    from .views.search import Found
    from .views.stories import StoryRow, StoryView


class Library:
    """A folder with the record. Made by `diurna.open`; a library need not exist before something is read into it.

    Filters are keyword arguments, the fields of `views.params.Filter`: since, until (dates), actor, type, place, story, limit. Every question
    takes `as_of` (a date) and `clock` ("published" or "known"): then it is answered from what stood by the end of that day.
    Questions raise StoreError where the folder holds no library.
    """

    def __init__(self, path: str | Path, *, settings: Settings | None = None) -> None:
        self.path = Path(path)
        self.settings = settings or load_settings()
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The read-only view of the live record."""
        from .store.reader import Reader

        if self._reader is None:
            self._reader = Reader(self.path)
        self._reader.refresh()
        return self._reader

    def read(
        self, source: str | Path, *, fields: dict[str, str] | None = None, progress: Progress | None = None, known: str | None = None
    ) -> Outcome:
        """Read a file or a folder of mixed files; documents that the library holds already are passed over.

        `fields` names the fields of JSON rows ({"text": "body"}). Raises FileNotFoundError, StoreError.
        """
        from .sources import read_documents

        path = Path(source)
        if not path.exists():
            raise FileNotFoundError(f"{path} does not exist")
        return self.read_documents(read_documents(path, settings=self.settings, fields=fields), progress=progress, known=known)

    def read_stream(self, stream: IO[bytes], *, fields: dict[str, str] | None = None, progress: Progress | None = None) -> Outcome:
        """Read what comes in on a stream: text, HTML or JSON lines."""
        from .sources import read_stream

        return self.read_documents(read_stream(stream, settings=self.settings, fields=fields), progress=progress)

    def read_documents(self, documents: Iterable[RawDocument | Problem], *, progress: Progress | None = None, known: str | None = None) -> Outcome:
        """Read raw documents from any source."""
        from .run.reading import read_into

        return read_into(self.path, documents, settings=self.settings, progress=progress, known=known)

    def outdated(self) -> int:
        """How many batches another version of Diurna or other own codes have made; `recode` makes them anew."""
        from .run.recode import outdated

        return len(outdated(self.reader.layout, self.reader.manifest, self.settings))

    def recode(self, *, progress: Progress | None = None) -> Outcome:
        """Code anew what other versions of Diurna or other own codes have made. Raises StoreError, SettingsError."""
        from .run.recode import recode

        return recode(self.path, settings=self.settings, progress=progress)

    def overview(self, *, as_of: date | None = None, clock: Clock = "published") -> Overview:
        """Rows by table, outlets, days covered, problems."""
        from .views.overview import overview

        return overview(self.reader, _filter({"as_of": as_of, "clock": clock}))

    def known(self, *, as_of: date, clock: Clock = "published") -> Known:
        """How many articles stood by the end of a day, how many came later, and how many have no date on that clock."""
        from .views.as_known import known

        found = known(self.reader, _filter({"as_of": as_of, "clock": clock}))
        assert found is not None
        return found

    def events(self, **narrow: Any) -> EventList:
        """The events that fit a filter, in the order of time."""
        from .views.events import events

        return events(self.reader, _filter(narrow))

    def event(self, key: str, *, as_of: date | None = None, clock: Clock = "published") -> EventView:
        """One event with its agreement table and reports; raises UnknownIdError."""
        from .views.event import event

        return event(self.reader, key, _filter({"as_of": as_of, "clock": clock}))

    def history(self, key: str, *, field: str | None = None, as_of: date | None = None, clock: Clock = "published") -> History:
        """How a value of an event was told, by day and outlet; raises UnknownIdError, ValueError for a field that no report fills."""
        from .views.history import history

        return history(self.reader, key, field, _filter({"as_of": as_of, "clock": clock}))

    def explain(self, key: str) -> Explanation:
        """How an event, report, quote, quantity or relation came about; raises UnknownIdError."""
        from .views.explain import explain

        return explain(self.reader, key)

    def stories(self, **narrow: Any) -> list[StoryRow]:
        """The stories of a filter's days."""
        from .views.stories import stories

        return stories(self.reader, _filter(narrow))

    def story(self, key: str, *, as_of: date | None = None, clock: Clock = "published") -> StoryView:
        """One story with its origins, events and quotes; raises UnknownIdError."""
        from .views.stories import story

        return story(self.reader, key, _filter({"as_of": as_of, "clock": clock}))

    def quotes(self, **narrow: Any) -> list[QuoteRow]:
        """The quotes that fit a filter."""
        from .views.quotes import quotes

        return quotes(self.reader, _filter(narrow))

    def relations(self, **narrow: Any) -> list[StandingRelation]:
        """Standing relations between actors, those that most origins state first."""
        from .views.relations import relations

        return relations(self.reader, _filter(narrow))

    def actors(self, **narrow: Any) -> list[ActorRow]:
        """The actors that fit a filter, the most named first."""
        from .views.actors import actors

        return actors(self.reader, _filter(narrow))

    def counts(self, by: list[str], **narrow: Any) -> Counts:
        """Events told as done, counted by dimensions, zero-filled; raises ValueError for an unknown dimension."""
        from .views.counts import counts

        return counts(self.reader, by, _filter(narrow))

    def diary(self, **narrow: Any) -> list[Entry]:
        """What is to come and what became of it."""
        from .views.diary import diary

        return diary(self.reader, _filter(narrow))

    def calendar(self, **narrow: Any) -> str:
        """The diary as a calendar file (RFC 5545); what has no date is left out."""
        from .views.ics import ics

        return ics(self.diary(**narrow))

    def search(self, query: str, *, limit: int = 20, as_of: date | None = None, clock: Clock = "published") -> list[Found]:
        """Articles that hold all words of a query, best first."""
        from .views.search import search

        return search(self.reader, query, limit=limit, wanted=_filter({"as_of": as_of, "clock": clock}))

    def article(self, key: str) -> Article:
        """One article with its text; raises UnknownIdError."""
        from .views.event import full_id

        key = full_id(self.reader, "articles", key)
        return self.reader.articles([key])[key]

    def annotations(self, key: str) -> Annotations:
        """All annotations of one article; raises UnknownIdError."""
        from .views.event import full_id

        key = full_id(self.reader, "articles", key)
        return self.reader.annotations([key])[key]

    def sql(self, query: str, *, as_of: date | None = None, clock: Clock = "published") -> pa.Table:
        """Any SQL query over the catalogue, read-only; raises SqlError with DuckDB's message."""
        from .views.sql import sql

        return sql(self.reader, query, _filter({"as_of": as_of, "clock": clock}))

    def verify(self) -> Iterator[Problem]:
        """Every stored value whose span does not give the words that it was stored with."""
        from .store.verify import verify

        return verify(self.reader.layout)

    def alert(self, rules: str | Path, *, seen: bool = False) -> Alerted:
        """Deliver the alerts of a rules file that were not told before; where it names neither file nor webhook, they are the caller's to tell.

        With `seen`, nothing is told and all that fits counts as told. Raises SettingsError for faulty rules, StoreError where an alert could
        not be delivered: then it is told the next time.
        """
        from .run.deliver import append, post
        from .store.alerted import read_alerted, write_alerted
        from .store.lock import writing
        from .views.alerts import Alerted, alerts, watch_list

        watched = watch_list(Path(rules))
        layout, to = self.reader.layout, watched.deliver
        with writing(layout):
            told = read_alerted(layout)
            fresh = [alert for alert in alerts(self.reader, watched) if alert.id not in told]
            if fresh and to.webhook and not seen:
                post(fresh, to.webhook, timeout=to.timeout)
            if fresh and to.file and not seen:
                append(fresh, Path(rules).parent / to.file)
            if fresh:
                write_alerted(layout, told | {alert.id for alert in fresh})
        return Alerted(fresh, "" if seen else " and ".join(str(place) for place in (to.file, to.webhook) if place))

    def brief(self, *, day: date | None = None) -> Brief:
        """What is new, disputed, changed and due on a day (default: the last one that was published on), every sentence with its source."""
        from .views.brief import brief

        return brief(self.reader, day)

    def merge(self, event: str, *, other: str, who: str, why: str, queue: str = "", progress: Progress | None = None) -> Decision:
        """Decide that two events are one; it holds whatever is read or coded anew later. Raises UnknownIdError, ValueError, StoreError."""
        from .views.decisions import event_reports

        (first, reports), (second, others) = event_reports(self.reader, event), event_reports(self.reader, other)
        if first == second:
            raise ValueError("both ids are of one event: there is nothing to merge")
        sides = {"reports": self._anchors(reports), "others": self._anchors(others)}
        return self._decide("merge", who, why, progress, event=first, other=second, queue=queue, **sides)

    def split(
        self, event: str, *, reports: Sequence[str], who: str, why: str, queue: str = "", progress: Progress | None = None
    ) -> Decision:
        """Decide that some reports of an event tell another happening. Raises UnknownIdError, ValueError, StoreError."""
        from .views.decisions import event_reports, reports_of

        key, every = event_reports(self.reader, event)
        parted = reports_of(every, reports)
        rest = [report for report in every if report not in parted]
        return self._decide("split", who, why, progress, event=key, queue=queue, reports=self._anchors(parted), others=self._anchors(rest))

    def accept(self, event: str, *, who: str, why: str = "looked at, right", queue: str = "") -> Decision:
        """Write down that an event was looked at and is right; `queue` is the review queue that it came from. Raises UnknownIdError, StoreError."""
        from .views.decisions import event_reports

        key, every = event_reports(self.reader, event)
        return self._decide("accept", who, why, None, event=key, reports=self._anchors(every), queue=queue)

    def correct(
        self, event: str, *, field: str, value: str, who: str, why: str, queue: str = "", progress: Progress | None = None
    ) -> Decision:
        """Put a value of your own beside a field of an event; what the reports say stays. Raises UnknownIdError, ValueError, StoreError."""
        from .views.decisions import event_reports, machine_value

        key, every = event_reports(self.reader, event)
        was = machine_value(self.reader, key, field)
        return self._decide("correct", who, why, progress, event=key, reports=self._anchors(every), field=field, value=value, was=was, queue=queue)

    def undo(self, decision: str, *, who: str, why: str, progress: Progress | None = None) -> Decision:
        """Undo a decision: what it merged or parted stands as before. Raises UnknownIdError, ValueError, StoreError."""
        from .views.decisions import holding

        return self._decide("undo", who, why, progress, undoes=holding(self.reader, decision))

    def review(self) -> Precision:
        """How often the events drawn at random for review were right, by type and in all, with 95 % intervals."""
        from .views.review import precision

        return precision(self.reader)

    def decisions(self) -> list[DecisionRow]:
        """What persons decided, in the order of deciding."""
        from .views.decisions import decisions

        return decisions(self.reader)

    def _anchors(self, reports: Sequence[str]) -> tuple[Anchor, ...]:
        from .run.decide import anchors

        return anchors(self.reader, reports)

    def _decide(self, kind: Any, who: str, why: str, progress: Progress | None, **fields: Any) -> Decision:
        from .run.decide import decide, decided

        decision = decided(kind, who=who, why=why, **fields)
        decide(self.path, decision, progress=progress)
        return decision

    def export(self, table: str, *, format: str, to: Path | IO[str]) -> int:
        """Write one table as parquet, csv or jsonl; returns the number of rows. Raises ValueError for an unknown table or format."""
        from .views.export import export

        return export(self.reader, table, format=format, to=to)


def open_library(path: str | Path = "library.diurna", *, settings: Settings | None = None) -> Library:
    """A library at a path, as `diurna.open`."""
    return Library(path, settings=settings)


def _filter(narrow: dict[str, Any]) -> Any:
    from .views.params import Filter

    return Filter(**narrow)
