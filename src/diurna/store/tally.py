"""The tally: what counts and the map are made of, every event as numbers, in columns that are made with each generation.

A count over a library of 100,000 articles (414,000 events) takes some milliseconds of it, a query over the catalogue's tables fifty and more.
It holds nothing that the catalogue does not hold, and where a generation has none it is made of the catalogue when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from .columns import Lists, Words, read_columns, stand

if TYPE_CHECKING:
    import pyarrow as pa

    from .reader import Reader

NAME = "tally"
NO_START, NO_END = np.iinfo(np.int32).max, np.iinfo(np.int32).min  # of an event without a day: after every day, and before it
TELLERS = ("outlets", "origins", "sources")
THOUSANDTHS = 1000  # of a degree, a hundred metres: what is told finer is the same place
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
        wanted = signs(ids)
        if not len(self.ids) or not len(wanted):
            return np.zeros(0, dtype=np.int32)
        where = np.searchsorted(self.ids, wanted, sorter=self.by_id).clip(max=len(self.ids) - 1)
        found = self.by_id[where]
        return found[self.ids[found] == wanted]

    def keys(self, rows: np.ndarray) -> list[str]:
        """The ids of some events."""
        return [key.decode() for key in self.ids[rows].tolist()]


def tally(reader: Reader) -> Tally:
    """The tally of a reader's generation, or of the overlay that it is."""
    return reader.recent((NAME,), lambda: _read(reader))


def _read(reader: Reader) -> Tally:
    from .overlay import Overlay

    folder = reader.folder / NAME
    if not isinstance(reader, Overlay) and stand(folder, Tally):
        return read_columns(folder, Tally)
    from .tallying import tallied

    return tallied(reader.table)


def signs(ids: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """Ids as fixed numbers of bytes."""
    if not len(ids):
        return np.zeros(0, dtype="S1")
    words = Words.taken(ids.combine_chunks() if hasattr(ids, "combine_chunks") else ids)
    sizes = np.diff(words.at)
    if (sizes == sizes[0]).all() and sizes[0]:
        return np.ascontiguousarray(words.letters).view(f"S{sizes[0]}")
    return np.array([key.encode() for key in ids.to_pylist()], dtype=np.bytes_)
