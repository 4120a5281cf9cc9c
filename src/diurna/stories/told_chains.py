"""Told chains: who says so, as one origin names the sources, beside those of another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from . import figures
from .reading import content_words
from .told_parties import uncounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Source
    from .figures import Stand
    from .node import Node

OWN_WORDS = "its own words"
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "his", "her", "their"})
SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
CASUALTIES = frozenset({"dead", "wounded", "missing"})
LEADING = re.compile(r"^(?:the|an?)\s+", re.I)
WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*")
SHORT = 3  # words in which an actor may be told otherwise than by its name ("Washington", "the ministry"); longer ones tell more than it


class Teller(msgspec.Struct, frozen=True):
    """A source: the name or words by which it goes, those that were printed, and whether these are a name."""

    name: str
    words: str
    actor: str | None
    named: bool


def tellers(chain: Sequence[Source], node: Node) -> tuple[Teller, ...]:
    """The sources of a report, outermost first. Those who are counted among the victims of the same sentence are none."""
    counted = [q.span for q in node.reading.annotations.quantities if q.kind in CASUALTIES]
    found = [_teller(link, node) for link in chain if not any(link.span.start <= span.start < link.span.end for span in counted)]
    return tuple(t for n, t in enumerate(found) if t.name not in {other.name for other in found[:n]})


def beside_doers(some: Sequence[Teller], node: Node) -> tuple[Teller, ...]:
    """Without those who speak the act themselves: what they threaten or ask for, they also say."""
    if node.report.act not in SPOKEN:
        return tuple(some)
    doers = {actor.id for actor in node.actors}
    return tuple(t for t in some if t.actor not in doers and not (doers and t.name.lower() in PRONOUNS))


def _teller(link: Source, node: Node) -> Teller:
    actor = node.reading.actors.get(link.actor or "")
    known = actor is not None and not actor.id.startswith("unnamed:")
    words = LEADING.sub("", link.words)
    pronoun = link.words.lower() in PRONOUNS
    if pronoun and actor is not None and not known and uncounted(actor.name) != actor.name:
        return Teller(link.words, link.words, None, False)  # "he" of a text is hardly one of the counted
    if actor is not None and (pronoun or (known and _stands_for(words, actor.name))):
        return Teller(actor.name, link.words, actor.id if known else None, known)
    inner = WORD.findall(words)[1:] if len(words) == len(link.words) else WORD.findall(words)
    named = any(w[0].isupper() for w in inner) or any(sum(c.isupper() for c in w) > 1 for w in WORD.findall(words))
    return Teller(words, link.words, actor.id if actor is not None and known else None, named)


def _stands_for(words: str, name: str) -> bool:
    """Words that only name an actor, by its name, a part of it or another name for it; not "the pro-government website Morning News"."""
    return name in words or len(WORD.findall(words)) <= SHORT or content_words(words) <= content_words(name)


def stand(some: Iterable[Sequence[Teller]], others: Iterable[Sequence[Teller]]) -> tuple[Stand, str]:
    """Chains of two origins: the same where they share a source, coarser where one leaves unnamed whom the other names."""
    ours, theirs = ([t for chain in told for t in chain if t.name.strip()] for told in (some, others))
    if any(same(a, b) for a in ours for b in theirs) or (not ours and not theirs):
        return "same", ""
    if not ours or not theirs:
        return "differ", "told as fact by one, attributed by another"
    if any(not a.named and b.named and _could_be(a, b) for a in ours for b in theirs):
        return "coarser", "one leaves the source unnamed"
    if any(a.named and not b.named and _could_be(b, a) for a in ours for b in theirs):
        return "finer", "one leaves the source unnamed"
    if any((a.name.lower() in PRONOUNS) != (b.name.lower() in PRONOUNS) for a in ours for b in theirs):
        return ("coarser" if any(a.name.lower() in PRONOUNS for a in ours) else "finer"), "one leaves the source unnamed"
    return "differ", "through other sources"


def same(a: Teller, b: Teller) -> bool:
    """Whether two sources may be one: one actor, one name, a short form of it, or the same kind of teller ("a monitor", "a monitoring group")."""
    if a.actor is not None and a.actor == b.actor:
        return True
    if same_source(a.name, b.name) or _printed(a) == _printed(b):
        return True
    if not a.named and not b.named:
        return (_class(a) or "") == "watch" == _class(b)
    return _short_form(a, b) or _short_form(b, a)


def _printed(teller: Teller) -> str:
    return LEADING.sub("", teller.words).lower()


def _short_form(short: Teller, full: Teller) -> bool:
    """ "The Observatory" for "the Harbour Observatory for Labour": the one capitalised word that is left is in the name."""
    words = WORD.findall(LEADING.sub("", short.words))
    return len(words) == 1 and words[0][0].isupper() and words[0] in WORD.findall(full.name) and full.named


def same_source(one: str, other: str) -> bool:
    """Whether two names of a source may mean one: the last word is the same, and not each has a proper name that the other lacks."""
    a, b = one.split(), other.split()
    if a[-1].lower() != b[-1].lower():
        return False
    first, second = ({w for w in words[:-1] if w[:1].isupper()} for words in (a, b))
    return not (first - second and second - first)


def _could_be(unnamed: Teller, named: Teller) -> bool:
    one, two = _class(unnamed), _class(named)
    return one == "anyone" or (one is not None and one == two)


def _class(teller: Teller) -> str | None:
    """The class of a source by the last of its words that tells one."""
    words = [w.lower() for w in WORD.findall(figures.TAIL.sub("", teller.name.lower()))] or [teller.name.lower()]
    return next((_classes()[w] for w in reversed(words) if w in _classes()), None)


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in figures.table()["sources"].items() for word in words}
