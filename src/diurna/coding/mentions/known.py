"""Known names: runs of words that the tables know whole, however the parser cuts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..parse import Parse
    from ..tokens import Token, Tokens

LINKS = frozenset(["of", "and", "for", "in", "the", "against", "on", "to", "&", "-"])
NAME_TAGS = frozenset({"NNP", "NNPS"})
LONGEST = 10  # tokens: "Organization for Security and Co-operation in Europe" has 9
LEAST = 2


class KnownName(NamedTuple):
    """Tokens [start, end) of a name; `root` is the token that heads it."""

    start: int
    end: int
    root: int


def known_names(parse: Parse, is_known: Callable[[str], bool]) -> dict[int, KnownName]:
    """By token, the longest known name of two words or more that it stands in."""
    found: dict[int, KnownName] = {}
    behind = 0  # the last name
    for at, token in enumerate(parse.doc.words[:-1]):
        if at >= behind and _begins(token) and (name := _longest(parse.doc, at, parse.text, is_known)) is not None:
            found.update(dict.fromkeys(range(name.start, name.end), name))
            behind = name.end
    return found


def _begins(token: Token) -> bool:
    return token.text[:1].isupper() and token.tag_ not in ("PRP", "DT")


def _longest(doc: Tokens, at: int, text: str, is_known: Callable[[str], bool]) -> KnownName | None:
    ends = []
    for following in doc.words[at + 1 : at + LONGEST]:
        capital = following.text[:1].isupper()
        if following.is_sent_start or not (capital or following.lower_ in LINKS):
            break
        if capital:
            ends.append(following.i + 1)
    for end in reversed(ends):
        if end - at >= LEAST and is_known(text[doc[at].idx : doc[end - 1].idx + len(doc[end - 1])]):
            root = doc[at:end].root
            return KnownName(at, end, root.i) if root.tag_ in NAME_TAGS else None
    return None
