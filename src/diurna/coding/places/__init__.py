"""Places: toponyms found, told apart from governments and peoples, and resolved to the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import PlaceMention
from ...resources.gazetteer_words import words
from .find import find
from .home import home_of
from .resolve import Choice, resolve
from .roles import role
from .toponyms import COMPASS, toponym, toponyms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Span
    from ...resources.gazetteer import Gazetteer, Place
    from ..parse import Parse
    from .find import Found
    from .toponyms import Toponym

__all__ = ["Choice", "find_places", "resolve_spans"]

SURE = 0.65  # confidence below which a place stays unknown: from .5 to .7 under half of the choices are right on LGL, from .7 on two in three
NEAR = 2  # UCDP's precision of "near X" and "outside X"
REGION = 5
NEARBY = words("nearby")


def find_places(parse: Parse, gazetteer: Gazetteer, home: Place | None = None) -> tuple[PlaceMention, ...]:
    """The places that an article names, in text order, none overlapping another.

    `home` is where the article's outlet is at home; where it is not given it is read from the dateline and the outlet's name. A name that no
    place bears, or that could as well mean another, has `geonames` None and no coordinates.
    """
    found = find(parse, gazetteer)
    names = [toponym(parse.text, f.span, gazetteer) for f in found]
    chosen = resolve(parse.text, names, gazetteer, home or home_of(parse.article, gazetteer))
    return tuple(_mention(parse, f, name, chosen[f.span.start]) for f, name in zip(found, names, strict=True))


def resolve_spans(text: str, spans: Iterable[Span], gazetteer: Gazetteer, home: Place | None = None) -> list[Choice]:
    """The places meant by given spans of a text, in the order of the text; needs no parse."""
    found = toponyms(text, spans, gazetteer)
    chosen = resolve(text, found, gazetteer, home)
    return [chosen[t.span.start] for t in found]


def _mention(parse: Parse, found: Found, name: Toponym, choice: Choice) -> PlaceMention:
    place = choice.place
    sentence = parse.sentence_at(found.span.start)
    if place is None or choice.confidence < SURE:
        reason = choice.reason if place is None else "not sure enough"
        return PlaceMention(span=found.span, sentence=sentence, name=name.surface, confidence=0.0 if place is None else choice.confidence,
                            role=role(found, None), reason=reason)
    return PlaceMention(
        span=found.span, sentence=sentence, name=place.name, geonames=place.geonames, country=place.country, admin1=place.admin1,
        latitude=place.latitude, longitude=place.longitude, feature=place.feature, precision=_precision(found, name, place),
        role=role(found, place), confidence=choice.confidence, reason=choice.reason,
    )


def _precision(found: Found, name: Toponym, place: Place) -> int:
    if found.vague or name.vague or _directed(found):
        return max(place.precision if place.kind != "country" else 0, REGION) if place.kind in ("country", "admin1", "feature") else NEAR
    before = found.tokens.doc[found.tokens.start - 1].lower_ if found.tokens.start else ""
    return NEAR if before in NEARBY and place.precision == 1 else place.precision


def _directed(found: Found) -> bool:
    """Whether a point of the compass stands before it: "eastern Syria"."""
    return found.tokens.start > 0 and found.tokens.doc[found.tokens.start - 1].lower_ in COMPASS
