from __future__ import annotations

import json
from pathlib import Path

from training.sentences.split import held_back

WRITTEN = Path(__file__).parents[2] / "training" / "sentences" / "written"


def test_the_held_back_part_stays_as_it_was_chosen() -> None:
    ids = [json.loads(line)["id"] for path in sorted(WRITTEN.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    assert sum(held_back(i) for i in ids) == 877
    assert held_back("asia-0250") == held_back("asia-0259")
