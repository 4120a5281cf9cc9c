"""Types of given pairs, and whole triples, on plv_train: 1,050 sentences with a source, a target and a PLOVER root.

`python -m evals.plv_train [--errors N] [--missed N] [--root ROOT] [--sample EVERY]` prints scores with intervals, confusions, the pairs typed wrongly
with the highest probability, and rows of which no report has type and sides.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from diurna.coding.parse import Parse, parse
from diurna.coding.reports import type_pairs
from diurna.model import Article, Report, Span
from diurna.resources.language import language_model

from .gold import gold
from .intervals import confusion_table, print_measures
from .stage import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diurna.coding.cast import Cast


class Read(NamedTuple):
    """A row as it was read: the root of its pair with probability and rule, its reports, whether one of them is the row, and whether the pair is
    refused where it need not be typed (told only where asked for)."""

    row: dict[str, Any]
    root: str
    chance: float
    rule: str
    reports: tuple[Report, ...]
    triple: bool
    refused: bool


YIELD = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}


def rows() -> list[dict[str, Any]]:
    """The sentences, or none where the data is absent."""
    path = gold("events", "plv_train.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path else []


def root(act: str | None) -> str:
    """A type as one of the set's fifteen roots; the commonest one where there is none."""
    return YIELD.get(act or "", act or "YIELD")


def span(sentence: str, words: str | None) -> Span:
    """Where the words stand; an unfindable one ("An actor") is an empty span at the start."""
    at = sentence.find(words) if words else -1
    return Span(at, at + len(words)) if at >= 0 and words else Span(0, 0)


def parses(data: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Parse]]:
    """Each row with its parse."""
    for row in data:
        yield row, parse(Article(id=f"plv{row['id']}", raw="", name="plv", text=row["sentence"]), language_model())


def pair_scores(found: list[tuple[str, str]]) -> dict[str, float]:
    """Accuracy and macro F1 of (gold, predicted) roots."""
    golds = {g for g, _ in found}
    f1 = []
    for label in golds:
        hit = sum(g == p == label for g, p in found)
        f1.append(2 * hit / max(sum(g == label for g, _ in found) + sum(p == label for _, p in found), 1))
    return {"plv_train.pairs.accuracy": sum(g == p for g, p in found) / len(found), "plv_train.pairs.macro_f1": sum(f1) / len(f1)}


def triple_found(row: dict[str, Any], reports: tuple[Report, ...], cast: Cast) -> bool:
    """Whether a report has the root, with the source among its actors and the target among its recipients; any mention of an actor counts."""
    named: dict[str, list[Span]] = {}
    for mention in cast.mentions:
        named.setdefault(mention.actor or "", []).append(mention.span)
    source, target = span(row["sentence"], row["source"]), span(row["sentence"], row.get("target"))
    for report in reports:
        if root(report.plover_type) != row["root"]:
            continue
        actors = [s for p in report.actors for s in (p.span, *named.get(p.actor, []))]
        others = actors if report.reciprocal else [s for p in report.recipients for s in (p.span, *named.get(p.actor, []))]
        actor_hit = any(a.overlaps(source) for a in actors) or not source.end
        if actor_hit and (any(o.overlaps(target) for o in others) or not target.end):
            return True
    return False


def read(data: list[dict[str, Any]], *, unforced: bool = False) -> list[Read]:
    """Each row as the coder reads it: its pair typed by force, and its reports with no side given; `unforced` asks again without force."""
    found = []
    for row, parsed in parses(data):
        pair = (span(row["sentence"], row["source"]), span(row["sentence"], row.get("target")))
        act, chance, rule = type_pairs(parsed, [pair], force=True)[0]
        cast, reports = reports_of(parsed)
        refused = unforced and type_pairs(parsed, [pair])[0][0] is None
        found.append(Read(row, root(act), chance, rule, reports, triple_found(row, reports, cast), refused))
    return found


def measures(some: Sequence[Read]) -> dict[str, float]:
    """The scores of rows that were read."""
    return pair_scores([(r.row["root"], r.root) for r in some]) | {"plv_train.triple": sum(r.triple for r in some) / len(some)}


def score(sample: int | None = None) -> dict[str, float]:
    """plv_train.pairs.accuracy, .macro_f1, plv_train.triple; empty where the data is absent."""
    return measures(read(rows()[:: max(1, len(rows()) // sample)] if sample else rows())) if rows() else {}


def main() -> None:
    """Print the scores with intervals, the confusions and errors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--root")
    parser.add_argument("--sample", type=int, default=1)
    asked = parser.parse_args()
    data = [r for r in rows()[:: asked.sample] if asked.root in (None, r["root"])]
    if not data:
        print("skipped: no data")
        return
    some = read(data, unforced=True)
    print_measures(some, measures)
    print(f"{'reports a sentence':35} {sum(len(r.reports) for r in some) / len(some):.3f}")
    print(f"{'pairs refused where not forced':35} {sum(r.refused for r in some) / len(some):.3f}")
    print(*confusion_table(Counter((r.row["root"], r.root) for r in some)), sep="\n")
    wrong = sorted((r for r in some if r.root != r.row["root"]), key=lambda r: r.chance, reverse=True)
    for r in wrong[: asked.errors]:
        print(f"{r.row['root']:9} {r.root:9} {r.chance:.3f} {r.rule:34} {_told(r.row)}")
    for r in [r for r in some if not r.triple][: asked.missed]:
        print(f"{r.row['root']:9} {_told(r.row)}\n      {'; '.join(_report(report, r.row['sentence']) for report in r.reports) or '-'}")


def _told(row: dict[str, Any]) -> str:
    return f"{row['sentence'][:220]} | {row['source'][:40]} > {str(row.get('target'))[:40]}"


def _report(report: Report, text: str) -> str:
    actors, recipients = ([p.span.of(text) for p in side] for side in (report.actors, report.recipients))
    return f"{report.plover_type} {actors} > {recipients} {report.rule.split()[0]}"


if __name__ == "__main__":
    main()
