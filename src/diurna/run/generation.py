"""A generation: stories, catalogue and full-text index over all partitions. New partitions are told onto the generation before."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import StoreError
from ..store.catalogue import build_catalogue
from ..store.decisions import write_settled
from ..store.layout import Layout, replaced
from ..store.manifest import Manifest, write_manifest
from ..store.partitions import read_annotations, read_articles
from ..store.schema import PROBLEMS, table_of, to_row, write_table
from ..store.search import extend_search
from ..store.stories import Stories, read_stories, write_stories
from ..stories import State, grown, tell
from .settle import bench, settled

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Event, Story
    from ..stories import Told
    from .progress import Progress

STATE = "state.msgpack"


def build_generation(layout: Layout, manifest: Manifest, *, progress: Progress) -> Manifest:
    """Make the next generation beside the live one and commit it; the one before the live one is removed.

    Only partitions that the live generation does not have are told: old years are never told again. Where one has gone, all are.
    """
    number = manifest.generation + 1
    live = layout.generation(manifest.generation) if manifest.generation and _grows(manifest) else None
    fresh = manifest.partitions[len(manifest.told) :] if live else manifest.partitions
    with replaced(layout.generation(number)) as folder:
        folder.mkdir(parents=True)
        progress.stage("telling stories", len(fresh))
        court = bench(layout, manifest)
        stories, state = (read_stories(live), _read_state(live)) if live else (Stories(), State())
        if live:
            shutil.copyfile(live / "search.sqlite", folder / "search.sqlite")
        for partition in fresh:
            articles = read_articles(layout, partition)
            annotations = read_annotations(layout, partition)
            told = tell(articles, annotations, court.rulings, state)
            stories, state = joined(stories, told), told.state
            extend_search(folder / "search.sqlite", articles)
            progress.advance()
        stories = settled(stories, layout, manifest, court)
        write_stories(folder, stories)
        write_settled(folder, list(court.settled.values()))
        if court.problems:
            write_table(table_of(PROBLEMS, [to_row(p) for p in court.problems]), folder / "problems.parquet")
        (folder / STATE).write_bytes(msgspec.msgpack.encode(_with_ids(state, stories)))
        progress.stage("building the catalogue", None)
        build_catalogue(layout, manifest.partitions, folder)
    grown = msgspec.structs.replace(manifest, generation=number, told=manifest.partitions, settled=manifest.decisions)
    write_manifest(layout, grown)
    _remove_old(layout, number)
    return grown


def _with_ids(state: State, stories: Stories) -> State:
    """The state with the events that its reports stand in after persons' decisions."""
    homes = {m.report: event.id for event in stories.events for m in event.reports if m.report in state.event_ids}
    return msgspec.structs.replace(state, event_ids=state.event_ids | homes)


def joined(before: Stories, told: Told) -> Stories:
    """The rows of a generation with what a new batch tells in place of what it changed.

    A batch tells again what its window holds; what lies further back in a story or an event that grew is kept beside it.
    """
    heirs = {s.old: s.new for s in told.successions}
    again = {article for story in told.stories for article in story.articles}
    stories = {story.id: story for story in told.stories}
    for story in before.stories:
        key = _heir(story.id, heirs)
        stories[key] = _longer(story, stories[key]) if key in stories else msgspec.structs.replace(story, id=key)
    events = {event.id: event for event in told.events}
    for event in before.events:
        rest = _rest(msgspec.structs.replace(event, story=_heir(event.story, heirs)), again)
        if rest is not None:
            events[event.id] = _fuller(rest, events[event.id]) if event.id in events else rest
    standing = {r.id: r for r in before.standing_relations}
    standing |= {r.id: grown(standing[r.id], r) if r.id in standing else r for r in told.standing_relations}
    fresh_origins = {origin.id for origin in told.origins}
    compared = events.keys() - {e.id for e in told.events}
    utterances = tuple(u for u in before.utterances if not again & {r.article for r in u.renderings})
    appointments = tuple(a for a in before.appointments if not again & {t.article for t in a.tellings})
    compared |= {a.id for a in appointments}
    return Stories(
        stories=tuple(stories.values()),
        origins=(*(o for o in before.origins if o.id not in fresh_origins), *told.origins),
        events=tuple(events.values()),
        comparisons=(*(c for c in before.comparisons if c.event in compared), *told.comparisons),
        utterances=(*utterances, *told.utterances),
        appointments=(*appointments, *told.appointments),
        standing_relations=tuple(standing.values()),
        successions=tuple(dict.fromkeys((*before.successions, *told.successions))),
    )


def _heir(story: str, heirs: dict[str, str]) -> str:
    while story in heirs:
        story = heirs[story]
    return story


def _longer(old: Story, new: Story) -> Story:
    """A story with its articles of earlier windows before those told now."""
    return msgspec.structs.replace(
        new, articles=tuple(dict.fromkeys((*old.articles, *new.articles))), origins=tuple(dict.fromkeys((*old.origins, *new.origins))),
        first=min((d for d in (old.first, new.first) if d), default=None), last=max((d for d in (old.last, new.last) if d), default=None),
    )


def _rest(event: Event, again: set[str]) -> Event | None:
    """What is left of an event without the reports of articles that are told again."""
    if again.isdisjoint(event.articles):
        return event
    reports = tuple(r for r in event.reports if r.article not in again)
    return msgspec.structs.replace(event, reports=reports, articles=tuple(dict.fromkeys(r.article for r in reports))) if reports else None


def _fuller(old: Event, new: Event) -> Event:
    def both(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys((*getattr(old, name), *getattr(new, name))))

    return msgspec.structs.replace(new, **{name: both(name) for name in ("reports", "articles", "outlets", "origins", "sources")})


def _grows(manifest: Manifest) -> bool:
    return manifest.partitions[: len(manifest.told)] == manifest.told


def _read_state(folder: Path) -> State:
    try:
        return msgspec.msgpack.decode((folder / STATE).read_bytes(), type=State)
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{folder / STATE} cannot be read ({error}). Read everything into a new library.") from error


def _remove_old(layout: Layout, live: int) -> None:
    """Readers may still be at the generation before the live one; older ones are nobody's."""
    for folder in layout.generation(live).parent.iterdir():
        if folder.name.isdigit() and int(folder.name) < live - 1:
            shutil.rmtree(folder, ignore_errors=True)
