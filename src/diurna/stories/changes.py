"""Changes: figures and names that a copy gives otherwise than the text that it was made from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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
    edited_tokens = [tokens for s in edited if len(tokens := _tokens(copy, s.start(), s.end())) >= LONGEST]
    if not edited_tokens:
        return ()
    verbatim = said & {s.group() for s in ours}
    theirs = [s for s in others if s not in verbatim]
    words = [[word.lower() for word in TOKEN.findall(s)] for s in theirs]
    bags = [frozenset(some) for some in words]
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            index[word].append(number)
    held = {" ".join(some) for some in words}
    found: list[Change] = []
    for tokens in edited_tokens:
        own = [word.lower() for word, _ in tokens]
        best = None if " ".join(own) in held else _counterpart(frozenset(own), bags, index)
        if best is not None:
            found += _differences(tokens, TOKEN.findall(theirs[best]))
    return tuple(found[:MOST])


def _tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    return [(m.group(), Span(m.start(), m.end())) for m in TOKEN.finditer(text, start, end)]


def _counterpart(bag: frozenset[str], bags: list[frozenset[str]], index: dict[str, list[int]]) -> int | None:
    shared: Counter[int] = Counter()
    for word in bag:
        shared.update(index.get(word, ()))
    scored = [(count / max(len(bag), len(bags[number])), -number) for number, count in shared.items()]
    score, number = max(scored, default=(0.0, 0))
    return -number if score >= ALIGNED else None


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
def _number_words() -> frozenset[str]:
    return frozenset(files("diurna.resources").joinpath("number_words.txt").read_text("utf-8").split())


def _figure(word: str) -> bool:
    return any(c.isdigit() for c in word) or word.lower() in _number_words()


def _name(some: list[str], at: int) -> bool:
    """All words capitalised, and not merely because the sentence begins there."""
    return at > 0 and all(word[0].isupper() for word in some)
