"""Counts of a large library as a page shows them: the fullest cells alone, and who tells these."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from ..resources.ontology import acts
from ..store.tally import NO_START, TELLERS, tally
from .chosen import EPOCH, chosen
from .counts import COUNTS, DIMENSIONS, PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..store.reader import Reader
    from ..store.tally import Tally
    from .params import Filter

SIDES = {"dyad", "actor", "recipient"}
SMALL = 2**21  # cells times tellers that are marked in a table: a million tellings in eleven cells took 6 ms, sorted 19; two hundred cells are sorted


class Axis:
    """A dimension of some rows: a number for each row, how many numbers there are, and the value that one stands for."""

    def __init__(self, codes: np.ndarray, size: int, shown: Callable[[int], str | None]) -> None:
        self.codes, self.size, self.shown = codes, size, shown


def cells(reader: Reader, by: list[str], wanted: Filter, *, most: int) -> tuple[list[dict[str, Any]], int]:
    """The `most` fullest cells of those that `counts.grouped` gives, and how many there are. Who tells their events is looked up for these alone.

    Raises ValueError for a dimension that is not known.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by:
        raise ValueError(f"cannot count by {', '.join(unknown) or 'nothing'}: choose from {', '.join(DIMENSIONS)}")
    held = tally(reader)
    fits = chosen(reader, wanted)
    if set(by) & PUBLISHED.keys():
        fits &= held.start != NO_START
    rows, events = _rows(held, by, fits)
    axes = [_axis(held, name, rows, events) for name in by]
    key = np.zeros(len(events), dtype=np.int64)
    for axis in axes:
        key = key * axis.size + axis.codes
    keys, sizes = np.unique(key, return_counts=True)
    best = _fullest(sizes, most)
    told = _told(held, keys[best], key, events)
    found = []
    for n, (cell, size) in enumerate(zip(keys[best].tolist(), sizes[best].tolist(), strict=True)):
        found.append({**_values(by, axes, cell), "events": size, **{name: told[name][n] for name in told}})
    return found, len(keys)


