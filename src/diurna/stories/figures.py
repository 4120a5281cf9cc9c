"""Figures: how one told number stands to another, by whom it counts, its unit and its bounds."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ..model import Quantity

Stand = Literal["same", "coarser", "finer", "differ", "apart"]
ABOUT = 0.1  # share by which "about N" may miss N
ROUND = 0.06  # share by which a rounded figure may miss the exact one
CONVERTED = 0.01  # share by which a figure may miss one told in another unit of its kind: acres and hectares
COUNTS_PEOPLE = frozenset({"dead", "wounded", "missing", "detained", "displaced", "hostages", "people", "protesters"})
VAGUE = 10  # times the least that a vague word allows ("dozens", "hundreds"), from which a teller would take the next one
LARGE = 20  # people from which tolls that agree within their bounds are no chance
RUNNING = 1000  # deaths from which a figure without a day is the toll of a war, not of a happening
WORD = re.compile(r"[^\W\d_]+")
TAIL = re.compile(r"\s+(?:of|from|in|at|on|who|whom|that|with|for|loyal)\s.*", re.S)


def bounds(q: Quantity) -> tuple[float, float]:
    """The least and the most that a figure allows."""
    best = q.best if q.best is not None else q.low if q.low is not None else q.high if q.high is not None else 0.0
    low, high = q.low if q.low is not None else best, q.high if q.high is not None else best
    if q.bound == "at_least" or (q.bound == "vague" and q.high is None):
        return low, float("inf")
    if q.bound == "up_to":
        return 0.0, high
    return (low * (1 - ABOUT), high * (1 + ABOUT)) if q.bound == "about" and low == high else (low, high)


def stand(a: Quantity, b: Quantity) -> tuple[Stand, str]:
    """How the first figure stands to the second (finer: it says more; apart: each counts other people), with the reason where it shows."""
    if a.unit and b.unit and a.unit != b.unit:
        return "differ", "another unit"
    counted = _counted(a, b)
    found = ("differ", "") if _beyond(a, b) or _beyond(b, a) else _numbers(a, b)
    if counted == "apart" and (found[0] != "same" or (_told(a) and _told(b))):
        return "apart", "each counts other people"
    return ("differ", "wider scope") if counted == "wider" and found[0] == "differ" and (part_of(a, b) or part_of(b, a)) else found


def _told(q: Quantity) -> bool:
    """Whether the words tell which people are counted: as many rebels as shoppers are no one toll, as many "Bretons" as soldiers may be."""
    return told_class(q.whom or q.noun) is not None


def _beyond(vague: Quantity, figure: Quantity) -> bool:
    """A figure far above what a vague word is used for: 1,300 where another tells of dozens."""
    low = bounds(vague)[0]
    return vague.bound == "vague" and vague.high is None and low > 1 and bounds(figure)[0] > low * VAGUE


def part_of(a: Quantity, b: Quantity) -> bool:
    """The first may count some of those whom the second counts: fewer, and of a sort that the second holds. Of a bare number nobody can tell."""
    if a.kind != b.kind or a.kind not in COUNTS_PEOPLE or bare(a) or bare(b):
        return False
    return holds(counted_class(b), counted_class(a)) and bounds(a)[0] <= bounds(b)[1] and not _beyond(b, a)


def _numbers(a: Quantity, b: Quantity) -> tuple[Stand, str]:
    (low, high), (lower, higher) = bounds(a), bounds(b)
    if (low, high) == (lower, higher) or (a.bound == b.bound and a.best is not None and a.best == b.best):
        return "same", ""
    if low >= lower and high <= higher:
        return "finer", "a figure within the other's bounds"
    if low <= lower and high >= higher:
        return "coarser", "bounds that hold the other's figure"
    small, large = sorted((abs(low), abs(lower)))
    if a.noun != b.noun and a.unit and large and (large - small) / large <= CONVERTED and high - low == higher - lower == 0:
        return "same", "unit"
    if large and large < float("inf") and (large - small) / large <= ROUND and (_is_round(low) or _is_round(lower)):
        return ("coarser", "rounding") if _is_round(low) else ("finer", "rounding")
    return "differ", ""


def _is_round(figure: float) -> bool:
    """At most two leading digits before zeros: 30, 4,500, 1.2 million."""
    return figure >= 10 and len(f"{figure:.0f}".rstrip("0")) <= (1 if figure < 100 else 2)


def _counted(a: Quantity, b: Quantity) -> Literal["same", "wider", "apart"]:
    """Whether two figures count the same people, one counts more sorts of them than the other, or each counts others."""
    if a.kind not in COUNTS_PEOPLE or b.kind not in COUNTS_PEOPLE:
        return "same"
    one, two = counted_class(a), counted_class(b)
    if one == two:
        return "same"
    return "wider" if holds(one, two) or holds(two, one) else "apart"


def incompatible(a: Quantity, b: Quantity) -> bool:
    """Two figures of one kind and of the same people that cannot both be right of one happening at one time."""
    return a.kind == b.kind and a.scope == b.scope and _counted(a, b) == "same" and _numbers(a, b)[0] == "differ"


def compatible(a: Quantity, b: Quantity) -> bool:
    """Two large tolls, at least one of them with open bounds, that can both be right."""
    large = min(bounds(a)[0], bounds(b)[0]) >= LARGE
    return a.kind == b.kind and a.kind in COUNTS_PEOPLE and large and _counted(a, b) != "apart" and _numbers(a, b)[0] != "differ"


def alike(a: Quantity, b: Quantity) -> bool:
    """Two figures that count one kind of thing, by one noun where the kind says nothing, and not each other people."""
    return a.kind == b.kind and (a.kind != "other" or a.noun == b.noun) and _counted(a, b) != "apart"


def running(q: Quantity) -> bool:
    """A toll of all so far, as told in the last lines of a report."""
    figure = q.best if q.best is not None else q.low
    return q.kind in COUNTS_PEOPLE and (q.scope in ("total", "period") or (q.kind == "dead" and figure is not None and figure >= RUNNING))


def bare(q: Quantity) -> bool:
    """A number without a noun: "kill 47"."""
    return not (q.whom or q.noun)


def counted_class(q: Quantity) -> str:
    """The class of the people that a figure counts; a bare number may count anyone."""
    return whom_class(q.whom or q.noun)


def whom_class(words: str) -> str:
    """The class of the people that some words count, by their last noun."""
    found = _last(words)
    return _classes().get(found, "civilian") if found else "anyone"


def told_class(words: str) -> str | None:
    """The class of people that some words name, or None where their last noun is of none."""
    return _classes().get(_last(words))


def holds(wider: str, narrower: str) -> bool:
    """Whether people of the second class are people of the first."""
    return wider != narrower and (wider == "anyone" or narrower in _holds(wider))


@lru_cache(maxsize=20_000)
def _last(words: str) -> str:
    found = WORD.findall(TAIL.sub("", words.lower()))
    return found[-1] if found else ""


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """`resources/compare.toml`: classes of people and sources, and what holds what."""
    return tomllib.loads(files("diurna.resources").joinpath("compare.toml").read_text("utf-8"))


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in table()["counted"].items() for word in words}


@cache
def _holds(name: str) -> frozenset[str]:
    return frozenset(table()["holds"].get(name, ()))
