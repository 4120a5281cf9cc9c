"""Minting: ids of stories and events that stay when these grow, and that no two ever share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from ..model import Succession, key_hash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def mint(groups: Sequence[Sequence[str]], known: Mapping[str, str], *, kind: Literal["event", "story"] = "event", turn: str = "") -> list[str]:
    """An id for each group of members (ids of reports or articles, the first telling first).

    `known` gives the id that a member stood under before. An id goes on with the group that has most of its members (the earlier
    group where two have as many); every other group gets a fresh one, so that what parted never leaves one id twice. A group whose
    members are not all new is given an id that is salted with `turn` (what was read first in this turn), for its first member's may
    have gone into another long ago.
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
            ids[number] = _fresh(kind, group[0], turn if group[0] in known else "", taken)
            taken.add(ids[number])
    return [ids[number] for number in range(len(groups))]


def succession(
    groups: Sequence[Sequence[str]], ids: Sequence[str], known: Mapping[str, str], merged: str, split: str,
    *, of: Literal["event", "story"] = "story",
) -> tuple[Succession, ...]:
    """What became of the ids of `known` after groups of their members got `ids`: those that live on under another, and those of which a
    part left. `merged` and `split` say why."""
    moved: dict[str, Counter[str]] = {}
    for group, key in zip(groups, ids, strict=True):
        for member in group:
            if member in known:
                moved.setdefault(known[member], Counter())[key] += 1
    rows = []
    for old, into in moved.items():
        if old not in into:
            new, _ = max(into.items(), key=lambda pair: (pair[1], pair[0]))
            rows.append(Succession(old, new, f"merged: {merged}", "merged", of))
        rows += [Succession(old, new, f"split: {split}", "split", of) for new in into if old in into and new != old]
    return tuple(rows)


def _fresh(kind: str, member: str, turn: str, taken: set[str]) -> str:
    """An id from the first member; where what began with that member has it still, one that is salted."""
    key, salt = key_hash(kind, member, turn) if turn else key_hash(kind, member), 1
    while key in taken:
        key, salt = key_hash(kind, member, turn, salt) if turn else key_hash(kind, member, salt), salt + 1
    return key
