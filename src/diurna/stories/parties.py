"""Parties: whether two articles mean the same actor."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from ..model import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Actor

Match = Literal["same", "finer", "coarser", "other"]
STATE = frozenset({"country", "government"})
BODIES = frozenset({"organisation", "company", "party"})
OFFICE = frozenset({"GOV", "ELI", "MIL", "LEG", "JUD", "SPY", "COP", "BUS"})  # sectors of people who act for their country
GROUPS = frozenset({"unnamed_group", "group_of_countries", "unnamed_person"})
UNNAMED = frozenset({"unnamed_group", "unnamed_person"})
LESS = 0.75  # what a less exact form of a party counts
MAY_BE = 0.4  # what a party that may be the other counts, against 1 for the same and .75 for a less exact one
RULING = frozenset({"GOV", "ELI", "LEG", "PTY"})
TRADES = frozenset({"LAB", "EDU", "MED", "REL", "BUS", "JRN"})
WORD = re.compile(r"[a-z]{3,}")
NOUN = re.compile(r"[^\W\d_]+")
AFTER = re.compile(r"\s+(?:of|from|in|at|on|who|whom|that|with|for|loyal)\s.*", re.S)


def match(a: Actor, b: Actor) -> Match:
    """How the first actor stands to the second: the same, finer (a person for a government), coarser, or another."""
    if a.id == b.id or _same_name(a, b):
        return "same"
    if a.kind in STATE and b.kind in STATE and a.country and a.country == b.country:
        return "same"
    if forces_of(a, b) or forces_of(b, a):
        return "same"
    if _stands_for(a, b):
        return "finer"
    if _stands_for(b, a):
        return "coarser"
    return "other"


def forces_of(group: Actor, state: Actor) -> bool:
    """A state's forces without a name of their own stand for it: "Russian warplanes", "regime forces"."""
    if group.kind != "unnamed_group" or state.kind not in STATE or not group.country or group.country != state.country:
        return False
    return of_forces(group)


def of_forces(group: Actor) -> bool:
    """Forces, warplanes, an army: by their last noun, and not a rebel's."""
    words = NOUN.findall(AFTER.sub("", group.name.lower()))
    return bool(words) and words[-1] in _table()["forces"] and not {"REB", "UAF", "OPP", "SEP"} & set(group.sectors)


def _same_name(a: Actor, b: Actor) -> bool:
    """One name is the other's end ("Putin", "Vladimir Putin"), or unnamed parties told in the same words."""
    if (a.kind in GROUPS) != (b.kind in GROUPS) or (a.kind == "person") != (b.kind == "person"):
        return False
    if a.kind in GROUPS:
        return _same_words(a, b)
    if a.kind in BODIES and a.kind == b.kind and a.country == b.country and _telling_of_body(a.name) == _telling_of_body(b.name):
        return True
    if a.country and b.country and a.country != b.country:
        return False
    one, two = _name_parts(a.name), _name_parts(b.name)
    return one == two or (a.kind == "person" and (one[-len(two) :] == two or two[-len(one) :] == one))


def _same_words(a: Actor, b: Actor) -> bool:
    """The words that tell two groups are the same, however the parser placed them; or they share one, and neither is elsewhere."""
    one, two = _telling(a.name), _telling(b.name)
    if len(one) > 1 and one == two:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    return bool(one & two) and bool(a.country) == bool(b.country)


@lru_cache(maxsize=50_000)
def _name_parts(name: str) -> tuple[str, ...]:
    return tuple(slug(name).split("-"))


@lru_cache(maxsize=50_000)
def _telling(name: str) -> frozenset[str]:
    return frozenset(w for w in WORD.findall(name.lower()) if len(w) > 3)


@lru_cache(maxsize=50_000)
def _telling_of_body(name: str) -> frozenset[str]:
    """The words of a body's name in any order: "Senate of Chile", "Chile's Senate"."""
    return frozenset(w for w in WORD.findall(name.lower().replace("'s", "").replace("’s", "")) if w not in ("the", "and"))


def anybody(a: Actor) -> bool:
    """Told in a noun that fits anyone, without a trade: "people", "29 civilians"."""
    words = NOUN.findall(AFTER.sub("", a.name.lower()))
    return not words or words[-1] in _general()


def _trade(a: Actor) -> str:
    """The noun of a group that is told by its trade, or nothing where the noun is general ("workers", "protesters")."""
    words = NOUN.findall(AFTER.sub("", a.name.lower()))
    return "" if not words or anybody(a) or words[-1] in _table()["crowd"] or not TRADES & set(a.sectors) else words[-1]


@cache
def _general() -> frozenset[str]:
    return frozenset(_table()["anybody"])


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files("diurna.resources").joinpath("event_merge.toml").read_text("utf-8"))


