"""What does one article say, word by word, and what was coded of it?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import msgspec

from ..model import Genre, PartKind, Repair, Span
from .event import Teller, full_id, tellers
from .shown import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import Actor, Annotations, Article, Participant, Quantity, RawDocument, Report
    from ..store.reader import Reader

Layer = Literal["report", "quote", "quantity", "actor", "place", "time", "relation", "cited"]
STEPS = ("report", "quote", "quantity", "relation")  # what is stepped through; names, places and times are only coloured
MOST_PIECES = 20_000  # pieces of a text on one page; the longest article of the development sets makes 3,900


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was coded: its layer, the spans that it rests on, what was made of them, and why.

    `id` is its anchor on the page (r for reports, q quotes, n quantities, a actors, p places, t times, l relations, and a number); `to` is the
    id of the event or actor that it leads to.
    """

    id: str
    layer: Layer
    spans: list[Span]
    label: str
    why: str = ""
    to: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """A run of the text in which the same marks hold: `marks` are indexes into the reading's marks, `opens` those that begin here."""

    text: str
    marks: list[int] = []
    opens: list[int] = []


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the article, or (kind "furniture") a stretch of the page that is no part of it."""

    kind: PartKind | Literal["furniture"]
    pieces: list[Piece]
    start: int | None = None
    said: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """An article with its marks; `blocks` are in the order of the page, `steps` indexes of the marks that one steps through, in that of the text."""

    teller: Teller
    genre: Genre
    language: str
    byline: str | None
    dateline: str | None
    known: str | None
    characters: int
    blocks: list[Block]
    marks: list[Mark]
    steps: list[int]
    repairs: list[Repair]
    story: str | None


def reading(reader: Reader, key: str, *, at: Span | None = None, raw_text: Callable[[RawDocument], str] | None = None) -> Reading:
    """One article by id or the beginning of one, with `at` as the words that are cited; raises UnknownIdError.

    `raw_text` reads the raw document's text, of which the furniture is shown; without it there is none.
    """
    key = full_id(reader, "articles", key)
    by_id = tellers(reader, [key])
    article, coded = reader.articles([key])[key], reader.annotations([key])[key]
    marks = _marks(reader, article, coded)
    if at is not None and 0 <= at.start < at.end <= len(article.text):
        marks.append(Mark(id="cited", layer="cited", spans=[at], label="the words that were cited"))
    stories = reader.links("stories", [key]).get(key, [])
    return Reading(
        teller=by_id[key],
        genre=article.genre,
        language=article.language,
        byline=article.byline,
        dateline=article.dateline,
        known=article.known,
        characters=len(article.text),
        blocks=_blocks(article, marks, _furniture(reader, article, raw_text)),
        marks=marks,
        steps=sorted((i for i, mark in enumerate(marks) if mark.layer in STEPS), key=lambda i: (marks[i].spans[0], i)),
        repairs=list(article.repairs),
        story=stories[0] if stories else None,
    )


def _marks(reader: Reader, article: Article, coded: Annotations) -> list[Mark]:
    """Every annotation as a mark; reports first, with the events that they were merged into."""
    known = {actor.id: actor for actor in coded.actors}
    homes = reader.held("events", reader.links("events", [article.id]).get(article.id, []))
    events = {merge.report: event.id for event in homes.values() for merge in event.reports}
    marks = [
        Mark(id=f"r{i}", layer="report", spans=_whole(r), label=_report(r, known, article.text), why=r.rule, to=events.get(r.id))
        for i, r in enumerate(coded.reports)
    ]
    for i, q in enumerate(coded.quotes):
        speaker = known[q.speaker.actor].name if q.speaker and q.speaker.actor in known else q.speaker_words
        marks.append(Mark(id=f"q{i}", layer="quote", spans=list(q.content), label=f"{q.kind} quote: {speaker or 'speaker unknown'}", why=q.rule))
    marks += [
        Mark(id=f"n{i}", layer="quantity", spans=[n.span], label=_quantity(n), why=n.rule, to=None) for i, n in enumerate(coded.quantities)
    ]
    for i, relation in enumerate(coded.relations):
        of, to = (_parties(side, known, article.text) for side in (relation.of, relation.to))
        label = f"{of}: {relation.kind.replace('_', ' ')} {to or relation.to_words}"
        marks.append(Mark(id=f"l{i}", layer="relation", spans=[relation.evidence], label=label, why=relation.rule))
    return marks + _names(coded, known)


def _names(coded: Annotations, known: dict[str, Actor]) -> list[Mark]:
    """Actors, places and times."""
    marks = []
    for i, m in enumerate(coded.mentions):
        actor = known.get(m.actor or "")
        label = f"{actor.name} [{actor.code}]" if actor else "not resolved"
        marks.append(Mark(id=f"a{i}", layer="actor", spans=[m.span], label=label, why=m.reason, to=m.actor))
    for i, p in enumerate(coded.places):
        where = ", ".join(x for x in (p.name, p.admin1, p.country) if x)
        label = where if p.role == "place" else f"{where} ({p.role.replace('_', ' ')})"
        label = label if p.geonames or p.country else f"{label}: not resolved"
        marks.append(Mark(id=f"p{i}", layer="place", spans=[p.span], label=label, why=p.reason))
    for i, t in enumerate(coded.times):
        label = f"{t.value}{f' = {day(t.interval)}' if t.interval and day(t.interval) != t.value else ''}"
        marks.append(Mark(id=f"t{i}", layer="time", spans=[t.span], label=label, why=t.reason))
    return marks


def _whole(report: Report) -> list[Span]:
    """The stretches that tell a report, its trigger at least."""
    return list(report.evidence) or [report.trigger]


def _report(report: Report, known: dict[str, Actor], text: str) -> str:
    """A report in one line: type, mode, who to whom, and how it is told where it is not simply done."""
    ways = [report.phase.replace("_", " ")] if report.phase != "done" else []
    ways += [report.polarity] if report.polarity == "denied" else []
    ways += ["background"] if report.background else []
    ways += [f"says {' < '.join(link.words for link in report.chain)}"] if report.chain else []
    who, whom = (_parties(side, known, text) for side in (report.actors, report.recipients))
    told = f"{report.act}{f' ({report.mode})' if report.mode else ''}: {who or '–'}{f' → {whom}' if whom else ''}"
    return f"{told}; {'; '.join(ways)}" if ways else told


def _parties(side: Iterable[Participant], known: dict[str, Actor], text: str) -> str:
    return ", ".join(dict.fromkeys(known[p.actor].name if p.actor in known else p.span.of(text) for p in side))


def _quantity(quantity: Quantity) -> str:
    """A figure with its bounds: "seven people" is dead 7, "at least 40" is 40 to unknown."""
    low, best, high = (f"{n:,.10g}" if n is not None else None for n in (quantity.low, quantity.best, quantity.high))
    bounds = {"at_least": f"at least {low or best}", "up_to": f"up to {high or best}", "range": f"{low} to {high}"}
    figure = bounds.get(quantity.bound) or f"{'about ' if quantity.bound == 'about' else ''}{best or low or high or 'some'}"
    unit = f" {quantity.unit}" if quantity.unit and quantity.unit != "people" else ""
    return f"{quantity.kind.replace('_', ' ')}: {figure}{unit}{f', {quantity.whom}' if quantity.whom else ''}"


def _furniture(reader: Reader, article: Article, raw_text: Callable[[RawDocument], str] | None) -> list[tuple[int, str, str]]:
    """What the page had beside the article: where in the text it stood (the offset after it), its kind and its words."""
    raw = reader.raw(article) if raw_text and article.furniture else None
    if raw is None or raw_text is None:
        return []
    whole, found = raw_text(raw), []
    for piece in sorted(article.furniture, key=lambda f: f.span):
        words = piece.span.of(whole).strip()
        after = next((s.text for s in sorted(article.map, key=lambda s: s.raw) if s.raw + s.length > piece.span.start), len(article.text))
        if words:
            found.append((after, piece.kind, words))
    return found


def _blocks(article: Article, marks: list[Mark], furniture: list[tuple[int, str, str]]) -> list[Block]:
    """The parts of the article with the page's furniture where it stood; text outside of all parts is blank."""
    blocks, left = [], list(furniture)
    for part in article.parts:
        while left and left[0][0] <= part.span.start + 1:
            blocks.append(_beside(left.pop(0)))
        pieces = _pieces(article.text, part.span, marks)
        blocks.append(Block(kind=part.kind, pieces=pieces, start=part.span.start))
        while left and left[0][0] < part.span.end:
            blocks.append(_beside(left.pop(0)))
    return blocks + [_beside(piece) for piece in left]


def _beside(piece: tuple[int, str, str]) -> Block:
    return Block(kind="furniture", pieces=[Piece(piece[2])], said=piece[1])


def _pieces(text: str, part: Span, marks: list[Mark]) -> list[Piece]:
    """A part cut wherever a mark begins or ends."""
    inside = [(i, span) for i, mark in enumerate(marks) for span in mark.spans if span.overlaps(part)][:MOST_PIECES]
    cuts = sorted({part.start, part.end} | {min(max(x, part.start), part.end) for _, span in inside for x in (span.start, span.end)})
    pieces = []
    for start, end in pairwise(cuts):
        held = sorted({i for i, span in inside if span.start <= start < span.end})
        opens = sorted({i for i, span in inside if span.start == start and span == marks[i].spans[0]})
        pieces.append(Piece(text[start:end], held, opens))
    return pieces
