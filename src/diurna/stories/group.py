"""Group: articles to story and origin ids, without coding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .clusters import cluster
from .origins import find_origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Article


class Grouped(msgspec.Struct, frozen=True):
    """The story and the origin that an article belongs to."""

    article: str
    story: str
    origin: str


def group(articles: Sequence[Article]) -> list[Grouped]:
    """Story and origin of each article, in the order given; the same article twice is given twice."""
    unique = list({article.id: article for article in articles}.values())
    origins, _ = find_origins(unique)
    homes = {copy.article: origin.id for origin in origins for copy in origin.copies}
    stories, _ = cluster(unique)
    return [Grouped(a.id, stories[a.id], homes[a.id]) for a in articles]
