"""Deeds: whether two reports may tell one deed by its day, place, sides and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import parties
from .where import other_part, same_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Actor
    from .node import Node

DAILY = frozenset({"ASSAULT"})  # what the same parties do to one another day after day in a war
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})  # acts whose words ("called", "accused") tell none from another
PATIENTS = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})  # acts that are told by whom they are done to
NAMED = frozenset({"person", "armed_group", "party", "organisation", "company"})
EXACT = 2  # days of a told time up to which it is one day: "overnight"
FIGHTING = frozenset({"armed_group", "party"})


def daily(a: Node, b: Node) -> bool:
    """Deeds that are done day after day, told as news: who and whom alone do not tell one from the next."""
    return a.report.act in DAILY and b.report.act in DAILY and not (a.report.background and b.report.background)


def one_deed(a: Node, b: Node) -> bool:
    """The same act in the same mode, by or to the same named person or body, on one told day; or a plan and its doing at one place."""
    modes = {a.report.mode, b.report.mode}
    if a.report.act != b.report.act or len(modes - {None}) > 1 or not same_told_day(a, b):
        return False
    victims = same_victim(a, b)
    if None in modes and not victims:
        return False
    if a.report.reciprocal or b.report.reciprocal:
        return len(a.everyone) > 1 < len(b.everyone) and all(same_named([x], b.everyone) for x in a.everyone)
    both = same_named(a.actors, b.actors) and parties.overlap(a.recipients, b.recipients) >= parties.LESS
    crowd = bool(a.actors) and bool(b.actors) and a.report.act == "PROTEST" and all(parties.match(x, y) == "same" for x in a.actors for y in b.actors)
    planned = (a.report.phase == "planned") != (b.report.phase == "planned") and parties.overlap(a.everyone, b.everyone) >= parties.LESS
    return victims or both or (same_told_place(a, b) and (crowd or planned))


def one_town(a: Node, b: Node) -> bool:
    """Two articles tell a deed of war of one told day in one town."""
    here = daily(a, b) and a.report.article != b.report.article and same_told_day(a, b) and same_told_place(a, b)
    return here and a.in_town and b.in_town


def same_told_day(a: Node, b: Node) -> bool:
    return told_day(a) and told_day(b) and a.when.overlaps(b.when) and max(a.when.days, b.when.days) <= EXACT


def told_day(node: Node) -> bool:
    """A time stands in the words; it is not only that of the news."""
    return node.dated


def same_told_place(a: Node, b: Node) -> bool:
    return a.place is not None and b.place is not None and same_place(a.place, b.place) and not other_part(a, b)


def same_named(ours: Sequence[Actor], theirs: Sequence[Actor], kinds: frozenset[str] = NAMED) -> bool:
    return any(a.kind in kinds and b.kind in kinds and parties.match(a, b) == "same" for a in ours for b in theirs)


def same_victim(a: Node, b: Node) -> bool:
    """A named person or body that it is done to; of a war's deeds no party to the war, which is attacked every day."""
    kinds = NAMED - FIGHTING if daily(a, b) else NAMED
    return a.report.act in PATIENTS and same_named(a.recipients, b.recipients, kinds)


def other_sources(a: Node, b: Node) -> bool:
    """Each rests on a source of its own."""
    one, two = ({s.words.lower() for s in n.report.chain} for n in (a, b))
    return bool(one) and bool(two) and not one & two


def told_back(a: Node, b: Node) -> bool:
    return a.anaphor or b.anaphor or a.headline or b.headline
