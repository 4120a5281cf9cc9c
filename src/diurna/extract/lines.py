"""Which lines of a plain text are the article: features of a line, of its neighbours and of its place on the page.

No feature knows a word's meaning: lengths, marks, letter cases, the share of function words, dates, and how much of a line's
vocabulary the page's prose shares. The weights are learnt in training/lines and shipped as arrays.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..resources.lines import LineModel

FUNCTION_WORDS = frozenset(
    [
        "a", "about", "after", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "being",
        "between", "both", "but", "by", "can", "could", "did", "do", "does", "during", "each", "for", "from", "had", "has", "have", "he", "her",
        "his", "how", "if", "in", "into", "is", "it", "its", "just", "like", "more", "most", "no", "not", "of", "off", "on", "one", "only", "or",
        "other", "our", "out", "over", "own", "said", "same", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then",
        "there", "these", "they", "this", "those", "through", "to", "under", "until", "up", "was", "we", "were", "what", "when", "where", "which",
        "while", "who", "will", "with", "would",
    ]
)
SECOND_PERSON = frozenset(["you", "your", "yours", "my", "me", "i", "we", "us", "our"])
MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
DATE = re.compile(
    rf"\b{MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTHS}\b|\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b", re.I
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?|gmt|utc|[a-z]{2,4}t)?\b|\b\d+\s+(?:min|minute|hour|day|week|month|year)s?\s+ago\b", re.I)
BULLET = re.compile(r"^\s*(?:[*+•·▪►»>|–—-]|\d{1,2}[.)])(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LINKISH = re.compile(r"https?://|www\.|\S@\S{1,200}?\.\S|(?:^|\s)[@#]\w+|\w\.(?:com|org|net)\b", re.I)
STOP = re.compile(r"[.!?…]['\"”’)\]]*$")
SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+['\"“‘(]?[A-Z0-9]")
PROSE_CHARACTERS = 80  # a line this long that ends in a full stop is taken for prose when distances and vocabulary are counted
PARAGRAPH_CHARACTERS = 60
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (2, 5, 12)
SCORE_NEIGHBOURS = (-4, -3, -2, -1, 1, 2, 3, 4)
NEIGHBOUR_COLUMNS = 10  # the first columns of `_own`: what is worth knowing of a neighbour
KEEP_ABOVE = 0.5  # shingle F1 by cross-validation: .4 .9117, .45 .9136, .5 .9140, .55 .9133, .6 .9124
RELATIVE_TO_BEST, FAINTEST = 0.6, 0.15  # on a page without a line above KEEP_ABOVE the best ones are kept, if they are not too faint


def keep_scores(lines: Sequence[str], model: LineModel) -> np.ndarray:
    """For each line (stripped, none empty) how likely it is a part of the article, 0 to 1."""
    if not lines:
        return np.zeros(0)
    first = line_features(lines)
    return model.second(block_features(first, lines, model.first(first)))


def keep_flags(lines: Sequence[str], model: LineModel) -> list[bool]:
    """For each line (stripped, none empty) whether it is a part of the article."""
    scores = keep_scores(lines, model)
    best = float(scores.max()) if len(scores) else 0.0
    above = KEEP_ABOVE if best > KEEP_ABOVE else max(RELATIVE_TO_BEST * best, FAINTEST)
    return _with_neighbours(lines, [bool(score > above) for score in scores])


def is_prose(text: str) -> bool:
    """Whether a line has the look of a paragraph: long enough, and it ends as a sentence does."""
    return len(text) >= PARAGRAPH_CHARACTERS and bool(STOP.search(text)) and not text.endswith(("...", "…"))


def _with_neighbours(lines: Sequence[str], flags: list[bool]) -> list[bool]:
    """Prose that adjoins kept prose without a line between is kept too: it costs the benchmark nothing and saves short reports."""
    out, prose = list(flags), [is_prose(line) for line in lines]
    for order, step in ((range(1, len(out)), -1), (range(len(out) - 2, -1, -1), 1)):
        for i in order:
            out[i] = out[i] or (prose[i] and prose[i + step] and out[i + step])
    return out


def line_features(lines: Sequence[str]) -> np.ndarray:
    """One row a line: its own features, its neighbours', windows around it, and its place on the page."""
    own = np.array([_own(line) for line in lines], dtype=np.float32)
    columns = [own, _place(lines, own), _vocabulary(lines, own)]
    looks = own[:, :NEIGHBOUR_COLUMNS]
    columns += [_shifted(looks, by) for by in NEIGHBOURS]
    columns += [_window(looks, width) for width in WINDOWS]
    return np.hstack(columns).astype(np.float32)


def block_features(first: np.ndarray, lines: Sequence[str], scores: np.ndarray) -> np.ndarray:
    """The features of the second reading: the first one's, with the first scores around each line and the best block of them.

    The best block is the stretch of lines with the largest sum of signed weights (maximum subsequence segmentation,
    Pasternack and Roth 2009).
    """
    column = scores.reshape(-1, 1).astype(np.float32)
    words = np.array([len(line.split()) for line in lines], dtype=np.float32)
    start, end = _best_block((scores - KEEP_ABOVE) * np.log1p(words))
    index = np.arange(len(lines))
    inside = ((index >= start) & (index < end)).astype(np.float32)
    edges = np.stack([inside, _squash(index - start), _squash(end - 1 - index)], axis=1)
    weighted = np.stack([scores * words, words], axis=1)
    around = [_window(weighted, width) for width in WINDOWS]
    shares = [(a[:, :1] / np.maximum(a[:, 1:], 1.0)) for a in around]
    return np.hstack([first, column, edges, *[_shifted(column, by) for by in SCORE_NEIGHBOURS], *shares]).astype(np.float32)


