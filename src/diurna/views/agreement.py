"""The agreement table of one event: fields against origins, with the same values under the same sign, and its figures by time of report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from ..model import Comparison, Quantity, Span, UnknownIdError, Verdict
from .event import EventView, Teller, Telling, event, full_id
from .params import Filter

if TYPE_CHECKING:
    from ..store.reader import Reader

LEADING = re.compile(r"^(?:the|an?)\s+")


class Column(msgspec.Struct, frozen=True):
    """An origin: the articles of it that tell the event, the first published one first."""

    origin: str
    tellers: list[Teller]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One value that an origin gives. `group` numbers the values of the row: the same number is the same value, 0 the most common.

    `span` is of the article's text; `chain` has who says so, outermost first; `phase`, `polarity` and `background` are of the report.
    """

    value: str
    group: int
    article: str
    sentence: str
    span: Span | None
    chain: list[str]
    phase: str
    polarity: str
    background: bool


class TableCell(msgspec.Struct, frozen=True):
    """What one origin says in one field; nothing where it is silent."""

    origin: str
    told: list[Told]


class FieldRow(msgspec.Struct, frozen=True, kw_only=True):
    """A field, whether the origins agree in it, why not where that can be told, and a cell for each column."""

    field: str
    verdict: Verdict
    reason: str
    cells: list[TableCell]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as one article gives it; `group` is that of its value in the table."""

    article: str
    outlet: str | None
    published: str | None
    low: float | None
    best: float | None
    high: float | None
    bound: str
    value: str
    group: int


class Figures(msgspec.Struct, frozen=True):
    """The figures of one field in the order of publication."""

    field: str
    unit: str | None
    figures: list[Figure]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its table; `days` are those on which a report of it came (on the clock asked for), for "as known on"."""

    view: EventView
    columns: list[Column]
    rows: list[FieldRow]
    figures: list[Figures]
    days: list[str]


def agreement(reader: Reader, key: str, wanted: Filter | None = None) -> Agreement:
    """The table of one event, as known on a filter's day; raises UnknownIdError where there is none, or none yet."""
    wanted = wanted or Filter()
    key = full_id(reader, "events", key)
    days = _days(reader, key, wanted)
    if wanted.as_of and days and days[0] > wanted.as_of.isoformat():
        raise UnknownIdError(f"by {wanted.as_of} nothing was told of this event; the first report of it is of {days[0]}")
    view = event(reader, key, wanted)
    columns = _columns(view)
    rows = [_row(comparison, columns, {t.report.id: t for t in view.tellings}) for comparison in view.comparisons]
    return Agreement(view=view, columns=columns, rows=rows, figures=_figures(reader, rows, columns), days=days)


def _days(reader: Reader, key: str, wanted: Filter) -> list[str]:
    heads = reader.held("heads", reader.held("events", [key])[key].articles).values()
    days = {(getattr(head, wanted.clock) or "")[:10] for head in heads}
    return sorted(day for day in days if len(day) == 10)


def _columns(view: EventView) -> list[Column]:
    """The origins by their first article."""
    found: dict[str, dict[str, Teller]] = defaultdict(dict)
    for telling in view.tellings:
        found[telling.teller.origin or telling.teller.article][telling.teller.article] = telling.teller
    columns = [Column(origin, sorted(some.values(), key=_published)) for origin, some in found.items()]
    return sorted(columns, key=lambda column: (_published(column.tellers[0]), column.origin))


def _published(teller: Teller) -> tuple[str, str]:
    return (teller.published or "9999", teller.article)


def _row(comparison: Comparison, columns: list[Column], tellings: dict[str, Telling]) -> FieldRow:
    groups = _groups(comparison)
    cells: dict[str, list[Told]] = defaultdict(list)
    for cell in comparison.cells:
        report = tellings[cell.report].report if cell.report in tellings else None
        told = Told(
            value=cell.value,
            group=groups[_plain(cell.value)],
            article=cell.article,
            sentence=cell.sentence,
            span=cell.span,
            chain=[link.words for link in report.chain] if report else [],
            phase=report.phase if report else "done",
            polarity=report.polarity if report else "affirmed",
            background=report.background if report else False,
        )
        if told.value not in {other.value for other in cells[cell.origin]}:
            cells[cell.origin].append(told)
    whole = [TableCell(column.origin, cells.get(column.origin, [])) for column in columns]
    return FieldRow(field=comparison.field, verdict=comparison.verdict, reason=comparison.reason, cells=whole)


def _groups(comparison: Comparison) -> dict[str, int]:
    """Each value's number, by its words: origins may agree and word it differently."""
    origins = {(cell.origin, _plain(cell.value)): None for cell in comparison.cells}
    return {value: n for n, (value, _) in enumerate(Counter(value for _, value in origins).most_common())}


def _plain(value: str) -> str:
    """A value without capitals and its leading article."""
    return LEADING.sub("", value.casefold())


def _figures(reader: Reader, rows: list[FieldRow], columns: list[Column]) -> list[Figures]:
    """The cells that rest on a figure, by field: those whose words are a quantity's."""
    tellers = {teller.article: teller for column in columns for teller in column.tellers}
    by_words = {(q.article, q.span): q for coded in reader.layers(list(tellers), "quantities").values() for q in coded.quantities}
    found = []
    for row in rows:
        pairs = [(told, by_words.get((told.article, told.span))) for cell in row.cells for told in cell.told if told.span]
        some = [_figure(told, quantity, tellers) for told, quantity in pairs if quantity and told.article in tellers]
        if some and all(quantity for _, quantity in pairs) and row.field != "time":
            unit = next((quantity.unit for _, quantity in pairs if quantity and quantity.unit), None)
            found.append(Figures(row.field, unit, sorted(some, key=lambda f: (f.published or "9999", f.article))))
    return found


def _figure(told: Told, quantity: Quantity, tellers: dict[str, Teller]) -> Figure:
    teller = tellers[told.article]
    return Figure(
        article=told.article, outlet=teller.outlet, published=teller.published, low=quantity.low, best=quantity.best, high=quantity.high,
        bound=quantity.bound, value=told.value, group=told.group,
    )  # fmt: skip
