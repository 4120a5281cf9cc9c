"""The network of an actor: its counterparts on a ring around it, those that deal with one another side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

if TYPE_CHECKING:
    from ...views.dyads import Counterpart, Quads, Tie
    from ...views.params import Party

WIDTH, HEIGHT = 760.0, 400.0
ACROSS, DOWN = 205.0, 150.0  # half axes of the ring: names of 24 letters beside it stay within the drawing
LETTERS = 24
CLEAR = 2 / 3  # a tie with at least this share of one kind is drawn as that kind

Kind = Literal["cooperation", "conflict", "mixed"]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A counterpart: its place, where its name is written, and how many events it has with the actor."""

    party: Party
    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    radius: float
    events: int


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line between two nodes, with its kind, its weight and what it says."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: Kind
    width: float
    words: str
    inner: bool


class Ring(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: the actor in the middle, nodes around, edges below them."""

    width: float
    height: float
    x: float
    y: float
    label: str
    nodes: list[Node]
    edges: list[Edge]


def ring(party: Party, others: list[Counterpart], ties: list[Tie]) -> Ring | None:
    """The network of an actor; None where it deals with nobody."""
    if not others:
        return None
    ordered = [others[n] for n in order([c.party.id for c in others], ties)]
    nodes = {c.party.id: _node(c, n, len(ordered)) for n, c in enumerate(ordered)}
    names = {c.party.id: c.party.name for c in others}
    middle = (WIDTH / 2, HEIGHT / 2)
    spokes = [_edge(middle, (nodes[c.party.id].x, nodes[c.party.id].y), f"{party.name} – {c.party.name}", c.both, inner=True) for c in ordered]
    chords = [
        _edge((nodes[t.one].x, nodes[t.one].y), (nodes[t.other].x, nodes[t.other].y), f"{names[t.one]} – {names[t.other]}", t.quads, inner=False)
        for t in ties if t.one in nodes and t.other in nodes
    ]  # fmt: skip
    return Ring(
        width=WIDTH, height=HEIGHT, x=middle[0], y=middle[1], label=shortened(party.name), nodes=list(nodes.values()), edges=[*chords, *spokes],
    )  # fmt: skip


def order(ids: list[str], ties: list[Tie]) -> list[int]:
    """The order around the ring, by angle in the plane of the second and third eigenvectors of the ties' Laplacian (Hall 1970): neighbours there
    are actors that deal with one another. Where there are no ties the order stays."""
    at = {key: n for n, key in enumerate(ids)}
    weights = np.zeros((len(ids), len(ids)))
    for tie in ties:
        if tie.one in at and tie.other in at:
            weights[at[tie.one], at[tie.other]] = weights[at[tie.other], at[tie.one]] = math.log1p(tie.quads.total)
    if len(ids) < 4 or not weights.any():
        return list(range(len(ids)))
    weights += 0.01  # all hang together by a little, so that the eigenvectors are of one graph
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    vectors = np.round(np.linalg.eigh(laplacian)[1][:, 1:3], 6)
    angles = np.arctan2(vectors[:, 1], vectors[:, 0])
    return [int(n) for n in np.lexsort((np.arange(len(ids)), np.round(angles, 6)))]


def kind(quads: Quads) -> Kind:
    """What most of a tie's events are."""
    share = quads.conflict / max(1, quads.total)
    return "conflict" if share >= CLEAR else "cooperation" if share <= 1 - CLEAR else "mixed"


def shortened(name: str) -> str:
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"


def _node(other: Counterpart, n: int, of: int) -> Node:
    angle = 2 * math.pi * (n + 0.5) / of - math.pi / 2
    x, y = WIDTH / 2 + ACROSS * math.cos(angle), HEIGHT / 2 + DOWN * math.sin(angle)
    side = 0 if abs(math.cos(angle)) < 0.2 else math.copysign(1, math.cos(angle))
    radius = min(6 + 2 * math.log2(1 + other.both.total), 16)
    return Node(
        party=other.party, x=round(x, 1), y=round(y, 1), label=shortened(other.party.name), radius=round(radius, 1),
        label_x=round(x + side * (radius + 6), 1), label_y=round(y + 4 if side else y + math.copysign(radius + 12, math.sin(angle)) + 4, 1),
        anchor="middle" if not side else "start" if side > 0 else "end", events=other.both.total,
    )  # fmt: skip


def _edge(one: tuple[float, float], other: tuple[float, float], words: str, quads: Quads, *, inner: bool) -> Edge:
    said = f"{words}: {quads.cooperation} of cooperation, {quads.conflict} of conflict"
    width = round(min(1 + math.log2(quads.total), 7), 1)
    return Edge(x1=one[0], y1=one[1], x2=other[0], y2=other[1], kind=kind(quads), width=width, words=said, inner=inner)