def may_be(a: Actor, b: Actor) -> bool:
    """One of the two is told without a name and could be the other: kindred sectors, no other country ("gunmen", a named armed group)."""
    if a.kind not in UNNAMED and b.kind not in UNNAMED:
        return False
    if a.country and b.country and a.country != b.country:
        return False
    if a.kind in UNNAMED and b.kind in UNNAMED and _trade(a) and _trade(b) and _trade(a) != _trade(b):
        return False
    one, two = _sectors(a), _sectors(b)
    return not one or not two or bool(one & two) or any(one & group and two & group for group in kindred())


def _sectors(actor: Actor) -> frozenset[str]:
    told = frozenset(actor.sectors) - {"UNK"}
    return told or (frozenset({"GOV"}) if actor.kind in STATE else frozenset())


@cache
def kindred() -> tuple[frozenset[str], ...]:
    """Sectors that tellers use for the same unnamed people (`resources/event_merge.toml`)."""
    return tuple(frozenset(group) for group in _table()["kindred"])


def _stands_for(fine: Actor, coarse: Actor) -> bool:
    """A person or body for the country whose office it holds; a member for its group; a named party for an unnamed one of its kind."""
    if coarse.members:
        return fine.id in coarse.members or f"country:{fine.country}" in coarse.members
    if not fine.country or fine.country != coarse.country:
        return False
    if coarse.kind in STATE:
        return fine.kind not in STATE and (not fine.sectors or bool(OFFICE & set(fine.sectors)))
    if coarse.kind in ("unnamed_group", "unnamed_person"):
        return fine.kind not in GROUPS and (fine.kind == "person" or fine.kind in STATE) and _sector_fits(fine, coarse)
    return False


def _sector_fits(fine: Actor, coarse: Actor) -> bool:
    words = NOUN.findall(AFTER.sub("", coarse.name.lower()))
    if words and words[-1] in _table()["leaders"] and RULING & set(fine.sectors):
        return True
    if fine.kind in STATE:
        return not coarse.sectors or bool(OFFICE & set(coarse.sectors))
    return not coarse.sectors or not fine.sectors or bool(set(fine.sectors) & set(coarse.sectors))


def keys(actor: Actor) -> set[str]:
    """Under which an actor can be found by a compatible one: its id, its last name, its country, its members."""
    found = {actor.id, f"name:{slug(actor.name).split('-')[-1]}"}
    if actor.country:
        found.add(f"country:{actor.country}")
    for member in actor.members:
        found.add(member.replace("government:", "country:"))
    return found


def overlap(ours: Sequence[Actor], theirs: Sequence[Actor]) -> float:
    """Share of the shorter list that has a counterpart in the other. 0 if one is empty.

    A counterpart that is less exact counts .75, an unnamed one that may be the same MAY_BE.
    """
    if not ours or not theirs:
        return 0.0
    few, many = (ours, list(theirs)) if len(ours) <= len(theirs) else (theirs, list(ours))
    total = 0.0
    for actor in few:
        best, value = None, 0.0
        for other in many:
            found = _worth(actor, other)
            if found > value:
                best, value = other, found
        if best is not None:
            many.remove(best)
            total += value
    return total / len(few)


def _worth(a: Actor, b: Actor) -> float:
    found = match(a, b)
    if found == "other":
        return MAY_BE if may_be(a, b) else 0.0
    return 1.0 if found == "same" else LESS


def compared(a: Actor, b: Actor) -> Match:
    """As `match`, for two parties of one event: there an unnamed one is the other, told more coarsely."""
    found = match(a, b)
    if found != "other" or not may_be(a, b):
        return found
    if (a.kind in UNNAMED) == (b.kind in UNNAMED):
        if anybody(a) != anybody(b) and bool(a.sectors) != bool(b.sectors):
            return "coarser" if anybody(a) else "finer"
        return "same"
    return "coarser" if a.kind in UNNAMED else "finer"


def relation(ours: Sequence[Actor], theirs: Sequence[Actor]) -> Match:
    """How one list of parties stands to another: finer where each is matched and some more exactly, or more are named."""
    if strangers(ours, theirs):
        return "other"
    seen = {compared(a, b) for a in ours for b in theirs} - {"other"}
    finer, coarser = "finer" in seen and not _all_same(ours, theirs), "coarser" in seen and not _all_same(ours, theirs)
    if _loose(ours, theirs):
        return "finer"
    if _loose(theirs, ours):
        return "coarser"
    if finer:
        return "finer"
    return "coarser" if coarser else "same"


def strangers(ours: Sequence[Actor], theirs: Sequence[Actor]) -> bool:
    """Nobody is matched, or each list names somebody whom the other leaves out."""
    found = any(compared(a, b) != "other" for a in ours for b in theirs)
    return not found or bool(_loose(ours, theirs) and _loose(theirs, ours))


def _loose(ours: Sequence[Actor], theirs: Sequence[Actor]) -> list[Actor]:
    return [a for a in ours if all(compared(a, b) == "other" for b in theirs)]


def _all_same(ours: Sequence[Actor], theirs: Sequence[Actor]) -> bool:
    def held(some: Iterable[Actor], others: Sequence[Actor]) -> bool:
        return all(any(compared(a, b) == "same" for b in others) for a in some)

    return held(ours, theirs) and held(theirs, ours)
