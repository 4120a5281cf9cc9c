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
HEAD = WIDTH // HEADS  # units of one attention head
PAIR = 128  # width of the pair head
REACH = 24  # words; farther ones share a place
DROPOUT = 0.1
COLUMNS = {"acts": len(ACTS), "modes": len(MODES), "phases": len(PHASES), "denied": 1, "background": 1, "asks": PAIR, "answers": PAIR}


class Layer(nn.Module):
    """One layer of the encoder, with so many heads and so many inner units."""

    def __init__(self, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(WIDTH, heads * HEAD) for _ in range(3))
        self.output = nn.Linear(heads * HEAD, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.after_attention, self.after_layer = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, _ = states.shape
        query, key, value = (f(states).view(batch, length, self.heads, HEAD).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) / math.sqrt(HEAD)
        if mask is not None:
            scores = scores + mask
        mixed = self.drop(torch.softmax(scores, dim=-1)) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, self.heads * HEAD)
        states = self.after_attention(states + self.drop(self.output(mixed)))
        return self.after_layer(states + self.drop(self.narrow(nn.functional.gelu(self.wide(states)))))


class Encoder(nn.Module):
    """Pieces of a sentence to the columns of its words."""

    def __init__(self, layers: int, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer(heads, inner) for _ in range(layers))
        self.heads = nn.Linear(WIDTH, sum(COLUMNS.values()))

    def forward(self, pieces: torch.Tensor, firsts: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Columns of each word; `firsts` has the index of each word's first piece; `mask` is 0 for pieces and very low for filling."""
        return self.heads(self.drop(self.states(pieces, firsts, mask)))

    def states(self, pieces: torch.Tensor, firsts: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """The last layer's vectors of each word."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.places(places) + self.kinds.weight[0]
        states = self.drop(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        return torch.gather(states, 1, firsts.unsqueeze(-1).expand(-1, -1, WIDTH))


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
