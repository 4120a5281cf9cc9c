"""`python -m evals.seeds`: the acceptance reading, row by row, and every other report to be read one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evals.gold import seeds

from .record import Record
from .rows import Row, all_rows, event_holds, not_events

if TYPE_CHECKING:
    from diurna.model import Report

    from .record import Seed


def score() -> dict[str, float]:
    """Shares of rows that came out: seeds.events, .quotes, .relations, .comparison, .facts (all rows)."""
    rows = list(all_rows(Record()))
    shares = {f"seeds.{section}": _share([r for r in rows if r.section == section]) for section in ("events", "quotes", "relations", "comparison")}
    return shares | {"seeds.facts": _share(rows)}


def _share(rows: list[Row]) -> float:
    return round(sum(row.holds for row in rows) / len(rows), 3) if rows else 0.0


def main() -> None:
    if seeds("FACTS.yaml") is None:
        print("skipped: no data")
        return
    record = Record()
    rows = list(all_rows(record))
    for row in rows:
        if not row.holds:
            print(f"MISSING {row.section:10} {row.id:30} {row.why}")
    held, every = Counter(r.section for r in rows if r.holds), Counter(r.section for r in rows)
    print({section: f"{held[section]}/{every[section]}" for section in every}, f"facts {_share(rows):.3f}")
    print("not_events that came out:", list(not_events(record)) or "none")
    for seed in record.seeds.values():
        for report in seed.annotations.reports:
            known = any(seed.key in row["words"] and event_holds(row, seed, report) for row in record.facts["events"])
            print(f"{seed.key}{' row' if known else '    '} {_line(seed, report)}")


def _line(seed: Seed, report: Report) -> str:
    """A report to be read against its words."""
    who, whom = ([f"{a.name if a else '?'} [{a.code if a else ''}]" for a, _ in map(seed.said, side)] for side in (report.actors, report.recipients))
    chain = " ← ".join(source.words for source in report.chain)
    when = report.time.interval.start if report.time else "–"
    where = report.place.name if report.place else "–"
    told = f"{report.phase}{' background' if report.background else ''}{' denied' if report.polarity == 'denied' else ''}"
    words = " | ".join(span.of(seed.article.text) for span in report.evidence)
    return f"{report.act} {report.mode or ''} {who} → {whom} {when} {where} {told} [{chain}] :: {words}"


if __name__ == "__main__":
    main()
