"""Coding: articles to annotations, one module a layer, every value with its span."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Act, Annotations
from .limits import CODED_LANGUAGES, limits_met

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Article, Span
    from ..settings import Settings

VERSION = "4"
__all__ = ["VERSION", "PairType", "code", "code_pairs", "limits_met"]


class PairType(msgspec.Struct, frozen=True):
    """What the first of a given pair does to the second: a PLOVER type with its score, None for nothing; `rule` says by which rule."""

    type: Act | None
    score: float
    rule: str


def code(article: Article, *, settings: Settings | None = None) -> Annotations:
    """All annotations of one article; empty for a language that is not coded.

    Layers run in the order in which they rest on one another. The result depends on the article and the settings (a user's own codes) alone.
    Raises SettingsError if the file of own codes cannot be used.
    """
    from ..resources.actor_tables import actor_tables
    from ..resources.gazetteer import gazetteer
    from ..resources.language import language_model
    from ..resources.own_codes import own_codes
    from .casting import find_cast
    from .home import at_home
    from .parse import parse
    from .places import find_places
    from .quantities import attributed, find_quantities
    from .quotes import find_quotes
    from .relations import find_relations
    from .reports import find_reports
    from .times import find_times

    if article.language not in CODED_LANGUAGES or not article.text.strip():
        return Annotations(article=article.id)
    own = own_codes(settings.codes if settings else "")
    tables = actor_tables(own)
    parsed = parse(article, language_model(settings.pipeline) if settings else language_model())
    times = find_times(parsed, day_first=settings.day_first if settings else True)
    places = find_places(parsed, gazetteer())
    cast = at_home(find_cast(parsed, places, tables), parsed, places, tables, gazetteer())
    quantities = find_quantities(parsed, times)
    quotes = find_quotes(parsed, cast, times=times, places=places)
    quantities = attributed(quantities, quotes)
    reports = find_reports(parsed, cast, places=places, times=times, quantities=quantities, quotes=quotes, own=own)
    return Annotations(
        article=article.id,
        sentences=parsed.sentences,
        actors=cast.actors,
        mentions=cast.mentions,
        places=places,
        times=times,
        quantities=quantities,
        quotes=quotes,
        reports=reports,
        relations=find_relations(parsed, cast, times=times, quotes=quotes),
    )


def code_pairs(article: Article, pairs: Sequence[tuple[Span, Span]], *, settings: Settings | None = None) -> list[PairType]:
    """The type of each given pair of actor and recipient (spans of the article's text), in the order given."""
    from ..resources.language import language_model
    from .parse import parse
    from .reports import type_pairs

    parsed = parse(article, language_model(settings.pipeline) if settings else language_model())
    return [PairType(*found) for found in type_pairs(parsed, list(pairs))]
