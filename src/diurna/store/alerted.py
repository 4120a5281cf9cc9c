"""Alerted: the ids of alerts that were told, so that each is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .damage import intact
from .layout import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .layout import Layout


def read_alerted(layout: Layout) -> set[str]:
    """The ids of alerts that were told; raises StoreError where the file is damaged."""
    if not layout.alerted.exists():
        return set()
    with intact(layout.alerted):
        return set(msgspec.json.decode(layout.alerted.read_bytes(), type=list[str]))


def write_alerted(layout: Layout, ids: Iterable[str]) -> None:
    """Put the ids in place of those before."""
    with replaced(layout.alerted) as temporary:
        temporary.write_bytes(msgspec.json.encode(sorted(ids)))
