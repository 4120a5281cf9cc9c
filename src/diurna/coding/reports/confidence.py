"""Confidence: how sure a report is, from its trigger, its roles and the way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .read import Reading

WITHOUT_RECIPIENT = 0.85
WITHOUT_ACTOR = 0.8
INNER = 0.92
ADVERBIAL = 0.9
INTRANSITIVE = frozenset({"PROTEST", "RETREAT", "MOBILIZE", "CONCEDE", "AGREE", "REJECT", "THREATEN", "ASSAULT"})
BARE = 0.7  # a one-word pattern of a type that needs a recipient, without one


def confidence(reading: Reading) -> float:
    """From 0 to 1; rough: the factors are ordered by the errors seen, not yet fitted."""
    sure = reading.match.sense.sure + 0.05 * bool(reading.match.sense.objects)
    if not reading.recipients and not (reading.reciprocal and len(reading.actors) > 1):
        sure *= WITHOUT_RECIPIENT if reading.act in INTRANSITIVE or reading.match.sense.objects else BARE
    if not reading.actors:
        sure *= WITHOUT_ACTOR
    sure *= INNER ** sum("inside" in p.reason for p in (*reading.actors, *reading.recipients))
    if reading.held is not None and reading.held.how == "adverbial":
        sure *= ADVERBIAL
    return round(min(sure, 0.99), 3)
