"""The story tables: parts that are written once. A generation names the parts that it is made of; a later part's row stands for an earlier one's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow.parquet as pq

from ..model import Appointment, Comparison, Event, Origin, StandingRelation, Story, Succession, Utterance
from .damage import intact
from .layout import replaced
from .schema import STORY_TABLES, from_row, table_of, to_row, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .layout import Layout

KEYS = {"comparisons": "event", "successions": ""}  # what a row replaces: all of that event's; nothing; of other tables the one of its id
TIER = 8  # parts of one size that are joined into one: a row is written anew once each time the library has grown eightfold
PARTS = "parts.json"
GONE = "gone.json"


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


class Part(msgspec.Struct, frozen=True):
    """Rows that a generation put, and by table the keys of what they replace or that is no more."""

    stories: Stories
    gone: dict[str, list[str]] = {}


def write_part(layout: Layout, name: str, part: Part) -> None:
    """Write a part, whole or not at all."""
    with replaced(layout.told(name)) as folder:
        folder.mkdir(parents=True)
        for spec in STORY_TABLES:
            rows = getattr(part.stories, spec.name)
            if rows:
                write_table(table_of(spec, [to_row(row) for row in rows]), folder / f"{spec.name}.parquet")
        (folder / GONE).write_bytes(msgspec.json.encode(part.gone))


def read_part(layout: Layout, name: str) -> Part:
    """A part as it was written; raises StoreError where it is damaged."""
    folder = layout.told(name)
    with intact(folder / GONE):
        gone = msgspec.json.decode((folder / GONE).read_bytes(), type=dict[str, list[str]])
    found: dict[str, Any] = {}
    for spec in STORY_TABLES:
        path = folder / f"{spec.name}.parquet"
        if path.exists():  # tables without a row have no file
            with intact(path):
                rows = pq.read_table(path, partitioning=None).to_pylist(maps_as_pydicts="strict")
            found[spec.name] = tuple(from_row(row, spec.struct) for row in rows)
    return Part(Stories(**found), gone)


def joined_parts(parts: Sequence[Part]) -> Part:
    """Parts, the oldest first, as one."""
    rows: dict[str, dict[Any, list[Any]]] = {spec.name: {} for spec in STORY_TABLES}
    gone: dict[str, dict[str, None]] = {}
    for part in parts:
        for table, keys in part.gone.items():
            gone.setdefault(table, {}).update(dict.fromkeys(keys))
            for key in keys:
                rows[table].pop(key, None)
        for table, held in rows.items():
            fresh: dict[Any, list[Any]] = {}
            for row in getattr(part.stories, table):
                fresh.setdefault(key_of(table, row), []).append(row)
            held.update(fresh)
    stories = Stories(**{table: tuple(row for some in held.values() for row in some) for table, held in rows.items()})
    return Part(stories, {table: list(keys) for table, keys in gone.items()})


def key_of(table: str, row: Any) -> Any:
    """What a row stands under: rows of a later part under the same key take its place."""
    field = KEYS.get(table, "id")
    return getattr(row, field) if field else row


def add_part(layout: Layout, names: Sequence[str], number: int, part: Part) -> list[str]:
    """Write a generation's part and join small ones; returns the parts of the generation. The parts that were joined stay for older ones."""
    made = [*names, part_name(number, 0)]
    write_part(layout, made[-1], part)
    tier = 0
    while len(made) >= TIER and all(tier_of(name) == tier for name in made[-TIER:]):
        tier += 1
        joined = part_name(number, tier)
        write_part(layout, joined, joined_parts([read_part(layout, name) for name in made[-TIER:]]))
        made[-TIER:] = [joined]
    return made


def part_name(number: int, tier: int) -> str:
    """The name of a part: the generation that wrote it, and how often its rows were joined."""
    return f"{number:06d}-{tier}"


def tier_of(name: str) -> int:
    """How often a part's rows were joined."""
    return int(name.rsplit("-", 1)[1])


def write_parts(folder: Path, names: Sequence[str]) -> None:
    """Say in a generation's folder what parts it is made of."""
    (folder / PARTS).write_bytes(msgspec.json.encode(list(names)))


def read_parts(folder: Path) -> list[str]:
    """The parts of a generation; raises StoreError where its list is gone or damaged."""
    with intact(folder / PARTS):
        return msgspec.json.decode((folder / PARTS).read_bytes(), type=list[str])


def read_stories(layout: Layout, names: Sequence[str]) -> Stories:
    """All rows of some parts."""
    return joined_parts([read_part(layout, name) for name in names]).stories


def drop_parts(layout: Layout, named: set[str]) -> None:
    """Remove the parts that no generation names any more."""
    root = layout.told("x").parent
    for folder in root.iterdir() if root.exists() else ():
        if folder.name not in named and not folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)
