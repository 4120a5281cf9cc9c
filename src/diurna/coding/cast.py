"""The cast of an article: its actors, and the words that stand for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from ..model import Participant

if TYPE_CHECKING:
    from ..model import Actor, ActorMention, Span
    from .tokens import Token


class Cast:
    """Actors and their mentions, looked up by place in the text; later layers take their participants from here.

    Mentions are the longest noun phrases, in text order; one that lies inside another ("Iran" in "Iran's foreign minister") is kept too.
    """

    def __init__(self, mentions: tuple[ActorMention, ...], actors: tuple[Actor, ...]) -> None:
        self.mentions = mentions
        self.actors = actors
        self._actors = {actor.id: actor for actor in actors}
        self._ordered = sorted(mentions, key=lambda m: m.span.start)
        self._heads = {mention.head.start: mention for mention in sorted(mentions, key=lambda m: len(m.span))}

    def actor(self, key: str) -> Actor:
        """The actor with this id; raises KeyError if the article has none."""
        return self._actors[key]

    def headed_by(self, token: Token) -> ActorMention | None:
        """The longest mention whose head word is this token."""
        return self._heads.get(token.idx)

    def inside(self, span: Span) -> tuple[ActorMention, ...]:
        """The mentions that lie within a span, in text order."""
        first = bisect_left(self._ordered, span.start, key=lambda m: m.span.start)
        last = bisect_right(self._ordered, span.end, first, key=lambda m: m.span.start)
        return tuple(m for m in self._ordered[first:last] if span.contains(m.span))

    def participant(self, token: Token, reason: str) -> Participant | None:
        """The actor that a token heads the words of, if it is known."""
        mention = self.headed_by(token)
        return Participant(mention.actor, mention.span, reason) if mention and mention.actor else None
