"""Who said what?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..model import Quote
from .as_known import as_known
from .event import Teller, tellers
from .params import Clauses, Filter, Party, actor_ids, parties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..store.reader import Reader


class QuoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """One quote with its words, its speaker as an actor where known, the chain it came through, and the article that has it."""

    quote: Quote
    words: list[str]
    speaker: Party | None
    addressee: Party | None
    through: list[str]
    teller: Teller


def quotes(reader: Reader, wanted: Filter | None = None) -> list[QuoteRow]:
    """The quotes that fit a filter (days of publication, speaker), by day of publication and place in the text."""
    wanted = wanted or Filter()
    reader = as_known(reader, wanted)
    clauses = Clauses()
    if wanted.since:
        clauses.add("a.published.interval.end > ?", wanted.since)
    if wanted.until:
        clauses.add("a.published.interval.start < ?", wanted.until)
    if wanted.actor:
        clauses.add("list_contains(?::VARCHAR[], q.speaker.actor) OR q.speaker_words ILIKE ?", actor_ids(reader, wanted.actor), f"%{wanted.actor}%")
    query = f"""SELECT q.id, q.article FROM quotes q JOIN articles a ON a.id = q.article WHERE {clauses.where}
        ORDER BY a.published.when NULLS LAST, q.article, q.content[1].start LIMIT ?"""
    found = {row["id"]: row["article"] for row in reader.rows(query, [*clauses.parameters, wanted.limit])}
    return quote_rows(reader, quotes_of(reader, found))


def quotes_of(reader: Reader, wanted: Mapping[str, str]) -> list[Quote]:
    """Quotes by id, in the order in which they are given, each with the article that has it."""
    held = {quote.id: quote for coded in reader.layers(set(wanted.values()), "quotes").values() for quote in coded.quotes}
    return [held[key] for key in wanted if key in held]


def quote_rows(reader: Reader, found: list[Quote]) -> list[QuoteRow]:
    """Quotes as they are shown."""
    by_id = tellers(reader, [quote.article for quote in found])
    texts = reader.texts(list(by_id))
    known = parties(reader, [p.actor for quote in found for p in (quote.speaker, quote.addressee) if p])
    return [
        QuoteRow(
            quote=quote,
            words=[span.of(texts[quote.article]) for span in quote.content],
            speaker=known.get(quote.speaker.actor) if quote.speaker else None,
            addressee=known.get(quote.addressee.actor) if quote.addressee else None,
            through=[source.words for source in quote.chain],
            teller=by_id[quote.article],
        )
        for quote in found
    ]
