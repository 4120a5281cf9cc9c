"""Dyads and types on plover_gsr_dev: 61 records with ISO3 and sector codes.

`python -m evals.plover_gsr [--errors N]`. A record is found if a report has the type, an actor of one of the source codes and, where a
target is given, a recipient of one of the target codes; codes are compared by country (by sector where the code is no country's).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from diurna.coding.parse import parse
from diurna.model import Article, Interval, Published
from diurna.resources.language import language_model

from .gold import gold
from .intervals import confusion_table, print_measures
from .stage import reports_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diurna.coding.cast import Cast
    from diurna.model import Report

    Read = tuple[dict[str, Any], tuple[Report, ...], Cast]

TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}  # names of an earlier draft of PLOVER


def rows() -> list[dict[str, Any]]:
    """The records, or none where the data is absent."""
    path = gold("events", "plover_gsr_dev.json")
    return json.loads(path.read_text("utf-8")) if path else []


def codes(side: Any) -> set[str]:
    """The first codes of a side; empty where none is given."""
    return {a["code"][:3] for a in side if a.get("code")} if isinstance(side, list) else set()


def _codes_of(report: Report, cast: Cast, *, actors: bool) -> set[str]:
    people = report.actors if actors else (report.actors if report.reciprocal else report.recipients)
    return {code for p in people for code in cast.actor(p.actor).code.split()}


def found(row: dict[str, Any], reports: tuple[Report, ...], cast: Cast) -> bool:
    """Whether one of the reports is the record."""
    kind = TYPES.get(row["event"], row["event"])
    sources, targets = codes(row["source"]), codes(row.get("target"))
    for report in reports:
        right = report.plover_type == kind and sources & _codes_of(report, cast, actors=True)
        if right and (not targets or targets & _codes_of(report, cast, actors=False)):
            return True
    return False


def _read() -> list[Read]:
    read = []
    for row in rows():
        day = date.fromisoformat(row["date"])
        article = Article(id=row["id"], raw="", name="gsr", text=row["text"], published=Published(row["date"], Interval.day(day), "test"))
        cast, reports = reports_of(parse(article, language_model()))
        read.append((row, reports, cast))
    return read


def measures(read: Sequence[Read]) -> dict[str, float]:
    """The score of records that were read."""
    return {"plover_gsr_dev.dyad_root": sum(found(*r) for r in read) / len(read)}


def confusions(read: Sequence[Read]) -> Counter[tuple[str, str]]:
    """Types asked for and read: the record's own where a report has it, else the first report's, "none" without reports."""
    pairs: Counter[tuple[str, str]] = Counter()
    for row, reports, _ in read:
        kind, types = TYPES.get(row["event"], row["event"]), [r.plover_type for r in reports]
        pairs[kind, kind if kind in types else (types or ["none"])[0]] += 1
    return pairs


def score() -> dict[str, float]:
    """plover_gsr_dev.dyad_root; empty where the data is absent."""
    read = _read()
    return measures(read) if read else {}


def main() -> None:
    """Print the score with its interval, the confusions of types, and the records that were not found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    read = _read()
    if not read:
        print("skipped: no data")
        return
    print_measures(read, measures)
    print(*confusion_table(confusions(read)), sep="\n")
    for row, reports, cast in [r for r in read if not found(*r)][: asked.errors]:
        print(row["event"], row["text"][:200], sorted(codes(row["source"])), sorted(codes(row.get("target"))))
        for r in reports:
            print("     ", r.plover_type, _codes_of(r, cast, actors=True), _codes_of(r, cast, actors=False), r.rule.split()[0])


if __name__ == "__main__":
    main()
