"""Told parties: how the doers or recipients that one origin names stand to those of another, in one event."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

import msgspec

from ..model import Actor
from . import figures, parties
from .changes import number_words
from .reading import content_words
from .where import REGION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Participant, Report
    from .figures import Stand
    from .node import Node

MORE = "one names more of the parties"
UNNAMED = "one leaves them unnamed"
CLOSER = "one tells more closely who they are"
BELONGS = "a person or body against the government or group it belongs to"
GOVERNMENT = frozenset({"regime", "government", "authorities"})  # "the regime" of a text is the one that it has named
ARMED = frozenset({"REB", "UAF", "SEP", "PRM"})
RULERS = frozenset({"GOV", "ELI", "MIL", "COP", "SPY"})  # sectors of unnamed people who may be a state's
LEADING = ("at least", "at most", "no fewer than", "more than", "less than", "fewer than", "as many as", "up to", "over", "about", "around", "some",
           "nearly", "almost", "well", "another", "other", "more", "several")  # fmt: skip
COUNT = re.compile(rf"(?:{'|'.join(LEADING)})\b\s*", re.I)
NUMBER = re.compile(r"(?:\d[\d.,]*|[^\W\d_]+(?:-[^\W\d_]+)?)(?:\s+|$)")
STEM = 4  # letters that a people's name shares with its country's
JOINING = frozenset({"to", "and", "of"})  # within a number: "3,000 to 5,000", "dozens of"
JOINT = re.compile(r"(\w+) and (\w+) (\w+)")
NAME = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
BETWEEN = re.compile(
    r"(?:['’]s)?[\s,]*(?:in\s+|of\s+)?(?:the\s+)?(?:(?:north|south)?-?(?:north|south|east|west)(?:ern)?\s+|central\s+)?"
    r"(?:(?:city|town|village|province|region|governorate|district)\s+(?:of\s+)?)?",
    re.I,
)
PART = re.compile(r"\s+(?:\w+\s+)?(?:capital|city|town|village|province|region|governorate|coast|border)\b", re.I)
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n]|\n\s*)[\s\"'“‘(]*$")


class Side(msgspec.Struct, frozen=True):
    """A party as one report names it; `proper` are names in the words of one that has none of its own ("Kurdish fighters")."""

    actor: Actor
    proper: frozenset[str] = frozenset()


def sides(some: Sequence[Actor], told: Sequence[Participant], node: Node) -> tuple[Side, ...]:
    """The parties of a report as they are compared. A group told before the name that it bears ("the militants Red Lantern") is told once."""
    spans = {p.actor: p.span for p in reversed(told)}
    text = node.reading.text
    placed = sorted(((spans[a.id], a) for a in some if a.id in spans), key=lambda pair: pair[0].start)
    doubled = {
        one.id for (before, one), (after, two) in pairwise(placed)
        if _bears(one, two) and not text[before.end : after.start].strip()
    }
    found = [Side(a, _proper(a, text, spans[a.id].start if a.id in spans else None)) for a in some if a.id not in doubled]
    return tuple(part for side in found for part in _parted(side))


def _parted(side: Side) -> list[Side]:
    """Forces of two that are told in one: "Chilean and Peruvian forces"."""
    joint = JOINT.fullmatch(side.actor.name) if side.actor.kind == "unnamed_group" else None
    if joint is None or not parties.of_forces(side.actor):
        return [side]
    one, other, head = joint.groups()
    alone = [msgspec.structs.replace(side.actor, name=f"{word} {head}", country=None) for word in (one, other)]
    return [Side(actor, side.proper & {word.lower()}) for actor, word in zip(alone, (one, other), strict=True)]


def _bears(group: Actor, name: Actor) -> bool:
    """Whether a name may be that of the group or person told in the words before it: no other country, a person for a person."""
    if group.kind not in parties.UNNAMED or name.kind in parties.UNNAMED | parties.STATE:
        return False
    return (group.kind == "unnamed_person") == (name.kind == "person") and (not group.country or not name.country or group.country == name.country)


def only_where(party: Participant, report: Report, text: str) -> bool:
    """A country that is named only to say where the place lies that is struck: "the central Kenyan city of Nakuru", "Nakuru in central Kenya"."""
    if report.act != "ASSAULT" or report.place is None or not party.actor.startswith(("country:", "government:")):
        return False
    here = report.place.span
    if party.span.contains(here) and (report.place.precision or 0) < REGION:
        return True
    if PART.match(text, party.span.end):
        return True
    first, second = sorted((party.span, here), key=lambda span: span.start)
    return first.end <= second.start and BETWEEN.fullmatch(text[first.end : second.start]) is not None


def _proper(actor: Actor, text: str, start: int | None) -> frozenset[str]:
    """Names within the words of an unnamed party; the first word of a sentence is capitalised anyway."""
    if actor.kind not in parties.UNNAMED:
        return frozenset()
    words = NAME.findall(uncounted(actor.name))
    first = uncounted(actor.name) == actor.name and (start is None or SENTENCE_START.search(text[:start][-40:]) is not None)
    told = words[1:] if words and first and not _acronym(words[0]) else words
    return frozenset(w.lower().replace(".", "") for w in told if w[0].isupper() and figures.told_class(w) is None)


def _acronym(word: str) -> bool:
    return sum(c.isupper() for c in word) > 1


@lru_cache(maxsize=20_000)
def uncounted(name: str) -> str:
    """The words of an unnamed party without how many they are, which is a figure of its own: "at least 12 civilians" are civilians."""
    rest, counted = name.strip(), False
    while True:
        if found := COUNT.match(rest):
            rest = rest[found.end() :]
            continue
        found = NUMBER.match(rest)
        word = found.group().strip().lower() if found else ""
        if found is None or not (_number(word) or (counted and word in JOINING)):
            break
        rest, counted = rest[found.end() :], True
    return rest if rest and (counted or len(rest) < len(name)) else name


def _number(word: str) -> bool:
    return word[:1].isdigit() or all(part in number_words() for part in word.split("-"))


def shown(side: Side) -> str:
    """A party by its name, or in its own words without the count."""
    return uncounted(side.actor.name) if side.actor.kind in parties.UNNAMED else side.actor.name


def stand(ours: Sequence[Side], theirs: Sequence[Side]) -> tuple[Stand, str]:
    """How one list of parties stands to another: finer where each is matched and some more exactly, or more are named."""
    ours, theirs = _counted_once(ours), _counted_once(theirs)
    pairs = _pairs(ours, theirs)
    ours_alone = [a for a in ours if all(p[2] == "differ" for p in pairs if p[0] is a)]
    theirs_alone = [b for b in theirs if all(p[2] == "differ" for p in pairs if p[1] is b)]
    if len(ours_alone) == len(ours) or (ours_alone and theirs_alone):
        return "differ", ""
    if ours_alone or theirs_alone:
        return ("finer" if ours_alone else "coarser"), MORE
    same = {id(x) for p in pairs if p[2] == "same" for x in p[:2]}
    unlike = [p for p in pairs if p[2] in ("finer", "coarser") and not (id(p[0]) in same and id(p[1]) in same)]
    if not unlike:
        return "same", ""
    finer = any(p[2] == "finer" for p in unlike)
    return ("finer" if finer else "coarser"), next(p[3] for p in unlike if (p[2] == "finer") == finer)


def _pairs(ours: Sequence[Side], theirs: Sequence[Side]) -> list[tuple[Side, Side, Stand, str]]:
    """Each of one list beside each of the other; "the regime" is one government, and none that is named beside it."""
    found = []
    meant: dict[int, int] = {}
    for a, b in product(ours, theirs):
        how, reason = _pair(a, b)
        for words, state, beside in ((a, b, ours), (b, a, theirs)):
            if how == "same" and _the_government(words.actor, state.actor):
                named = any(x is not words and parties.match(x.actor, state.actor) == "same" for x in beside)
                how = "differ" if named or meant.setdefault(id(words), id(state)) != id(state) else how
        found.append((a, b, how, reason))
    return found


def _counted_once(some: Sequence[Side]) -> list[Side]:
    """Without unnamed armed people beside the armed group that they may belong to: "Red Lantern", "at least 19 gunmen"."""
    groups = [s for s in some if s.actor.kind == "armed_group"]
    return [s for s in some if not (s.actor.kind in parties.UNNAMED and ARMED & set(s.actor.sectors) and any(_could_be(s, g) for g in groups))]


def _pair(a: Side, b: Side) -> tuple[Stand, str]:
    one, two = a.actor, b.actor
    if _forces(a, two) or _forces(b, one):
        return ("finer" if _forces(a, two) else "coarser"), BELONGS
    if one.kind in parties.UNNAMED and two.kind in parties.UNNAMED:
        return _both_unnamed(a, b)
    if _bears_name(one, two) or _bears_name(two, one):
        return "same", ""
    found = parties.match(one, two)
    if found != "other":
        unnamed = (one.kind in parties.UNNAMED) != (two.kind in parties.UNNAMED)
        return found, "" if found == "same" else UNNAMED if unnamed else BELONGS
    if _one_body(one, two):
        return ("coarser" if len(one.name) < len(two.name) else "finer"), BELONGS
    if _the_government(one, two) or _the_government(two, one):
        return "same", ""
    if one.kind in parties.UNNAMED and _could_be(a, b):
        return "coarser", UNNAMED
    return ("finer", UNNAMED) if two.kind in parties.UNNAMED and _could_be(b, a) else ("differ", "")


def _forces(side: Side, state: Actor) -> bool:
    """A state's forces, alone or with another's: "Chilean warplanes", "Chilean and Peruvian forces"."""
    if parties.forces_of(side.actor, state):
        return True
    if side.actor.kind not in parties.UNNAMED or state.kind not in parties.STATE or not parties.of_forces(side.actor):
        return False
    return any(len(w) > STEM and b.lower().startswith(w[:STEM]) for w in side.proper for b in NAME.findall(state.name))


def _bears_name(words: Actor, named: Actor) -> bool:
    """Words that were taken for a nameless party, but end in the whole name of the other, or say it otherwise: "the mayor of Bergen Anna Holm",
    "Bergen's fishery council"."""
    if " " not in named.name or named.kind in parties.UNNAMED or words.kind not in parties.UNNAMED:
        return False
    return words.name.endswith(named.name) or content_words(words.name) == content_words(named.name)


def _one_body(a: Actor, b: Actor) -> bool:
    """A league of states beside its council or its people: both bear its code."""
    shared = set(a.sectors) & set(b.sectors)
    return "IGO" in shared and len(shared) > 1 and all(x.kind in parties.UNNAMED | parties.BODIES for x in (a, b))


def _the_government(words: Actor, state: Actor) -> bool:
    """ "The regime" and a government, where no other country is named."""
    heads = parties.NOUN.findall(words.name.lower())
    generic = words.kind in parties.UNNAMED and bool(heads) and heads[-1] in GOVERNMENT
    return generic and state.kind in parties.STATE and words.country in (None, state.country)


def _could_be(unnamed: Side, named: Side) -> bool:
    """Whether people told without a name may be a named party: kindred sectors, no other country, no name that the other does not bear."""
    one, two = unnamed.actor, named.actor
    if two.kind in parties.UNNAMED or not parties.may_be(one, two):
        return False
    if two.kind in parties.STATE and one.sectors and not RULERS & set(one.sectors):
        return False
    if ("IGO" in one.sectors) != ("IGO" in two.sectors) and (one.sectors and two.sectors):
        return False
    borne = {w.lower().replace(".", "") for w in NAME.findall(two.name)}
    foreign = {w for w in unnamed.proper if not any(w.startswith(b[:4]) or b.startswith(w[:4]) for b in borne)}
    return not foreign or (one.country is not None and one.country == two.country)


def _both_unnamed(a: Side, b: Side) -> tuple[Stand, str]:
    """By the class of people that the nouns name, where both are known; else as the words and sectors have it."""
    one, two = a.actor, b.actor
    if one.country and two.country and one.country != two.country:
        return "differ", ""
    strange = a.proper and b.proper and not any(w[:STEM] == v[:STEM] for w in a.proper for v in b.proper)
    if strange and not (one.country and one.country == two.country):
        return "differ", ""
    first, second = figures.told_class(uncounted(one.name)), figures.told_class(uncounted(two.name))
    if first is None or second is None:
        if parties.anybody(one) != parties.anybody(two) and parties.compared(one, two) != "other":
            return ("coarser" if parties.anybody(one) else "finer"), CLOSER
        found = parties.compared(one, two)
        return ("differ" if found == "other" else found), CLOSER if found in ("finer", "coarser") else ""
    if first == second:
        return "same", ""
    if figures.holds(first, second):
        return "coarser", CLOSER
    return ("finer", CLOSER) if figures.holds(second, first) else ("differ", "")
