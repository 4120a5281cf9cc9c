"""Summary: a story's title and the sentences of its articles that say most."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from ..model import Passage
from .reading import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .reading import Reading

SENTENCES = 3
SHORTEST, LONGEST = 6, 60  # words of a sentence that can stand for a story
LOOKED_AT = 12  # first sentences of each article that are weighed: what is news stands first
SPENT = 0.25  # weight left to a word that a chosen sentence has said
EARLY = 0.03  # discount a sentence for each that stands before it


def title(inside: Sequence[Reading]) -> str:
    """The headline with most of the words that the articles share; where none has a headline, the first sentence that says most."""
    weight = _weights(inside)
    headed = [(r.article.headline, r) for r in inside if r.article.headline.strip()]
    if headed:
        return max(headed, key=lambda pair: (_worth(content_words(pair[0]), weight), pair[1].article.id))[0].strip()
    best = sentences(inside)[:1]
    held = {r.article.id: r for r in inside}
    return best[0].span.of(held[best[0].article].text) if best else ""


def sentences(inside: Sequence[Reading]) -> tuple[Passage, ...]:
    """Three sentences, chosen one by one for the shared words that those before have not said."""
    weight = dict(_weights(inside))
    some = [
        (number, r.article.id, span, r.sentence_words[number])
        for r in inside for number, span in enumerate(r.annotations.sentences[:LOOKED_AT])
        if SHORTEST <= len(span.of(r.text).split()) <= LONGEST
    ]
    chosen: list[Passage] = []
    while some and len(chosen) < SENTENCES:
        best = max(some, key=lambda s: (_worth(s[3], weight) * (1 - EARLY) ** s[0], -s[0], s[1]))
        chosen.append(Passage(best[1], best[2]))
        for word in best[3]:
            weight[word] = weight.get(word, 0.0) * SPENT
        some = [s for s in some if s is not best and len(s[3] & best[3]) < 0.6 * max(len(s[3]), 1)]
    return tuple(chosen)


def _weights(inside: Sequence[Reading]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for reading in inside:
        counts.update(content_words(reading.text[:3000]))
    return {w: n / len(inside) for w, n in counts.items() if n > 1 or len(inside) == 1}


def _worth(words: frozenset[str], weight: dict[str, float]) -> float:
    return sum(weight.get(w, 0.0) for w in words) / math.sqrt(len(words) + 4)
