"""Tokens: a parsed text as plain Python objects, read once out of spaCy's document.

The layers ask a word for its lemma, head or children some fifty times each; spaCy makes a new token and decodes a string at every question. Here
every word is made once, with its strings and its children. Names and answers are spaCy's own (a test compares them word by word), so that who
knows its `Doc`, `Span` and `Token` knows `Tokens`, `TokenSpan` and `Token`; what no layer asks for is not there. What it saves is in
docs/decisions/0007-parse-time.md.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import wraps
from itertools import count, pairwise, repeat
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ..resources.spelling import spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc

Answer = TypeVar("Answer")
NAMED = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")  # attributes that are strings, in the order of a word's fields
COUNTED = ("IDX", "ENT_IOB", "IS_PUNCT", "IS_SPACE", "SPACY", "SENT_START", "HEAD")
PLACES = ("", "I", "O", "B")  # of a word in an entity: spaCy's numbers, spelt out
STARTS = 1  # spaCy's mark of a token that begins a sentence


class Token(msgspec.Struct, eq=False):
    """One token with what the parser says of it. Two words are equal if they are the same one; `len` is its characters."""

    doc: Tokens
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_punct: bool
    is_space: bool
    whitespace_: str
    is_sent_start: bool
    head: Token | None = None  # set, like the next two, as soon as all words are there: itself for the root of a sentence
    sent: TokenSpan | None = None  # the same object for all words of the sentence
    children: list[Token] | tuple[()] = ()  # from left to right
    known: dict[str, Any] | None = None  # what `once` has asked of it

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_quote(self) -> bool:
        return self.doc.vocab[self.text].is_quote

    @property
    def is_alpha(self) -> bool:
        return self.doc.vocab[self.text].is_alpha

    @property
    def is_stop(self) -> bool:
        return self.doc.vocab[self.text].is_stop

    @property
    def like_num(self) -> bool:
        return self.doc.vocab[self.text].like_num

    @property
    def lefts(self) -> list[Token]:
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        return [c for c in self.children if c.i > self.i]

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def left_edge(self) -> Token:
        """The first word of all that hang on this one, itself among them."""
        return self.doc.words[self.doc.spread(self.i)[0]]

    @property
    def right_edge(self) -> Token:
        """The last one."""
        return self.doc.words[self.doc.spread(self.i)[1]]

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hangs on it, directly or not, from left to right."""
        return self.doc.below(self.i)

    @property
    def ancestors(self) -> list[Token]:
        """The words that it hangs on, the nearest first."""
        found, node = [], self
        while node.head is not node:
            node = node.head
            found.append(node)
        return found

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other words of the list that it is joined in."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found.extend(c for c in word.rights if c.dep_ == "conj")
        return tuple(w for w in found if w is not self)

    def is_ancestor(self, other: Token) -> bool:
        """Whether another word hangs on this one, directly or not."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False

    def nbor(self, step: int = 1) -> Token:
        """The word so many places further; raises IndexError where there is none."""
        if self.i + step < 0:
            raise IndexError(f"no word {-step} before {self.i}")
        return self.doc.words[self.i + step]


def once(ask: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """A question about one word whose answer is kept with the word: the tree does not change. Nobody may change the answer."""
    name = ask.__qualname__

    @wraps(ask)
    def asked(word: Token) -> Answer:
        known = word.known
        if known is None:
            known = word.known = {}
        if name not in known:
            known[name] = ask(word)
        return known[name]

    return asked


class TokenSpan:
    """Tokens that follow one another: `doc[start:end]`, a sentence, an entity with its label."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: Tokens, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._root: Token | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, at):
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return TokenSpan(self.doc, self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(f"no word {at} in a run of {len(self)}")
        return self.doc.words[(self.end if at < 0 else self.start) + at]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, TokenSpan) and self.doc is other.doc and self._place() == other._place())

    def __hash__(self) -> int:
        return hash(self._place())

    def _place(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        return self.doc.offset(self.start)

    @property
    def end_char(self) -> int:
        return self.doc.words[self.end - 1].idx + len(self.doc.words[self.end - 1].text) if self.end > self.start else self.start_char

    @property
    def text(self) -> str:
        """The words with the spaces between them."""
        words = self.doc.words[self.start : self.end]
        return "".join([w.text + w.whitespace_ for w in words[:-1]]) + words[-1].text if words else ""

    @property
    def sent(self) -> TokenSpan:
        return self.doc.words[self.start].sent

    @property
    def ents(self) -> list[TokenSpan]:
        """The entities that lie within."""
        return [e for e in self.doc.ents if self.start <= e.start and e.end <= self.end]

    @property
    def root(self) -> Token:
        """The word nearest to the root of its sentence; of several as near the first."""
        if self._root is None:
            self._root = self._highest()
        return self._root

    def _highest(self) -> Token:
        words = self.doc.words[self.start : self.end]
        if (top := next((w for w in words if w.head is w), None)) is not None:
            return top
        outward = [w for w in words if not self.start <= w.head.i < self.end]
        return min(outward, key=self.doc.depth, default=self.doc.words[self.start])


class Tokens:
    """The words of a text in order, with its sentences and its named entities; offsets are code points of the text that was parsed."""

    def __init__(self, doc: Doc) -> None:
        self.vocab = doc.vocab
        columns = doc.to_array([*NAMED, *COUNTED]).T
        named, (offsets, places, *flags, spaces, starts, heads) = columns[: len(NAMED)].tolist(), columns[len(NAMED) :].view("int64").tolist()
        spelt = spelling(doc.vocab)
        self.words: list[Token] = list(map(
            Token, repeat(self), count(), offsets, *(map(spelt.__getitem__, column) for column in named),
            map(PLACES.__getitem__, places), *(map(bool, column) for column in flags), map(("", " ").__getitem__, spaces),
            map(STARTS.__eq__, starts),
        ))  # fmt: skip
        self._offsets = offsets
        bounds = [0, *(n for n, start in enumerate(starts) if start == STARTS and n), len(starts)]
        self.sents = [TokenSpan(self, start, end) for start, end in pairwise(bounds)] if starts else []
        self._ents: list[TokenSpan] | None = None
        self._spread: list[tuple[int, int, int]] | None = None
        self._join(heads)

    def _join(self, heads: list[int]) -> None:
        """Give every word its head, its children and its sentence."""
        words = self.words
        for sentence in self.sents:
            for i in range(sentence.start, sentence.end):
                word = words[i]
                word.sent = sentence
                word.head = head = words[i + heads[i]]
                if head is word:
                    continue
                if head.children:
                    head.children.append(word)
                else:
                    head.children = [word]

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.words)

    def __getitem__(self, at):
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return TokenSpan(self, start, max(start, end))
        return self.words[at]

    @property
    def text(self) -> str:
        return "".join([w.text + w.whitespace_ for w in self.words])

    @property
    def ents(self) -> list[TokenSpan]:
        """The named entities."""
        if self._ents is None:
            first = [w.i for w in self.words if w.ent_iob_ == "B" and w.ent_type_]
            self._ents = [TokenSpan(self, i, self._end_of_entity(i), self.words[i].ent_type_) for i in first]
        return self._ents

    def _end_of_entity(self, start: int) -> int:
        return next((n for n in range(start + 1, len(self.words)) if self.words[n].ent_iob_ != "I"), len(self.words))

    def offset(self, i: int) -> int:
        """Where the word at this place begins; behind the last one, where the text ends."""
        return self._offsets[i] if i < len(self._offsets) else len(self.text)

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> TokenSpan | None:
        """The words between two offsets: the same ones ("strict"), those that lie between ("contract"), those that are touched ("expand").

        None where there are none, and where an offset lies outside the text.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        one, other = self.words[first], self.words[last]
        if alignment_mode == "expand":
            return TokenSpan(self, first + (start == one.idx + len(one.text)), last + 1)  # not the word before the space that it begins with
        if alignment_mode == "strict":
            return TokenSpan(self, first, last + 1) if (start, end) == (one.idx, other.idx + len(other.text)) else None
        first, last = first + (one.idx < start), last - (end < other.idx + len(other.text))
        return TokenSpan(self, first, last + 1) if first <= last else None

    def _at(self, offset: int) -> int | None:
        """The place of the word that an offset lies in, or on the space behind it."""
        i = bisect_right(self._offsets, offset) - 1
        if i < 0:
            return None
        word = self.words[i]
        return i if offset < word.idx + len(word.text) + len(word.whitespace_) else None

    def depth(self, word: Token) -> int:
        """How many words it hangs on; a sign or a space by itself counts as the deepest."""
        return len(self.words) - 1 if (word.is_space or word.is_punct) and not word.children else len(word.ancestors)

    def spread(self, i: int) -> tuple[int, int, int]:
        """The places of the first and the last of the words that hang on the word at this place, itself among them, and their number; too great a
        number where those below it do not stand together."""
        if self._spread is None:
            self._spread = self._spreads()
        return self._spread[i]

    def _spreads(self) -> list[tuple[int, int, int]]:
        found = [(i, i, 1) for i in range(len(self.words))]
        downward = [word for word in self.words if word.head is word]
        for word in downward:
            downward.extend(word.children)
        for word in reversed(downward):
            if word.head is not word:
                (first, last, number), (least, most, below) = found[word.head.i], found[word.i]
                apart = len(found) if most - least + 1 != below else 0
                found[word.head.i] = least if least < first else first, most if most > last else last, number + below + apart
        return found

    def below(self, i: int) -> list[Token]:
        """The word at this place and all that hangs on it, those on its left first."""
        first, last, number = self.spread(i)
        if last - first + 1 == number:
            return self.words[first : last + 1]
        found, open_ = [], [(self.words[i], False)]
        while open_:  # where what hangs on a word does not stand together
            word, is_next = open_.pop()
            if is_next or not word.children:
                found.append(word)
            else:
                open_ += [*((w, False) for w in reversed(word.rights)), (word, True), *((w, False) for w in reversed(word.lefts))]
        return found
