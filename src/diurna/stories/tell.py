"""Tell: everything that is seen only across articles, from one batch of coded articles and what was kept of the batches before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from ..model import Annotations, Appointment, Article, Comparison, Event, Origin, StandingRelation, Story, Succession, Utterance
from .across import sought
from .clusters import ClusterState, cluster
from .compare import compare, linked
from .diary import diary
from .events import COUNTED, Decision, all_events, own_ids
from .minting import succession
from .origins import OriginState, find_origins
from .reading import Reading, acquaint, readings
from .relations import merge_relations
from .sources import origin_sources
from .summary import sentences, title
from .texts import read_texts
from .told_dates import compare_appointments
from .utterances import align

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

USUAL = 8  # stories of the window that have one key: what more have in common (a capital, of a day) tells no happening
KEPT_DAYS = 15  # days that coded articles stay at hand, as long as a story can grow


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the next batch needs: the states of origins and stories, and of the articles of the open window: themselves and their annotations,
    their origins, the events of their reports, and the ids of the utterances and appointments that rest on them. Bounded by the window.
    """

    origins: OriginState = OriginState()
    clusters: ClusterState = ClusterState()
    articles: tuple[Article, ...] = ()
    annotations: tuple[Annotations, ...] = ()
    homes: dict[str, str] = {}
    event_ids: dict[str, str] = {}
    rows: dict[str, tuple[str, ...]] = {}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch tells; rows of earlier batches that it changes come out again under their ids.

    Comparisons are of events and of appointments: `Comparison.event` has the id of either.
    """

    stories: tuple[Story, ...] = ()
    origins: tuple[Origin, ...] = ()
    events: tuple[Event, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    standing_relations: tuple[StandingRelation, ...] = ()
    successions: tuple[Succession, ...] = ()
    state: State = State()


def tell(articles: Sequence[Article], annotations: Sequence[Annotations], decisions: Sequence[Decision] = (), state: State | None = None) -> Told:
    """Origins, stories, events, comparisons, utterances, diary and relations of a batch, with the state for the next one.

    Articles without annotations take part in origins and stories only. Opinion and the like are read but their reports are not merged.
    """
    before = state or State()
    fresh = {a.id for a in articles}
    pool = [*(a for a in before.articles if a.id not in fresh), *articles]
    coded = {a.article: a for a in (*before.annotations, *annotations)}
    read = read_texts(articles)
    found, origin_state = find_origins(articles, before.origins, read=read)
    homes = before.homes | {c.article: o.id for o in found for c in o.copies}
    placed, cluster_state = cluster(articles, before.clusters, read=read)
    held = readings(pool, coded.values())
    acquaint(held.values())
    were = before.clusters.stories
    story_of = were | placed
    left = {were[a] for a in placed if a in were}  # stories that an article went from
    near = _near({a.id for a in articles}, pool, story_of, coded)
    members = _members(story_of, pool, _entangled({*placed.values(), *left} | near, story_of, coded, before.event_ids))
    stories = [_story(key, some, held, homes) for key, some in members.items()]
    events, comparisons = _events(stories, held, homes, decisions, before.event_ids)
    minted = before.event_ids | own_ids(events)
    touched = {a.id: held[a.id] for some in members.values() for a in some if a.id in held}
    origins = [msgspec.structs.replace(o, sources=origin_sources([held[c.article] for c in o.copies if c.article in held], o.credit)) for o in found]
    appointments = diary(touched.values(), minted)
    comparisons += compare_appointments(appointments, touched, homes)
    utterances = align(touched.values())
    rows = before.rows | _rows(touched, utterances, appointments)
    return Told(
        stories=tuple(stories), origins=tuple(origins), events=tuple(events), comparisons=tuple(comparisons),
        utterances=tuple(utterances), appointments=tuple(appointments),
        standing_relations=tuple(merge_relations(touched, homes)), successions=(*cluster_state.successions, *_went(events, before.event_ids)),
        state=_kept(pool, coded, homes, minted, rows, origin_state, cluster_state),
    )


def _went(events: Sequence[Event], known: Mapping[str, str]) -> tuple[Succession, ...]:
    """What became of the events whose reports are told anew: those that live on under another id, and those of which a part left."""
    groups: dict[str, list[str]] = {}
    for report, event in own_ids(events).items():
        groups.setdefault(event, []).append(report)
    return succession(list(groups.values()), list(groups), known, "their reports tell one happening", "their reports tell two happenings", of="event")


def _near(fresh: set[str], pool: Sequence[Article], story_of: Mapping[str, str], coded: Mapping[str, Annotations]) -> set[str]:
    """The stories of the window that may tell a happening of the new articles, told by these in other stories."""
    found: dict[str, set[str]] = defaultdict(set)
    wanted: set[str] = set()
    for article in pool:
        if article.id in coded and article.id in story_of:
            day = article.published.interval.start.toordinal() if article.published else None
            keys = set().union(*(sought(report, day) for report in coded[article.id].reports))
            wanted |= keys if article.id in fresh else set()
            for key in keys:
                found[key].add(story_of[article.id])
    return {story for key in wanted for story in found[key] if len(found[key]) <= USUAL}


def _entangled(touched: set[str], story_of: Mapping[str, str], coded: Mapping[str, Annotations], event_ids: Mapping[str, str]) -> set[str]:
    """The stories that a batch touches, with those that share an event with one of them: its reports must be merged together."""
    sharing: dict[str, set[str]] = defaultdict(set)
    for article, told in coded.items():
        if article in story_of:
            for report in told.reports:
                if report.id in event_ids:
                    sharing[event_ids[report.id]].add(story_of[article])
    tied = [stories for stories in sharing.values() if len(stories) > 1]
    grown: set[str] = set()
    while grown != touched:
        grown = set(touched)
        touched = touched.union(*(stories for stories in tied if stories & touched))
    return touched


def _members(story_of: Mapping[str, str], pool: Iterable[Article], touched: set[str]) -> dict[str, list[Article]]:
    members: dict[str, list[Article]] = defaultdict(list)
    for article in pool:
        story = story_of.get(article.id)
        if story in touched:
            members[story].append(article)
    return {key: sorted(some, key=lambda a: (_when(a), a.id)) for key, some in members.items()}


def _when(article: Article) -> str:
    return article.published.when if article.published else "9999"


def _story(key: str, some: Sequence[Article], held: Mapping[str, Reading], homes: Mapping[str, str]) -> Story:
    inside = [held[a.id] for a in some if a.id in held]
    dates = [a.published.when for a in some if a.published]
    name = title(inside) if inside else next((a.headline for a in some if a.headline), some[0].name)
    return Story(
        id=key, title=name, articles=tuple(a.id for a in some), origins=tuple(dict.fromkeys(homes.get(a.id, a.id) for a in some)),
        first=min(dates, default=None), last=max(dates, default=None), sentences=sentences(inside) if inside else (),
    )


def _events(
    stories: Sequence[Story], held: Mapping[str, Reading], homes: Mapping[str, str], decisions: Sequence[Decision], known: Mapping[str, str],
) -> tuple[list[Event], list[Comparison]]:
    counted = {key: r for key, r in held.items() if r.article.genre in COUNTED}
    events: list[Event] = []
    comparisons: list[Comparison] = []
    inside = {story.id: [counted[a] for a in story.articles if a in counted] for story in stories}
    for told in all_events(inside, decisions, homes, known):
        made, nodes = [e for e, _ in told], {e.id: some for e, some in told}
        rows = [c for e in made for c in compare(e, nodes[e.id], homes)]
        rows += linked(made, nodes)
        events += [_marked(e, rows) for e in made]
        comparisons += rows
    return events, comparisons


def _marked(event: Event, rows: Sequence[Comparison]) -> Event:
    return msgspec.structs.replace(event, differs=tuple(dict.fromkeys(c.field for c in rows if c.event == event.id and c.verdict == "differ")))


def _rows(touched: Iterable[str], utterances: Iterable[Utterance], appointments: Iterable[Appointment]) -> dict[str, tuple[str, ...]]:
    """The utterances and appointments that rest on each article that was told now."""
    found: dict[str, dict[str, None]] = {article: {} for article in touched}
    for row in (*utterances, *appointments):
        for told in row.renderings if isinstance(row, Utterance) else row.tellings:
            found.setdefault(told.article, {})[row.id] = None
    return {article: tuple(some) for article, some in found.items()}


def _kept(
    pool: Sequence[Article], coded: Mapping[str, Annotations], homes: Mapping[str, str], minted: Mapping[str, str],
    rows: Mapping[str, tuple[str, ...]], origins: OriginState, clusters: ClusterState,
) -> State:
    last = max((a.published.interval.start.toordinal() for a in pool if a.published), default=0)
    undated = clusters.stories  # those without a date would never go: as many stay as can still get a companion
    kept = tuple(a for a in pool if (a.published.interval.start.toordinal() >= last - KEPT_DAYS if a.published else a.id in undated))
    ids = {a.id for a in kept}
    reports = {r.id for a in kept if a.id in coded for r in coded[a.id].reports}
    return State(
        origins=origins, clusters=clusters, articles=kept, annotations=tuple(coded[a] for a in ids if a in coded),
        homes={a: o for a, o in homes.items() if a in ids}, event_ids={r: e for r, e in minted.items() if r in reports},
        rows={a: some for a, some in rows.items() if a in ids},
    )
