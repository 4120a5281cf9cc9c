"""Resolve toponyms: which of the places that bear a name does this article mean?

One sense per article and name (Leidner 2007). A candidate's score adds what is known beforehand (population, how it bears the
name), what stands beside the name ("Paris, Texas"), the outlet's home and the countries and places that the article names.
The weights were chosen by coordinate search on LGL and GeoVirus together; see evals/places.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
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
UNCOUNTED = 3_000  # people taken for a place whose people GeoNames does not give; most are seats of a district
CHIEF = 50_000  # people
FAR = 20_000.0  # km
ROUNDS = 2  # a third changed no score
UNLISTED = 3.7  # what speaks for a place of this name that no gazetteer lists; see the calibration in evals/places.py
DIVISION, INNER = "\0division", "\0inner"  # marks behind a name
BESIDE, AT_HOME = "named beside it", "near the outlet's home"  # reasons
HERE = 60.0  # km: a town and the district or province called after it are one answer


class Weights(msgspec.Struct, frozen=True):
    """What each piece of evidence is worth, in units of the log-odds of a candidate."""

    population: float = 0.9
    capital: float = 3.0
    country: float = 9.5
    admin1: float = 0.8
    admin2: float = 2.5
    feature: float = 10.0
    namesake: float = -1.5
    known: float = 0.5
    alternate: float = -2.5
    beside: float = 6.0
    kind: float = 2.0
    same_country: float = 1.4
    same_admin1: float = 1.2
    near: float = 3.0
    near_km: float = 120.0
    home: float = 4.5
    home_km: float = 50.0
    home_admin1: float = 2.0
    home_country: float = 1.3


WEIGHTS = Weights()


class Choice(msgspec.Struct, frozen=True):
    """The place chosen for a toponym, how sure that is (against the next best elsewhere), and what spoke for it."""

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
        self.demonyms = self.countries
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.points: list[Place] = []
        self.containers: dict[str, list[Place]] = defaultdict(list)

    def prior(self, place: Place, kind: str | None) -> float:
        """What speaks for a candidate before the article is read."""
        w = self.weights
        score = {"country": w.country, "admin1": w.admin1, "admin2": w.admin2, "feature": w.feature}.get(place.kind, 0.0)
        if place.kind in ("city", "admin1"):
            score += w.population * log10(place.population or UNCOUNTED) + (w.capital if place.feature == "PPLC" else 0)
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

    def context(self, place: Place, name: str, own: Place | None, times: int) -> float:
        """What the other names of the article say for a candidate; `own` is what this name was taken for, `times` how often it stands."""
        w = self.weights
        score = w.beside if any(_holds(c, place) for c in self.containers.get(name, ())) else 0.0
        if place.country:
            ours = times if own and own.country == place.country else 0
            score += w.same_country * log(1 + min(MANY, self.countries[place.country] - ours))
            if place.admin1 and place.kind in ("city", "admin2"):
                ours = ours if own and own.admin1 == place.admin1 else 0
                score += w.same_admin1 * log(1 + min(MANY, self.divisions[place.country, place.admin1] - ours))
        if place.kind in ("city", "admin2"):
            nearest = min((_apart(place, p) for p in self.points if p.id != place.id and (own is None or p.id != own.id)), default=FAR)
            score += w.near * exp(-nearest / w.near_km)
        return score + (w.beside if self.held(name, place) else 0)

    def held(self, name: str, place: Place) -> bool:
        """Whether the place is the Y of an "X, Y" in which it holds one of the places X."""
        return place.kind in ("country", "admin1", "admin2") and any(_holds(place, inner) for inner in self.containers.get(name + INNER, ()))

    def learn(self, groups: dict[str, list[Toponym]], chosen: dict[str, Choice]) -> None:
        """Take the choices made as evidence for one another."""
        self.countries, self.divisions, self.points = self.demonyms.copy(), Counter(), []
        for name, choice in chosen.items():
            place, times = choice.place, len(groups[name])
            if place is None:
                continue
            if place.country:
                self.countries[place.country] += times
                if place.admin1:
                    self.divisions[place.country, place.admin1] += times
            if place.kind in ("city", "admin2"):
                self.points.append(place)


def resolve(text: str, toponyms: list[Toponym], gazetteer: Gazetteer, home: Place | None = None, weights: Weights = WEIGHTS) -> dict[int, Choice]:
    """The place meant by each toponym, by its start offset; `home` is where the article's outlet is at home."""
    groups: dict[str, list[Toponym]] = defaultdict(list)
    for found in toponyms:
        groups[_group(found)].append(found)
    evidence = Evidence(text, gazetteer, home, weights)
    _containers(text, toponyms, evidence)
    before = {name: _before(group, evidence) for name, group in groups.items()}
    chosen = {name: _choose(name, 0, scored, None, evidence) for name, scored in before.items()}
    for _ in range(ROUNDS):
        evidence.learn(groups, chosen)
        chosen = {name: _choose(name, len(groups[name]), scored, chosen[name].place, evidence) for name, scored in before.items()}
    return {found.span.start: chosen[_group(found)] for found in toponyms}


