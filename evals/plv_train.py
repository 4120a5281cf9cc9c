"""Types of given pairs, and whole triples, on plv_train: 1,050 sentences with a source, a target and a PLOVER root.

`python -m evals.plv_train [--errors N] [--class ROOT]`
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from diurna.coding.parse import Parse, parse
from diurna.coding.reports import type_pairs
from diurna.model import Article, Report, Span
from diurna.resources.language import language_model

from .gold import gold
from .stage import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.coding.cast import Cast

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


def score(sample: int | None = None) -> dict[str, float]:
    """plv_train.pairs.accuracy, .macro_f1, plv_train.triple; empty where the data is absent."""
    return _run(rows()[:: max(1, len(rows()) // sample)] if sample else rows())[0] if rows() else {}


def _run(
    data: list[dict[str, Any]],
) -> tuple[dict[str, float], list[tuple[dict[str, Any], str, str]], list[tuple[dict[str, Any], tuple[Report, ...]]], float]:
    found, errors, missed, triples, emitted = [], [], [], 0, 0
    for row, read in parses(data):
        pair = (span(row["sentence"], row["source"]), span(row["sentence"], row.get("target")))
        act, _, rule = type_pairs(read, [pair], force=True)[0]
        found.append((row["root"], root(act)))
        if row["root"] != root(act):
            errors.append((row, root(act), rule))
        cast, reports = reports_of(read)
        emitted += len(reports)
        if triple_found(row, reports, cast):
            triples += 1
        else:
            missed.append((row, reports))
    scores = pair_scores(found) | {"plv_train.triple": triples / len(data)}
    return scores, errors, missed, emitted / len(data)


def main() -> None:
    """Print the scores, the confusions and errors."""
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
    scores, errors, missed, rate = _run(data)
    for key, value in scores.items():
        print(f"{key:35} {value:.3f}")
    print(f"{'reports a sentence':35} {rate:.3f}")
    for (was, now), count in Counter((r["root"], p) for r, p, _ in errors).most_common(40):
        print(f"  {was:10} read as {now:10} {count}")
    for row, act, rule in errors[: asked.errors]:
        print(f"{row['root']:9} {act:9} {rule:34} {row['sentence'][:200]} | {row['source'][:40]} > {str(row.get('target'))[:40]}")
    for row, reports in missed[: asked.missed]:
        told = "; ".join(
            f"{r.plover_type} {[p.span.of(row['sentence']) for p in r.actors]} > "
            f"{[p.span.of(row['sentence']) for p in r.recipients]} {r.rule.split()[0]}"
            for r in reports
        )
        print(f"{row['root']:9} {row['sentence'][:220]} | {row['source'][:40]} > {str(row.get('target'))[:40]}\n      {told or '-'}")


if __name__ == "__main__":
    main()
