"""The tally: what counts and the map are made of, every event as numbers, in columns that are made with each generation.

A count over a library of 100,000 articles (414,000 events) takes some milliseconds of it, a query over the catalogue's tables fifty and more.
It holds nothing that the catalogue does not hold, and where a generation has none it is made of the catalogue when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .columns import Lists, Words, read_columns, stand, starts, write_columns
from .derived import COUNTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .reader import Reader

    Ask = Callable[[str], pa.Table]

NAME = "tally"
NO_START, NO_END = np.iinfo(np.int32).max, np.iinfo(np.int32).min  # of an event without a day: after every day, and before it
TELLERS = ("outlets", "origins", "sources")
THOUSANDTHS = 1000  # of a degree, a hundred metres: what is told finer is the same place
NOWHERE = np.nan
EVENTS = f"""SELECT id, act, plover_type AS type, {COUNTED} AS counted, len(articles)::INTEGER AS articles,
    "time"."start" AS start, "time"."end" AS "end", place IS NOT NULL AS placed, coalesce(place.country, '') AS country,
    coalesce(place.name, '') AS place, round(place.longitude, 3) AS longitude, round(place.latitude, 3) AS latitude,
    coalesce(place.precision, 0)::TINYINT AS precision,
    coalesce(outlets, []) AS outlets, coalesce(origins, []) AS origins, coalesce(sources, []) AS sources, actors, recipients FROM events"""
COUNTRIES = "SELECT id, country FROM directory WHERE country IS NOT NULL"
DID, HAD = 1, 2  # sides of an event, as they are marked; both are 3
COUNTRY_ONLY = 6  # UCDP's where_prec of what is told of a country as a whole


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Events in the order of time (undated ones last; of one day, those that most articles tell first), a number in each column.

    `by_id` has the events in the order of their ids, `newest` from the newest to the undated ones. `start` and `end` are days since 1970-01-01,
    `counted` says what is told as done; `act`, `type`, `country` and `place` are numbers of words, which stand in their order; `spot` is the number
    of the place as it is drawn, -1 for none. `actors` and `recipients` are numbers of `people`, in the order of their ids; the `deeds` of one are
    the events in which it stands, and `deed_sides` says beside each whether it did that (DID), had it done (HAD) or both. Of events that are
    counted, `side_event` and the columns after it have each two sides, by country where there is one, once: the last number of `sides` (one beyond
    its words) is nobody; `first_actor` marks one of an event's rows for each actor.
    """

    ids: np.ndarray
    by_id: np.ndarray
    newest: np.ndarray
    start: np.ndarray
    end: np.ndarray
    counted: np.ndarray
    act: np.ndarray
    type: np.ndarray
    country: np.ndarray
    place: np.ndarray
    spot: np.ndarray
    outlets: Lists
    origins: Lists
    sources: Lists
    actors: Lists
    recipients: Lists
    deeds: Lists
    deed_sides: np.ndarray
    side_event: np.ndarray
    side_actor: np.ndarray
    side_recipient: np.ndarray
    side_dyad: np.ndarray
    first_actor: np.ndarray
    first_recipient: np.ndarray
    dyad_actor: np.ndarray
    dyad_recipient: np.ndarray
    spot_name: np.ndarray
    spot_country: np.ndarray
    spot_longitude: np.ndarray
    spot_latitude: np.ndarray
    spot_precision: np.ndarray
    spot_pointed: np.ndarray
    acts: Words
    types: Words
    countries: Words
    places: Words
    people: Words
    sides: Words

    def numbers(self, ids: pa.Array | pa.ChunkedArray) -> np.ndarray:
        """The numbers of events by their ids; those of other events are left out."""
        wanted = _signs(ids)
        if not len(self.ids) or not len(wanted):
            return np.zeros(0, dtype=np.int32)
        where = np.searchsorted(self.ids, wanted, sorter=self.by_id).clip(max=len(self.ids) - 1)
        found = self.by_id[where]
        return found[self.ids[found] == wanted]

    def keys(self, rows: np.ndarray) -> list[str]:
        """The ids of some events."""
        return [key.decode() for key in self.ids[rows].tolist()]


def write_tally(folder: Path, ask: Ask) -> None:
    """Make the tally of a catalogue beside it."""
    write_columns(folder / NAME, tallied(ask))


def tally(reader: Reader) -> Tally:
    """The tally of a reader's generation, or of the overlay that it is."""
    return reader.recent((NAME,), lambda: _read(reader))


def _read(reader: Reader) -> Tally:
    from .overlay import Overlay

    folder = reader.folder / NAME
    return read_columns(folder, Tally) if not isinstance(reader, Overlay) and stand(folder, Tally) else tallied(reader.table)