def _group(toponym: Toponym) -> str:
    """One sense a name and article, but a province is not the city of the same name."""
    return toponym.surface + (DIVISION if toponym.kind == "division" else "")


def _before(group: list[Toponym], evidence: Evidence) -> list[tuple[float, Place]]:
    kind = next((t.kind for t in group if t.kind), None)
    places = group[0].places
    scored = [(evidence.prior(p, kind) + evidence.at_home(p), p) for p in places]
    return scored if kind == "division" else [(score + _after_city(p, places, evidence), p) for score, p in scored]


def _after_city(place: Place, places: tuple[Place, ...], evidence: Evidence) -> float:
    """A division called after its chief city, "Hama" and not "Hama province", is the city."""
    cities = [p for p in places if p.kind == "city" and p.rank < ALTERNATE and p.population >= CHIEF]
    return evidence.weights.namesake if place.kind == "admin1" and any(_holds(place, city) for city in cities) else 0.0


def _containers(text: str, toponyms: list[Toponym], evidence: Evidence) -> None:
    """Read "X, Y": Y says what X lies in."""
    for first, second in pairwise(toponyms):
        if beside(text, first, second) and not (_is_area(first) and not second.surface.endswith(".")):
            evidence.containers[_group(first)] += [p for p in second.places if _may_hold(p, second)]
            evidence.containers[_group(second) + INNER] += first.places


def _is_area(toponym: Toponym) -> bool:
    """Whether a name is best known as a country's or a large region's: "China, Japan" is a list."""
    return any(p.kind in ("country", "admin1", "feature") and p.rank < ALTERNATE for p in toponym.places)


def _may_hold(place: Place, named: Toponym) -> bool:
    if place.kind == "admin2":
        return place.rank == 0
    return place.kind in ("country", "admin1") and place.rank < ALTERNATE


def _choose(name: str, times: int, before: list[tuple[float, Place]], own: Place | None, evidence: Evidence) -> Choice:
    scored = [(score + evidence.context(p, name, own, times), p) for score, p in before]
    if not scored:
        return Choice(None, 0.0, "no place of this name")
    best, place = max(scored, key=lambda pair: (pair[0], -pair[1].id))
    second = max((score for score, p in scored if p.country != place.country or (p is not place and _apart(p, place) > HERE)), default=UNLISTED)
    return Choice(place, round(1 / (1 + exp(max(second, UNLISTED) - best)), 3), _reason(name, place, evidence, len(scored)))


def _reason(name: str, place: Place, evidence: Evidence, count: int) -> str:
    if any(_holds(c, place) for c in evidence.containers.get(name, ())):
        return BESIDE
    if count == 1:
        return "only place of this name"
    if evidence.at_home(place) > evidence.weights.home_country:
        return AT_HOME
    if place.country and place.kind != "country" and evidence.countries[place.country]:
        return "its country is named"
    return "best known of this name"


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
