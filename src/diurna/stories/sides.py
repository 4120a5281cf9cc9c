"""Sides: what the parties of two reports say of their being one happening."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from . import parties
from .alike import same_word
from .deeds import PATIENTS, daily, other_sources, same_named, same_told_day, same_told_place, same_victim
from .means import one_target, rare_means, same_means
from .tolls import one_figure
from .where import vague

if TYPE_CHECKING:
    from .node import Node
    from .tuning import Tuning

NOBODY = -5.0  # no party is named, nor a day, place or means in common: nothing that ties, and nothing that parts
CROWD = 4  # parties from which two tellings of one meeting may each name one that the other leaves out


def by_sides(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Parties in common speak for one happening, others named on one side bar it (minus infinity); the score and why in words."""
    if not a.everyone or not b.everyone:
        told = (a.when and b.when) or same_told_place(a, b) or rare_means(a, b) or (same_word(a.trigger, b.trigger) and (a.anaphor or b.anaphor))
        return (0.0, "") if told else (NOBODY, "")
    if a.report.reciprocal or b.report.reciprocal:
        return _mutual(a, b, t)
    if not daily(a, b) and _others_named(a, b):
        return -math.inf, ""
    doing = parties.overlap(a.actors, b.actors)
    done_to = parties.overlap(a.recipients, b.recipients)
    if a.actors and b.actors and doing == 0:
        victims = same_named(a.recipients, b.recipients) and _claimed_apart(a, b)
        culprits = (same_word(a.trigger, b.trigger) and (victims or _one_toll(a, b))) or one_target(a, b)
        return (t.other_culprit, "") if culprits else (-math.inf, "")
    if not (a.actors and b.actors) and done_to == 0:
        named = not any(x.kind in parties.UNNAMED for x in (*a.recipients, *b.recipients))
        return (-math.inf if a.recipients and b.recipients and named else 0.0), ""
    opposed = bool(a.recipients) and bool(b.recipients) and done_to == 0 and not (_on_its_soil(a) or _on_its_soil(b))
    whom = t.victim if same_victim(a, b) else t.recipients
    whom *= t.anyone if not opposed and _anybody(a, b) else 1.0
    return t.actors * doing + whom * done_to - (2 * t.recipients if opposed else 0), "same parties"


def _others_named(a: Node, b: Node) -> bool:
    """Each names who acts, and nobody whom the one names is named by the other: unnamed companions tie no two speakers."""
    if not a.actors or not b.actors:
        return False
    ours, theirs = ([x for x in n.actors if x.kind not in parties.UNNAMED] for n in (a, b))
    return bool(ours) and bool(theirs) and all(parties.match(x, y) == "other" for x in ours for y in theirs)


def same_speaker(a: Node, b: Node) -> bool:
    """Somebody who speaks is named in both, or told in the same words; who only may be the same ("doctors", "activists") is not."""
    return any(parties.match(x, y) != "other" for x in a.actors for y in b.actors)


def _on_its_soil(node: Node) -> bool:
    """All that is told of whom a deed of war is done to is the country where it is done: people there may be meant."""
    place = node.place.country if node.place and node.report.act in PATIENTS else None
    return place is not None and all(x.kind in parties.STATE and x.country == place for x in node.recipients)


def _mutual(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Parties where one of the reports at least tells it as done by all to one another."""
    together = parties.overlap(a.everyone, b.everyone)
    strangers = min(len(a.everyone), len(b.everyone)) < CROWD and parties.strangers(a.everyone, b.everyone)
    if strangers or together < parties.MAY_BE:
        return -math.inf, ""
    directed = a if b.report.reciprocal else b
    one_way = a.report.reciprocal != b.report.reciprocal and directed.actors and directed.recipients and not same_word(a.trigger, b.trigger)
    return t.actors * together + (t.one_way if one_way else 0.0), "same parties"


def _anybody(a: Node, b: Node) -> bool:
    """Whom a deed is done to is told in words that fit anyone: "people", "29 civilians"."""
    return any(all(x.kind in parties.UNNAMED and parties.anybody(x) for x in n.recipients) for n in (a, b))


def _one_toll(a: Node, b: Node) -> bool:
    """One toll on one told day at one place by one means: it is one deed, whoever is told to have done it."""
    return same_told_place(a, b) and same_told_day(a, b) and not vague(a.place) and same_means(a, b) and one_figure(a, b)


def _claimed_apart(a: Node, b: Node) -> bool:
    """Each rests on a source of its own: two parties may blame each other for one deed, on one day and at one place."""
    return same_told_place(a, b) and same_told_day(a, b) and other_sources(a, b)
