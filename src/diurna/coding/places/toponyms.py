"""Toponyms: the names to be resolved in one text, and what stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...model import Span
from ...resources.gazetteer_words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...resources.gazetteer import Gazetteer, Place

SETTLEMENT, DIVISION, COMPASS = words("settlement"), words("division"), words("compass")


def _any(names: frozenset[str]) -> str:
    """A pattern of any of some words, with or without a capital."""
    return "(?:" + "|".join(f"[{w[0]}{w[0].upper()}]{w[1:]}" for w in sorted(names, key=lambda w: (-len(w), w))) + ")"


GENERIC_AFTER = re.compile(f"(?: {_any(words('behind'))})+$")
GENERIC_BEFORE = re.compile(f"^(?:the )?(?:{_any(COMPASS | words('part'))} |{_any(words('before_of'))} of )")
FACILITY = re.compile(
    f"(?: {_any(words('facility_kind'))})*(?: {_any(words('facility'))}| {_any(words('facility_kind'))} {_any(words('facility_led'))})(?!\\w)"
)
PLURAL = re.compile(r"(?:'s|’s|s'|s’|'|’)$")
LED = re.compile(r"-[a-z]+$")  # "U.S.-led"
BESIDE = re.compile(r"^\s{0,2}(?:,\s{0,2}|\(|\s)$")
OF_KIND = re.compile(rf"\b(?P<kind>{_any(SETTLEMENT | DIVISION)})s?,? (?:of |called |named )?(?:the )?$")


class Toponym(msgspec.Struct, frozen=True):
    """One name in the text: the key it is looked up by, what it may be, and what its neighbours say of it."""

    span: Span
    surface: str
    places: tuple[Place, ...]
    kind: str | None = None
    vague: bool = False
    facility: bool = False


def toponyms(text: str, spans: Iterable[Span], gazetteer: Gazetteer) -> list[Toponym]:
    """The spans as toponyms, in text order, each with the places that bear its name."""
    return [toponym(text, span, gazetteer) for span in sorted(spans)]


def toponym(text: str, span: Span, gazetteer: Gazetteer) -> Toponym:
    """One span as a toponym; `vague` if it is only a part of the place found ("eastern Syria"), `facility` if it is an airport, a camp or
    the like that no table has, with the places that bear the name it is called after ("Beirut airport")."""
    surface = " ".join(PLURAL.sub("", span.of(text)).split())
    kind = _kind(text, span)
    found = candidates(surface, gazetteer)
    if found:
        return Toponym(span, surface, found, kind, facility=FACILITY.match(text, span.end) is not None)
    bare = called_after(surface)
    if bare and (found := candidates(bare, gazetteer)):
        return Toponym(span, bare, found, "settlement", facility=True)
    bare = LED.sub("", surface)
    if bare != surface and (found := candidates(bare, gazetteer)):
        return Toponym(span, bare, found, kind)
    bare = GENERIC_AFTER.sub("", surface)
    if bare != surface and (found := candidates(bare, gazetteer)):
        word = surface[len(bare) :].split()[-1].lower()
        return Toponym(span, bare, found, "division" if word in DIVISION else "settlement")
    bare = GENERIC_BEFORE.sub("", surface)
    if bare != surface and (found := candidates(bare, gazetteer) or candidates(GENERIC_AFTER.sub("", bare), gazetteer)):
        return Toponym(span, bare, found, kind, vague=" of " not in surface[: len(surface) - len(bare)])
    return Toponym(span, surface, (), kind)


def called_after(surface: str) -> str:
    """The name that a facility is called after ("Damascus" of "Damascus International Airport"); empty for anything else."""
    behind = FACILITY.search(surface)
    return surface[: behind.start()] if behind and behind.end() == len(surface) else ""


def candidates(surface: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places that bear a name; nothing for a word that is no name (small letters) or is lost among them."""
    if surface.lower() in COMPASS or not any(c.isupper() for c in surface) or (len(surface) <= 2 and not surface.isupper()):
        return ()
    people = gazetteer.people(surface)
    return (people,) if people else gazetteer.find(surface)


def beside(text: str, first: Toponym, second: Toponym) -> bool:
    """Whether the second stands directly behind the first, as in "Paris, Texas" and "Sochi (Russia)"."""
    between = text[first.span.end : second.span.start]
    return first.span.end <= second.span.start and len(between) <= 3 and BESIDE.match(between) is not None


def _kind(text: str, span: Span) -> str | None:
    """What the words before or behind say that the place is: "the Black Sea resort of Sochi", "Homs province"."""
    before = OF_KIND.search(text[max(0, span.start - 60) : span.start])
    word = before["kind"].lower() if before else ""
    behind = re.match(r" (\w+)", text[span.end : span.end + 16])
    if behind and behind[1].lower() in DIVISION:
        return "division"
    if word == "capital":
        return "capital"
    if word in SETTLEMENT:
        return "settlement"
    return "division" if word in DIVISION else None
