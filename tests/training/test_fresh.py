from __future__ import annotations

import json
from pathlib import Path

from evals.fresh import read
from evals.held_back import measures
from training.events.sentences import rows
from training.sentences.check import faults
from training.sentences.settle import final_events, rows_of

FRESH = Path(__file__).parents[2] / "training" / "sentences" / "fresh.jsonl"


def test_the_fresh_sentences_are_sound_and_no_loader_of_the_training_reads_them() -> None:
    fresh = [json.loads(line) for line in FRESH.read_text("utf-8").splitlines()]
    ids, texts = {row["id"] for row in fresh}, {row["text"] for row in fresh}
    assert len(ids) == len(texts) == len(fresh) >= 240
    assert not [fault for row in fresh for fault in faults(row)]
    assert not ids & (final_events().keys() | rows_of("written").keys() | rows_of("second").keys())
    for held in (True, False):
        assert not texts & {row["text"] for row, _ in rows(held=held)}


def test_sentences_of_a_file_are_read_and_scored(tmp_path: Path) -> None:
    deed = {"act": "COERCE", "mode": "arrest", "trigger": "arrested", "actors": ["Chad"], "recipients": ["two French pilots"]}
    told = {"phase": "done", "polarity": "affirmed", "chain": [], "background": False}
    rows = [
        {"id": "a-1", "text": "Chad arrested two French pilots on Monday.", "events": [deed | told]},
        {"id": "a-2", "text": "The river is green in spring.", "events": []},
    ]
    (tmp_path / "some.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = measures(read(tmp_path / "some.jsonl"), "some")
    assert {key: scores[f"some.{key}"] for key in ("detection.precision", "detection.recall", "act", "actors", "recipients")} == dict.fromkeys(
        ("detection.precision", "detection.recall", "act", "actors", "recipients"), 1.0
    )
