"""Verdicts: whether the origins of an event agree in a field, one is coarser, they differ, or only one tells it; and why."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from ..model import Quantity
from . import figures
from .fields import DEEDS, Field
from .reasons import why
from .values import OTHER, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Verdict
    from .figures import Stand

PLAIN = ("type", "time", "phase", "polarity")  # fields whose values are the same only where they are equal
SIDES = ("actors", "recipients")
MORE = re.compile(r"\b(?:another|further|additional|more(?! than))\b", re.I)  # than those told before; "20 others" may be others than the dead
BESIDES = re.compile(r"\b(?:another|others?|further|more(?! than))\b", re.I)


def verdict(field: Field, origins: int) -> tuple[Verdict, str]:
    """The verdict of a field and its reason, where one shows; `origins` is how many tell the event at all."""
    every = [(origin, value) for origin, some in field.told.items() for value in some]
    if len(every) == 1:
        return "only_one", f"one of {origins} origins" if origins > 1 else ""
    if field.name in PLAIN and len({value.data for _, value in every}) == 1:
        return "agree", ""
    found: dict[str, list[str]] = defaultdict(list)
    for (one, a), (two, b) in combinations(every, 2):
        how, reason = _beside(field, (one, a), (two, b)) or field.stand(a, b)
        found[how].append(why(field.name, a, b, reason, field.claims, inside=one == two) if how == "differ" else reason)
    if found["differ"]:
        return "differ", _joined(found["differ"])
    if found["coarser"] or found["finer"]:
        return "coarser", _joined([*found["coarser"], *found["finer"]])
    return ("agree", _joined(found["same"])) if found["same"] else ("only_one", _joined(found["apart"]))


def _beside(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> tuple[Stand, str] | None:
    """Two tellings that stand beside one another rather than against: of two deeds in one event, or counts of other people."""
    (one, a), (two, b) = ours, theirs
    if field.name in DEEDS:
        shared = one == two or bool(field.sets[one] & field.sets[two])
        return ("apart", "") if shared and "called_off" not in (a.data, b.data) and not field.same(a, b) else None
    if field.name in SIDES and not field.same(a, b):
        return ("apart", "") if (one == two and not field.claims.differ(a, b)) or _said_by_both(field, ours, theirs) else None
    if field.name == "place" and len(field.told) > 1 and not field.fit(a, b):
        return ("apart", "") if _said_by_both(field, ours, theirs) or (one == two and _shared(field, one, a, b)) else None
    if not isinstance(a.data, Quantity) or a.field.startswith(OTHER):
        return None
    if a.node is b.node:
        return "apart", "one report counts both"
    if a.node.report.article == b.node.report.article:
        part = figures.part_of(a.data, b.data) or figures.part_of(b.data, a.data) or _besides(a, BESIDES) or _besides(b, BESIDES)
        return ("apart", "one article counts both") if part else None
    return None if one == two or field.same(a, b) else _counted_by_both(field, ours, theirs)


def _said_by_both(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> bool:
    """Whether the one origin has the other's value too: people, and among them children."""
    (one, a), (two, b) = ours, theirs
    return any(field.same(a, v) for v in field.told[two]) or any(field.same(v, b) for v in field.told[one])


def _shared(field: Field, origin: str, a: Value, b: Value) -> bool:
    """Whether another origin tells one of two places that this one tells: then the second is where something else of the event was."""
    return any(field.same(v, mine) for other, some in field.told.items() if other != origin for v in some for mine in (a, b))


def _besides(value: Value, words: re.Pattern[str]) -> bool:
    """A figure of those who come on top of others: "another five", "24 other people"."""
    return words.search(value.data.span.of(value.node.reading.text)) is not None


def _counted_by_both(field: Field, ours: tuple[str, Value], theirs: tuple[str, Value]) -> tuple[Stand, str] | None:
    """Figures of which the other origin has one that fits (then the second is of other people: ten of them on a bus), or one of the same
    people that is to be compared instead."""
    (one, a), (two, b) = ours, theirs
    if _said_by_both(field, ours, theirs):
        return "apart", "the other counts it too"
    if field.fit(a, b):
        return None
    if _besides(a, MORE) or _besides(b, MORE):
        return "apart", "each counts other people"
    if any(field.fit(a, v) for v in field.told[two]) or any(field.fit(v, b) for v in field.told[one]):
        return "apart", "each counts other people"
    whom, who = figures.counted_class(a.data), figures.counted_class(b.data)
    if whom == who:
        return None
    like = any(figures.counted_class(v.data) == whom for v in field.told[two]) or any(figures.counted_class(v.data) == who for v in field.told[one])
    return ("apart", "each counts other people") if like else None


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(r for r in reasons if r))
