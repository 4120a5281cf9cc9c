"""Resolve toponyms: which of the places that bear a name does this article mean?

One sense per article and name (Leidner 2007). A candidate's score adds what is known beforehand (population, how it bears the
name), what stands beside the name ("Paris, Texas"), the outlet's home and the countries and places that the article names.
The weights were chosen by coordinate search on LGL and GeoVirus together; see evals/places.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import exp, log, log10
from typing import TYPE_CHECKING

import msgspec

from ...resources.gazetteer import kilometres
from .toponyms import beside

if TYPE_CHECKING:
    from ...resources.gazetteer import Gazetteer, Place
    from .toponyms import Toponym

CAPITALISED = re.compile(r"\b[A-Z][a-z]+\b")
ALTERNATE = 2  # the rank of a name that is neither a place's own nor in this package's tables

MANY = 8  # mentions of a country beyond which more say nothing
HERE = 60.0  # km: a town and the district or province called after it are one answer


class Weights(msgspec.Struct, frozen=True):
    """What each piece of evidence is worth, in units of the log-odds of a candidate."""

    population: float = 1.0
    capital: float = 1.0
    country: float = 9.5
    admin1: float = 6.0
    admin2: float = 2.5
    feature: float = 9.0
    known: float = 0.0
    alternate: float = -2.5
    beside: float = 6.0
    kind: float = 2.0
    same_country: float = 1.2
    same_admin1: float = 1.2
    near: float = 2.0
    near_km: float = 120.0
    home: float = 3.0
    home_km: float = 100.0
    home_admin1: float = 2.0
    home_country: float = 1.0


WEIGHTS = Weights()


class Choice(msgspec.Struct, frozen=True):
    """The place chosen for a toponym, how sure that is (the share of it and its like in the softmax), and what spoke for it."""

    place: Place | None
    confidence: float
    reason: str


class Evidence:
    """What an article says about where it is set, apart from the name in question."""

    def __init__(self, text: str, gazetteer: Gazetteer, home: Place | None, weights: Weights) -> None:
        self.home = home
        self.weights = weights
        self.countries: Counter[str] = Counter(
            gazetteer.demonyms[word] for word in CAPITALISED.findall(text) if word in gazetteer.demonyms
        )
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.points: list[Place] = []
        self.containers: dict[str, list[Place]] = defaultdict(list)

    def prior(self, place: Place, kind: str | None) -> float:
        """What speaks for a candidate before the article is read."""
        w = self.weights
        score = {"country": w.country, "admin1": w.admin1, "admin2": w.admin2, "feature": w.feature}.get(place.kind)
        if score is None:
            score = w.population * log10(place.population + 10) + (w.capital if place.feature == "PPLC" else 0)
        score += (0, w.known, w.alternate)[place.rank]
        return score + (w.kind if kind and _fits(place, kind) else 0)

    def at_home(self, place: Place) -> float:
        w, home = self.weights, self.home
        if home is None or place.kind in ("country", "feature") or place.country != home.country:
            return 0.0
        score = w.home_country
        if home.kind != "country":
            score += w.home_admin1 * (place.admin1 == home.admin1) + w.home * exp(-_apart(place, home) / w.home_km)
        return score

    def context(self, place: Place, name: str) -> float:
        """What the other names of the article say for a candidate."""
        w = self.weights
        score = 0.0
        if place.country:
            score += w.same_country * log(1 + min(MANY, self.countries[place.country]))
            if place.admin1 and place.kind in ("city", "admin2"):
                score += w.same_admin1 * log(1 + min(MANY, self.divisions[place.country, place.admin1]))
        if place.kind in ("city", "admin2"):
            nearest = min((_apart(place, p) for p in self.points if p.id != place.id), default=None)
            score += w.near * exp(-nearest / w.near_km) if nearest is not None else 0
        return score + (w.beside if any(_holds(c, place) for c in self.containers[name]) else 0)


def resolve(text: str, toponyms: list[Toponym], gazetteer: Gazetteer, home: Place | None = None, weights: Weights = WEIGHTS) -> dict[int, Choice]:
    """The place meant by each toponym, by its start offset; `home` is where the article's outlet is at home."""
    groups: dict[str, list[Toponym]] = defaultdict(list)
    for found in toponyms:
        groups[found.surface].append(found)
    evidence = Evidence(text, gazetteer, home, weights)
    _containers(text, toponyms, evidence)
    chosen = {name: _choose(name, group, evidence) for name, group in groups.items()}
    for _ in range(2):
        _learn(evidence, groups, chosen)
        chosen = {name: _choose(name, group, _without(evidence, chosen[name], len(group))) for name, group in groups.items()}
    return {found.span.start: chosen[found.surface] for found in toponyms}


