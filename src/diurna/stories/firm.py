"""Firm: what two reports state that cannot be of one happening, whatever else they share. A report is held against every report of an event
before it joins: a bridging one between two deeds names neither's day, quarter or toll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import figures, parties
from .alike import one_telling, same_word, similarity
from .deeds import DAILY, EXACT, SPOKEN, daily, told_day
from .means import one_day, other_means, rare_means
from .quarters import kin
from .tolls import CLOSE, DOZENS, SMALL, one_figure
from .tuning import tuning
from .where import FIRST_ORDER, SECOND_ORDER, distance, one_spot, place_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Quantity, WhereTold
    from .node import Node

OTHER_TOLLS = "other tolls"
TOLLS = frozenset({"dead", "wounded"})
FAR = 30.0  # kilometres between two towns from which no telling means both
COUNTIES = 75.0  # where one of them is a county or district, told by its middle
PROVINCES = 100.0  # and between the points of two provinces, or of a province and a town outside it
GROWN = 1.6  # times that a toll of "at least" may grow until it is another's
LOOSE = 7  # days between "earlier this week" and a told day from which they are two
APART = 3  # days by which two stretches of time may begin apart ("since early June", "in the past two weeks")


def forbidden(node: Node, group: Iterable[Node]) -> str:
    """Why a report cannot be of the happening that others tell; "" where nothing speaks against it, or one of them has its very sentence."""
    some = list(group)
    if any(copied(node, other) for other in some):
        return ""
    found = [why for other in some if (why := apart(node, other))]
    grown = all(why == OTHER_TOLLS for why in found) and any(_one_day_and_place(node, o) or _one_target(node, o) for o in some)
    return "" if grown or not found else found[0]


def copied(a: Node, b: Node) -> bool:
    """Both have one sentence, and the word for the act is the same."""
    return a.report.article != b.report.article and same_word(a.trigger, b.trigger) and one_telling(a, b, similarity(a, b))


def apart(a: Node, b: Node) -> str:
    """Why two reports tell two happenings; "" where they may tell one."""
    if two_deeds(a, b) or _copied_two(a, b):
        return "one sentence tells both"
    if a.report.act in SPOKEN and b.report.act in SPOKEN and _others_addressed(a, b):
        return "other people addressed"
    if not (a.report.act in DAILY and b.report.act in DAILY):
        return ""
    return next((why for found, why in WHYS if found(a, b)), "")


def one_sentence(a: Node, b: Node) -> bool:
    """One sentence of one article tells both."""
    return a.report.article == b.report.article and a.report.sentence == b.report.sentence


def two_deeds(a: Node, b: Node) -> bool:
    """Two reports of one sentence are two happenings, unless they are of one act by one party that two words tell ("attacked, killing"),
    or only one of them names who did it."""
    if not one_sentence(a, b):
        return False
    modes = {a.report.mode, b.report.mode} - {None}
    doers = {x.id for x in a.actors}, {x.id for x in b.actors}
    if any(modes <= set(some) for some in tuning().like_modes):
        modes = set()
    one = doers[0] == doers[1] or (daily(a, b) and (not all(doers) or bool(doers[0] & doers[1])))
    return a.report.act != b.report.act or len(modes) > 1 or not one


def _others_addressed(a: Node, b: Node) -> bool:
    """Each names to whom it is said, and nobody is named by both, nor is one's name part of the other's ("the league", "the league's council")."""
    if not a.recipients or not b.recipients or parties.overlap(a.recipients, b.recipients) > 0:
        return False
    ours, theirs = ([set(x.name.lower().split()) for x in n.recipients] for n in (a, b))
    return not any(x <= y or y <= x for x in ours for y in theirs)


def _copied_two(a: Node, b: Node) -> bool:
    """Both have one sentence that tells two acts, and each report is of another."""
    both = a.trigger in b.naming and b.trigger in a.naming and not same_word(a.trigger, b.trigger)
    return both and a.report.act != b.report.act and similarity(a, b) >= tuning().copied


def _stretches(a: Node, b: Node) -> bool:
    """Many deeds of two stretches of time, or of one stretch and a single day."""
    if a.many and b.many:
        return a.since is not None and b.since is not None and abs(a.since - b.since) > APART
    stretch, other = (a, b) if a.many else (b, a)
    return stretch.many and told_day(other)


def _whole(a: Node, b: Node) -> bool:
    """The one is the whole of which the other is a part."""
    return a.wider != b.wider


def _days(a: Node, b: Node) -> bool:
    """Days are told, and lie apart; neighbouring ones may be one night where a toll or most of the words are the same."""
    if not (told_day(a) and told_day(b) and a.when and b.when):
        return False
    gap = max(a.when.start.toordinal() - b.when.end.toordinal() + 1, b.when.start.toordinal() - a.when.end.toordinal() + 1, 0)
    if max(a.when.days, b.when.days) > EXACT:
        return gap > LOOSE
    return gap > 1 or (gap == 1 and not one_figure(a, b) and similarity(a, b) < CLOSE)


def _towns(a: Node, b: Node) -> bool:
    """Each names a town or province, and none of the one's is near any of the other's."""
    return bool(a.towns) and bool(b.towns) and all(_far(x, y) for x in a.towns for y in b.towns)


def _far(a: WhereTold, b: WhereTold) -> bool:
    if place_within(a, b) or place_within(b, a):
        return False
    if a.country and b.country and a.country != b.country:
        return True
    between = distance(a, b)
    widest = max(a.precision or 0, b.precision or 0)
    return between is not None and between > {SECOND_ORDER: COUNTIES, FIRST_ORDER: PROVINCES}.get(widest, FAR)


def _quarters(a: Node, b: Node) -> bool:
    """Each names a quarter, street or village, and no name is common to both."""
    return bool(a.quarters) and bool(b.quarters) and not kin(a.quarters, b.quarters) and not one_figure(a, b) and not rare_means(a, b)


def _means(a: Node, b: Node) -> bool:
    """Each tells by what it was done, and it is not one: a bomb, guns."""
    return other_means(a, b) and not one_figure(a, b)


def _ground(a: Node, b: Node) -> bool:
    """Ground is taken in the one, and people or places are hit in the other."""
    return (a.trigger in tuning().ground) != (b.trigger in tuning().ground) and not one_figure(a, b) and a.report.article != b.report.article


def _targets(a: Node, b: Node) -> bool:
    """Each names what was hit, and it is not one: a hospital, a market."""
    return bool(a.targets) and bool(b.targets) and not a.targets & b.targets and not one_figure(a, b)


def _tolls(a: Node, b: Node) -> bool:
    """The dead of the one cannot be those of the other, and no day with a town or seldom used means says that it is one deed all the same."""
    if a.anaphor or b.anaphor or rare_means(a, b) or _one_day_and_place(a, b):
        return False
    if similarity(a, b) >= CLOSE and not (a.headline or b.headline):
        return False
    pairs = [(x, y) for x in a.quantities for y in b.quantities if x.kind == y.kind and x.kind in TOLLS and figures.alike(x, y)]
    return any(all(_other(x, y) for x, y in pairs if x.kind == kind) for kind in {x.kind for x, _ in pairs}) and not one_figure(a, b)


def _one_day_and_place(a: Node, b: Node) -> bool:
    """Both tell one day, and one town or one that holds the other's: a toll that grew."""
    if not (told_day(a) and told_day(b) and a.when and b.when and a.when.overlaps(b.when)) or a.place is None or b.place is None:
        return False
    return one_spot(a, b)


def _one_target(a: Node, b: Node) -> bool:
    """Both name what was hit in one place, and the news of both are of one day."""
    return bool(a.targets & b.targets) and one_spot(a, b) and one_day(a, b)


def _other(x: Quantity, y: Quantity) -> bool:
    small, large = sorted((figures.bounds(x)[0], figures.bounds(y)[0]))
    if "vague" in (x.bound, y.bound):
        return large > small * DOZENS
    one_kind = figures.whom_class(x.whom or x.noun) == figures.whom_class(y.whom or y.noun)
    return figures.incompatible(x, y) or (one_kind and small >= SMALL and large > small * GROWN)


WHYS = (
    (_stretches, "other stretches of time"), (_whole, "part of a wider deed"), (_days, "other days"), (_towns, "other towns"),
    (_quarters, "other quarters"), (_targets, "another target"), (_means, "another means"), (_ground, "ground taken"), (_tolls, OTHER_TOLLS),
)
