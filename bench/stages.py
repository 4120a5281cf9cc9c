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
from diurna.resources.language import language_model, load_model
from diurna.settings import Settings
from diurna.stories import tell

from .texts import documents

if TYPE_CHECKING:
    from collections.abc import Callable

WARM_UP = 5  # articles coded before the clock starts, so that tables and models are loaded
BASELINE = "bare spaCy"
PIPELINE = "en_core_web_md"
CODING = ("parse", "reports")  # printed together: the budget of event coding is .70 for both


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = work()
        self.seconds[stage] += time.process_time() - start
        return result


def measure(limit: int) -> tuple[Clock, int, float]:
    """The clock after so many documents, their words, and the peak memory in MB of the process, less what the baseline takes.

    The baseline has a pipeline of its own, as the path shares words and look-up tables with the one that it reads with; and it reads each article
    right after the path did, as a machine that others use is slower at one time than at another.
    """
    before = peak_memory()
    bare = load_model(PIPELINE)
    beside = peak_memory() - before
    raws, clock, told = documents(limit), Clock(), []
    for n, raw in enumerate(raws[:WARM_UP] + raws):
        timed = clock if n >= WARM_UP else Clock()
        if pair := _path(timed, raw):
            timed.time(BASELINE, lambda text=pair[0].text: bare(text))
            if timed is clock:
                told.append(pair)
    clock.time("stories", lambda: tell([a for a, _ in told], [n for _, n in told]))
    return clock, sum(len(article.text.split()) for article, _ in told), peak_memory() - beside


def peak_memory() -> float:
    """Of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


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
    clock, words, peak = measure(limit)
    base = clock.seconds.pop(BASELINE)
    print(f"{words} words; {BASELINE} {base:.2f} s CPU = 1 ({words / base:.0f} words/s)")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:15} {seconds / base:6.3f}   {seconds:6.2f} s")
    coding = sum(clock.seconds[stage] for stage in CODING)
    print(f"{' + '.join(CODING):15} {coding / base:6.3f}   {coding:6.2f} s")
    print(f"{'all':15} {sum(clock.seconds.values()) / base:6.3f}")
    print(f"peak memory of this process without the baseline {peak:.0f} MB")
