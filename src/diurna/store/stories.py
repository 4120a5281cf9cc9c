"""The story tables of a generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow.parquet as pq

from ..model import Appointment, Comparison, Event, Origin, StandingRelation, Story, Succession, Utterance
from .damage import intact
from .schema import STORY_TABLES, from_row, table_of, to_row, write_table

if TYPE_CHECKING:
    from pathlib import Path


class Stories(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of all story tables."""

    stories: tuple[Story, ...] = ()
    origins: tuple[Origin, ...] = ()
    events: tuple[Event, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    standing_relations: tuple[StandingRelation, ...] = ()
    successions: tuple[Succession, ...] = ()


def write_stories(folder: Path, stories: Stories) -> None:
    """Write each table as Parquet into a generation's folder."""
    for spec in STORY_TABLES:
        write_table(table_of(spec, [to_row(row) for row in getattr(stories, spec.name)]), folder / f"{spec.name}.parquet")


def read_stories(folder: Path) -> Stories:
    """The rows of a generation's tables."""
    found: dict[str, Any] = {}
    for spec in STORY_TABLES:
        path = folder / f"{spec.name}.parquet"
        if not path.exists():  # a generation of an earlier version lacks tables that came later
            continue
        with intact(path):
            rows = pq.read_table(path, partitioning=None).to_pylist(maps_as_pydicts="strict")
        found[spec.name] = tuple(from_row(row, spec.struct) for row in rows)
    return Stories(**found)
