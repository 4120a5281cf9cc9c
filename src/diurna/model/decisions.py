"""Decisions: a person's word on what the program merged, parted or read; rows of their own that survive a re-coding."""

from __future__ import annotations

from typing import Literal

import msgspec

from .ids import key_hash

DecisionKind = Literal["merge", "split", "correct", "accept", "undo"]


class Anchor(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Where a report stands, told so that it is found again after the article was extracted and coded anew.

    `raw` is the hash of the raw bytes and `start` an offset into their text; `exact` is the word that names the act, `prefix` and `suffix` the
    text around it; `act` and `nth` tell reports of one word apart.
    """

    raw: str
    start: int
    exact: str
    prefix: str
    suffix: str
    act: str
    nth: int = 0


class Decision(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One decision: `who` made it, `why` and `when` (ISO 8601).

    merge: `reports` (of `event`) and `others` (of `other`) tell one happening. split: `reports` tell another happening than `others`, with which
    they stood in `event`. correct: `field` of `event`, told by `reports`, is `value`; `was` is what the program had. accept: `event` was
    looked at and is right. undo: `undoes` is no more. `queue` is the review queue that it came from, "" where none: only what was drawn at
    random ("random") tells how often the program is right.
    """

    id: str
    kind: DecisionKind
    who: str
    why: str
    when: str
    event: str = ""
    other: str = ""
    reports: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    field: str = ""
    value: str = ""
    was: str = ""
    undoes: str = ""
    queue: str = ""


class Settled(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a decision's anchors are in a generation: the ids of the reports, and how many were not found again."""

    decision: str
    reports: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    lost: int = 0


def decision_id(kind: str, event: str, other: str, when: str, *parts: str) -> str:
    """The id of a decision: what it is on, and when it was made."""
    return key_hash("decision", kind, event, other, when, *parts)
