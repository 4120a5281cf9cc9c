"""Making the tally: every event of a catalogue as numbers, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .columns import Lists, Words, starts, write_columns
from .derived import COUNTED
from .tally import COUNTRY_ONLY, DID, HAD, NAME, NO_END, NO_START, TELLERS, THOUSANDTHS, Tally, signs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[[str], pa.Table]

EVENTS = f"""SELECT id, act, plover_type AS type, {COUNTED} AS counted, len(articles)::INTEGER AS articles,
    "time"."start" AS start, "time"."end" AS "end", place IS NOT NULL AS placed, coalesce(place.country, '') AS country,
    coalesce(place.name, '') AS place, round(place.longitude, 3) AS longitude, round(place.latitude, 3) AS latitude,
    coalesce(place.precision, 0)::TINYINT AS precision,
    coalesce(outlets, []) AS outlets, coalesce(origins, []) AS origins, coalesce(sources, []) AS sources, actors, recipients FROM events"""
COUNTRIES = "SELECT id, country FROM directory WHERE country IS NOT NULL"


def write_tally(folder: Path, ask: Ask) -> None:
    """Make the tally of a catalogue beside it."""
    write_columns(folder / NAME, tallied(ask))


def tallied(ask: Ask) -> Tally:
    """The tally of the events that a catalogue holds; `ask` answers queries over it."""
    told = ask(EVENTS)
    ids = signs(told["id"])
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
        **_deeds(actors, recipients, len(people)), "people": Words.taken(people), "sides": Words.taken(words),
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
    return numbers.astype(np.int16 if len(shown) < 2**15 else np.int32), Words.taken(shown)


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


def _in_order(ids: np.ndarray) -> np.ndarray:
    """The order of ids, found by eight bytes at a time: as bytes a library's 400,000 took eight times as long."""
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    wide = -(-ids.dtype.itemsize // 8) * 8
    parts = ids.astype(f"S{wide}").view(">u8").reshape(len(ids), -1)
    return np.lexsort(tuple(part.astype(np.uint64) for part in parts.T[::-1]))
