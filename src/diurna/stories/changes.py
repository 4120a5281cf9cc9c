"""Changes: figures and names that a copy gives otherwise than the text that it was made from."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from ..model import Change, Span

SENTENCE = re.compile(r"[^\s](?:[^.!?\n]++|[.](?=\w)|[.!?](?![\s”\"’)]))*+[.!?]*[”\"’)]*")
TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[%$£€]")
ALIGNED = 0.6  # share of a sentence's words that its counterpart holds; below, edited sentences of reprints are paired with strangers
LONGEST = 4  # words in a change: longer replacements are rewriting, not another figure
MOST = 40  # changes kept for a copy


def changes(copy: str, parent: str) -> tuple[Change, ...]:
    """Figures and names in sentences of `copy` that differ from the aligned sentence of `parent`; spans are of `copy`. What stands in both
    word by word is passed over, be it a part of a sentence that was cut: most of a copy does."""
    if copy in parent:
        return ()
    ours, others = list(SENTENCE.finditer(copy)), SENTENCE.findall(parent)
    said = set(others)
    edited = [s for s in ours if s.group() not in said and s.group() not in parent]
    edited_words = [_words(s.group()) for s in edited]
    if not any(len(some) >= LONGEST for some in edited_words):
        return ()
    verbatim = said & {s.group() for s in ours}
    theirs = [s for s in others if s not in verbatim]
    words = [_words(s) for s in theirs]
    held = {tuple(some) for some in words}
    bags = [frozenset(some) for some in words]
    found: list[Change] = []
    for sentence, own in zip(edited, edited_words, strict=True):
        best = _counterpart(frozenset(own), bags) if len(own) >= LONGEST and tuple(own) not in held else None
        if best is not None:
            found += _differences(_tokens(copy, sentence.start(), sentence.end()), TOKEN.findall(theirs[best]))
    return tuple(found[:MOST])


def _words(sentence: str) -> list[str]:
    return [word.lower() for word in TOKEN.findall(sentence)]


def _tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    return [(m.group(), Span(m.start(), m.end())) for m in TOKEN.finditer(text, start, end)]


def _counterpart(bag: frozenset[str], bags: list[frozenset[str]]) -> int | None:
    """The first of the sentences that have most of the words, if they have enough."""
    most, found = 0.0, None
    for number, other in enumerate(bags):
        longer, shorter = max(len(bag), len(other)), min(len(bag), len(other))
        if shorter < ALIGNED * longer:
            continue
        share = len(bag & other) / longer
        if share >= ALIGNED and share > most:
            most, found = share, number
    return found


def _differences(ours: list[tuple[str, Span]], theirs: list[str]) -> list[Change]:
    matcher = SequenceMatcher(None, [w.lower() for w in theirs], [w.lower() for w, _ in ours], autojunk=False)
    found = []
    for op, i, j, m, n in matcher.get_opcodes():
        if op != "replace" or j - i > LONGEST or n - m > LONGEST:
            continue
        was, now = theirs[i:j], [w for w, _ in ours[m:n]]
        if (any(map(_figure, was)) and any(map(_figure, now))) or (_name(was, i) and _name(now, m)):
            found.append(Change(" ".join(was), " ".join(now), Span(ours[m][1].start, ours[n - 1][1].end)))
    return found


@cache
def number_words() -> frozenset[str]:
    """Words that count: "two", "dozens"."""
    return frozenset(files("diurna.resources").joinpath("number_words.txt").read_text("utf-8").split())


def _figure(word: str) -> bool:
    return any(c.isdigit() for c in word) or word.lower() in number_words()


def _name(some: list[str], at: int) -> bool:
    """All words capitalised, and not merely because the sentence begins there."""
    return at > 0 and all(word[0].isupper() for word in some)
