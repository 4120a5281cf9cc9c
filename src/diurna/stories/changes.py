"""Changes: figures and names that a copy gives otherwise than the text that it was made from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from ..model import Change, Span

SENTENCE = re.compile(r"[^\s](?:[^.!?\n]|[.](?=\w)|[.!?](?![\s”\"’)]))*[.!?]*[”\"’)]*")
TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[%$£€]")
ALIGNED = 0.6  # share of a sentence's words that its counterpart holds; below, edited sentences of reprints are paired with strangers
LONGEST = 4  # words in a change: longer replacements are rewriting, not another figure
MOST = 40  # changes kept for a copy


def changes(copy: str, parent: str) -> tuple[Change, ...]:
    """Figures and names in sentences of `copy` that differ from the aligned sentence of `parent`; spans are of `copy`. Sentences that both
    have word by word are passed over: most of a copy is."""
    ours = list(SENTENCE.finditer(copy))
    said = {s.group() for s in ours}
    others = list(SENTENCE.finditer(parent))
    verbatim = {s.group() for s in others} & said
    edited = [tokens for s in ours if s.group() not in verbatim and len(tokens := _tokens(copy, s.start(), s.end())) >= LONGEST]
    if not edited:
        return ()
    theirs = [_tokens(parent, s.start(), s.end()) for s in others if s.group() not in verbatim]
    bags = [_bag(tokens) for tokens in theirs]
    index: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for word in bag:
            index[word].append(number)
    held = {_key(tokens) for tokens in theirs}
    found: list[Change] = []
    for tokens in edited:
        best = None if _key(tokens) in held else _counterpart(_bag(tokens), bags, index)
        if best is not None:
            found += _differences(tokens, theirs[best])
    return tuple(found[:MOST])


def _tokens(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    return [(m.group(), Span(m.start(), m.end())) for m in TOKEN.finditer(text, start, end)]


def _bag(tokens: list[tuple[str, Span]]) -> frozenset[str]:
    return frozenset(word.lower() for word, _ in tokens)


def _key(tokens: list[tuple[str, Span]]) -> str:
    return " ".join(word.lower() for word, _ in tokens)


def _counterpart(bag: frozenset[str], bags: list[frozenset[str]], index: dict[str, list[int]]) -> int | None:
    shared: Counter[int] = Counter()
    for word in bag:
        shared.update(index.get(word, ()))
    scored = [(count / max(len(bag), len(bags[number])), -number) for number, count in shared.items()]
    score, number = max(scored, default=(0.0, 0))
    return -number if score >= ALIGNED else None


def _differences(ours: list[tuple[str, Span]], theirs: list[tuple[str, Span]]) -> list[Change]:
    matcher = SequenceMatcher(None, [w.lower() for w, _ in theirs], [w.lower() for w, _ in ours], autojunk=False)
    found = []
    for op, i, j, m, n in matcher.get_opcodes():
        if op != "replace" or j - i > LONGEST or n - m > LONGEST:
            continue
        was, now = [w for w, _ in theirs[i:j]], [w for w, _ in ours[m:n]]
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
