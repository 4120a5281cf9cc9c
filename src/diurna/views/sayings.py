"""What was said, how does each article give it, and what did one speaker say over time?"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ..store.derived import derived
from .as_known import as_known, known
from .event import Teller, tellers
from .paging import paged, searched
from .params import MOST_IDS, Clauses, Filter, Known, Party, actor_ids, days_of
from .quotes import QuoteRow, quote_rows, quotes_of

if TYPE_CHECKING:
    from datetime import date

    from ..model import Utterance
    from ..store.reader import Reader

PAGE_ROWS = 10  # sayings: with all their renderings held word against word, twenty took 60 ms, twice as long
SPEAKER_ROWS = 20  # quotes of a speaker's page
RENDERINGS = 12  # of one utterance that a list shows; the rest are counted
MONTHS = 60  # of a speaker's chart: five years
TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]+")
Order = Literal["told", "newest"]


class Piece(msgspec.Struct, frozen=True):
    """A run of words of a rendering against the fullest one: in both, only here, or left out here."""

    how: Literal["same", "only_here", "left_out"]
    words: str


class RenderingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One article's rendering of a saying, aligned word by word with the fullest one. `similarity` is the share of words held."""

    how: str
    similarity: float
    row: QuoteRow
    pieces: list[Piece]


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """One thing said. `speakers` has more than one name where articles name different ones; `outlets` and `origins` count who renders it."""

    id: str
    words: str
    speakers: list[str]
    renderings: list[RenderingRow]
    more: int
    outlets: int
    origins: int


class Sayings(msgspec.Struct, frozen=True, kw_only=True):
    """A page of sayings."""

    total: int
    page: int
    pages: int
    sayings: list[Saying]
    known: Known | None = None


class Month(msgspec.Struct, frozen=True):
    """A month (2017-11) and how many quotes a speaker has in it."""

    month: str
    quotes: int


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """What one actor said over time: quotes by month, and a page of them, the newest first."""

    party: Party
    total: int
    outlets: int
    months: list[Month]
    page: int
    pages: int
    quotes: list[QuoteRow]
    known: Known | None = None


ORDERS = {"told": "renderings DESC, id", "newest": '"end" DESC NULLS LAST, newest DESC, id'}


