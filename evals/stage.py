"""The coding layers put together for evals: one article in, everything that reports rest on out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diurna.coding.casting import find_cast
from diurna.coding.places import find_places
from diurna.coding.quantities import find_quantities
from diurna.coding.quotes import find_quotes
from diurna.coding.reports import find_reports
from diurna.coding.times import find_times
from diurna.resources.actor_tables import actor_tables
from diurna.resources.gazetteer import gazetteer

if TYPE_CHECKING:
    from diurna.coding.cast import Cast
    from diurna.coding.parse import Parse
    from diurna.model import Report


def cast_of(parse: Parse) -> Cast:
    """The article's cast."""
    return find_cast(parse, find_places(parse, gazetteer()), actor_tables())


def reports_of(parse: Parse) -> tuple[Cast, tuple[Report, ...]]:
    """The article's cast and reports, with every layer that reports rest on."""
    places, times = find_places(parse, gazetteer()), find_times(parse)
    cast = find_cast(parse, places, actor_tables())
    quantities = find_quantities(parse, times)
    return cast, find_reports(parse, cast, places=places, times=times, quantities=quantities, quotes=find_quotes(parse, cast))
