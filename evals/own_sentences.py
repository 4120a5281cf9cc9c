"""Event or none, on the project's own labelled sentences (own_sentences/*.jsonl).

`python -m evals.own_sentences [--errors N]`
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diurna.coding.parse import parse
from diurna.model import Article
from diurna.resources.language import language_model

from .stage import reports_of

if TYPE_CHECKING:
    from diurna.model import Report

FOLDER = Path(__file__).parent / "own_sentences"


def rows() -> list[dict[str, Any]]:
    """Every labelled sentence."""
    return [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def _read() -> list[tuple[dict[str, Any], tuple[Report, ...]]]:
    return [
        (row, reports_of(parse(Article(id=f"own{n}", raw="", name="own", text=row["text"]), language_model()))[1]) for n, row in enumerate(rows())
    ]


def _overlap(text: str, words: str | None, spans: list) -> bool:
    at = text.find(words) if words else -1
    return words is None or any(s.start < at + len(words) and at < s.end for s in spans)


def _full(row: dict[str, Any], report: Report) -> bool:
    everyone = [p.span for p in (*report.actors, *report.recipients)]
    actors = everyone if report.reciprocal else [p.span for p in report.actors]
    others = everyone if report.reciprocal else [p.span for p in report.recipients]
    return report.act == row["act"] and _overlap(row["text"], row["actor"], actors) and _overlap(row["text"], row["recipient"], others)


def scores(read: list[tuple[dict[str, Any], tuple[Report, ...]]]) -> dict[str, float]:
    """Detection, and the shares with the right act, phase and polarity, and with act, actor and recipient all right."""
    hits = [(row, reports) for row, reports in read if row["act"] and reports]
    events = sum(bool(row["act"]) for row, _ in read)
    told = [(r, x) for r, reports in hits for x in reports[:1]]
    return {
        "own_sentences.detection.precision": len(hits) / max(sum(bool(reports) for _, reports in read), 1),
        "own_sentences.detection.recall": len(hits) / max(events, 1),
        "own_sentences.act": sum(any(x.act == row["act"] for x in reports) for row, reports in hits) / max(len(hits), 1),
        "own_sentences.phase": sum(x.phase == r["phase"] for r, x in told) / max(len(told), 1),
        "own_sentences.polarity": sum(x.polarity == r["polarity"] for r, x in told) / max(len(told), 1),
        "own_sentences.full": sum(any(_full(row, x) for x in reports) for row, reports in hits) / max(events, 1),
    }


def score() -> dict[str, float]:
    """own_sentences.detection.precision and .recall, with the shares of right acts, phases and whole records beside them."""
    return scores(_read())


def main() -> None:
    """Print the scores and the sentences read wrongly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    read = _read()
    for key, value in scores(read).items():
        print(f"{key:40} {value:.3f}")
    wrong = [(row, reports) for row, reports in read if bool(row["act"]) != bool(reports) or (row["act"] and not any(_full(row, x) for x in reports))]
    for row, reports in wrong[: asked.errors]:
        told = [
            (x.act, [p.span.of(row["text"]) for p in x.actors], [p.span.of(row["text"]) for p in x.recipients], x.phase, x.rule.split()[0])
            for x in reports
        ]
        print(f"{row['act'] or '-':9} {row['text']}\n          {told or '-'}")


if __name__ == "__main__":
    main()
