"""The rules against sentences that their author never saw: `python -m evals.written [--every N]`.

The sentences of `training/sentences/written` were written and labelled by others than the lexicon, from the ontology alone. Labels are
of one pass. Nothing may be tuned on them: they are for training, and this is only a look from outside at the rules.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diurna.coding.parse import parse
from diurna.model import Article
from diurna.resources.language import language_model
from training.sentences.split import held_back

from .stage import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diurna.model import Report

WRITTEN = Path(__file__).parents[1] / "training" / "sentences" / "written"


def rows(every: int) -> Iterator[dict[str, Any]]:
    """Every nth sentence of each file that is not held back."""
    for path in sorted(WRITTEN.glob("*.jsonl")):
        found = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        yield from [row for row in found if not held_back(row["id"])][::every]


def score(every: int = 10) -> dict[str, float]:
    """Shares over sentences (event or none) and over events (act, phase, polarity where the trigger is met)."""
    counts: Counter[str] = Counter()
    for row in rows(every):
        parsed = parse(Article(id=row["id"], raw="", name=row["id"], text=row["text"]), language_model())
        _, reports = reports_of(parsed)
        counts += _sentence(row, reports)
    met = max(counts["met"], 1)
    return {
        "written.detection.precision": counts["both"] / max(counts["told"], 1),
        "written.detection.recall": counts["both"] / max(counts["wanted"], 1),
        "written.events.recall": counts["met"] / max(counts["events"], 1),
        "written.events.precision": counts["met"] / max(counts["reports"], 1),
        "written.act": counts["act"] / met,
        "written.phase": counts["phase"] / met,
        "written.polarity": counts["polarity"] / met,
    }


def _sentence(row: dict[str, Any], reports: tuple[Report, ...]) -> Counter[str]:
    told, wanted = bool(reports), bool(row["events"])
    counts = Counter({"told": told, "wanted": wanted, "both": told and wanted, "reports": len(reports), "events": len(row["events"])})
    open_reports = list(reports)
    for event in row["events"]:
        start, end = place(event["trigger"], row["text"])
        near = [r for r in open_reports if any(e.start < end and start < e.end for e in (r.trigger, *r.evidence[:1]))]
        if not near:
            continue
        best = max(near, key=lambda r: (r.act == event["act"], r.trigger.start < end and start < r.trigger.end))
        open_reports.remove(best)
        same = event["act"] in (best.act, best.plover_type)
        counts += Counter(met=1, act=same, phase=best.phase == event["phase"], polarity=best.polarity == event["polarity"])
    return counts


def place(words: str, text: str) -> tuple[int, int]:
    """Where a phrase stands, "words#n" at its nth place."""
    bare, _, n = words.partition("#")
    start = -1
    for _ in range(int(n or 1)):
        start = text.index(bare, start + 1)
    return start, start + len(bare)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=10)
    for key, value in score(parser.parse_args().every).items():
        print(f"{key:32} {value:.3f}")


if __name__ == "__main__":
    main()
