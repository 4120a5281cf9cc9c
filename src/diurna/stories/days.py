"""Days: what the told days of two reports and the days of their news say of their being one happening."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .deeds import EXACT, SPOKEN, daily, told_day

if TYPE_CHECKING:
    from .node import Node
    from .tuning import Tuning

SAID_AGAIN = 2  # days after which an undated demand or charge is another
DEEDS = frozenset({"AGREE", "SUPPORT", "CONSULT", "CONCEDE"})  # acts that the same parties do not do day after day


def by_days(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """One told day speaks for one happening, days apart against it (minus infinity beyond the tolerance); the score and why in words."""
    planned = {a.report.phase, b.report.phase} & {"planned", "called_off"}
    slack = t.plan_tolerance if planned else t.day_tolerance
    if a.when and b.when:
        if not planned and a.report.act in DEEDS and b.report.act in DEEDS:
            slack = t.deed_tolerance
        gap = max(a.when.start.toordinal() - b.when.end.toordinal() + 1, b.when.start.toordinal() - a.when.end.toordinal() + 1, 0)
        if gap > slack:
            implied = any(n.report.time is not None and n.report.time.span is None for n in (a, b))
            return _published(a, b, t) if implied and gap <= t.window else (-math.inf, "")
        if gap == 0:
            exact = a.when.days <= EXACT and b.when.days <= EXACT
            if daily(a, b) and not (told_day(a) and told_day(b)):
                return (t.overlap_time, "times overlap") if told_day(a) or told_day(b) else (0.0, "")
            return (t.same_day if exact else t.overlap_time), "same day" if exact else "times overlap"
        told = daily(a, b) and all(told_day(n) and n.when.days == 1 for n in (a, b))
        return (t.other_day if told else -0.5) * gap if not planned else 0.0, ""
    if a.report.background and b.report.background:
        return 0.0, ""
    return _published(a, b, t)


def spoken(a: Node, b: Node) -> bool:
    """Demands, charges and the like, told as news: the same is said again."""
    some = a.report, b.report
    return all(r.act in SPOKEN and r.phase not in ("planned", "called_off") and not r.background for r in some)


def _published(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Where a day is not told, the days of publication stand in: a deed that is done daily is news of its own day."""
    told, other = (a, b) if a.when and (b.when is None or a.dated) else (b, a)
    if other.day is None or (told.when is None and told.day is None):
        return 0.0, ""
    if told.when is not None:
        before, after = other.day - told.when.start.toordinal(), told.when.end.toordinal() - other.day
        near = before <= t.window and after <= 4 * t.window
        late = max(before, after)
    else:
        late = abs(told.day - other.day)
        near = late <= t.window
    stale = 0 if a.anaphor or b.anaphor else late - 1 if daily(a, b) else late - SAID_AGAIN if spoken(a, b) else 0
    return (min(t.stale * stale, 0.0) if stale > 0 else 0.0, "") if near else (t.far_time, "")
