"""Chains: who gives a figure, taken from the words that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...model import Source

if TYPE_CHECKING:
    from ...model import Quantity, Quote


def attributed(quantities: tuple[Quantity, ...], quotes: tuple[Quote, ...]) -> tuple[Quantity, ...]:
    """The quantities with the chain of the innermost saying that holds each: through whom it came and who says so, outermost first.
    A figure that the article gives in its own voice has an empty chain."""
    return tuple(replace(q, chain=_chain(holder)) if (holder := _holder(q, quotes)) is not None else q for q in quantities)


def _holder(quantity: Quantity, quotes: tuple[Quote, ...]) -> Quote | None:
    """The saying with the least words around a figure; its speaker must be told."""
    told = [(n, q) for n, q in enumerate(quotes) if q.speaker_span is not None]
    holding = [(sum(len(s) for s in q.content), n) for n, q in told if any(s.contains(quantity.span) for s in q.content)]
    return quotes[min(holding)[1]] if holding else None


def _chain(quote: Quote) -> tuple[Source, ...]:
    if quote.speaker_span is None:
        return quote.chain
    speaker = Source(
        words=quote.speaker_words, span=quote.speaker_span, actor=quote.speaker.actor if quote.speaker else None, cue=quote.cue,
        anonymous=quote.unnamed, condition=quote.condition,
    )  # fmt: skip
    return (*quote.chain, speaker)
