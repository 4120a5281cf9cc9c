"""Parse: the sentences of an article and their syntax, read once and used by every layer."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from ..model import Span
from ..resources.reader import reader
from .case import read_case
from .headline import headline_source, with_colon
from .mending import mend
from .tokens import Tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from ..model import Article
    from .tokens import Token, TokenSpan

MAX_WORDS = 4000  # of one parser call: batches of longer texts peak above 1.3 GB
MAX_SENTENCE = 400  # tokens; the layers compare the words of a sentence with one another: 4,000 take 20 s, 400 less than 1
LEAST, FEW = 500, 0.5  # characters of a text that is long enough to tell, and commas in 1,000 of them
MAX_RUN = 1000  # characters without a space: no word of a coded language; the tokenizer's time grows with its square
SIGNS = 100  # signs in a row, likewise
RUN = re.compile(rf"[^\w\s]{{{SIGNS},}}|\S{{{MAX_RUN},}}")
ENDS = frozenset(".!?…")
PAUSES = frozenset(",;:–—")
STARTS, GOES_ON = 1, -1  # spaCy's marks of a token that begins a sentence and of one that cannot


class Parse:
    """An article with its syntax; `bare`: it has lost its commas; `headline_source`: who says what its headline tells, named at its end.

    `doc[i].idx` is an offset of `article.text`; sentences never cross a paragraph.
    """

    def __init__(self, article: Article, doc: Doc) -> None:
        self.article = article
        self.bare = is_bare(article.text)
        self.headline_source = headline_source(article, bare=self.bare)
        self.doc = Tokens(doc)
        told = [s for s in self.doc.sents if not all(t.is_space for t in s)]
        self.sentences: tuple[Span, ...] = tuple(_trimmed(s.start_char, s.end_char, article.text) for s in told)
        self._starts = [s.start for s in self.sentences]
        self._tokens = [s.start for s in told]
        self._touched: dict[tuple[int, int], TokenSpan | None] = {}

    @property
    def text(self) -> str:
        return self.article.text

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds (or precedes) an offset of the text."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def sentence_of(self, token: Token) -> int:
        """The index of a token's sentence."""
        return max(bisect_right(self._tokens, token.i) - 1, 0)

    def tokens(self, span: Span) -> TokenSpan | None:
        """The tokens that a span touches, or None if it touches none; the same object when asked again."""
        key = span.start, span.end
        if key not in self._touched:
            self._touched[key] = self.doc.char_span(*key, alignment_mode="expand") if span.end > span.start else None
        return self._touched[key]


def is_bare(text: str) -> bool:
    """Whether a text has lost its commas, as in some archives: of 120 pages as published one in a hundred has fewer than 1.5 in 1,000 characters."""
    return len(text) >= LEAST and 1000 * text.count(",") < FEW * len(text)


def parse(article: Article, language: Language) -> Parse:
    """Parse one article alone, so that nothing in its parse depends on its neighbours."""
    source = headline_source(article, bare=is_bare(article.text))
    return Parse(article, _doc(with_colon(article.text, source), language))


def span_of(tokens: Token | TokenSpan) -> Span:
    """The characters of a token or of a run of tokens, as a span of the article's text."""
    if hasattr(tokens, "idx"):
        return Span(tokens.idx, tokens.idx + len(tokens))
    return Span(tokens.start_char, tokens.end_char)


def _doc(text: str, language: Language) -> Doc:
    from spacy.tokens import Doc

    read = RUN.sub(lambda run: "x" * len(run.group()), read_case(text, language.Defaults.stop_words))
    pieces = [_prepared(piece, language) for piece in _pieces(read)]
    parsed = [_run(piece, language) for piece in pieces]
    return parsed[0] if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False)


def _run(doc: Doc, language: Language) -> Doc:
    reader(language).read(doc)
    mend(doc)
    return doc


def _prepared(text: str, language: Language) -> Doc:
    """Tokens, with a sentence start fixed after every blank line, and, behind a comma if there is one, where MAX_SENTENCE tokens run on."""
    import numpy
    from spacy.attrs import SENT_START

    doc = language.make_doc(text)
    starts = numpy.zeros(len(doc), dtype="int64")
    after_break, running, before, pause = True, 0, "", 0
    for i, word in enumerate([token.text for token in doc]):
        running = 0 if word in ENDS else running + 1
        if word.isspace():
            after_break = after_break or "\n\n" in word
        elif after_break:
            starts[i] = STARTS
            after_break, running = False, 0
        elif running > MAX_SENTENCE:
            at = pause if i - pause < MAX_SENTENCE // 2 else i
            starts[at] = STARTS
            running = i - at
        elif word[0].islower() and not _may_end(before):
            starts[i] = GOES_ON
        if before in PAUSES and not word.isspace():
            pause = i
        before = word
    return doc.from_array([SENT_START], starts.astype("uint64"))


def _may_end(word: str) -> bool:
    """Whether a sentence can end with a token: behind any other, a word in lower case goes on with it, whatever the parser thinks."""
    return not word[-1].isalnum() and word[-1] not in ",-–'’%$"


def _pieces(text: str) -> list[str]:
    """The text cut into pieces of at most MAX_WORDS, at paragraph breaks if there are any, else at spaces."""
    if len(text.split()) < MAX_WORDS:
        return [text]
    pieces: list[str] = []
    start = 0
    while start < len(text):
        cut = last_break = None
        for words, match in enumerate(re.finditer(r"\S+(\s*)", text[start:]), 1):
            if "\n\n" in match.group(1) or match.group(1).count("\n") > 1:
                last_break = start + match.end()
            if words == MAX_WORDS:
                cut = last_break or start + match.end()
                break
        end = cut if cut is not None else len(text)
        pieces.append(text[start:end])
        start = end
    return pieces or [""]


def _trimmed(start: int, end: int, text: str) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