def tallied(ask: Ask) -> Tally:
    """The tally of the events that a catalogue holds; `ask` answers queries over it."""
    told = ask(EVENTS)
    ids = _signs(told["id"])
    by_id = _in_order(ids)
    start, end, articles = _days(told["start"], NO_START), _days(told["end"], NO_END), told["articles"].to_numpy()
    order = by_id[np.lexsort((-articles[by_id], start[by_id]))]
    rows = pa.array(order)
    found, words = {}, {}
    for name, held in (("act", "acts"), ("type", "types"), ("country", "countries"), ("place", "places")):
        found[name], words[held] = _coded(told[name].combine_chunks().take(rows))
    start, counted = start[order], told["counted"].to_numpy()[order]
    return Tally(
        ids=ids[order], by_id=_ranks(order)[by_id], newest=np.argsort(np.where(start == NO_START, 1, -start), kind="stable").astype(np.int32),
        start=start, end=end[order], counted=counted, **found, **words, **{name: _lists(told[name], order) for name in TELLERS},
        **_spots(told.select(("placed", "longitude", "latitude", "precision")).take(rows), found), **_sides(told, order, counted, ask(COUNTRIES)),
    )  # fmt: skip


def _ranks(order: np.ndarray) -> np.ndarray:
    """Where each number stands in an order."""
    found = np.empty(len(order), dtype=np.int32)
    found[order] = np.arange(len(order))
    return found


