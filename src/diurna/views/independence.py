"""Independence: on how many outlets, texts and sources each value of an event rests, and which facts an outlet leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Comparison, Event
    from ..store.reader import Reader

CARRIED = 3  # origins from which a fact that an outlet leaves out is worth telling: two may be one slip of the pen, three are the news
PARTIES = ("actors", "recipients")
UNNAMED = ("unnamed_group", "unnamed_person")
# Every report has these: an outlet that tells the event cannot leave them out. Times are told too vaguely to say that one is missing.
ALWAYS = frozenset({"type", "phase", "polarity", "chain", "time"})


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """On what one value of one field rests: how many outlets and textual origins give it, and how many ultimate sources stand behind it.

    An ultimate source is the end of a chain ("state television"); a text that tells it in its own words is its own source.
    """

    field: str
    value: str
    outlets: int
    origins: int
    sources: int


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that three or more origins carry and that an outlet leaves out in all its articles on the story.

    `field` is "event" where it does not tell the event at all; `sentence` is of `article`, one that carries it.
    """

    outlet: str
    event: str
    title: str
    field: str
    value: str
    origins: int
    article: str
    sentence: str


class Told(msgspec.Struct, frozen=True):
    """An article with its outlet, the moment of its publication, and its origin (itself, where it has none)."""

    article: str
    outlet: str | None
    day: str
    origin: str


def support(reader: Reader, comparisons: Sequence[Comparison], articles: Sequence[str]) -> list[Support]:
    """For each field and value of an event's comparisons on what it rests; `articles` are those that tell the event."""
    outlets: dict[str, set[str]] = defaultdict(set)
    for told in _articles(reader, articles):
        outlets[told.origin].add(told.outlet or told.article)
    ends = _ends(reader, comparisons)
    found = []
    for comparison in comparisons:
        for value in dict.fromkeys(cell.value for cell in comparison.cells):
            cells = [cell for cell in comparison.cells if cell.value == value]
            origins = {cell.origin for cell in cells}
            found.append(Support(
                field=comparison.field, value=value, outlets=len({o for origin in origins for o in outlets.get(origin, ())}), origins=len(origins),
                sources=len({ends.get(cell.report or "") or cell.origin for cell in cells}),
            ))
    return found


def _articles(reader: Reader, ids: Sequence[str]) -> list[Told]:
    """Articles by their ids."""
    heads, origins = reader.held("heads", sorted(ids)), reader.links("origins", ids)
    return [Told(key, head.outlet, head.published or "", next(iter(origins.get(key, ())), key)) for key, head in heads.items()]


def _ends(reader: Reader, comparisons: Sequence[Comparison]) -> dict[str, str]:
    """The end of each report's chain, by the report: an actor, or the words."""
    cells = {cell.report: cell.article for c in comparisons for cell in c.cells if cell.report}
    chains = {r.id: r.chain for coded in reader.layers(set(cells.values()), "reports").values() for r in coded.reports if r.id in cells and r.chain}
    return {key: chain[-1].actor or chain[-1].words.lower() for key, chain in chains.items()}


def omissions(reader: Reader, story: str, events: Sequence[str] | None = None) -> list[Omission]:
    """The facts of a story's events (all, or those named) that three or more origins carry and that an outlet on the story leaves out.

    With `events` None, also the events themselves, where an outlet wrote on the story from the day of their first telling on and has none.
    """
    ids = reader.links("of_story", [story]).get(story, []) if events is None else events
    told = [event for event in reader.held("events", ids).values() if len(event.origins) >= CARRIED]
    if not told:
        return []
    desk = Desk(reader, story)
    compared = reader.held("comparisons", [event.id for event in told])
    found = [o for event in told for o in desk.facts(event, compared.get(event.id, ()))]
    return [*(o for event in told if events is None and not event.background for o in desk.whole(event)), *found]


class Desk:
    """A story's articles by outlet, and what each of them holds."""

    def __init__(self, reader: Reader, story: str) -> None:
        self.reader = reader
        held = reader.held("stories", [story]).get(story)
        rows = _articles(reader, held.articles) if held else []
        self.day = {row.article: row.day[:10] for row in rows}
        self.outlet = {row.article: row.outlet for row in rows}
        self.articles: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row.outlet:
                self.articles[row.outlet].append(row.article)
        self.holds = self._holds(list(self.day))
        self.origin = {row.article: row.origin for row in rows}

    def _holds(self, ids: list[str]) -> dict[str, set[tuple[str, str]]]:
        """For each article its kinds of figures, its places and its named actors."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for key, coded in self.reader.layers(ids, "quantities", "places", "actors").items():
            for quantity in coded.quantities:
                noun = quantity.noun.lower()
                found[key] |= {("figure", quantity.kind), ("figure", noun), ("figure", f"{noun}s")}
            found[key] |= {("place", place.name) for place in coded.places}
            found[key] |= {("party", actor.name) for actor in coded.actors if actor.kind not in UNNAMED}
        return found

    def whole(self, event: Event) -> list[Omission]:
        """Outlets that wrote on the story when the event was told, and do not tell it."""
        tellers = {self.outlet.get(a) for a in event.articles}
        first = min((self.day[a] for a in event.articles if self.day.get(a)), default="")
        late = [outlet for outlet, some in self.articles.items() if outlet not in tellers and any(first <= self.day[a] for a in some if self.day[a])]
        return [self._omission(event, outlet, "event", event.title, len(event.origins), event.articles[0], "") for outlet in late]

    def facts(self, event: Event, compared: Sequence[Comparison]) -> list[Omission]:
        """Facts of an event that outlets which tell it leave out."""
        tellers = {self.outlet[a] for a in event.articles if self.outlet.get(a)}
        found = []
        for comparison in compared:
            for what, value, shown, cells in self._carried(comparison):
                carriers = {self.origin[a] for a in event.articles if (what, value) in self.holds.get(a, ())}
                if len(carriers) < CARRIED:
                    continue
                for outlet in sorted(tellers):
                    if not any((what, value) in self.holds[a] for a in self.articles[outlet]):
                        cell = cells[0]
                        found.append(self._omission(event, outlet, comparison.field, shown, len(carriers), cell.article, cell.sentence))
        return found

    def _carried(self, comparison: Comparison) -> list[tuple[str, str, str, list]]:
        """The facts of a comparison: what is looked for in an article, how it is shown, and the cells that carry it."""
        field = comparison.field
        if field in ALWAYS or "(part" in field:
            return []
        if field in PARTIES or field == "place":
            what = "place" if field == "place" else "party"
            named = {value for held in self.holds.values() for kind, value in held if kind == what}
            names = {name for cell in comparison.cells for name in _names(cell.value, what) if name in named}
            return [(what, name, name, [c for c in comparison.cells if name in _names(c.value, what)]) for name in sorted(names)]
        common = Counter(cell.value for cell in comparison.cells).most_common(1)[0][0]
        return [("figure", field.removesuffix(" in all"), common, list(comparison.cells))]

    def _omission(self, event: Event, outlet: str, field: str, value: str, origins: int, article: str, sentence: str) -> Omission:
        return Omission(
            outlet=outlet, event=event.id, title=event.title, field=field, value=value, origins=origins, article=article, sentence=sentence,
        )  # fmt: skip


def _names(value: str, what: str) -> list[str]:
    return [value] if what == "place" else value.split(", ")
