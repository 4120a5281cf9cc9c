"""Slimming: a fitted encoder keeps the heads and inner units that its loss leans on; the whole one teaches it to do without the others.

What a unit is worth is the loss that its removal costs to first order (Molchanov et al. 2017): the sum of weight times gradient over what it gives.
The slim model then learns the whole one's vectors and columns, on the sentences and on mixtures of their halves, beside the labels.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

import msgspec
import torch
from torch import nn

from .fit import BATCH, WARM, batches, collate, loss_from, loss_of, numbered
from .net import HEAD, Encoder, Pairs, columns
from .sentences import Example
from .swaps import Swaps

if TYPE_CHECKING:
    from .fit import Batch

WEIGHED = 1_500  # sentences on which the worth of units is measured
RATE = 3e-4
HALVES = 0.5  # mixed sentences beside each real one
MIMIC, VECTORS = 1.0, 4.0  # weights of the whole model's columns and vectors beside the labels


class Slim(msgspec.Struct, frozen=True):
    """What is kept of each layer, and how long it learns."""

    heads: int = 8
    inner: int = 512
    epochs: int = 6
    seed: int = 1


def slimmed(whole: Encoder, pairs: Pairs, found: list[Example], plan: Slim, *, report: Any = print) -> Encoder:
    """The slim encoder; the pair head is shared with the whole one and stays as it is."""
    torch.manual_seed(plan.seed)
    draw = random.Random(plan.seed)
    encoder = cut(whole, *worth(whole, pairs, draw.sample(found, min(WEIGHED, len(found)))), plan)
    whole.eval()
    encoder.words.weight.requires_grad = False
    learning = [p for p in encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.01)
    steps = plan.epochs * ((len(found) + BATCH - 1) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps)))
    swaps = Swaps(found)
    for epoch in range(plan.epochs):
        start, total = time.monotonic(), 0.0
        encoder.train()
        for chosen in batches(found, draw):
            shown = [(e, swaps.words(e, draw)) for e in chosen]
            batch = collate(shown)
            states = encoder.states(batch.pieces, batch.firsts, batch.mask)
            given = columns(encoder.heads(states))
            loss = loss_from(given, pairs, batch) + mimicry(states, given, whole, batch)
            mixed = [_mixed(*draw.sample([words for _, words in shown], 2), draw) for _ in range(int(len(shown) * HALVES)) if len(shown) > 1]
            if mixed:
                plain = _plain(mixed)
                states = encoder.states(plain.pieces, plain.firsts, plain.mask)
                loss = loss + HALVES * mimicry(states, columns(encoder.heads(states)), whole, plain)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            rate.step()
            total += float(loss.detach()) * len(chosen)
        report(f"slim epoch {epoch + 1}: loss {total / len(found):.4f}, {time.monotonic() - start:.0f} s", flush=True)
    return encoder.eval()


def worth(encoder: Encoder, pairs: Pairs, found: list[Example]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """Of each layer the worth of its heads and of its inner units."""
    encoder.eval()
    heads = [torch.zeros(layer.heads) for layer in encoder.layers]
    inner = [torch.zeros(layer.wide.out_features) for layer in encoder.layers]
    for at in range(0, len(found), BATCH):
        encoder.zero_grad()
        loss_of(encoder, pairs, collate([(e, e.words) for e in found[at : at + BATCH]])).backward()
        for n, layer in enumerate(encoder.layers):
            heads[n] += _leant_on(layer.output.weight).view(layer.heads, HEAD).sum(1).abs()
            inner[n] += _leant_on(layer.narrow.weight).abs()
    encoder.zero_grad()
    return heads, inner


def _leant_on(weight: nn.Parameter) -> torch.Tensor:
    return (weight.detach() * weight.grad).sum(0)


def cut(whole: Encoder, heads: list[torch.Tensor], inner: list[torch.Tensor], plan: Slim) -> Encoder:
    """The encoder with the worthiest heads and inner units of each layer."""
    weights = dict(whole.state_dict())
    for n in range(len(whole.layers)):
        units = heads[n].topk(plan.heads).indices.sort().values
        kept = (units.unsqueeze(1) * HEAD + torch.arange(HEAD)).flatten()
        among = inner[n].topk(plan.inner).indices.sort().values
        parts = {"query": (kept, 0), "key": (kept, 0), "value": (kept, 0), "output": (kept, 1), "wide": (among, 0), "narrow": (among, 1)}
        for name, (places, axis) in parts.items():
            key = f"layers.{n}.{name}"
            weights[f"{key}.weight"] = weights[f"{key}.weight"].index_select(axis, places)
            if axis == 0:
                weights[f"{key}.bias"] = weights[f"{key}.bias"].index_select(0, places)
    slim = Encoder(len(whole.layers), plan.heads, plan.inner)
    slim.load_state_dict(weights)
    return slim


def mimicry(states: torch.Tensor, given: dict[str, torch.Tensor], whole: Encoder, batch: Batch) -> torch.Tensor:
    """How far the slim model's vectors and columns lie from the whole one's, a sentence."""
    with torch.no_grad():
        wanted_states = whole.states(batch.pieces, batch.firsts, batch.mask)
        wanted = columns(whole.heads(wanted_states))
    real = (batch.weights > 0).float()
    shares = wanted["acts"].softmax(-1)
    acts = (shares * (shares.clamp_min(1e-6).log() - given["acts"].log_softmax(-1))).sum(-1)
    told = (1 - shares[..., 0]) * real
    fields = sum(nn.functional.mse_loss(given[key], wanted[key], reduction="none").mean(-1) for key in ("modes", "phases", "denied", "background"))
    sides = sum(nn.functional.mse_loss(given[key], wanted[key], reduction="none").mean(-1) for key in ("asks", "answers"))
    far = nn.functional.mse_loss(states, wanted_states, reduction="none").mean(-1)
    loss = MIMIC * ((acts * real).sum() + (fields * told).sum() + (sides * real).sum()) + VECTORS * (far * real).sum()
    return loss / len(batch.pieces)


def _mixed(one: list[str], other: list[str], draw: random.Random) -> list[str]:
    """The beginning of one sentence and the end of another."""
    return one[: draw.randint(1, max(len(one) - 1, 1))] + other[draw.randint(0, max(len(other) - 1, 0)) :]


def _plain(rows: list[list[str]]) -> Batch:
    """Sentences without labels as a batch."""
    return collate([(Example("", words, [], {}, [], [], {}), words) for words in rows if numbered(words)[1]])


__all__ = ["Slim", "cut", "mimicry", "slimmed", "worth"]
