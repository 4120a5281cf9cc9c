"""All that coding says of one article."""

from __future__ import annotations

import msgspec

from .actors import Actor
from .mentions import ActorMention, PlaceMention, TimeMention
from .reports import Quantity, Quote, Relation, Report
from .spans import Span


class Annotations(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The annotations of one article; every span is of `Article.text`, `sentence` is an index into `sentences`."""

    article: str
    sentences: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    reports: tuple[Report, ...] = ()
    relations: tuple[Relation, ...] = ()