def _rows(held: Tally, by: list[str], fits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is counted: rows of sides where a side is asked for, else events; and the event of each."""
    if not SIDES & set(by):
        events = np.flatnonzero(fits)
        return events, events
    some = fits[held.side_event]
    if SIDES & set(by) == {"actor"}:
        some &= held.first_actor
    elif SIDES & set(by) == {"recipient"}:
        some &= held.first_recipient
    rows = np.flatnonzero(some)
    return rows, held.side_event[rows]


def _axis(held: Tally, name: str, rows: np.ndarray, events: np.ndarray) -> Axis:
    match name:
        case "dyad":
            return Axis(held.side_dyad[rows], len(held.dyad_actor), lambda n: _dyad(held, n))
        case "actor" | "recipient":
            return Axis((held.side_actor if name == "actor" else held.side_recipient)[rows], len(held.sides) + 1, lambda n: _side(held, n))
        case "day" | "month" | "year":
            return _time(name, held.start[events])
        case "quad":
            return _quads(held, events)
    column, words = {
        "type": (held.type, held.types), "act": (held.act, held.acts), "country": (held.country, held.countries), "place": (held.place, held.places),
    }[name]  # fmt: skip
    return Axis(column[events], len(words), words.__getitem__)


def _side(held: Tally, n: int) -> str | None:
    return held.sides[n] if n < len(held.sides) else None


def _dyad(held: Tally, n: int) -> str:
    return f"{_side(held, held.dyad_actor[n]) or ''} > {_side(held, held.dyad_recipient[n]) or ''}"


def _quads(held: Tally, events: np.ndarray) -> Axis:
    of_type = [acts()[name].quad for name in held.types.all()]
    quads = sorted(set(of_type))
    return Axis(np.array([quads.index(quad) for quad in of_type], dtype=np.int8)[held.type[events]], len(quads), quads.__getitem__)


def _time(span: str, days: np.ndarray) -> Axis:
    """The first days of events as days, months or years."""
    steps = _steps(span, days)
    first = int(steps.min()) if len(steps) else 0
    size = int(steps.max()) - first + 1 if len(steps) else 1
    return Axis(steps - first, size, lambda n: label(span, n + first))


def _steps(span: str, days: np.ndarray) -> np.ndarray:
    return days if span == "day" else days.astype("datetime64[D]").astype(f"datetime64[{span[0].upper()}]").astype(np.int64)


def label(span: str, step: int) -> str:
    """A step since 1970 as it is shown: 2017-11-02, 2017-11 or 2017."""
    if span == "day":
        return (date.fromordinal(EPOCH) + timedelta(days=step)).isoformat()
    return f"{1970 + step // 12:04d}-{step % 12 + 1:02d}" if span == "month" else f"{1970 + step:04d}"


def _fullest(sizes: np.ndarray, most: int) -> np.ndarray:
    """The cells with most events, the fullest first; of as many, those that come first in the order of their values."""
    if len(sizes) > most:
        least = np.sort(sizes)[-most]
        above = np.flatnonzero(sizes > least)
        best = np.concatenate([above, np.flatnonzero(sizes == least)[: most - len(above)]])
    else:
        best = np.arange(len(sizes))
    return best[np.lexsort((best, -sizes[best]))]


def _told(held: Tally, best: np.ndarray, key: np.ndarray, events: np.ndarray) -> dict[str, list[int]]:
    """How many outlets, origins and sources tell the events of each of some cells."""
    order = np.sort(best)
    at = np.searchsorted(order, key).clip(max=max(len(order) - 1, 0)) if len(order) else np.zeros(0, dtype=np.int64)
    rows = np.flatnonzero(order[at] == key) if len(order) else np.zeros(0, dtype=np.int64)
    cell, told = at[rows], events[rows]
    where = np.searchsorted(order, best)
    return {
        name: _distinct(cell, *getattr(held, column).of(told), len(order))[where].tolist()
        for name, column in zip(COUNTS[1:], TELLERS, strict=True)
    }


def _distinct(cell: np.ndarray, sizes: np.ndarray, tellers: np.ndarray, cells: int) -> np.ndarray:
    """How many tellers each cell has, of whom each of its events has a list."""
    size = int(tellers.max()) + 1 if len(tellers) else 1
    of = np.repeat((cell * size).astype(np.int32 if cells * size < 2**31 else np.int64), sizes) + tellers
    if cells * size <= SMALL:
        marks = np.zeros(cells * size, dtype=bool)
        marks[of] = True
        once = np.flatnonzero(marks)
    else:
        once = np.sort(of)
        once = once[np.diff(once, prepend=-1) != 0]
    return np.bincount(once // size, minlength=cells)


def _values(by: list[str], axes: list[Axis], cell: int) -> dict[str, str | None]:
    """The values of a cell, by dimension."""
    found = {}
    for name, axis in zip(reversed(by), reversed(axes), strict=True):
        cell, code = divmod(cell, axis.size)
        found[name] = axis.shown(code)
    return {name: found[name] for name in by}


def counted(reader: Reader, wanted: Filter) -> int:
    """How many events that are told as done fit a filter."""
    return int(np.count_nonzero(chosen(reader, wanted)))


def over_time(reader: Reader, span: str, wanted: Filter) -> dict[str, int]:
    """The events told as done of each day, month or year that has one."""
    held = tally(reader)
    steps, sizes = np.unique(_steps(span, held.start[chosen(reader, wanted) & (held.start != NO_START)]), return_counts=True)
    return {label(span, step): size for step, size in zip(steps.tolist(), sizes.tolist(), strict=True)}


def first(reader: Reader, wanted: Filter, most: int) -> list[str]:
    """The ids of the first events in time that fit, whatever is told of their phase."""
    return tally(reader).keys(np.flatnonzero(chosen(reader, wanted, counted=False))[:most])
