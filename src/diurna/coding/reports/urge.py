"""Urging: "X told Y that Z must act" is a request by X, whatever verb of saying carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.triggers import Sense, telling_words
from .grammar import children, complements, is_negated, surface_subjects
from .match import Match
from .read import Reading
from .roles import Players, unique
from .telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..tokens import Token

MUST = frozenset({"must", "should"})
ADDRESSEE = "addressee"
URGE = Sense(
    id="request.must",
    act="REQUEST",
    lemma="must",
    pos="v",
    by=("subj",),
    to=("obj",),
    mode=None,
    cameo="100",
    needs="recipient",
    reciprocal=False,
    sure=0.75,
)


def urged(found: dict[int, list[Match]], players: Players) -> Iterator[tuple[int, Reading]]:
    """The requests that a verb of saying makes of a clause with "must", "should" or "need to", by place of the clause's verb."""
    for matches in list(found.values()):
        verb = _demanded(matches[0].token)
        said = verb.head if verb is not None and verb.dep_ == "ccomp" else None
        if verb is None or said is None or said.lemma_.lower() not in telling_words()["saying"] or is_negated(said):
            continue
        actors = players.heads(surface_subjects(said), "speaker")
        taken = {a.actor for a in actors}
        asked = players.heads(children(said, "dobj", "dative"), ADDRESSEE) or players.heads(surface_subjects(verb), "who must act")
        recipients = unique([a for a in asked if a.actor not in taken])
        if actors and recipients:
            inner = matches[0]
            yield (
                verb.i,
                Reading(
                    match=Match(sense=URGE, token=verb, content=complements(verb)),
                    act="REQUEST",
                    actors=actors,
                    recipients=recipients,
                    told=Telling(),
                    code="100",
                    content=inner,
                ),
            )


def _demanded(token: Token) -> Token | None:
    """The verb of a clause that says what must be done: the word's own verb, or "need" above it."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    for _ in range(3):
        if any(a.lower_ in MUST for a in children(verb, "aux")):
            return verb
        if verb.lemma_ == "need" and complements(verb):
            return verb
        if verb.dep_ not in ("xcomp", "conj") or verb.head == verb:
            return None
        verb = verb.head
    return None
