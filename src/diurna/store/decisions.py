"""The decisions of a library: one file each, never changed; the manifest names those that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model.decisions import Decision, Settled
from .damage import intact
from .layout import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .layout import Layout
    from .manifest import Manifest

SETTLED = "settled.json"


def write_decision(layout: Layout, decision: Decision) -> None:
    """Write a decision; it counts from when the manifest names it."""
    with replaced(layout.decision(decision.id)) as temporary:
        temporary.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=1))


def read_decisions(layout: Layout, manifest: Manifest) -> list[Decision]:
    """All decisions in the order in which they were made; raises StoreError where one cannot be read."""
    return [_read(layout.decision(key)) for key in manifest.decisions]


def _read(path: Path) -> Decision:
    with intact(path):
        return msgspec.json.decode(path.read_bytes(), type=Decision)


def live(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold: those that no decision that holds undoes."""
    undone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == "undo" and decision.id not in undone:
            undone.add(decision.undoes)
    return [decision for decision in decisions if decision.kind != "undo" and decision.id not in undone]


def write_settled(folder: Path, settled: Sequence[Settled]) -> None:
    """What the decisions' anchors are in a generation."""
    (folder / SETTLED).write_bytes(msgspec.json.encode(settled))


def read_settled(folder: Path) -> dict[str, Settled]:
    """By decision; empty for a generation of an earlier version."""
    path = folder / SETTLED
    if not path.exists():
        return {}
    with intact(path):
        return {one.decision: one for one in msgspec.json.decode(path.read_bytes(), type=list[Settled])}
