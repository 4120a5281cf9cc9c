"""Independence: on how many outlets, texts and sources each value of an event rests, and which facts an outlet leaves out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from ..store.derived import derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Comparison
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


SUPPORT = """
    SELECT a.id AS article, a.outlet, a.published.when AS day, o.id AS origin FROM articles a
    LEFT JOIN (SELECT article, id FROM {origin_of} WHERE article IN (SELECT unnest($1::VARCHAR[]))) o ON o.article = a.id
    WHERE a.id IN (SELECT unnest($1::VARCHAR[])) ORDER BY a.id
"""


def support(reader: Reader, comparisons: Sequence[Comparison], articles: Sequence[str]) -> list[Support]:
    """For each field and value of an event's comparisons on what it rests; `articles` are those that tell the event."""
    rows = _articles(reader, list(articles))
    outlets: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        outlets[row["origin"] or row["article"]].add(row["outlet"] or row["article"])
    ends = _ends(reader, {cell.report for c in comparisons for cell in c.cells if cell.report})
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


def _articles(reader: Reader, ids: list[str]) -> list[dict[str, str | None]]:
    """Articles by their ids, each with its outlet, its moment of publication and its origin."""
    return reader.rows(SUPPORT.format(origin_of=derived(reader, "origin_of")), [ids])


def _ends(reader: Reader, reports: Iterable[str]) -> dict[str, str]:
    """The end of each report's chain: an actor, or the words."""
    query = """SELECT id, coalesce(chain[-1].actor, lower(chain[-1].words)) AS source FROM reports
        WHERE len(chain) > 0 AND id IN (SELECT unnest(?::VARCHAR[]))"""
    return {row["id"]: row["source"] for row in reader.rows(query, [sorted(reports)])}


def omissions(reader: Reader, story: str, events: Sequence[str] | None = None) -> list[Omission]:
    """The facts of a story's events (all, or those named) that three or more origins carry and that an outlet on the story leaves out.

    With `events` None, also the events themselves, where an outlet wrote on the story from the day of their first telling on and has none.
    """
    told = reader.rows(
        "SELECT id, title, articles, origins, background FROM events WHERE story = ? AND len(origins) >= ? ORDER BY id", [story, CARRIED],
    )
    told = [row for row in told if events is None or row["id"] in events]
    if not told:
        return []
    desk = Desk(reader, story)
    compared = desk.comparisons([row["id"] for row in told])
    found = [o for row in told for o in desk.facts(row, compared.get(row["id"], []))]
    return [*(o for row in told if events is None and not row["background"] for o in desk.whole(row)), *found]


class Desk:
    """A story's articles by outlet, and what each of them holds."""

    def __init__(self, reader: Reader, story: str) -> None:
        self.reader = reader
        told = reader.rows("SELECT articles FROM stories WHERE id = ?", [story])
        rows = _articles(reader, told[0]["articles"]) if told else []
        self.day = {row["article"]: (row["day"] or "")[:10] for row in rows}
        self.outlet = {row["article"]: row["outlet"] for row in rows}
        self.articles: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row["outlet"]:
                self.articles[row["outlet"]].append(row["article"])
        self.holds = self._holds(list(self.day))
        self.origin = {row["article"]: row["origin"] or row["article"] for row in rows}

    def _holds(self, ids: list[str]) -> dict[str, set[tuple[str, str]]]:
        """For each article its kinds of figures, its places and its named actors."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self.reader.layer("quantities", ids, ["article", "kind", "noun"]):
            noun = row["noun"].lower()
            found[row["article"]] |= {("figure", row["kind"]), ("figure", noun), ("figure", f"{noun}s")}
        for row in self.reader.layer("places", ids, ["article", "name"]):
            found[row["article"]].add(("place", row["name"]))
        for row in self.reader.layer("actors", ids, ["article", "kind", "name"]):
            if row["kind"] not in UNNAMED:
                found[row["article"]].add(("party", row["name"]))
        return found

    def comparisons(self, events: list[str]) -> dict[str, list[Comparison]]:
        from ..model import Comparison
        from ..store.schema import from_row

        found: dict[str, list[Comparison]] = defaultdict(list)
        for row in self.reader.rows("SELECT * FROM comparisons WHERE event IN (SELECT unnest(?::VARCHAR[]))", [events]):
            found[row["event"]].append(from_row(row, Comparison))
        return found

    def whole(self, row: dict[str, object]) -> list[Omission]:
        """Outlets that wrote on the story when the event was told, and do not tell it."""
        ids: list[str] = row["articles"]  # type: ignore[assignment]
        tellers = {self.outlet.get(a) for a in ids}
        first = min((self.day[a] for a in ids if self.day.get(a)), default="")
        late = [outlet for outlet, some in self.articles.items() if outlet not in tellers and any(first <= self.day[a] for a in some if self.day[a])]
        return [self._omission(row, outlet, "event", str(row["title"]), len(row["origins"]), ids[0], "") for outlet in late]  # type: ignore[arg-type]

    def facts(self, row: dict[str, object], compared: Sequence[Comparison]) -> list[Omission]:
        """Facts of an event that outlets which tell it leave out."""
        tellers = {self.outlet[a] for a in row["articles"] if self.outlet.get(a)}  # type: ignore[attr-defined]
        found = []
        for comparison in compared:
            for what, value, shown, cells in self._carried(comparison):
                carriers = {self.origin[a] for a in row["articles"] if (what, value) in self.holds.get(a, ())}  # type: ignore[attr-defined]
                if len(carriers) < CARRIED:
                    continue
                for outlet in sorted(tellers):
                    if not any((what, value) in self.holds[a] for a in self.articles[outlet]):
                        cell = cells[0]
                        found.append(self._omission(row, outlet, comparison.field, shown, len(carriers), cell.article, cell.sentence))
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

    def _omission(self, row: dict[str, object], outlet: str, field: str, value: str, origins: int, article: str, sentence: str) -> Omission:
        return Omission(
            outlet=outlet, event=str(row["id"]), title=str(row["title"]), field=field, value=value, origins=origins, article=article,
            sentence=sentence,
        )


def _names(value: str, what: str) -> list[str]:
    return [value] if what == "place" else value.split(", ")
