"""Told places: how the place that one origin tells stands to that of another, by the gazetteer and by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ..model import WhereTold
from .where import COUNTRY, REGION, distance, place_within, same_place

if TYPE_CHECKING:
    from .figures import Stand
    from .node import Node

AT = 30.0  # kilometres from the point of a named region within which a town may lie beside it: nobody tells where it ends
HALF = 0.25  # degrees from the middle within which a town may be called to lie on either side
DIRECTION = re.compile(r"\b((?:north|south)?-?(?:north|south|east|west)(?:ern)?|central)\s+(?:part\s+of\s+|parts\s+of\s+)?(?:the\s+)?$", re.I)
STREET = re.compile(r"\s+(?:street|st|avenue|ave|road|rd|drive|boulevard|lane|parkway|square)\.?$", re.I)
LEADING = re.compile(r"^the\s+", re.I)
BEFORE = 30  # code points in which a direction stands before a name
HOLDER = re.compile(r"\s*(?:(?:neighbou?rhood|district|suburb|area|region|town|village|quarter)s?\s+)?(?:of|in)\s+(?:the\s+)?(?:\w+\s+){0,2}?$", re.I)
AFTER = 40  # code points in which the holder of a place stands after it: "East Wharf of Tamale"


class Where(msgspec.Struct, frozen=True):
    """A place with the part of it that is told ("eastern"), and the words that follow its name."""

    told: WhereTold
    part: str = ""
    after: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        return f"{self.part} {self.told.name}" if self.part else self.told.name


def where(told: WhereTold, node: Node) -> Where:
    """A report's place, with what the words around it say."""
    text = node.reading.text
    found = DIRECTION.search(text[max(0, told.span.start - BEFORE) : told.span.start]) if (told.precision or 0) >= REGION else None
    part = found.group(1).lower().replace("-", "") if found else ""
    if part and part != "central" and not part.endswith("ern"):
        part += "ern"
    return Where(told, part, text[told.span.end : told.span.end + AFTER], told.span.of(text))


def stand(a: Where, b: Where) -> tuple[Stand, str]:
    """How the first place stands to the second: the same, in it (finer), around it (coarser), or another."""
    one, two = a.told, b.told
    if same_place(one, two) or (a.words and not (a.part or b.part) and _street(a.words) == _street(b.words)):
        return _parts(a, b)
    for fine, coarse, found in ((a, b, "finer"), (b, a, "coarser")):
        if _said_within(fine, coarse) or _within(fine, coarse):
            return found, f"{fine.name} is in {coarse.name}"
    beside = REGION in (one.precision, two.precision) and one.country == two.country and not (a.part or b.part)
    apart = distance(one, two)
    if beside and apart is not None and apart <= AT:
        return ("finer" if one.precision == REGION else "coarser"), f"{a.name} and {b.name} lie in or beside one another"
    return "differ", ""


def _street(words: str) -> str:
    """A street's name in fewer words: "South Harbour", "South Harbour Avenue". Other places go by all their words."""
    return STREET.sub("", LEADING.sub("", words.lower())) or words.lower()


def _parts(a: Where, b: Where) -> tuple[Stand, str]:
    """Two tellings of one place, of which each may name a part."""
    if a.part == b.part:
        return "same", ""
    if not b.part or _side(b.part) < _side(a.part):
        return "finer", f"{a.name} is in {b.name}"
    if not a.part or _side(a.part) < _side(b.part):
        return "coarser", f"{b.name} is in {a.name}"
    return "differ", ""


def _side(part: str) -> frozenset[str]:
    """The directions of a part: north-west is in the north and in the west."""
    return frozenset(d for d in ("north", "south", "east", "west", "central") if d in part)


def _within(fine: Where, coarse: Where) -> bool:
    """By the gazetteer. A part of a country or province holds the towns on its side of the middle."""
    one, two = fine.told, coarse.told
    if not coarse.part:
        return not (two.precision == REGION and one.precision is not None and _at(one, two)) and place_within(one, two)
    if one.country is None or one.country != two.country or (two.admin1 and one.admin1 != two.admin1) or (one.precision or COUNTRY) >= REGION:
        return False
    if one.latitude is None or two.latitude is None or one.longitude is None or two.longitude is None:
        return True
    north, east, sides = one.latitude - two.latitude, one.longitude - two.longitude, _side(coarse.part)
    against = {"north": -north, "south": north, "east": -east, "west": east}
    return all(against[side] < HALF for side in sides - {"central"})


def _at(town: WhereTold, region: WhereTold) -> bool:
    apart = distance(town, region)
    return apart is not None and apart <= AT


def _said_within(fine: Where, coarse: Where) -> bool:
    """The words say so: "East Wharf of Tamale", "the harbour district in northern Tamale"."""
    name = coarse.told.name.lower()
    found = fine.after.lower().find(name)
    return found > 0 and HOLDER.fullmatch(fine.after[:found]) is not None
