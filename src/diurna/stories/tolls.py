"""Tolls: what the figures of two reports say of their being one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import figures
from .deeds import daily, other_sources, same_told_day, same_told_place
from .means import one_target, rare_means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Quantity
    from .node import Node
    from .tuning import Tuning

VERBAL_QUANTITIES = frozenset({"days", "percent", "other"})  # kinds too common to tie two reports by a small figure
SMALL = 3  # figures below are no evidence: "two presidents", "three men"
VAGUE = 0.8  # share of `quantity` where both tell "dozens"
DOZENS = 2.0  # times that "dozens" (24 at least) may be above what is counted
CLOSE = 0.35  # cosine of words that can stand in for day, place and figure of a deed that is done daily


def by_figures(a: Node, b: Node, t: Tuning, cosine: float) -> tuple[float, str]:
    """One figure of the same kind speaks for one happening; figures that cannot both be right, or a war's toll beside a deed's, against it."""
    here = same_told_place(a, b) and same_told_day(a, b)
    if a.running != b.running and daily(a, b) and not here and not rare_means(a, b):
        return -t.threshold, ""
    pairs = [(x, y) for x in a.quantities for y in b.quantities]
    loose = ""
    for ours, theirs in pairs:
        best = ours.best if ours.best is not None else ours.low
        other = theirs.best if theirs.best is not None else theirs.low
        if figures.alike(ours, theirs) and best is not None and best >= SMALL and best == other:
            if "vague" in (ours.bound, theirs.bound):
                loose = f"same round figure ({best:g} {ours.noun or ours.kind})"
                continue
            small = ours.kind in VERBAL_QUANTITIES
            return t.quantity * (0.5 if small else 1.0), f"same figure ({best:g} {ours.noun or ours.kind})"
    clash = bool(pairs) and _clash(pairs)
    if loose and not clash:
        return t.quantity * VAGUE, loose
    if not clash and any(figures.compatible(x, y) for x, y in pairs):
        return t.like_figure, "tolls that can both be right"
    alike = cosine >= CLOSE and not (a.headline or b.headline)  # headlines of two raids are all alike
    explained = a.anaphor or b.anaphor or alike or one_target(a, b) or (here and other_sources(a, b))
    return (t.other_figure * (t.explained if explained else 1.0) if clash else 0.0), ""


def _clash(pairs: Sequence[tuple[Quantity, Quantity]]) -> bool:
    """Some kind of figure is told by both, and no two of its figures agree: "31, ten of them in a bus" and "more than 30"."""
    differ = {x.kind for x, y in pairs if x.kind not in VERBAL_QUANTITIES and figures.incompatible(x, y) and not _loosely(x, y)}
    return bool(differ - {x.kind for x, y in pairs if figures.alike(x, y) and not figures.incompatible(x, y)})


def _loosely(x: Quantity, y: Quantity) -> bool:
    """One is told as "dozens", and the other is some of them."""
    small, large = sorted((figures.bounds(x)[0], figures.bounds(y)[0]))
    return "vague" in (x.bound, y.bound) and large <= small * DOZENS


def one_figure(a: Node, b: Node) -> bool:
    """Both tell the same number of the same people or things."""
    return any(figures.alike(x, y) and x.best is not None and x.best == y.best for x in a.quantities for y in b.quantities)
