"""Minting: ids of events that stay when events grow, and that no two events ever share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..model import key_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def mint(groups: Sequence[Sequence[str]], known: Mapping[str, str]) -> list[str]:
    """An id for each group of reports (ids, the first telling first).

    `known` gives the event that a report stood in before. An event's id goes on with the group that has most of its reports (the
    earlier group where two have as many); every other group gets a fresh one, so that a parted event never leaves one id twice.
    """
    votes = [Counter(known[r] for r in group if r in known) for group in groups]
    claims = sorted((-count, number, key) for number, some in enumerate(votes) for key, count in some.items())
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, number, key in claims:
        if number not in ids and key not in taken:
            ids[number] = key
            taken.add(key)
    taken |= set(known.values())
    for number, group in enumerate(groups):
        if number not in ids:
            ids[number] = _fresh(group[0], taken)
            taken.add(ids[number])
    return [ids[number] for number in range(len(groups))]


def _fresh(report: str, taken: set[str]) -> str:
    """An id from the first report; where an event that began with that report has it still, one that is salted."""
    key, salt = key_hash("event", report), 1
    while key in taken:
        key, salt = key_hash("event", report, salt), salt + 1
    return key
