"""Trial runs: fit on all parts but one, score on that one.

`python -m training.events.trial [--layers 0,2,4] [--epochs N] [--part N] [--slim FILE --heads N --inner N]`: with --slim the weights of an earlier
trial are slimmed instead of fitting anew.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import torch

from .fit import Plan, collate, fitted
from .net import HEAD, Encoder, Pairs, columns
from .sentences import Example, examples, load, part_of
from .slim import Slim, slimmed


def main() -> None:
    """Fit, print the scores, keep the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, help="what `save` wrote; read anew without")
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--no-swaps", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--slim", type=Path, help="the whole model's weights, as --keep wrote them")
    parser.add_argument("--heads", type=int, default=Slim().heads)
    parser.add_argument("--inner", type=int, default=Slim().inner)
    asked = parser.parse_args()
    found = load(asked.examples) if asked.examples else examples()
    shown = [e for e in found if part_of(e.id) != asked.part]
    hidden = [e for e in found if part_of(e.id) == asked.part]
    plan = Plan(layers=tuple(int(n) for n in asked.layers.split(",")), epochs=asked.epochs, swap=not asked.no_swaps)
    encoder, pairs = from_file(asked.slim) if asked.slim else fitted(shown, plan)
    if asked.slim:
        encoder = slimmed(encoder, pairs, shown, Slim(asked.heads, asked.inner))
    if asked.keep:
        torch.save({"encoder": encoder.state_dict(), "pairs": pairs.state_dict()}, asked.keep)
    print(f"{len(shown)} shown, {len(hidden)} hidden; {plan}")
    for key, value in scores(encoder, pairs, hidden).items():
        print(f"{key:32} {value:.3f}")


def from_file(path: Path) -> tuple[Encoder, Pairs]:
    """The weights that a trial run has kept, in an encoder of their size."""
    kept = torch.load(path, weights_only=True)
    weights = kept["encoder"]
    layers = len({key.split(".")[1] for key in weights if key.startswith("layers.")})
    encoder = Encoder(layers, len(weights["layers.0.query.bias"]) // HEAD, len(weights["layers.0.wide.bias"]))
    pairs = Pairs()
    encoder.load_state_dict(weights)
    pairs.load_state_dict(kept["pairs"])
    return encoder.eval(), pairs


@torch.no_grad()
def scores(encoder: Encoder, pairs: Pairs, hidden: list[Example]) -> dict[str, float]:
    """Triggers, acts, fields and roles on sentences that the model has not seen; only labels that both readings share count as gold."""
    count: Counter[str] = Counter()
    for example in hidden:
        batch = collate([(example, example.words)])
        found = columns(encoder(batch.pieces, batch.firsts, batch.mask))
        chances = found["acts"][0].softmax(-1)
        told = {n for n in range(len(example.words)) if n < len(chances) and chances[n, 0] < 0.5} - set(example.skipped)
        sure = {word for word, column in example.acts.items() if column[0] == 0}
        some = set(example.acts)
        best = max((1 - float(chances[n, 0]) for n in range(len(chances))), default=0.0)
        count["told"] += len(told - (some - sure))
        count["sure"] += len(sure)
        count["both"] += len(told & sure)
        count["act"] += sum(int(chances[n, 1:].argmax()) + 1 == _top(example.acts[n]) for n in told & sure)
        count["sentence_told"] += best > 0.5
        count["sentence_sure"] += bool(some)
        count["sentence_both"] += best > 0.5 and bool(some)
        for k, trigger in enumerate(t for t in example.triggers if t.word < len(chances)):
            if trigger.word not in sure:
                continue
            own = {key: value[0, trigger.word] for key, value in found.items()}
            count["triggers"] += 1
            count["mode"] += int(own["modes"].argmax()) == _top(trigger.modes)
            count["phase"] += int(own["phases"].argmax()) == _top(trigger.phases)
            count["denied"] += (float(own["denied"]) > 0) == (trigger.denied > 0.5)
            count["background"] += (float(own["background"]) > 0) == (trigger.background > 0.5)
            far = torch.arange(batch.firsts.shape[1]).unsqueeze(0) - trigger.word
            guess = pairs(own["asks"].unsqueeze(0), found["answers"], far)[0].argmax(-1)
            for word in range(batch.firsts.shape[1]):
                if batch.role_weights[k, word]:
                    wanted, given = int(batch.roles[k, word].argmax()), int(guess[word])
                    count["role_told"] += given > 0
                    count["role_sure"] += wanted > 0
                    count["role_both"] += wanted > 0 and wanted == given
    return _shares(count)


def _shares(count: Counter[str]) -> dict[str, float]:
    found = {}
    for name in ("", "sentence_", "role_"):
        right = count[name + "both"]
        precision, recall = right / max(count[name + "told"], 1), right / max(count[name + "sure"], 1)
        both = max(count[name + "told"] + count[name + "sure"], 1)
        found |= {name + "precision": precision, name + "recall": recall, name + "f1": 2 * right / both}
    found["act"] = count["act"] / max(count["both"], 1)
    return found | {key: count[key] / max(count["triggers"], 1) for key in ("mode", "phase", "denied", "background")}


def _top(column: list[float]) -> int:
    return max(range(len(column)), key=column.__getitem__)


if __name__ == "__main__":
    main()
