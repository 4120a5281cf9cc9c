"""The model: MiniLM's layers, one linear head a column, and a small head for pairs of a trigger and a word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import nn

from .labels import ACTS, MODES, PHASES, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30_522, 512
PAIR = 128  # width of the pair head
REACH = 24  # words; farther ones share a place
DROPOUT = 0.1
COLUMNS = {"acts": len(ACTS), "modes": len(MODES), "phases": len(PHASES), "denied": 1, "background": 1, "asks": PAIR, "answers": PAIR}


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_attention, self.after_layer = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, _ = states.shape
        query, key, value = (f(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            scores = scores + mask
        mixed = self.drop(torch.softmax(scores, dim=-1)) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.after_attention(states + self.drop(self.output(mixed)))
        return self.after_layer(states + self.drop(self.narrow(nn.functional.gelu(self.wide(states)))))


class Encoder(nn.Module):
    """Pieces of a sentence to the columns of its words."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.Linear(WIDTH, sum(COLUMNS.values()))

    def forward(self, pieces: torch.Tensor, firsts: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Columns of each word; `firsts` has the index of each word's first piece; `mask` is 0 for pieces and very low for filling."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.places(places) + self.kinds.weight[0]
        states = self.drop(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        chosen = torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, WIDTH))
        return self.heads(self.drop(chosen))


class Pairs(nn.Module):
    """Whether a word is actor or recipient of a trigger, from what the trigger asks, what the word answers, and how far it lies."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(2 * REACH + 1, PAIR)
        self.out = nn.Linear(PAIR, len(ROLES))
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, asks: torch.Tensor, answers: torch.Tensor, distances: torch.Tensor) -> torch.Tensor:
        """Role logits: `asks` of triggers (n, PAIR), `answers` of words (n, words, PAIR), `distances` in words (n, words)."""
        near = self.distance(distances.clamp(-REACH, REACH) + REACH)
        return self.out(torch.tanh(asks.unsqueeze(1) + answers + near))


def columns(found: torch.Tensor) -> dict[str, torch.Tensor]:
    """The encoder's output by name."""
    return dict(zip(COLUMNS, found.split(list(COLUMNS.values()), dim=-1), strict=True))


def with_weights(encoder: Encoder, weights: Mapping[str, torch.Tensor], chosen: list[int]) -> None:
    """Fill the encoder from MiniLM's weights; `chosen` are the layers that are kept."""
    names = {"words.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight"}
    names |= {"kinds.weight": "embeddings.token_type_embeddings.weight"}
    names |= {f"norm.{p}": f"embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    parts = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "output": "attention.output.dense"}
    parts |= {"after_attention": "attention.output.LayerNorm", "wide": "intermediate.dense", "narrow": "output.dense"}
    parts |= {"after_layer": "output.LayerNorm"}
    for ours, theirs in enumerate(chosen):
        names |= {f"layers.{ours}.{a}.{p}": f"encoder.layer.{theirs}.{b}.{p}" for a, b in parts.items() for p in ("weight", "bias")}
    missing, unexpected = encoder.load_state_dict({a: weights[b] for a, b in names.items()}, strict=False)
    if unexpected or any(not name.startswith("heads.") for name in missing):
        raise ValueError(f"the base model's weights do not fit: {missing} {unexpected}")
