"""The closest CAMEO code that the words carry: a loan is economic aid (071), a suicide bomber's attack 1831."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...resources.ontology import closer_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...model import Act
    from ..tokens import Token
    from .read import Reading

DESCRIBING = ("amod", "compound", "nmod", "pobj", "dobj", "prep")
VERBAL = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE"})  # whose content says what is asked, refused, threatened, promised


def closer(act: Act, code: str, words: Iterable[Token]) -> str:
    """The code itself, or the closer one that the words that tell the happening show."""
    lemmas = {lemma for word in words for lemma in (word.lemma_.lower(), word.lower_)}
    for closest, after, sets in closer_codes().get(act, ()):
        if code.startswith(after) and len(closest) >= len(code.rstrip("0")) and any(wanted <= lemmas for wanted in sets):
            return closest
    return code


def telling_words(reading: Reading) -> list[Token]:
    """The words that tell a happening: the trigger, what hangs on it, its objects with what describes them, and a verbal act's content."""
    match = reading.match
    things = [t for o in match.objects for t in (o, *(c for c in o.subtree if c.dep_ in DESCRIBING))]
    near = [c for c in match.token.children if c.dep_ in DESCRIBING]
    content = [t for c in match.content for t in c.subtree] if reading.act in VERBAL else []
    return [match.token, *match.words, *things, *near, *content]