def _without(evidence: Evidence, own: Choice, times: int) -> Evidence:
    """The evidence less what a name says for itself."""
    place = own.place
    if place is None or not place.country:
        return evidence
    rest = Evidence.__new__(Evidence)
    rest.home, rest.weights, rest.containers = evidence.home, evidence.weights, evidence.containers
    rest.countries = evidence.countries.copy()
    rest.divisions = evidence.divisions.copy()
    rest.countries[place.country] = max(0, rest.countries[place.country] - times)
    if place.admin1:
        rest.divisions[place.country, place.admin1] = max(0, rest.divisions[place.country, place.admin1] - times)
    rest.points = [point for point in evidence.points if point.id != place.id]
    return rest


def _containers(text: str, toponyms: list[Toponym], evidence: Evidence) -> None:
    """Read "X, Y": Y says what X lies in."""
    for first, second in zip(toponyms, toponyms[1:], strict=False):
        if beside(text, first, second) and not (_is_area(first) and not second.surface.endswith(".")):
            evidence.containers[first.surface] += [p for p in second.places if _may_hold(p, second)]
            evidence.containers[second.surface + "\0"] += first.places


def _is_area(toponym: Toponym) -> bool:
    """Whether a name is best known as a country's or a large region's: "China, Japan" is a list."""
    return any(p.kind in ("country", "admin1", "feature") and p.rank < ALTERNATE for p in toponym.places)


def _may_hold(place: Place, named: Toponym) -> bool:
    if place.kind == "admin2":
        return place.rank == 0
    return place.kind in ("country", "admin1") and place.rank < ALTERNATE


def _choose(name: str, group: list[Toponym], evidence: Evidence) -> Choice:
    kind = next((t.kind for t in group if t.kind), None)
    scored = [(evidence.prior(p, kind) + evidence.at_home(p) + evidence.context(p, name), p) for p in group[0].places]
    if any(_held(name, p, evidence) for _, p in scored):
        scored = [(score + (evidence.weights.beside if _held(name, p, evidence) else 0), p) for score, p in scored]
    if not scored:
        return Choice(None, 0.0, "no place of this name")
    best, place = max(scored, key=lambda pair: (pair[0], -pair[1].id))
    here = sum(exp(score - best) for score, p in scored if p.country == place.country and (p is place or _apart(p, place) < HERE))
    confidence = here / sum(exp(score - best) for score, _ in scored)
    return Choice(place, round(confidence, 3), _reason(name, place, evidence, len(scored)))


def _held(name: str, place: Place, evidence: Evidence) -> bool:
    """Whether the place is the Y of an "X, Y" in which it holds one of the places X."""
    return place.kind in ("country", "admin1", "admin2") and any(_holds(place, inner) for inner in evidence.containers.get(name + "\0", ()))


def _reason(name: str, place: Place, evidence: Evidence, count: int) -> str:
    if any(_holds(c, place) for c in evidence.containers[name]):
        return "named beside it"
    if count == 1:
        return "only place of this name"
    if evidence.at_home(place) > evidence.weights.home_country:
        return "near the outlet's home"
    if place.country and place.kind != "country" and evidence.countries[place.country]:
        return "its country is named"
    return "best known of this name"


def _learn(evidence: Evidence, groups: dict[str, list[Toponym]], chosen: dict[str, Choice]) -> None:
    """Take the choices made as evidence for one another."""
    if not hasattr(evidence, "demonyms"):
        evidence.demonyms = evidence.countries.copy()
    evidence.countries = evidence.demonyms.copy()
    evidence.divisions = Counter()
    evidence.points = []
    for name, choice in chosen.items():
        if place := choice.place:
            if place.country:
                evidence.countries[place.country] += len(groups[name])
            if place.country and place.admin1:
                evidence.divisions[place.country, place.admin1] += len(groups[name])
            if place.kind in ("city", "admin2"):
                evidence.points.append(place)


def _holds(outer: Place, inner: Place) -> bool:
    if outer.id == inner.id or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "admin1":
        return inner.kind in ("city", "admin2") and inner.admin1 == outer.admin1
    return outer.kind == "admin2" and inner.kind == "city" and _apart(outer, inner) < 60


def _fits(place: Place, kind: str) -> bool:
    if kind == "capital":
        return place.feature == "PPLC"
    return place.kind == "city" if kind == "settlement" else place.kind in ("admin1", "admin2")


def _apart(place: Place, other: Place) -> float:
    return kilometres(place.latitude, place.longitude, other.latitude, other.longitude)
