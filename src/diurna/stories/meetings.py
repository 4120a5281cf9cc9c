"""Meetings told by the way: a host who spoke to "visiting President X" met X, and "the leaders" whom X met are those whom others name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import parties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Actor
    from .node import Node

NEAR = 2  # days of publication within which two outlets tell one visit


def lenders(meeting: Sequence[Node], visit: Sequence[Node]) -> list[Node]:
    """The reports of a visit that name the very two of a meeting as visitor and host: they tell the meeting too, with its day and place."""
    if not any(_pair(n) for n in meeting):
        return []
    return [n for n in visit if n.report.mode == "visit" and _two_named(n) and all(_meets(n, m) for m in meeting)]


def _pair(node: Node) -> bool:
    return node.report.act == "CONSULT" and node.report.mode != "visit" and not node.report.background and _two_named(node)


def _two_named(node: Node) -> bool:
    return len(node.everyone) == 2 and all(a.kind == "person" for a in node.everyone)


def _meets(told: Node, meeting: Node) -> bool:
    same = all(any(parties.match(a, b) == "same" for b in meeting.everyone) for a in told.everyone)
    return same and (told.when is None or meeting.when is None or told.when.overlaps(meeting.when))


def meant(group: Sequence[Node], others: Sequence[Sequence[Node]], told_too: Sequence[Sequence[Node]]) -> int | None:
    """Which of some meetings is meant by one with a collective host ("met the country's leaders"): the only one with the same visitor and a
    named person of that country that the same articles do not tell apart (`told_too` has for each the reports that tell it by the way)."""
    found = [
        number for number, (other, by_the_way) in enumerate(zip(others, told_too, strict=True))
        if all(_collective(n, m) for n in group for m in other) and not _articles(group) & (_articles(other) | _articles(by_the_way))
    ]
    return found[0] if len(found) == 1 else None


def _articles(nodes: Sequence[Node]) -> set[str]:
    return {n.report.article for n in nodes}


def _collective(vague: Node, exact: Node) -> bool:
    if not (_pair(exact) and collective(vague)):
        return False
    visitor, hosts = _sides(vague)
    met = next((a for a in exact.everyone if parties.match(a, visitor) == "same"), None)
    host = next((a for a in exact.everyone if a is not met), None)
    near = vague.day is None or exact.day is None or abs(vague.day - exact.day) <= NEAR
    apart = vague.when is not None and exact.when is not None and not vague.when.overlaps(exact.when)
    return met is not None and host is not None and near and not apart and parties.match(host, hosts) in ("same", "finer")


def collective(node: Node) -> bool:
    """A meeting of one named person with an unnamed group of one country: "met Malian leaders"."""
    kinds = sorted(a.kind for a in node.everyone)
    told = node.report.act == "CONSULT" and node.report.mode != "visit" and not node.report.background
    return told and kinds == ["person", "unnamed_group"] and all(a.country for a in node.everyone)


def _sides(node: Node) -> tuple[Actor, Actor]:
    one, other = node.everyone
    return (one, other) if one.kind == "person" else (other, one)
