"""Fit the weights of coding/coreference/salience.py on GAP development: a choice among the persons of a text, by gradient ascent.

Prints the [weights] table with cross-validated accuracy; run: python training/pronoun_weights.py [SAMPLE]
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from diurna.coding.coreference import Entity, PronounResolver
from diurna.coding.coreference.salience import FEATURES
from evals.coref import Case, cases, cast, f1, read

if TYPE_CHECKING:
    from diurna.coding.mentions import Phrase

STEPS, RATE, RIDGE, FOLDS = 150, 0.4, 0.02, 3
Row = tuple[list[np.ndarray], tuple[int, int], tuple[bool, bool]]  # features of each entity's phrases; which entities are A and B; the truth


class Recorder(PronounResolver):
    """A resolver that keeps the features it weighs."""

    def recorded(self, pronoun: Phrase, entities: list[Entity]) -> list[tuple[Entity, np.ndarray]]:
        self.kept: dict[int, list[tuple[float, ...]]] = {}
        self.ranked(pronoun, entities)
        return [(e, np.array(self.kept[id(e)], dtype=float)) for e in entities if id(e) in self.kept]

    def score_values(self, entity: Entity, values: tuple[float, ...]) -> float:
        if hasattr(self, "kept"):
            self.kept.setdefault(id(entity), []).append(values)
        return super().score_values(entity, values)


def row(case: Case) -> Row | None:
    parsed = read(case)
    entities, pronouns, held = cast(case, parsed)
    resolver = PronounResolver(case.text)
    for pronoun in pronouns:
        if pronoun.span.start == case.pronoun:
            options = Recorder(case.text).recorded(pronoun, entities)
            order = [id(e) for e, _ in options]
            at = tuple(order.index(id(e)) if e is not None and id(e) in order else -1 for e in held)
            return [f for _, f in options], (at[0], at[1]), case.truth
        entity, _ = resolver.resolve(pronoun, entities)
        if entity is not None:
            entity.add(pronoun)
    return None


def fit(rows: list[Row]) -> np.ndarray:
    """Weights that make the true name the likeliest; rows with neither name true push both down."""
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        slope = -RIDGE * weights * 10
        for options, at, truth in rows:
            if not options:
                continue
            best = np.array([f[np.argmax(f @ weights)] for f in options])
            odds = np.exp(best @ weights - (best @ weights).max())
            odds /= odds.sum()
            good = [i for i, true in zip(at, truth, strict=True) if true and i >= 0] or [i for i in range(len(options)) if i not in at]
            if good:
                share = np.zeros(len(options))
                share[good] = odds[good] / odds[good].sum()
                slope += (share - odds) @ best
        weights += RATE * slope / len(rows) * 5
    return weights


def said(options: list[np.ndarray], at: tuple[int, int], weights: np.ndarray) -> tuple[bool, bool]:
    if not options:
        return False, False
    top = int(np.argmax([max(f @ weights) for f in options]))
    return top == at[0], top == at[1]


def measure(rows: list[Row], weights: np.ndarray) -> float:
    return f1([pair for options, at, truth in rows for pair in zip(said(options, at, weights), truth, strict=True)])


def main() -> None:
    sample = int(sys.argv[1]) if len(sys.argv) > 1 else None
    rows = [r for case in cases(sample) if (r := row(case)) is not None]
    held_out = []
    for fold in range(FOLDS):
        weights = fit([r for i, r in enumerate(rows) if i % FOLDS != fold])
        held_out.append(measure([r for i, r in enumerate(rows) if i % FOLDS == fold], weights))
    weights = fit(rows)
    print(f"# {len(rows)} cases: held-out F1 {np.mean(held_out):.3f}, on all {measure(rows, weights):.3f}")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
