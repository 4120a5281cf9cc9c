"""Chains: who says so, outermost first, read from the clauses above a trigger."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from ...model import Source, Span
from ...resources.triggers import telling_words
from ..parse import span_of
from .grammar import antecedent, children, prep_objects, surface_subjects

if TYPE_CHECKING:
    from ...model import Quote
    from ..parse import Parse
    from ..tokens import Token
    from .roles import Players
    from .telling import Telling

TELLS = frozenset({"say", "tell", "report", "announce", "add"})
WHEN = frozenset({"on", "late", "early", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
REACH = 10  # words from a verb of saying to the "that" of what is said: "said in a statement to our reporter that"
NOBODY = frozenset({"it", "this", "that", "which", "there"})  # pronouns that stand for nobody unless they are resolved


def chain(parse: Parse, players: Players, told: Telling, trigger: Token, quotes: tuple[Quote, ...]) -> tuple[Source, ...]:
    """The sources of a report: those that its own clauses name, else those of the quote that holds it."""
    links = [source for verb in reversed(told.said_by) for source in _speakers(parse, players, verb)]
    links += _according(parse, players, trigger) or ([] if links else _at_end(parse, players, trigger))
    told_by = tuple(_distinct(links)) or _from_quote(span_of(trigger), quotes) or _of_headline(parse, players, trigger)
    if not parse.bare or (told_by and not _counted(parse, told_by[0])):
        return told_by
    return tuple(_without_commas(parse, players, trigger)) or told_by


def _of_headline(parse: Parse, players: Players, trigger: Token) -> tuple[Source, ...]:
    """Who is named at the end of the headline that tells it."""
    title, named = parse.article.title, parse.headline_source
    if title is None or named is None or not title.contains(span_of(trigger)) or named.overlaps(span_of(trigger)):
        return ()
    actor = next((m.actor for m in players.cast.mentions if m.actor and named.contains(m.span) and m.span.end == named.end), None)
    return (Source(words=named.of(parse.text), span=named, actor=actor, cue=named),)


def _counted(parse: Parse, source: Source) -> bool:
    """People who are counted ("at least 25 guards") are more often the victims that stand before the speaker."""
    tokens = parse.tokens(source.span)
    return tokens is not None and any(t.tag_ == "CD" for t in tokens)


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


def _without_commas(parse: Parse, players: Players, trigger: Token) -> list[Source]:
    """The speaker where commas were lost and the parser went astray: "a source said in a statement to our reporter that bands shelled the town",
    "... that killed nine people Harbour Watch said on Tuesday", "... in a mill on Friday said a monitoring group"."""
    verbs = [t for t in trigger.sent if t.tag_ in ("VBD", "VBZ", "VBP") and t.lemma_ in TELLS and t.i != trigger.i]
    for verb in verbs:
        if verb.i > trigger.i:
            found = _before(parse, players, trigger, verb) or _behind(parse, players, verb)
        else:
            found = _speakers(parse, players, verb) if _opens(verb, trigger) else []
        if found:
            return found
    return []


def _opens(verb: Token, trigger: Token) -> bool:
    """Whether a "that" a few words behind a verb of saying opens what is said, up to the trigger and beyond."""
    return any(t.lower_ == "that" for t in trigger.sent if verb.i < t.i < min(trigger.i, verb.i + REACH))


def _before(parse: Parse, players: Players, trigger: Token, verb: Token) -> list[Source]:
    """Who is named right before a verb of saying that ends the sentence, but for the time or what goes along with it."""
    after = [t for t in trigger.sent if t.i > verb.i and not t.is_punct and not t.is_space][:1]
    if after and not (after[0].lower_ in WHEN or after[0].tag_ == "VBG"):
        return []
    before = verb.nbor(-1)
    if before.text == ")":  # "Harbour Watch (HW) said"
        opened = next((t for t in reversed(list(trigger.sent)) if t.text == "(" and t.i < before.i), before)
        before = opened.nbor(-1) if opened.i > trigger.i + 1 else before
    ends = [m for m in players.cast.mentions if m.actor and m.span.end == before.idx + len(before) and m.span.start > trigger.idx]
    if not ends:
        plain = before.lower_ in telling_words()["unnamed_sources"] and before.i > trigger.i
        return [Source(words=before.text, span=span_of(before), cue=span_of(verb))] if plain else []
    whole = max(ends, key=lambda m: len(m.span))
    tokens = [t for t in trigger.sent if whole.span.start <= t.idx < whole.span.end]
    if any(t.tag_ == "CD" for t in tokens):
        return _last_name(parse, tokens, verb)
    if len(tokens) == 1 and tokens[0].nbor(-1).pos_ in ("ADP", "CCONJ"):
        return []  # "in Chad and Niger reported Monday": a place, not who reports
    return [Source(words=whole.span.of(parse.text), span=whole.span, actor=whole.actor, cue=span_of(verb))]


def _last_name(parse: Parse, tokens: list[Token], verb: Token) -> list[Source]:
    """The name that was run together with those who are counted: "nine people Harbour Watch said"."""
    name = list(takewhile(lambda t: t.pos_ == "PROPN", reversed(tokens)))
    if not name:
        return []
    span = Span(name[-1].idx, name[0].idx + len(name[0]))
    return [Source(words=span.of(parse.text), span=span, cue=span_of(verb))]


def _behind(parse: Parse, players: Players, verb: Token) -> list[Source]:
    """Who is named behind a verb of saying, up to the end of the sentence."""
    named = [s for s in children(verb, "nsubj") if s.i > verb.i]
    rest = [t for t in verb.sent if t.i > verb.i and not t.is_punct and not t.is_space]
    if not named or not rest or named[0].left_edge.i != rest[0].i or named[0].right_edge.i < rest[-1].i:
        return []
    return [_source(parse, players, named[0], verb)]


def _source(parse: Parse, players: Players, named: Token, cue: Token) -> Source:
    known = players.of(named, "source")
    span = known.span if known else _phrase(parse, named)
    return Source(words=span.of(parse.text), span=span, actor=known.actor if known else None, cue=span_of(cue))


def _phrase(parse: Parse, named: Token) -> Span:
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
