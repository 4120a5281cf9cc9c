"""Chains: who says so, outermost first, read from the clauses above a trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Source
from ...resources.triggers import telling_words
from ..parse import span_of
from .grammar import antecedent, children, prep_objects, surface_subjects

if TYPE_CHECKING:
    from ...model import Quote, Span
    from ..parse import Parse
    from ..tokens import Token
    from .roles import Players
    from .telling import Telling

ACCORDING = frozenset({"according", "per"})
NOBODY = frozenset({"it", "this", "that", "which", "there"})  # pronouns that stand for nobody unless they are resolved


def chain(parse: Parse, players: Players, told: Telling, trigger: Token, quotes: tuple[Quote, ...]) -> tuple[Source, ...]:
    """The sources of a report: those that its own clauses name, else those of the quote that holds it."""
    links = [source for verb in reversed(told.said_by) for source in _speakers(parse, players, verb)]
    links += _according(parse, players, trigger) or ([] if links else _at_end(parse, players, trigger))
    return tuple(_distinct(links)) or _from_quote(span_of(trigger), quotes)


def _speakers(parse: Parse, players: Players, verb: Token) -> list[Source]:
    """Who says it: the verb's own subject, be it a pronoun ("the attack, which it says ..."), else the one that it shares."""
    own = [antecedent(s) for s in children(verb, "nsubj")]
    found = [_source(parse, players, subject, verb) for subject in (own or surface_subjects(verb))[:1]]
    return [s for s in found if s.actor is not None or s.words.lower() not in NOBODY]


def _according(parse: Parse, players: Players, trigger: Token) -> list[Source]:
    for token in trigger.sent:
        if token.lower_ == "according":
            found = prep_objects(token, "to")
            return [_source(parse, players, named, token) for named in found[:1]]
    return []


def _at_end(parse: Parse, players: Players, trigger: Token) -> list[Source]:
    """The speaker at the end of a sentence whose comma is lost: "... on a market in the north activists said"."""
    last = next((t for t in reversed(list(trigger.sent)) if not t.is_punct and not t.is_space), trigger)
    if last.i <= trigger.i + 1 or last.lemma_ not in telling_words()["saying"] or last.tag_ not in ("VBD", "VBZ"):
        return []
    before = last.nbor(-1)
    ends = [m for m in players.cast.mentions if m.actor and m.span.end == before.idx + len(before) and m.span.start > trigger.idx]
    return [Source(words=m.span.of(parse.text), span=m.span, actor=m.actor, cue=span_of(last)) for m in sorted(ends, key=lambda m: -len(m.span))[:1]]


def _source(parse: Parse, players: Players, named: Token, cue: Token) -> Source:
    known = players.of(named, "source")
    span = known.span if known else _phrase(parse, named)
    return Source(words=span.of(parse.text), span=span, actor=known.actor if known else None, cue=span_of(cue))


def _phrase(parse: Parse, named: Token) -> Span:
    from ...model import Span

    left = min([named.i, *(c.left_edge.i for c in children(named, "det", "amod", "compound", "poss", "nummod", "nmod"))])
    first = parse.doc[left]
    return Span(first.idx, named.idx + len(named))


def _distinct(links: list[Source]) -> list[Source]:
    seen: set[Span] = set()
    return [link for link in links if not (link.span in seen or seen.add(link.span))]


def _from_quote(at: Span, quotes: tuple[Quote, ...]) -> tuple[Source, ...]:
    for quote in quotes:
        if quote.speaker is not None and any(c.contains(at) for c in quote.content):
            speaker = quote.speaker
            return (
                *quote.chain,
                Source(
                    words=quote.speaker_words,
                    span=speaker.span,
                    actor=speaker.actor,
                    cue=quote.cue,
                    anonymous=quote.unnamed,
                    condition=quote.condition,
                ),
            )
    return ()
