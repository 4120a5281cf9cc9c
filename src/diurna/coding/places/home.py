"""Where an article's outlet is at home, as far as its name and dateline tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .toponyms import candidates

if TYPE_CHECKING:
    from ...model import Article
    from ...resources.gazetteer import Gazetteer, Place

KNOWN_CITY = 100_000  # people: a smaller city in an outlet's name is as often a surname or a common noun


def home_of(article: Article, gazetteer: Gazetteer) -> Place | None:
    """The city or country that the outlet's name or the dateline names, if any."""
    return _in_name(article.outlet or "", gazetteer) or _of_dateline(article.dateline or "", gazetteer)


def _in_name(outlet: str, gazetteer: Gazetteer) -> Place | None:
    words = re.findall(r"[A-Z][\w'’-]+", outlet)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            for place in candidates(" ".join(words[start : start + length]), gazetteer):
                if place.rank < 2 and (place.kind == "country" or (place.kind == "city" and place.population >= KNOWN_CITY)):
                    return place
    return None


def _of_dateline(dateline: str, gazetteer: Gazetteer) -> Place | None:
    first = re.split(r"[,/(—–-]", dateline)[0].strip().title()
    places = [p for p in candidates(first, gazetteer) if p.kind in ("city", "country")]
    return max(places, key=lambda p: p.population, default=None)
