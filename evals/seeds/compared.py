"""The `comparison` section of FACTS against the events and agreement tables of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .rows import Row, event_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import Event

    from .record import Record

FIELD = {"actor": "actors", "recipient": "recipients", "date": "time"}


def compared_rows(record: Record) -> Iterator[Row]:
    """Every row of the section."""
    facts = record.facts["comparison"]
    verdicts = {(c.event, c.field): c for c in record.told.comparisons}
    for verdict in ("agree", "coarser", "differ"):
        for row in facts[verdict]:
            for field in row.get("fields", [row.get("field")]):
                yield _verdict(record, row, FIELD.get(field, field), verdict, verdicts)
    for key, other in (("A", "B"), ("B", "A")):
        for name in facts[f"only_in_{key}"]:
            told = tellers_of(record, name)
            yield Row(
                "comparison", f"only_in_{key}.{name}", bool(told) and record.seeds[other].article.id not in told, "" if told else "no such event"
            )
    yield from _within(record, facts["within_A"])
    yield from _parts(record, facts["part_of"])
    yield Row("comparison", "textual origins", len(record.told.origins) == facts["origins"]["textual"], "")


def event_of(record: Record, name: str) -> Event | None:
    """The event whose reports hold a row of the events section (or lie at the words of a diary row)."""
    row = next((r for r in record.facts["events"] if r["id"] == name), None)
    if row is None:
        return _diary_event(record, name)
    ids = {r.id for key in row["words"] for r in record.seeds[key].annotations.reports if event_holds(row, record.seeds[key], r)}
    found = [event for event in record.told.events if ids & {m.report for m in event.reports}]
    return max(found, key=lambda e: len(ids & {m.report for m in e.reports})) if found else None


def tellers_of(record: Record, name: str) -> set[str]:
    """The articles that tell a row of the events or of the diary section."""
    if event := event_of(record, name):
        return set(event.articles)
    row = next((r for r in record.facts["diary"] if r["id"] == name), None)
    for appointment in record.told.appointments if row else ():
        seeds = [(record.by_article[t.article], t.span) for t in appointment.tellings]
        if any(seed.overlap((span,), row["words"].get(seed.key, "")) > 0 for seed, span in seeds if row and seed.key in row["words"]):
            return {seed.article.id for seed, _ in seeds}
    return set()


def _diary_event(record: Record, name: str) -> Event | None:
    row = next((r for r in record.facts["diary"] if r["id"] == name), None)
    for event in record.told.events if row else ():
        for merge in event.reports:
            seed = record.by_article[merge.article]
            report = next(r for r in seed.annotations.reports if r.id == merge.report)
            words = row["words"].get(seed.key) if row else None
            if words and seed.overlap(report.evidence, words) > 0:
                return event
    return None


def _verdict(record: Record, row: dict[str, Any], field: str, verdict: str, verdicts: dict[tuple[str, str], Any]) -> Row:
    name = f"{verdict}.{row['event']}.{field}"
    event = event_of(record, row["event"])
    appointment = next((a for a in record.told.appointments if event is None and row["event"] in a.name.lower()), None)
    found = verdicts.get((event.id if event else appointment.id if appointment else "", field))
    if found is None:
        return Row("comparison", name, False, "no such comparison" if event else "no such event")
    reason = row.get("reason", "")
    return Row(
        "comparison", name, found.verdict == verdict and reason in found.reason, f"{found.verdict} {found.reason} {[c.value for c in found.cells]}"
    )


def _within(record: Record, rows: list[dict[str, Any]]) -> Iterator[Row]:
    for row in rows:
        events = [event_of(record, name) for name in row["events"]]
        linked = None not in events and (events[0] == events[1] or any(e and e.part_of in {o.id for o in events if o} for e in events))
        said = [
            c
            for c in record.told.comparisons
            if c.field == FIELD.get(row["field"], row["field"]) and c.verdict == "differ" and c.event in {e.id for e in events if e}
        ]
        told = said and (linked or any("linked" in c.reason for c in said))
        yield Row("comparison", "within_A." + "+".join(row["events"]), bool(told), f"{linked=} {said=}"[:150])


def _parts(record: Record, parts: dict[str, list[str]]) -> Iterator[Row]:
    for whole, names in parts.items():
        outer = event_of(record, whole)
        for name in names:
            inner = event_of(record, name)
            holds = outer is not None and inner is not None and inner.part_of == outer.id
            yield Row("comparison", f"part_of.{whole}.{name}", holds, "" if inner and outer else "no such event")