def _own(line: str) -> tuple[float, ...]:
    words = WORD.findall(line)
    n, lower = max(len(words), 1), [w.lower() for w in words]
    tokens = max(len(line.split()), 1)
    letters = max(sum(c.isalpha() for c in line), 1)
    return (
        np.log1p(len(line)),
        np.log1p(len(words)),
        float(bool(STOP.search(line))),
        sum(w in FUNCTION_WORDS for w in lower) / n,
        sum(w[0].isupper() for w in words) / n,
        float(bool(BULLET.match(line))),
        float(bool(DATE.search(line))),
        line.count(",") / tokens,
        float(bool(CLOCK.search(line))),
        sum(c.isdigit() for c in line) / len(line),
        sum(c.isupper() for c in line) / letters,
        letters / n,
        float(line[:1].islower()),
        float(line.endswith(":")),
        float(line.endswith(("...", "…"))),
        float(any(c in line for c in '“”"«»')),
        float(any(c in line for c in "©®™")),
        float("|" in line),
        float(bool(LINKISH.search(line))),
        np.log1p(len(SENTENCE.findall(line))),
        sum(w in SECOND_PERSON for w in lower) / n,
        float(line.isupper()),
        float("?" in line),
        float("!" in line),
        len(set(lower)) / n,
        float(":" in line[:25]),
        letters / len(line),
    )


def _place(lines: Sequence[str], own: np.ndarray) -> np.ndarray:
    count = len(lines)
    index = np.arange(count)
    prose = _is_prose(lines, own)
    mass = np.cumsum(np.where(prose, [len(line) for line in lines], 0.0))
    total = max(mass[-1], 1.0)
    repeated = Counter(lines)
    before, after = _distances(prose)
    stack = (
        index / max(count - 1, 1),
        np.log1p(index),
        np.log1p(count - 1 - index),
        np.full(count, np.log1p(count)),
        mass / total,
        np.full(count, np.log1p(total)),
        before,
        after,
        np.array([float(repeated[line] > 1) for line in lines]),
        np.full(count, prose.mean()),
    )
    return np.stack(stack, axis=1)


def _vocabulary(lines: Sequence[str], own: np.ndarray) -> np.ndarray:
    """How much of a line's content vocabulary stands in the prose of other lines."""
    content = [{w for w in (m.lower() for m in WORD.findall(line)) if len(w) > 3 and w not in FUNCTION_WORDS} for line in lines]
    prose = _is_prose(lines, own)
    held: Counter[str] = Counter()
    for words, is_prose in zip(content, prose, strict=True):
        if is_prose:
            held.update(words)
    rows = []
    for words, is_prose in zip(content, prose, strict=True):
        shares = [max(held[w] - int(is_prose), 0) for w in words]
        rows.append((sum(s > 0 for s in shares) / max(len(words), 1), sum(np.log1p(s) for s in shares) / max(len(words), 1)))
    return np.array(rows, dtype=np.float32)


def _is_prose(lines: Sequence[str], own: np.ndarray) -> np.ndarray:
    return np.array([len(line) >= PROSE_CHARACTERS for line in lines]) & (own[:, 2] > 0)


def _distances(prose: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def from_left(flags: np.ndarray) -> np.ndarray:
        out, last = [], None
        for i, flag in enumerate(flags):
            out.append(50 if last is None else min(i - last, 50))
            last = i if flag else last
        return np.log1p(np.array(out, dtype=np.float32))

    return from_left(prose), from_left(prose[::-1])[::-1]


def _shifted(matrix: np.ndarray, by: int) -> np.ndarray:
    out = np.full_like(matrix, -1.0)
    if by > 0:
        out[:-by] = matrix[by:]
    else:
        out[-by:] = matrix[:by]
    return out


def _window(matrix: np.ndarray, width: int) -> np.ndarray:
    """The mean over `width` rows to either side, the row itself included."""
    sums = np.vstack([np.zeros((1, matrix.shape[1])), np.cumsum(matrix, axis=0, dtype=np.float64)])
    index = np.arange(len(matrix))
    low, high = np.maximum(index - width, 0), np.minimum(index + width + 1, len(matrix))
    return (sums[high] - sums[low]) / (high - low)[:, None]


def _best_block(weights: np.ndarray) -> tuple[int, int]:
    best, start, end, run, run_start = 0.0, 0, 0, 0.0, 0
    for i, weight in enumerate(weights):
        if run <= 0:
            run, run_start = 0.0, i
        run += float(weight)
        if run > best:
            best, start, end = run, run_start, i + 1
    return start, end


def _squash(distance: np.ndarray) -> np.ndarray:
    return np.sign(distance) * np.log1p(np.abs(distance))
