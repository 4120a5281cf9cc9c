"""Utterances: quotes of one saying, aligned word by word across articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from ..model import Rendering, Utterance, key_hash
from . import parties
from .reading import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Actor, Quote
    from .reading import Reading

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RUN = 4  # words in a row that two quotes of one saying share, and that are not all function words
HELD = 0.8  # share of the shorter quote that the longer holds, to be the same words
SHARED = 0.5  # the same, to be an altered rendering
PARAPHRASE = 0.5  # share of the shorter one's content words, for an indirect rendering by the same speaker
TELLING = 2  # content words that shared runs must have
DAYS = 4  # days between two renderings of one saying


class Saying:
    """A quote ready to be aligned."""

    def __init__(self, quote: Quote, reading: Reading) -> None:
        self.quote = quote
        self.reading = reading
        self.text = " ".join(span.of(reading.text) for span in quote.content)
        self.words = [w.lower().replace("’", "'").replace("'", "") for w in WORD.findall(self.text)]
        self.content = content_words(self.text)
        self.speaker: Actor | None = reading.actors.get(quote.speaker.actor) if quote.speaker else None

    @property
    def cut(self) -> bool:
        """Something was left out: the two may be different cuts of one longer saying."""
        return self.quote.elisions > 0 or len(self.quote.content) > 1 or "..." in self.text or "…" in self.text

    @property
    def named(self) -> str:
        return self.speaker.name if self.speaker else self.quote.speaker_words


def align(readings: Iterable[Reading]) -> list[Utterance]:
    """What was said more than once, or once: each quote is a rendering of one utterance; the fullest direct one gives the words.

    Quotes meet if they share a run of four words, or, said by one speaker within days, half of their content words.
    """
    sayings = [s for r in readings for q in r.annotations.quotes if (s := Saying(q, r)).words]
    parent = list(range(len(sayings)))
    for one, two in sorted(_candidates(sayings)):
        if _how(sayings[one], sayings[two]) is not None:
            parent[_root(two, parent)] = _root(one, parent)
    groups: dict[int, list[Saying]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        groups[_root(number, parent)].append(saying)
    return [_utterance(group) for group in groups.values()]


def _root(number: int, parent: list[int]) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _candidates(sayings: Sequence[Saying]) -> set[tuple[int, int]]:
    """Pairs of different articles with a run of words in common, or two rare content words."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        for i in range(len(saying.words) - RUN + 1):
            index[" ".join(saying.words[i : i + RUN])].append(number)
        for word in saying.content:
            index[word].append(number)
    counts: Counter[tuple[int, int]] = Counter()
    for key, numbers in index.items():
        if len(numbers) > 60:
            continue
        several = sorted(set(numbers))
        counts.update({(a, b): TELLING if " " in key else 1 for i, a in enumerate(several) for b in several[i + 1 :]})
    return {pair for pair, n in counts.items() if n >= TELLING and _near(*(sayings[i] for i in pair))}


def _near(a: Saying, b: Saying) -> bool:
    if a.reading.article.id == b.reading.article.id:
        return False
    return a.reading.day is None or b.reading.day is None or abs(a.reading.day - b.reading.day) <= DAYS


def _how(a: Saying, b: Saying) -> tuple[Literal["same", "clipped", "altered", "paraphrased"], float] | None:
    """How the second renders the first, with the share of the shorter one's words that stand in the other in order."""
    blocks = [m for m in SequenceMatcher(None, a.words, b.words, autojunk=False).get_matching_blocks() if m.size]
    short = min(len(a.words), len(b.words))
    longest = max(blocks, key=lambda m: m.size, default=None)
    if longest is None:
        return _paraphrase(a, b)
    run = content_words(" ".join(a.words[longest.a : longest.a + longest.size]))
    shared = sum(m.size for m in blocks if m.size >= 2 or m.size == short) / short
    telling = len(content_words(" ".join(" ".join(a.words[m.a : m.a + m.size]) for m in blocks if m.size >= 2)))
    if longest.size >= min(RUN, short) and telling >= TELLING:
        if shared >= HELD:
            return ("same" if short >= HELD * max(len(a.words), len(b.words)) else "clipped"), shared
        if shared >= SHARED or (longest.size > RUN and len(run) > TELLING):
            return ("clipped" if a.cut and b.cut else "altered"), shared
    return _paraphrase(a, b)


def _paraphrase(a: Saying, b: Saying) -> tuple[Literal["paraphrased"], float] | None:
    if not _one_speaker(a, b) or "indirect" not in (a.quote.kind, b.quote.kind):
        return None
    both = a.content & b.content
    common = len(both) / max(min(len(a.content), len(b.content)), 1)
    return ("paraphrased", common) if common >= PARAPHRASE and len(both) > TELLING else None


def _one_speaker(a: Saying, b: Saying) -> bool:
    return a.speaker is not None and b.speaker is not None and parties.match(a.speaker, b.speaker) != "other"


def _utterance(group: list[Saying]) -> Utterance:
    marked = {"direct": 0, "mixed": 1, "fragment": 2, "indirect": 3}
    lead = min(group, key=lambda s: (marked[s.quote.kind], -len(s.words), s.quote.id))
    renderings = [_rendering(lead, saying) for saying in group]
    speakers: Mapping[str, Saying] = {}
    for saying in sorted(group, key=lambda s: s is not lead):
        if saying.named and not any(_same_speaker(saying, other) for other in speakers.values()):
            speakers = {**speakers, saying.named: saying}
    return Utterance(id=key_hash("utterance", lead.quote.id), words=lead.text, speakers=tuple(speakers), renderings=tuple(renderings))


def _same_speaker(a: Saying, b: Saying) -> bool:
    return _one_speaker(a, b) or a.named.lower() == b.named.lower()


def _rendering(lead: Saying, saying: Saying) -> Rendering:
    if saying is lead:
        return Rendering(quote=lead.quote.id, article=lead.reading.article.id, how="same", similarity=1.0)
    how, share = _how(lead, saying) or ("altered", 0.0)
    return Rendering(quote=saying.quote.id, article=saying.reading.article.id, how=how, similarity=round(share, 3))
