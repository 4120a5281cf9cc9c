"""What does each origin say of one event?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Comparison, Report, Span
from ..resources.families import kin
from ..store.derived import derived, picked
from ..store.schema import from_row
from .as_known import as_known, known
from .decisions import Correction, corrections
from .events import COLUMNS, EventRow, event_rows
from .ids import full_id
from .independence import Omission, Support, omissions, support
from .params import Filter, Known

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..store.reader import Reader


class Teller(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it stands beside what it tells."""

    article: str
    outlet: str | None
    credit: str | None
    published: str | None
    title: str
    address: str | None
    origin: str | None
    name: str


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One report of the event with its sentence; `evidence` are spans of the sentence's article."""

    report: Report
    teller: Teller
    sentence: str
    sentence_span: Span
    merged: str


class EventView(msgspec.Struct, frozen=True, kw_only=True):
    """An event, its agreement table (one comparison a field), the reports it was merged from, and what lies inside it.

    `support` says on what each value rests, `omissions` which facts an outlet leaves out, `corrections` what persons say beside it. `kin` has
    the publishers that stand behind more than one of its outlets: these are not independent of one another.
    """

    event: EventRow
    comparisons: list[Comparison]
    tellings: list[Telling]
    parts: list[EventRow]
    support: list[Support] = []
    omissions: list[Omission] = []
    corrections: list[Correction] = []
    kin: dict[str, tuple[str, ...]] = {}
    known: Known | None = None


def event(reader: Reader, key: str, wanted: Filter | None = None) -> EventView:
    """One event by id or by the beginning of one, as known on a filter's day; raises UnknownIdError."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    key = full_id(reader, "events", key)
    (row,) = reader.rows(f"SELECT {COLUMNS}, reports AS merges FROM events WHERE id = ?", [key])
    merges = row.pop("merges")
    parts = reader.rows(f'SELECT {COLUMNS} FROM events WHERE part_of = ? ORDER BY "time".start NULLS LAST, id', [key])
    compared = [from_row(c, Comparison) for c in reader.rows("SELECT * FROM comparisons WHERE event = ?", [key])]
    tellings = _tellings(reader, {merge["report"]: merge["reason"] for merge in merges})
    return EventView(
        event=event_rows(reader, [row])[0], comparisons=compared, tellings=tellings, parts=event_rows(reader, parts),
        support=support(reader, compared, list({t.teller.article for t in tellings})), omissions=omissions(reader, row["story"], [key]),
        corrections=corrections(reader, [m["report"] for m in merges], wanted), known=known(reader, wanted),
        kin=kin(t.teller.outlet for t in tellings),
    )


TELLERS = """
    SELECT a.id AS article, a.outlet, a.credit, a.published.when AS published, a.headline AS title, a.address, o.id AS origin, a.name
    FROM (SELECT id, outlet, credit, published, headline, address, name FROM articles WHERE {articles}) a
    LEFT JOIN (SELECT article, id FROM {origin_of} WHERE article IN (SELECT unnest($1::VARCHAR[]))) o ON o.article = a.id
"""


def tellers(reader: Reader, ids: Collection[str]) -> dict[str, Teller]:
    """Articles as tellers, by id; unknown ids are left out."""
    query = TELLERS.format(articles=picked(reader, "articles", "id IN (SELECT unnest($1::VARCHAR[]))"), origin_of=derived(reader, "origin_of"))
    wanted = list(dict.fromkeys(ids))
    rows = {row["article"]: Teller(**row) for row in reader.rows(query, [wanted])} if wanted else {}
    return {key: rows[key] for key in wanted if key in rows}


def _tellings(reader: Reader, reasons: dict[str, str]) -> list[Telling]:
    rows = reader.rows(f"SELECT * FROM reports WHERE {picked(reader, 'reports')}", [list(reasons)])
    reports = [from_row(row, Report) for row in rows]
    by_id = tellers(reader, [report.article for report in reports])
    texts, sentences = reader.texts(list(by_id)), _sentences(reader, list(by_id))
    tellings = []
    for report in reports:
        span = sentences[report.article][report.sentence]
        words = span.of(texts[report.article])
        teller = by_id[report.article]
        tellings.append(Telling(report=report, teller=teller, sentence=words, sentence_span=span, merged=reasons[report.id]))
    return sorted(tellings, key=lambda t: (t.teller.published or "", t.teller.article, t.report.sentence))


def _sentences(reader: Reader, ids: list[str]) -> dict[str, dict[int, Span]]:
    found: dict[str, dict[int, Span]] = {}
    for row in reader.layer("sentences", ids, ["article", "n", "start", "end"]):
        found.setdefault(row["article"], {})[row["n"]] = Span(row["start"], row["end"])
    return found


