"""Full-text search: what a user types never becomes an operator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.model import Article, Span
from diurna.store.search import extend_search, match_expression, search

TEXTS = {
    "a": "Peace talks in Geneva\n\nThe envoy met both sides. C++ programmers were not invited.",
    "b": "Talks about peace\n\nNothing was said in Zürich.",
    "c": "Weather\n\nRain in Geneva.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "search.sqlite"
    extend_search(path, [Article(id=k, raw="", name=k, text=t, title=Span(0, t.index("\n"))) for k, t in TEXTS.items()])
    return path


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("peace", {"a", "b"}),
        ('"peace talks"', {"a"}),
        ("genev*", {"a", "c"}),
        ("geneva peace", {"a"}),
        ("zurich", {"b"}),
        ("C++", {"a"}),
        ('"', set()),
        ("NOT peace", {"a"}),
        ("title:peace", set()),
        ("   ", set()),
    ],
)
def test_queries(index, query, found):
    assert {hit.article for hit in search(index, query)} == found


@given(st.text(max_size=40))
def test_no_query_is_a_syntax_error(index, query):
    search(index, query)
    assert isinstance(match_expression(query), str)


def test_titles_weigh_more(index):
    assert search(index, "peace")[0].article in {"a", "b"}
    assert [hit.article for hit in search(index, "peace", limit=1)] == [search(index, "peace")[0].article]
