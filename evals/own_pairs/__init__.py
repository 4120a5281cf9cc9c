"""Own-written pairs of short reports with what a careful reader says of each field, as annotations: merging and comparing, tested alone.

`pairs.jsonl` served while the comparison was built; `unseen.jsonl` was written, with every verdict, before the program was tried on it;
`told.jsonl` has what comparisons of real articles got wrong, in other words (only the verdicts count there, not whether the pair is merged).
"""

from __future__ import annotations

import argparse

from .merging import DEVELOPMENT, UNSEEN, merging
from .notation import built, load
from .verdicts import verdicts

__all__ = ["built", "load", "main", "merging", "score", "verdicts"]


def score(errors: int = 0) -> dict[str, float]:
    seen, _ = verdicts("pairs.jsonl", errors)
    unseen, _ = verdicts("unseen.jsonl", errors)
    told, _ = verdicts("told.jsonl", errors)
    merging(DEVELOPMENT)
    fresh = merging(UNSEEN, errors)
    precision, recall = merging()
    return {
        "own_pairs.verdict_accuracy": seen, "own_pairs.unseen": unseen, "own_pairs.told": told,
        "own_merges.unseen_precision": fresh[0], "own_merges.unseen_recall": fresh[1],
        "own_merges.b3_precision": precision, "own_merges.b3_recall": recall,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    for key, value in score(parser.parse_args().errors).items():
        print(f"{key:<28} {value:.3f}")
