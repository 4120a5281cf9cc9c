"""History: how a value of an event was told, day by day and outlet by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Quantity, Span
from .as_known import as_known, known
from .event import Teller, tellers
from .events import EventRow, event_rows
from .ids import full_id
from .params import Filter, Known

if TYPE_CHECKING:
    from ..model import Annotations, Article, Event, Report
    from ..store.reader import Reader


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of one field.

    `day` is that of publication, `read` that on which the library got it; a figure has `low`, `best` and `high` with its `bound` and `unit`;
    `through` is who says so, outermost first; `span` is of the article's text.
    """

    day: str | None
    read: str | None
    value: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    bound: str | None = None
    unit: str | None = None
    through: list[str]
    sentence: str
    span: Span | None
    report: str
    teller: Teller


class FieldHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its points in the order of telling; `outlets`, `origins` and `sources` count who says anything of it, independently."""

    field: str
    points: list[Point]
    outlets: int
    origins: int
    sources: int


class History(msgspec.Struct, frozen=True, kw_only=True):
    """An event with the history of some of its fields."""

    event: EventRow
    fields: list[FieldHistory]
    known: Known | None = None


def history(reader: Reader, key: str, field: str | None = None, wanted: Filter | None = None) -> History:
    """How a field of an event was told; without `field`, its figures, or all fields where it has none.

    Points stand in the order of the filter's clock. Raises UnknownIdError for the event, ValueError for a field that no report fills.
    """
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    key = full_id(reader, "events", key)
    event = reader.held("events", [key])[key]
    told = _told(reader, event)
    chosen = _chosen(told, field)
    tellers_of = {p.teller.origin for name in chosen for p in told[name] if p.teller.origin}
    sources = {origin.id: origin.sources for origin in reader.held("origins", tellers_of).values()}
    fields = [_history(name, sorted(told[name], key=lambda p: _order(p, wanted)), sources) for name in chosen]
    return History(event=event_rows(reader, [event])[0], fields=fields, known=known(reader, wanted))


def _told(reader: Reader, event: Event) -> dict[str, list[Point]]:
    """Every value of an event's reports, by field."""
    from ..stories.node import Node
    from ..stories.reading import Reading
    from ..stories.values import OTHER, values

    by_id = tellers(reader, event.articles)
    articles, coded = reader.articles(list(by_id)), reader.annotations(list(by_id))
    merged = {merge.report for merge in event.reports}
    reports = [report for found in coded.values() for report in found.reports if report.id in merged]
    found: dict[str, list[Point]] = {}
    for report in reports:
        article = articles[report.article]
        for value in values(Node(Reading(article, coded[article.id]), report, {})):
            point = _point(report, article, coded[article.id], by_id[article.id], value.shown, value.span, value.data)
            points = found.setdefault(value.field.removeprefix(OTHER), [])
            if not any(p.value == point.value and p.span == point.span and p.teller == point.teller for p in points):
                points.append(point)
    return found


def _point(report: Report, article: Article, found: Annotations, teller: Teller, value: str, span: Span | None, data: object) -> Point:
    figure = data if isinstance(data, Quantity) else None
    chain = figure.chain if figure and figure.chain else report.chain
    numbers = {"low": figure.low, "best": figure.best, "high": figure.high, "bound": figure.bound, "unit": figure.unit} if figure else {}
    return Point(
        day=article.published.when[:10] if article.published else None, read=article.known, value=value, through=[link.words for link in chain],
        sentence=found.sentences[figure.sentence if figure else report.sentence].of(article.text), span=span, report=report.id, teller=teller,
        **numbers,
    )


def _chosen(told: dict[str, list[Point]], field: str | None) -> list[str]:
    if field is None:
        return [name for name, points in told.items() if any(p.bound for p in points)] or list(told)
    wanted = [name for name in told if name == field.lower()] or [name for name in told if name.startswith(field.lower())]
    if not wanted:
        raise ValueError(f"no report of this event tells {field!r}: choose from {', '.join(sorted(told))}")
    return wanted


def _order(point: Point, wanted: Filter) -> tuple[str, str, str]:
    when = point.teller.published if wanted.clock == "published" else point.read
    return (when or "9999", point.teller.article, point.report)


def _history(field: str, points: list[Point], sources: dict[str, tuple[str, ...]]) -> FieldHistory:
    origins = {p.teller.origin or p.teller.article for p in points}
    return FieldHistory(
        field=field, points=points, outlets=len({p.teller.outlet for p in points if p.teller.outlet}), origins=len(origins),
        sources=len({source for origin in origins for source in sources.get(origin, ())}),
    )
