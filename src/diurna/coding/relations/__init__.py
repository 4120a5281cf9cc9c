"""Relations: standing ties between actors that an article states, from a closed list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model import Participant, Relation, Source, Span
from ...resources.relations import tie_words
from .rules import TIE_SYMMETRIC, Tie, ties_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...model import Actor, Quote, TimeMention
    from ..cast import Cast
    from ..parse import Parse


def find_relations(parse: Parse, cast: Cast, *, times: Sequence[TimeMention] = (), quotes: Sequence[Quote] = ()) -> tuple[Relation, ...]:
    """The ties that an article states, in text order, each with its words; a tie that stands in a quote has its speaker as chain."""
    found: dict[tuple[object, ...], Relation] = {}
    ties = [tie for token in parse.doc for tie in ties_at(token, cast)]
    for tie in (*ties, *_offices(parse, cast)):
        key = (tie.kind, *_sides(tie), tie.to_words)
        if key not in found:
            found[key] = _relation(tie, parse, len(found), times, quotes)
    return tuple(found.values())


def _relation(tie: Tie, parse: Parse, n: int, times: Sequence[TimeMention], quotes: Sequence[Quote]) -> Relation:
    sentence = parse.sentence_of(parse.doc[tie.token])
    since = [t.interval for t in times if t.sentence == sentence and t.bound == "since"]
    return Relation(
        id=f"{parse.article.id}-l{n}",
        article=parse.article.id,
        sentence=sentence,
        evidence=tie.span,
        kind=tie.kind,
        of=tie.of,
        to=tie.to,
        to_words=tie.to_words,
        valid=since[0] if since else None,
        chain=_chain(tie.span, quotes),
        rule=tie.rule,
    )


def _sides(tie: Tie) -> tuple[frozenset[str], ...]:
    of, to = frozenset(p.actor for p in tie.of), frozenset(p.actor for p in tie.to)
    return (of | to,) if tie.kind in TIE_SYMMETRIC else (of, to)


def _chain(span: Span, quotes: Sequence[Quote]) -> tuple[Source, ...]:
    for quote in quotes:
        if quote.speaker and any(content.overlaps(span) for content in quote.content):
            speaker = Source(words=quote.speaker_words, span=quote.speaker.span, actor=quote.speaker.actor, cue=quote.cue, anonymous=quote.unnamed)
            return (*quote.chain, speaker)
    return ()


def _offices(parse: Parse, cast: Cast) -> Iterator[Tie]:
    """Offices that the text itself gives to a person: a title beside the name, at its first such mention."""
    done: set[str] = set()
    for mention in cast.mentions:
        actor = cast.actor(mention.actor) if mention.actor else None
        if actor is None or actor.kind != "person" or actor.role is None or not actor.country or actor.id in done or not _is_office(actor):
            continue
        tokens = parse.tokens(mention.head)
        if _titled(actor.role.title, mention.span.of(parse.text)) and tokens is not None:
            done.add(actor.id)
            of = (Participant(actor.id, mention.span, "title beside the name"),)
            yield Tie("holds_office", of, (), mention.span, tokens[0].i, "relations.office", f"{actor.role.title} ({actor.country})")


def _is_office(actor: Actor) -> bool:
    """Whether the role is an office of a state, party or international body, and its title one that is held ("minister", not "counterpart")."""
    words = tie_words().offices
    title = actor.role.title.lower() if actor.role else ""
    noun = title.partition(" of ")[0].rpartition(" ")[2]
    return bool(words.sectors & set(actor.sectors)) and noun in words.nouns


def _titled(title: str, words: str) -> bool:
    """Whether the title stands in the words as it is, not as "vice-president", "former president" or "president-elect"."""
    found = re.search(rf"(?<![\w-]){re.escape(title)}(?![\w-])", words, re.IGNORECASE)
    return found is not None and not tie_words().offices.past & set(re.findall(r"\w+", words[: found.start()].lower()))
