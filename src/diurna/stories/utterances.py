"""Utterances: quotes of one saying, aligned word by word across articles."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from ..model import Rendering, Utterance, key_hash
from . import parties
from .reading import content_words
from .told_chains import LEADING, OWN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Actor, Quote, Source
    from .reading import Reading

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RUN = 4  # words in a row that two quotes of one saying share, and that are not all function words
COMMON = 60  # quotes that a word or run may stand in and still speak for two being one saying
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
        self.runs = frozenset(zip(*(self.words[i:] for i in range(RUN)), strict=False))
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
    keys: dict[object, int] = {}
    held = [[keys.setdefault(key, len(keys)) for key in (*saying.runs, *saying.content)] for saying in sayings]
    weights = [[TELLING] * len(s.runs) + [1] * len(s.content) for s in sayings]
    columns = np.fromiter((k for some in held for k in some), dtype=np.int64)
    rows = np.repeat(np.arange(len(sayings)), [len(some) for some in held])
    rare = np.bincount(columns, minlength=len(keys))[columns] <= COMMON if len(columns) else np.empty(0, dtype=bool)
    data = np.fromiter((w for some in weights for w in some), dtype=np.int32)
    shape = (len(sayings), max(len(keys), 1))
    one = sparse.csr_matrix((data[rare], (rows[rare], columns[rare])), shape=shape)
    other = sparse.csr_matrix((np.ones(int(rare.sum()), dtype=np.int32), (rows[rare], columns[rare])), shape=shape)
    shared = sparse.triu(one @ other.T, k=1).tocoo()
    enough = shared.data >= TELLING
    pairs = zip(shared.row[enough].tolist(), shared.col[enough].tolist(), strict=True)
    return {pair for pair in pairs if _near(*(sayings[i] for i in pair))}


def _near(a: Saying, b: Saying) -> bool:
    if a.reading.article.id == b.reading.article.id:
        return False
    return a.reading.day is None or b.reading.day is None or abs(a.reading.day - b.reading.day) <= DAYS


def _how(a: Saying, b: Saying) -> tuple[Literal["same", "clipped", "altered", "paraphrased"], float] | None:
    """How the second renders the first, with the share of the shorter one's words that stand in the other in order."""
    short = min(len(a.words), len(b.words))
    if short >= RUN and a.runs.isdisjoint(b.runs):
        return _paraphrase(a, b)
    blocks = [m for m in SequenceMatcher(None, a.words, b.words, autojunk=False).get_matching_blocks() if m.size]
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
    return Utterance(
        id=key_hash("utterance", lead.quote.id), words=lead.text, speakers=tuple(speakers), renderings=tuple(renderings), chains=_chains(group),
    )


def _chains(group: Sequence[Saying]) -> tuple[str, ...]:
    """Through whom a saying is told, the outlets' own telling first; nothing where all tell it alike."""
    told = {" < ".join(LEADING.sub("", link.words) for link in s.quote.chain if not _speaks(link, s)) or OWN_WORDS: s for s in reversed(group)}
    return tuple(sorted(told, key=lambda words: (words != OWN_WORDS, words))) if len(told) > 1 else ()


def _speaks(link: Source, saying: Saying) -> bool:
    """The speaker is no source beyond the saying itself."""
    if saying.speaker is not None and link.actor == saying.speaker.id:
        return True
    return link.words.lower() in (saying.named.lower(), saying.quote.speaker_words.lower())


def _same_speaker(a: Saying, b: Saying) -> bool:
    return _one_speaker(a, b) or a.named.lower() == b.named.lower()


def _rendering(lead: Saying, saying: Saying) -> Rendering:
    if saying is lead:
        return Rendering(quote=lead.quote.id, article=lead.reading.article.id, how="same", similarity=1.0)
    how, share = _how(lead, saying) or ("altered", 0.0)
    return Rendering(quote=saying.quote.id, article=saying.reading.article.id, how=how, similarity=round(share, 3))