def _spots(told: pa.Table, found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The places as they are drawn: by country, thousandth of a degree and precision; each has the first of its names."""
    degrees = [told[name].to_numpy(zero_copy_only=False).astype(float) for name in ("longitude", "latitude")]
    precision, placed = told["precision"].to_numpy(), told["placed"].to_numpy()
    key = found["country"].astype(np.int64)
    for some in degrees:
        key = key * 2**20 + np.where(np.isnan(some), 2**20 - 1, np.round(np.nan_to_num(some) * THOUSANDTHS) + 2**19).astype(np.int64)
    key = np.where(placed, key * 8 + precision, -1)
    rows = np.flatnonzero(placed)
    by_name = rows[np.argsort(found["place"][rows], kind="stable")]
    _, first, spot = np.unique(key[by_name], return_index=True, return_inverse=True)
    of = by_name[first]
    held = np.full(len(key), -1, dtype=np.int32)
    held[by_name] = spot
    longitude, latitude = (some[of] for some in degrees)
    pointed = ~np.isnan(longitude) & ~np.isnan(latitude) & (precision[of] != COUNTRY_ONLY)
    return {
        "spot": held, "spot_name": found["place"][of], "spot_country": found["country"][of], "spot_longitude": longitude,
        "spot_latitude": latitude, "spot_precision": precision[of], "spot_pointed": pointed,
    }  # fmt: skip


def _sides(told: pa.Table, order: np.ndarray, counted: np.ndarray, countries: pa.Table) -> dict[str, np.ndarray | Words]:
    """Each two sides of an event that is counted; where a side is empty, nobody stands for it."""
    actors, recipients, people, of, words = _named(told, order, countries)
    nobody = len(words)
    event, actor, recipient = _pairs(Lists(actors.at, of[actors.values]), Lists(recipients.at, of[recipients.values]), counted, nobody)
    key = actor * (nobody + 1) + recipient
    dyads = _once(key)
    by_actor, by_recipient = dyads // (nobody + 1), dyads % (nobody + 1)
    written = _in_words(by_actor, by_recipient, words)
    rank = _ranks(written)[np.searchsorted(dyads, key)]
    once = _once(event * max(len(dyads), 1) + rank)  # an event counts once for two countries, however many of their actors stand in it
    event, dyad = once // max(len(dyads), 1), once % max(len(dyads), 1)
    by_actor, by_recipient = by_actor[written].astype(np.int32), by_recipient[written].astype(np.int32)
    return {
        **_deeds(actors, recipients, len(people)), "people": _words(people), "sides": _words(words),
        "side_event": event.astype(np.int32), "side_dyad": dyad.astype(np.int32),
        "side_actor": by_actor[dyad], "side_recipient": by_recipient[dyad], "dyad_actor": by_actor, "dyad_recipient": by_recipient,
        "first_actor": _first(event, by_actor[dyad], nobody), "first_recipient": _first(event, by_recipient[dyad], nobody),
    }  # fmt: skip


def _named(told: pa.Table, order: np.ndarray, countries: pa.Table) -> tuple[Lists, Lists, pa.Array, np.ndarray, pa.Array]:
    """The sides of events as numbers of people; the people by id; and of each the number of the word that it stands for in counts, and these words:
    a country's code, or the id of an actor without a country."""
    lists = [told[name].combine_chunks() for name in ("actors", "recipients")]
    every, people = _numbered(pa.chunked_array([some.flatten() for some in lists], type=pa.string()).combine_chunks())
    where = pc.index_in(people, value_set=countries["id"].combine_chunks())
    of, words = _numbered(pc.coalesce(countries["country"].combine_chunks().take(where), people))
    cut = len(lists[0].flatten())
    actors, recipients = (_picked(some, values, order) for some, values in zip(lists, (every[:cut], every[cut:]), strict=True))
    return actors, recipients, people, of, words


def _deeds(actors: Lists, recipients: Lists, people: int) -> dict[str, Lists | np.ndarray]:
    """The events of each of the people, with the sides on which it stands."""
    size = max(len(actors), 1)
    did, had = (side.values.astype(np.int64) * size + np.repeat(np.arange(len(side)), np.diff(side.at)) for side in (actors, recipients))
    once = _once(np.concatenate([did, had]))
    sides = np.zeros(len(once), dtype=np.int8)
    for mark, some in ((DID, did), (HAD, had)):
        sides[np.searchsorted(once, _once(some))] |= mark
    deeds = Lists(starts(np.bincount(once // size, minlength=people)), (once % size).astype(np.int32))
    return {"actors": actors, "recipients": recipients, "deeds": deeds, "deed_sides": sides}


def _pairs(actors: Lists, recipients: Lists, counted: np.ndarray, nobody: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each actor of an event with each recipient: event, actor, recipient."""
    did, had = np.diff(actors.at), np.diff(recipients.at)
    sizes = np.where(counted & (did + had > 0), np.maximum(did, 1) * np.maximum(had, 1), 0)
    event = np.repeat(np.arange(len(sizes)), sizes)
    n = np.arange(len(event)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across = np.maximum(had, 1)[event]
    return event, _side(actors, did, event, n // across, nobody), _side(recipients, had, event, n % across, nobody)


def _side(side: Lists, sizes: np.ndarray, event: np.ndarray, n: np.ndarray, nobody: int) -> np.ndarray:
    found = np.full(len(event), nobody, dtype=np.int64)
    some = sizes[event] > 0
    found[some] = side.values[side.at[event[some]] + n[some]]
    return found


def _in_words(actor: np.ndarray, recipient: np.ndarray, words: pa.Array) -> np.ndarray:
    """Dyads in the order in which they are written: "ACTOR > RECIPIENT"."""
    shown = pa.concat_arrays([words, pa.array([""])])
    written = pc.binary_join_element_wise(shown.take(pa.array(actor)), shown.take(pa.array(recipient)), " > ")
    return pc.sort_indices(written).to_numpy().astype(np.int64)


def _first(event: np.ndarray, side: np.ndarray, nobody: int) -> np.ndarray:
    """Marks one row for each event and side."""
    key = event * (nobody + 1) + side
    order = np.argsort(key, kind="stable")
    found = np.zeros(len(event), dtype=bool)
    found[order] = np.diff(key[order], prepend=-1) != 0
    return found & (side != nobody)


def _once(numbers: np.ndarray) -> np.ndarray:
    """Each number once, in their order: sorted, which takes a fiftieth of what np.unique's table of them does."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) != 0]


def _coded(words: pa.Array) -> tuple[np.ndarray, Words]:
    """A column of words as numbers, and the words in their order."""
    numbers, shown = _numbered(words)
    return numbers.astype(np.int16 if len(shown) < 2**15 else np.int32), _words(shown)


def _numbered(words: pa.Array) -> tuple[np.ndarray, pa.Array]:
    held = words.dictionary_encode()
    order = pc.sort_indices(held.dictionary)
    return _ranks(order.to_numpy())[held.indices.to_numpy()], held.dictionary.take(order)


def _lists(column: pa.ChunkedArray, order: np.ndarray) -> Lists:
    """Lists of words as lists of numbers; which word a number stands for is not kept."""
    lists = column.combine_chunks()
    return _picked(lists, lists.flatten().dictionary_encode().indices.to_numpy().astype(np.int32), order)


def _picked(lists: pa.ListArray, values: np.ndarray, order: np.ndarray) -> Lists:
    sizes, picked = Lists(starts(pc.list_value_length(lists).to_numpy()), values).of(order)
    return Lists(starts(sizes), picked)


def _days(column: pa.ChunkedArray, empty: int) -> np.ndarray:
    return pc.fill_null(column.cast(pa.int32()), empty).to_numpy().astype(np.int32)


def _signs(ids: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Ids as fixed numbers of bytes."""
    if not len(ids):
        return np.zeros(0, dtype="S1")
    words = _words(ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids)
    sizes = np.diff(words.at)
    if (sizes == sizes[0]).all() and sizes[0]:
        return np.ascontiguousarray(words.letters).view(f"S{sizes[0]}")
    return np.array([key.encode() for key in ids.to_pylist()], dtype=np.bytes_)


def _words(words: pa.Array) -> Words:
    """A column of words, taken over as Arrow has it."""
    _, at, letters = words.cast(pa.large_string()).buffers()
    at = np.frombuffer(at, dtype=np.int64)[words.offset : words.offset + len(words) + 1] if len(words) else np.zeros(1, dtype=np.int64)
    letters = np.frombuffer(letters, dtype=np.uint8)[at[0] : at[-1]] if letters is not None and len(words) else np.zeros(0, dtype=np.uint8)
    return Words(at - at[0], letters)


def _in_order(ids: np.ndarray) -> np.ndarray:
    """The order of ids, found by eight bytes at a time: as bytes a library's 400,000 took eight times as long."""
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    wide = -(-ids.dtype.itemsize // 8) * 8
    parts = ids.astype(f"S{wide}").view(">u8").reshape(len(ids), -1)
    return np.lexsort(tuple(part.astype(np.uint64) for part in parts.T[::-1]))
