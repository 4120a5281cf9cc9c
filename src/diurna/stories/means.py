"""Means: by what a deed of war was done, as far as its words tell it: from the air, with shells, by a bomb, with guns, with gas."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from . import parties
from .deeds import EXACT, daily, same_told_place, told_day
from .reading import stem
from .tuning import same_family, tuning
from .where import one_spot, place_within, vague

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Report
    from .node import Node
    from .reading import Reading
    from .tuning import Tuning


def means(trigger: str, words: Iterable[str], mode: str | None = None) -> frozenset[str]:
    """The kinds of means that the word for the act or its mode tells, or else the words around it (stems); a rare one wherever it stands."""
    table = _table()
    some = set(words)
    around = frozenset().union(*(table[w] for w in some if w in table)) - {kind for kind, other in _spoilt().items() if other & some}
    own = table.get(trigger) or _file()["modes"].get(mode, "")
    return (frozenset([own] if isinstance(own, str) else own) | around & rare()) if own else around


def same_means(a: Node, b: Node) -> bool:
    """One means at least is told by both."""
    return bool(a.means & b.means)


def other_means(a: Node, b: Node) -> bool:
    """Both tell by what it was done, and nothing that they tell is the same."""
    return bool(a.means) and bool(b.means) and not a.means & b.means


def rare_means(a: Node, b: Node) -> bool:
    """Both tell of a means that is seldom used: it makes two reports of one day and place one deed."""
    return bool(a.means & b.means & rare())


def by_means(a: Node, b: Node, t: Tuning) -> tuple[float, str]:
    """Deeds of one day and place by one means are likely one; by two means they are two."""
    violent = daily(a, b) or (rare_means(a, b) and same_family(a.report.act, b.report.act) and not (a.report.background or b.report.background))
    if not violent:
        return 0.0, ""
    if other_means(a, b):
        return t.other_means, ""
    if not same_means(a, b) or a.spread or b.spread or not one_day(a, b):
        return 0.0, ""
    here = same_told_place(a, b) and not vague(a.place)
    if rare_means(a, b) and (here or _held(a, b) or _near(a, b)):
        return t.rare_means, "the same rare means on one day at one place"
    return (t.one_means, "the same means on one day at one place") if here else (0.0, "")


def one_target(a: Node, b: Node) -> bool:
    """One kind of building in one town was hit by one means, in news of one day: whoever is told to have done it, and how many died."""
    return bool(a.targets & b.targets) and one_spot(a, b) and same_means(a, b) and one_day(a, b)


def one_doer(a: Node, b: Node) -> bool:
    """Two articles tell of one doer."""
    told = parties.overlap(a.actors, b.actors) >= parties.LESS or bool(_nouns(a) & _nouns(b))
    return a.report.article != b.report.article and told


def _nouns(node: Node) -> set[str]:
    """The last words of who did it ("the Chilean-led coalition", "the coalition"), but for those that fit any army."""
    return {x.name.lower().split()[-1] for x in node.actors if x.name} - tuning().forces


def spread(reading: Reading, report: Report) -> bool:
    """The sentence tells of a stretch of time ("since April", "for weeks"): it is of many deeds."""
    return any(t.sentence == report.sentence and (t.bound == "since" or t.kind in ("DURATION", "SET")) for t in reading.annotations.times)


def _near(a: Node, b: Node) -> bool:
    """A town that the sentence of the one names is one of the other's."""
    return any(x.geonames is not None and x.geonames == y.geonames for x in a.towns for y in b.towns)


def _held(a: Node, b: Node) -> bool:
    """One place lies in the other, and neither is a whole country."""
    here, there = a.place, b.place
    within = here is not None and there is not None and (place_within(here, there) or place_within(there, here))
    return within and not vague(here) and not vague(there)


def one_day(a: Node, b: Node) -> bool:
    """The days told are one; where one is not told, the news comes on that day or the next; where neither is, both are news of one day."""
    one, two = (n.when.start.toordinal() if told_day(n) and n.when and n.when.days <= EXACT else None for n in (a, b))
    if (one is None) == (two is None):
        return (one if one is not None else a.day) == (two if two is not None else b.day) is not None
    day, news = (one, b.day) if one is not None else (two, a.day)
    return news is not None and 0 <= news - day <= 1


def targets(words: Iterable[str]) -> frozenset[str]:
    """The kinds of buildings and vehicles that words (stems) name: what was hit, mostly."""
    table = _targets()
    return frozenset(table[w] for w in words if w in table)


@cache
def _spoilt() -> dict[str, frozenset[str]]:
    return {kind: frozenset(map(stem, words)) for kind, words in _file()["no_means"].items()}


@cache
def _targets() -> dict[str, str]:
    return {stem(word): kind for kind, words in _file()["targets"].items() for word in words}


@cache
def rare() -> frozenset[str]:
    """The kinds of means that are seldom used."""
    return frozenset(_file()["rare"])


@cache
def _table() -> dict[str, frozenset[str]]:
    """The kinds that each stem tells."""
    found: dict[str, set[str]] = {}
    for kind, words in _file()["means"].items():
        for word in words:
            found.setdefault(stem(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def _file() -> dict:
    return tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8"))
