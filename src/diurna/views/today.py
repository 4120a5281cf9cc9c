"""What is new, where do sources disagree, what is due, what could not be read?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Appointment
from ..store.derived import derived
from .as_known import as_known, known
from .events import EventRow, listed
from .paging import paged
from .params import Filter, Known
from .problems import ProblemGroup, problem_groups

if TYPE_CHECKING:
    from ..store.reader import Reader

PROBLEM_PLACES = 3  # of a problem that are listed; the rest are counted
SHOWN = 8  # rows of each part: what fits a screen; the totals lead to the whole lists


class NewStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story that has articles which came since; `fresh` counts them, `began` says that all of its articles did."""

    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    fresh: int
    outlets: int
    origins: int
    began: bool


class Due(msgspec.Struct, frozen=True):
    """An appointment and the sentence of the article that told it last."""

    appointment: Appointment
    words: str
    article: str


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The four parts of the day. `since` is None where everything is new; `day`, the last that was published on, is
    where "due" counts from."""

    since: str | None
    day: date | None
    latest: str | None
    articles: int
    fresh_articles: int
    fresh_stories: int
    new: list[NewStory]
    disputed: int
    disputes: list[EventRow]
    coming: int
    due: list[Due]
    unread: list[ProblemGroup]
    known: Known | None = None


# Stories by how many articles of them came since, at most all.
NEW = """
    SELECT s.id, s.title, s.first, s.last, s.articles, f.fresh, s.outlets, s.origins, f.fresh = s.articles AS began, count(*) OVER () AS total
    FROM ({fresh}) f JOIN {listed} s ON s.id = f.id ORDER BY s.outlets DESC, f.fresh DESC, s.last DESC NULLS LAST, s.id LIMIT ?
"""
FRESH = "SELECT id, count(*) AS fresh FROM {arrived} WHERE known > ? GROUP BY id"


def today(reader: Reader, wanted: Filter | None = None, *, since: str | None = None) -> Today:
    """The day for a reader who was last here at `since` (ISO 8601, in the clock of when articles came into the library), as known on a filter's
    day."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    span, (disputed, disputes), (coming, due), unread = reader.recent(("today",), lambda: _whenever(reader))
    (fresh,) = reader.rows("SELECT count(*) AS n FROM articles WHERE ?::VARCHAR IS NULL OR known > ?", [since, since])
    stories = _new(reader, since) if fresh["n"] else []
    return Today(
        since=since,
        day=span["day"],
        latest=span["latest"],
        articles=span["articles"],
        fresh_articles=fresh["n"],
        fresh_stories=stories[0]["total"] if stories else 0,
        new=[msgspec.convert(row, NewStory) for row in stories],
        disputed=disputed,
        disputes=disputes,
        coming=coming,
        due=due,
        unread=unread,
        known=known(reader, wanted),
    )


def _whenever(reader: Reader) -> tuple[dict[str, Any], tuple[int, list[EventRow]], tuple[int, list[Due]], list[ProblemGroup]]:
    """What the day shows whenever its reader was last here: found out once in a generation."""
    (span,) = reader.rows("SELECT max(known) AS latest, max(published.interval.start) AS day, count(*) AS articles FROM articles")
    return span, _disputes(reader), _due(reader, span["day"]), problem_groups(reader, places=PROBLEM_PLACES)


def _new(reader: Reader, since: str | None) -> list[dict[str, Any]]:
    fresh = FRESH.format(arrived=derived(reader, "arrived")) if since else f"SELECT id, articles AS fresh FROM {derived(reader, 'listed')}"
    return reader.rows(NEW.format(fresh=fresh, listed=derived(reader, "listed")), [*([since] if since else []), SHOWN])


def _disputes(reader: Reader) -> tuple[int, list[EventRow]]:
    """How many events sources differ on, and the latest of them that most origins tell."""
    order = "start DESC NULLS LAST, origins DESC, differs DESC, id"
    rows, total = paged(reader, "id", derived(reader, "disputed"), [], order=order, rows=SHOWN, page=1)
    return total, listed(reader, [row["id"] for row in rows])


def _due(reader: Reader, day: date | None) -> tuple[int, list[Due]]:
    """What is expected from a day on."""
    if day is None:
        return 0, []
    where = "status IN ('expected', 'moved') AND \"time\".end > ?"
    (total,) = reader.rows(f"SELECT count(*) AS n FROM appointments WHERE {where}", [day])
    rows = reader.rows(f'SELECT id FROM appointments WHERE {where} ORDER BY "time".start, id LIMIT ?', [day, SHOWN])
    found = list(reader.held("appointments", [row["id"] for row in rows]).values())
    texts = reader.texts({a.tellings[-1].article for a in found if a.tellings})
    return total["n"], [_told(appointment, texts) for appointment in found]


def _told(appointment: Appointment, texts: dict[str, str]) -> Due:
    last = appointment.tellings[-1] if appointment.tellings else None
    told = last is not None and last.article in texts
    return Due(appointment, last.span.of(texts[last.article]) if told else "", last.article if told else "")
