"""The noun that a figure counts, and the words that say whom or what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model import Span

if TYPE_CHECKING:
    from ..parse import Parse
    from ..tokens import Token
    from .scan import Figure

NOMINAL = ("NOUN", "PROPN")
MODIFIERS = ("nummod", "quantmod", "compound", "amod", "det", "npadvmod", "nmod")
MOST_ADJECTIVES = 3
PASSED = ("of", "the", "more", "other", "them", "these", "those", "whom", "which")
PARTING = re.compile(r"[\w,.][\"”]|^[\"”]|\n|[;:]")
ACRONYM = re.compile(r"[A-Z]{2,}$")
CARRIERS = ("dozen", "hundred", "thousand", "million", "billion", "score", "number")


def counted(parse: Parse, figure: Figure) -> tuple[Token, Token | None] | None:
    """The token that stands for the figure in the sentence, and the noun that it counts (None: "killed twelve")."""
    tokens = parse.tokens(figure.number)
    if not tokens:
        return None
    nominal, noun = _tied(parse, figure, tokens.root)
    if noun is not None and (_parted(parse, figure, noun) or (noun.tag_ == "NNP" and noun.ent_type_ not in ("NORP", ""))):
        return tokens.root, None
    return nominal, noun


def _parted(parse: Parse, figure: Figure, noun: Token) -> bool:
    """Whether a closing quotation mark or a line break stands between the figure and the noun."""
    between = parse.text[figure.number.end : noun.idx]
    return bool(PARTING.search(between))


def _tied(parse: Parse, figure: Figure, root: Token) -> tuple[Token, Token | None]:
    if root.dep_ in MODIFIERS and root.head.i > root.i and root.head.pos_ in (*NOMINAL, "NUM", "ADJ"):
        head = root.head
        while head.dep_ in ("compound", "nummod", "amod") and head.head.i > head.i and head.head.pos_ in NOMINAL:
            head = head.head
        return head, head if head.pos_ in NOMINAL and head.lemma_.lower() not in CARRIERS else None
    beyond = next((c for c in root.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > root.i), None)
    if beyond is not None:
        noun = next((c for c in beyond.children if c.dep_ == "pobj"), None)
        if noun is not None:
            return root, noun if noun.pos_ in NOMINAL and noun.lemma_.lower() not in CARRIERS else None
    return root, _next_noun(parse, figure, root)


def _next_noun(parse: Parse, figure: Figure, root: Token) -> Token | None:
    """The noun right after the figure, where the parse did not tie the two."""
    tokens = parse.tokens(figure.number)
    after = (tokens[-1].i if tokens else root.i) + 1
    last = min(len(parse.doc), after + MOST_ADJECTIVES)
    while after < last and (parse.doc[after].tag_ in ("JJ", "VBN", "NNP", "CD", "HYPH") or ACRONYM.match(parse.doc[after].text)):
        after += 1
    if after < len(parse.doc) and parse.doc[after].tag_ in ("NNS", "NNPS") and parse.doc[after].sent == root.sent:
        return parse.doc[after]
    return None


def whom_of(parse: Parse, figure: Figure, noun: Token | None) -> Span | None:
    """The words of the noun without the figure: "Kurdish fighters", "members of the force"."""
    if noun is None:
        return None
    phrase = parse.doc[noun.left_edge.i : noun.i + 1]
    first = next((t for t in phrase if t.idx >= figure.span.end and not t.is_punct and t.lower_ not in PASSED), noun)
    if first.idx < figure.span.end:
        first = noun
    last = _with_members(noun)
    if first.i > last.i:
        return None
    return Span(first.idx, last.idx + len(last))


def _with_members(noun: Token) -> Token:
    """The noun, or the end of "members of ...", "fighters of ..."."""
    link = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "from") and c.i == noun.i + 1), None)
    if link is None:
        return noun
    target = next((c for c in link.children if c.dep_ == "pobj"), None)
    return target if target is not None and not target.like_num else noun
