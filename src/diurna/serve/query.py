"""Query parameters that pages share: how they are written, checked and turned into a filter."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from litestar.params import PathParameter, QueryParameter

from ..views.params import Filter

DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
WORDS = 200  # characters of a name that is searched: the longest name of the actor tables has 97

Since = Annotated[str | None, QueryParameter(pattern=DAY, description="From this day on (2017-11-02; 2017-11 and 2017 are their first day).")]
Until = Annotated[str | None, QueryParameter(pattern=DAY, description="Up to but not including this day.")]
ActorWords = Annotated[str | None, QueryParameter(max_length=WORDS, description="An actor's id, name or part of it, or an ISO country code.")]
TypeName = Annotated[str | None, QueryParameter(pattern="^[A-Za-z][A-Za-z0-9_.-]{0,40}$", description="A PLOVER type (CONSULT), or one of your own.")]
PlaceWords = Annotated[str | None, QueryParameter(max_length=WORDS, description="A place's name, or an ISO country code.")]
OutletWords = Annotated[str | None, QueryParameter(max_length=WORDS, description="An outlet's name.")]
Number = Annotated[int, QueryParameter(ge=1, le=100_000, description="Which page of the list, from 1.")]
Key = Annotated[str, PathParameter(max_length=80, description="An id, or the beginning of one that is like no other.")]
AsOf = Annotated[str | None, QueryParameter(pattern=DAY, description="The record as it was known at the end of this day.")]
Clock = Annotated[str | None, QueryParameter(pattern="^(published|known)$", description="By which clock: `published`, or `known` to the library.")]

A_DAY = "write a day as 2017-11-02, 2017-11 or 2017"
WRITTEN = {  # what a visitor is told who wrote a parameter otherwise
    "since": A_DAY,
    "until": A_DAY,
    "as_of": A_DAY,
    "type": "write a PLOVER type, such as CONSULT",
    "clock": "write published or known",
}
LABELS = {
    "words": ("Words", "of the text"),
    "since": ("From", "2017-11-02"),
    "until": ("Before", "2017-12"),
    "actor": ("Actor", "name, id or ISO code"),
    "type": ("Type", "CONSULT"),
    "place": ("Place", "name or ISO code"),
    "outlet": ("Outlet", "name"),
}


def narrowed(**given: Any) -> Filter:
    """Query parameters as a filter: days are read, what is None is left out. Raises ValueError for a day that is none."""
    found = {name: value for name, value in given.items() if value is not None}
    for name in ("since", "until", "as_of"):
        if isinstance(found.get(name), str):
            found[name] = day_of(found[name])
    return Filter(**found)


def day_of(written: str) -> date:
    """A day as it is written in an address: 2017-11-02, or the first day of 2017-11 or 2017."""
    if not re.match(DAY, written):
        raise ValueError(f"{written!r} is no date: write it as 2017-11-02, 2017-11 or 2017")
    try:
        return date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError as error:
        raise ValueError(f"{written!r} is no day of the calendar") from error
