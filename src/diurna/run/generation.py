"""A generation: stories, catalogue and full-text index over all partitions. New partitions are told onto the generation before."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import msgspec

from ..store.catalogue import RESTS_ON, SHELF, Catalogue
from ..store.decisions import write_settled
from ..store.layout import Layout, replaced
from ..store.manifest import CATALOGUE, Manifest, write_manifest
from ..store.partitions import read_annotations, read_articles
from ..store.schema import STORY_TABLES
from ..store.search import extend_search
from ..store.stories import PARTS, Part, Stories, add_part, drop_parts, joined_parts, key_of, read_part, read_parts, write_parts
from ..stories import State, grown, tell
from .settle import bench, settled
from .window import Window, can_grow, drop_window, read_window, write_window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Event, Story, Succession
    from ..stories import Told
    from .progress import Progress


def build_generation(layout: Layout, manifest: Manifest, *, progress: Progress) -> Manifest:
    """Make the next generation beside the live one and commit it; the one before the live one is removed.

    Only partitions that the live generation does not have are told: old years are never told again. Where one has gone, all are. Of the
    story tables only what changed is written; where persons' decisions stand, all rows are looked at and written.
    """
    number = manifest.generation + 1
    live = layout.generation(manifest.generation) if _grows(layout, manifest) else None
    fresh = manifest.partitions[len(manifest.told) :] if live else manifest.partitions
    with replaced(layout.generation(number)) as folder:
        folder.mkdir(parents=True)
        progress.stage("telling stories", len(fresh))
        court = bench(layout, manifest)
        window, names = (read_window(layout, live), read_parts(live)) if live else (Window(), [])
        state = window.state
        for name in ("search.sqlite", "catalogue.duckdb", SHELF) if live else ():
            shutil.copyfile(live / name, folder / name)
        with Catalogue(folder / "catalogue.duckdb") as catalogue:
            parts = []
            for partition in fresh:
                articles = read_articles(layout, partition)
                told = tell(articles, read_annotations(layout, partition), court.rulings, state)
                parts.append(_grown(catalogue, told, state, {a.id for a in articles}))
                catalogue.add_partition(layout, partition)
                state = told.state
                extend_search(folder / "search.sqlite", articles)
                progress.advance()
            progress.stage("building the catalogue", None)
            part = joined_parts(parts)
            if court.decisions or manifest.settled:
                stories = settled(joined_parts([*(read_part(layout, name) for name in names), part]).stories, layout, manifest, court)
                state = _with_ids(state, stories)
                names, part = [], Part(stories)
                catalogue.replace(stories)
            names = add_part(layout, names, number, part)
            catalogue.set_problems(layout, manifest.partitions, court.problems)
        write_settled(folder, list(court.settled.values()))
        write_window(layout, folder, number, state, window)
        write_parts(folder, names)
    grown = msgspec.structs.replace(manifest, generation=number, told=manifest.partitions, settled=manifest.decisions, catalogue=CATALOGUE)
    write_manifest(layout, grown)
    _remove_old(layout, number)
    return grown


def _grown(catalogue: Catalogue, told: Told, state: State, articles: set[str]) -> Part:
    """What a batch puts in the place of what, done to the catalogue too. `state` is the one that the batch was told onto."""
    before = _affected(catalogue, told, state, articles)
    after = joined(before, told)
    gone = {spec.name: list(dict.fromkeys(key_of(spec.name, row) for row in getattr(before, spec.name))) for spec in STORY_TABLES}
    gone["successions"] = []
    told_anew = {e.id for e in (*told.events, *told.appointments)}
    left = {row.id for row in (*after.events, *after.appointments)}
    gone["comparisons"] = sorted(told_anew | {key for table in ("events", "appointments") for key in gone[table] if key not in left})
    part = Part(after, {table: keys for table, keys in gone.items() if keys})
    catalogue.put(part)
    return part


def _affected(catalogue: Catalogue, told: Told, state: State, articles: set[str]) -> Stories:
    """The rows that a batch may change: those of its ids, those that rest on articles that are told again, and stories that went on as others."""
    again = {article for story in told.stories for article in story.articles}
    went = [s.old for s in told.successions if s.kind == "merged" and s.of == "story"]
    stories = catalogue.rows("stories", "id", [*(s.id for s in told.stories), *went])
    if catalogue.known(articles):  # read before, coded anew: what rests on it may be older than the window
        resting = {table: catalogue.resting(table, again) for table in RESTS_ON}
    else:
        ids = {key for article in again for key in state.rows.get(article, ())}
        resting = {table: catalogue.rows(table, "id", sorted(ids)) for table in RESTS_ON if table != "events"}
        resting["events"] = catalogue.resting("events", again, sorted(set(state.event_ids.values())))
    same = catalogue.rows("events", "id", [e.id for e in told.events])
    events = {e.id: e for e in (*resting["events"], *same, *catalogue.rows("events", "story", went))}
    return Stories(
        stories=tuple(stories), events=tuple(events.values()), utterances=tuple(resting["utterances"]), appointments=tuple(resting["appointments"]),
        origins=tuple(catalogue.rows("origins", "id", [o.id for o in told.origins])),
        standing_relations=tuple(catalogue.rows("standing_relations", "id", [r.id for r in told.standing_relations])),
    )


def _with_ids(state: State, stories: Stories) -> State:
    """The state with the events that its reports stand in after persons' decisions."""
    homes = {m.report: event.id for event in stories.events for m in event.reports if m.report in state.event_ids}
    return msgspec.structs.replace(state, event_ids=state.event_ids | homes)


