"""What does each origin say of one event?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Comparison, Report, Span
from ..resources.families import kin
from .as_known import as_known, known
from .decisions import Correction, corrections
from .events import EventRow, event_rows, in_time
from .ids import full_id
from .independence import Omission, Support, omissions, support
from .params import Filter, Known

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model import Event
    from ..store.reader import Reader
    from ..store.shelf import Head


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
    told = reader.held("events", [key])[key]
    parts = sorted(reader.held("events", reader.links("parts", [key]).get(key, [])).values(), key=in_time)
    compared = list(reader.held("comparisons", [key]).get(key, ()))
    tellings = _tellings(reader, told)
    (row,) = event_rows(reader, [told])
    return EventView(
        event=row, comparisons=compared, tellings=tellings, parts=event_rows(reader, parts),
        support=support(reader, compared, list({t.teller.article for t in tellings})), omissions=omissions(reader, told.story, [key]),
        corrections=corrections(reader, told.id, [m.report for m in told.reports], wanted), known=known(reader, wanted),
        kin=kin(t.teller.outlet for t in tellings),
    )


def tellers(reader: Reader, ids: Collection[str]) -> dict[str, Teller]:
    """Articles as tellers, by id; unknown ids are left out."""
    heads, origins = reader.held("heads", ids), reader.links("origins", ids)
    return {key: _teller(head, next(iter(origins.get(key, ())), None)) for key, head in heads.items()}


def _teller(head: Head, origin: str | None) -> Teller:
    return Teller(
        article=head.id, outlet=head.outlet, credit=head.credit, published=head.published, title=head.title, address=head.address, origin=origin,
        name=head.name,
    )  # fmt: skip


def _tellings(reader: Reader, told: Event) -> list[Telling]:
    reasons = {merge.report: merge.reason for merge in told.reports}
    ids = list(dict.fromkeys(merge.article for merge in told.reports))
    by_id, texts = tellers(reader, ids), reader.texts(ids)
    tellings = []
    for key, coded in reader.layers(ids, "sentences", "reports").items():
        for report in coded.reports:
            if report.id in reasons:
                span = coded.sentences[report.sentence]
                words = span.of(texts[key])
                tellings.append(Telling(report=report, teller=by_id[key], sentence=words, sentence_span=span, merged=reasons[report.id]))
    return sorted(tellings, key=lambda t: (t.teller.published or "", t.teller.article, t.report.sentence))
