"""Texts read many at a time read as each alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diurna.model import Article, Span
from diurna.stories.features import BODY, COLUMNS, FIGURES, LEADING, LONGEST, NAMES_ONLY, TITLE
from diurna.stories.shingles import shingles
from diurna.stories.texts import read_texts
from diurna.stories.wording import worded

WORDS = st.lists(st.sampled_from(["Valdoro", "the", "3,000", "mill.", "Saela’s", "\n\n", "😀", ""]), max_size=60).map(" ".join)


def article(key: str, text: str, title: int = 0) -> Article:
    return Article(id=key, raw=key, name=key, text=text, title=Span(0, min(title, len(text))) if title else None)


@given(st.lists(st.tuples(WORDS, st.integers(0, 40)), max_size=6))
def test_a_text_reads_alike_alone_and_among_others(texts: list[tuple[str, int]]) -> None:
    articles = [article(f"a{n}", text, title) for n, (text, title) in enumerate(texts)]
    found = read_texts(articles)
    assert list(found) == [a.id for a in articles]
    for one in articles:
        alone, among = read_texts([one])[one.id], found[one.id]
        assert among.shingles.tolist() == alone.shingles.tolist() == shingles(next(worded([one.text])).hashes).tolist()
        assert among.terms.terms.tolist() == alone.terms.terms.tolist() and among.terms.counts.tolist() == alone.terms.counts.tolist()


def test_a_term_is_counted_where_it_stands() -> None:
    text = "Flood in Valdoro\n\nThe flood drowned Valdoro. Valdoro counts 12 dead of the flood."
    counts = read_texts([article("a", text, text.index("\n"))])["a"].terms.counts.sum(axis=0)
    assert len(counts) == len(COLUMNS)
    assert [int(counts[some]) for some in (BODY, NAMES_ONLY, TITLE, LEADING, FIGURES)] == [14, 2, 3, 11, 1]


def test_no_count_goes_beyond_a_byte_and_no_text_beyond_what_is_read() -> None:
    found = read_texts([article("a", "mill " * (LONGEST + 50)), article("b", "mill mill")])
    assert found["a"].terms.counts[0, BODY] == 255 and found["b"].terms.counts[0, BODY] == 2