def joined(before: Stories, told: Told) -> Stories:
    """The rows of a generation with what a new batch tells in place of what it changed.

    A batch tells again what its window holds; what lies further back in a story or an event that grew is kept beside it.
    """
    heirs = {s.old: s.new for s in told.successions if s.kind == "merged" and s.of == "story"}
    again = {article for story in told.stories for article in story.articles}
    stories = {story.id: story for story in told.stories}
    for story in before.stories:
        key = _heir(story.id, heirs)
        stories[key] = _longer(story, stories[key], again) if key in stories else msgspec.structs.replace(story, id=key)
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
        successions=tuple(dict.fromkeys((*before.successions, *(s for s in told.successions if not _lives(s, events))))),
    )


def _lives(row: Succession, events: Mapping[str, Event]) -> bool:
    """An event that is told to have gone into another lives on, by reports that lie before the window."""
    return row.of == "event" and row.kind == "merged" and row.old in events


def _heir(story: str, heirs: dict[str, str]) -> str:
    while story in heirs:
        story = heirs[story]
    return story


def _longer(old: Story, new: Story, again: set[str]) -> Story:
    """A story with its articles of earlier windows before those told now; an article that left for another story is told there."""
    early = [article for article in old.articles if article not in again]
    return msgspec.structs.replace(
        new, articles=tuple(dict.fromkeys((*early, *new.articles))), origins=tuple(dict.fromkeys((*old.origins, *new.origins))),
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


def _grows(layout: Layout, manifest: Manifest) -> bool:
    """Whether the live generation can be told onto: no partition of it has gone, and it is of the kind that is written now."""
    folder = layout.generation(manifest.generation)
    told = manifest.partitions[: len(manifest.told)] == manifest.told
    return bool(manifest.generation) and told and not manifest.dated and (folder / PARTS).exists() and can_grow(folder)


def _remove_old(layout: Layout, live: int) -> None:
    """Readers may still be at the generation before the live one; older ones are nobody's."""
    for folder in layout.generation(live).parent.iterdir():
        if folder.name.isdigit() and int(folder.name) < live - 1:
            shutil.rmtree(folder, ignore_errors=True)
    kept = [folder for folder in layout.generation(live).parent.iterdir() if folder.name.isdigit() and (folder / PARTS).exists()]
    drop_parts(layout, {name for folder in kept for name in read_parts(folder)})
    drop_window(layout, kept)
