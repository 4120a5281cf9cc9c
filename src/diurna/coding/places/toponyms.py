"""Toponyms: the names to be resolved in one text, and what stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ...model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...resources.gazetteer import Gazetteer, Place

SETTLEMENT = frozenset("city town village resort capital port suburb neighborhood neighbourhood district settlement hamlet municipality camp base".split())
DIVISION = frozenset("province state governorate county region oblast prefecture republic territory department canton parish".split())
COMPASS = frozenset(
    "north south east west central northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern "
    "southwestern".split()
)
GENERIC_AFTER = re.compile(r"(?: (?:[Pp]rovince|[Gg]overnorate|[Cc]ity|[Rr]egion|[Dd]istrict|[Ss]tate|[Tt]own|[Vv]illage|[Oo]blast|[Pp]refecture|[Cc]ounty|[Pp]arish|[Tt]ownship|[Bb]orough|[Ii]sland|[Mm]unicipality))+$")
GENERIC_BEFORE = re.compile(r"^(?:the )?(?:(?:[Gg]reater|[Dd]owntown|[Cc]entral|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Ss]outhern|[Nn]orthern|[Ee]astern|[Ww]estern|"
                            r"[Nn]ortheast|[Nn]orthwest|[Ss]outheast|[Ss]outhwest|[Nn]ortheastern|[Nn]orthwestern|[Ss]outheastern|[Ss]outhwestern|[Mm]ainland|[Ii]nner|[Oo]uter|[Uu]pper|[Ll]ower) |"
                            r"(?:[Cc]ity|[Pp]rovince|[Tt]own|[Ss]tate|[Vv]illage|[Cc]ounty|[Rr]epublic|[Rr]egion|[Dd]istrict|[Ll]ake|[Mm]ount) of )")
PLURAL = re.compile(r"(?:'s|’s|s'|s’|'|’)$")
LED = re.compile(r"-[a-z]+$")  # "U.S.-led"
BESIDE = re.compile(r"^\s{0,2}(?:,\s{0,2}|\(|\s)$")
OF_KIND = re.compile(r"(?P<before>(?:[\w-]+ ){0,3}?)(?P<kind>" + "|".join(sorted(SETTLEMENT | DIVISION)) + r")s?,? (?:of |called |named )?(?:the )?$", re.I)


class Toponym(msgspec.Struct, frozen=True):
    """One name in the text: the key it is looked up by, what it may be, and what its neighbours say of it."""

    span: Span
    surface: str
    places: tuple[Place, ...]
    kind: str | None = None
    vague: bool = False


def toponyms(text: str, spans: Iterable[Span], gazetteer: Gazetteer) -> list[Toponym]:
    """The spans as toponyms, in text order, each with the places that bear its name."""
    return [toponym(text, span, gazetteer) for span in sorted(spans)]


def toponym(text: str, span: Span, gazetteer: Gazetteer) -> Toponym:
    """One span as a toponym; `vague` if it is only a part of the place found ("eastern Syria")."""
    surface = " ".join(PLURAL.sub("", span.of(text)).split())
    kind = _kind(text, span)
    found = candidates(surface, gazetteer)
    if found:
        return Toponym(span, surface, found, kind)
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
