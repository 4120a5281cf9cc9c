"""CPU seconds of each stage against bare spaCy on the same text, and the memory of a process that does it all.

Each stage's budget stands in the design: extract .1, mentions .1, parse .45, quotes, times and places .2, reports .25; 1.1 in all, .8 as the aim.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from diurna.coding.casting import find_cast
from diurna.coding.parse import parse
from diurna.coding.places import find_places
from diurna.coding.quantities import find_quantities
from diurna.coding.quotes import find_quotes
from diurna.coding.relations import find_relations
from diurna.coding.reports import find_reports
from diurna.coding.times import find_times
from diurna.extract import extract
from diurna.resources.actor_tables import actor_tables
from diurna.resources.gazetteer import gazetteer
from diurna.resources.language import language_model
from diurna.settings import Settings
from diurna.stories import tell

from .texts import documents

if TYPE_CHECKING:
    from collections.abc import Callable

WARM_UP = 5  # articles coded before the clock starts, so that tables and models are loaded
BASELINE = "bare spaCy"


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - start
        return result


def measure(limit: int) -> tuple[Clock, int]:
    """The clock after so many documents, and their words."""
    raws = documents(limit)
    for raw in raws[:WARM_UP]:
        _path(Clock(), raw)
    clock = Clock()
    told = [pair for raw in raws if (pair := _path(clock, raw))]
    clock.time("stories", lambda: tell([a for a, _ in told], [n for _, n in told]))
    model = language_model()
    for article, _ in told:
        clock.time(BASELINE, lambda text=article.text: model(text))
    return clock, sum(len(article.text.split()) for article, _ in told)


def _path(clock: Clock, raw: Any) -> Any:
    from diurna.model import Annotations

    article, _ = clock.time("extract", lambda: extract(raw, settings=Settings()))
    if article is None:
        return None
    parsed = clock.time("parse", lambda: parse(article, language_model()))
    times = clock.time("times", lambda: find_times(parsed))
    places = clock.time("places", lambda: find_places(parsed, gazetteer()))
    cast = clock.time("cast", lambda: find_cast(parsed, places, actor_tables()))
    quantities = clock.time("quantities", lambda: find_quantities(parsed, times))
    quotes = clock.time("quotes", lambda: find_quotes(parsed, cast))
    found = {"places": places, "times": times, "quantities": quantities, "quotes": quotes}
    reports = clock.time("reports", lambda: find_reports(parsed, cast, **found))
    relations = clock.time("relations", lambda: find_relations(parsed, cast, times=times, quotes=quotes))
    layers = {**found, "reports": reports, "relations": relations, "mentions": cast.mentions, "actors": cast.actors}
    return article, Annotations(article=article.id, sentences=parsed.sentences, **layers)


def main(limit: int = 200) -> None:
    clock, words = measure(limit)
    base = clock.seconds.pop(BASELINE)
    print(f"{words} words; {BASELINE} {base:.2f} s CPU = 1 ({words / base:.0f} words/s)")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:12} {seconds / base:6.3f}   {seconds:6.2f} s")
    print(f"{'all':12} {sum(clock.seconds.values()) / base:6.3f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"peak memory of this process {peak:.0f} MB")