def sayings(reader: Reader, wanted: Filter, *, words: str | None = None, several: bool = False, order: Order = "told", page: int = 1) -> Sayings:
    """The sayings that fit: speaker (`actor`), days of publication (told within them, or before and after), words;
    with `several`, only those that more than one article renders."""
    reader = as_known(reader, wanted)
    clauses = _clauses(reader, wanted, words, several)
    fits = f"(SELECT id, renderings, newest, \"end\" FROM {derived(reader, 'said')} WHERE {clauses.where})"
    look = searched if words or wanted.actor else paged
    rows, total = look(reader, "id", fits, clauses.parameters, order=ORDERS[order], rows=PAGE_ROWS, page=page)
    found = list(reader.held("utterances", [row["id"] for row in rows]).values())
    return Sayings(
        total=total,
        page=page,
        pages=-(-total // PAGE_ROWS),
        sayings=_shown(reader, found),
        known=known(reader, wanted),
    )


def _clauses(reader: Reader, wanted: Filter, words: str | None, several: bool) -> Clauses:
    clauses = Clauses()
    if words:
        clauses.add("contains(words, lower(?))", words)
    if several:
        clauses.add("articles > 1")
    days = days_of(wanted)
    clauses.extend(days)
    if wanted.actor:
        found = reader.recent(("voiced", wanted.actor), lambda: _voiced(reader, wanted.actor or ""))
        clauses.add(*(_said_by(reader, wanted, days) if found is None else _among(found, wanted)))
    return clauses


def _voiced(reader: Reader, words: str) -> list[tuple[str, date | None, date | None]] | None:
    """The utterances that words may name a speaker of, with the days of each quote; None where they are too many to keep.

    They are looked up once in a generation: over 441,000 quotes that takes 60 ms of the processor.
    """
    query = f"""SELECT id, start, "end" FROM {derived(reader, 'voiced')}
        WHERE actor IN (SELECT unnest(?::VARCHAR[])) OR contains(words, lower(?)) LIMIT {MOST_IDS + 1}"""
    rows = reader.rows(query, [actor_ids(reader, words), words])
    return [(row["id"], row["start"], row["end"]) for row in rows] if len(rows) <= MOST_IDS else None


def _among(found: list[tuple[str, date | None, date | None]], wanted: Filter) -> tuple[str, list[str]]:
    """The condition that an utterance is one of those that were found, with a quote in the filter's days."""
    since, until = wanted.since, wanted.until
    ids = {
        key for key, start, end in found
        if (since is None or (end is not None and end > since)) and (until is None or (start is not None and start < until))
    }  # fmt: skip
    return "id IN (SELECT unnest(?::VARCHAR[]))", sorted(ids)


def _said_by(reader: Reader, wanted: Filter, days: Clauses) -> tuple[Any, ...]:
    # Two searches: one for either (OR) took twice as long.
    voiced = f"SELECT id FROM {derived(reader, 'voiced')} WHERE {days.where} AND"
    condition = f"id IN ({voiced} actor IN (SELECT unnest(?::VARCHAR[])) UNION ALL {voiced} contains(words, lower(?)))"
    return condition, *days.parameters, actor_ids(reader, wanted.actor or ""), *days.parameters, wanted.actor


def _shown(reader: Reader, found: list[Utterance]) -> list[Saying]:
    shown = {r.quote: r.article for u in found for r in u.renderings[:RENDERINGS]}
    rows = {row.quote.id: row for row in quote_rows(reader, quotes_of(reader, shown))}
    told = tellers(reader, {r.article for u in found for r in u.renderings})
    return [_saying(utterance, rows, [told[r.article] for r in utterance.renderings if r.article in told]) for utterance in found]


def _saying(utterance: Utterance, rows: dict[str, QuoteRow], every: list[Teller]) -> Saying:
    told = [r for r in utterance.renderings[:RENDERINGS] if r.quote in rows]
    told.sort(key=lambda r: (r.how != "same", rows[r.quote].teller.published or "", r.quote))
    return Saying(
        id=utterance.id,
        words=utterance.words,
        speakers=list(utterance.speakers),
        renderings=[
            RenderingRow(how=r.how, similarity=r.similarity, row=rows[r.quote], pieces=aligned(utterance.words, " … ".join(rows[r.quote].words)))
            for r in told
        ],
        more=len(utterance.renderings) - len(told),
        outlets=len({t.outlet or t.article for t in every}),
        origins=len({t.origin or t.article for t in every}),
    )


def aligned(fullest: str, words: str) -> list[Piece]:
    """A rendering in runs of words against the fullest one; case and kinds of quotation marks make no difference."""
    (base, theirs), (mine, ours) = _tokens(fullest), _tokens(words)
    pieces = []
    for op, a, b, c, d in _opcodes(theirs, ours):
        if op in ("delete", "replace"):
            pieces.append(Piece("left_out", fullest[base[a][0] : base[b - 1][1]]))
        if op in ("insert", "replace"):
            pieces.append(Piece("only_here", words[mine[c][0] : mine[d - 1][1]]))
        if op == "equal":
            pieces.append(Piece("same", words[mine[c][0] : mine[d - 1][1]]))
    return pieces


@lru_cache(maxsize=256)  # the fullest rendering is held against each of the others
def _tokens(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Where the words of a text stand, and what they are compared by."""
    spans = [(m.start(), m.end()) for m in TOKEN.finditer(text)]
    return spans, [text[a:b].lower().replace("’", "'") for a, b in spans]


def _opcodes(theirs: list[str], ours: list[str]) -> list[tuple[str, int, int, int, int]]:
    """What makes one row of words of another. Most renderings are a part of the fullest, word for word: that is found first, in a hundredth of the
    time."""
    if ours and len(ours) <= len(theirs):
        for n in (n for n, word in enumerate(theirs[: len(theirs) - len(ours) + 1]) if word == ours[0]):
            if theirs[n : n + len(ours)] == ours:
                end = n + len(ours)
                parts = [("delete", 0, n, 0, 0), ("equal", n, end, 0, len(ours)), ("delete", end, len(theirs), len(ours), len(ours))]
                return [part for part in parts if part[0] == "equal" or part[1] < part[2]]
    return SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()


def speaker(reader: Reader, key: str, wanted: Filter, *, page: int = 1) -> Speaker:
    """What one actor said; raises UnknownIdError."""
    from .event import full_id
    from .params import parties

    reader = as_known(reader, wanted)
    key = full_id(reader, "directory", key)
    base = f"FROM {derived(reader, 'spoken')} WHERE actor = ?"
    (counted,) = reader.rows(f"SELECT count(*) AS n, count(DISTINCT outlet) AS outlets {base}", [key])
    months = reader.rows(
        f"SELECT month, count(*) AS quotes {base} AND month IS NOT NULL GROUP BY month ORDER BY month DESC LIMIT {MONTHS}", [key],
    )  # fmt: skip
    order = f"ORDER BY published DESC NULLS LAST, article, start LIMIT {SPEAKER_ROWS} OFFSET {SPEAKER_ROWS * (page - 1)}"
    rows = reader.rows(f"SELECT id, article {base} {order}", [key])
    return Speaker(
        party=parties(reader, [key])[key],
        total=counted["n"],
        outlets=counted["outlets"],
        months=[Month(**row) for row in reversed(months)],
        page=page,
        pages=-(-counted["n"] // SPEAKER_ROWS),
        quotes=quote_rows(reader, quotes_of(reader, {row["id"]: row["article"] for row in rows})),
        known=known(reader, wanted),
    )
