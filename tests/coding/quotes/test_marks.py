"""Quotation marks: pairs, runs over paragraphs, and missing ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.coding.quotes.marks import quoted


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "we go" and "they stay." Then he left.', ["we go", "they stay."]),
        ("„Ja“, he said, «oui» and “yes”.", ["Ja", "oui", "yes"]),
        ("''We go,'' he said.", ["We go,"]),
        ("The boys' boats and the girls' nets weren't mended.", []),
        ("He called it 'quite so' and left.", ["quite so"]),
        ("He said “we go. They stayed at home.", ["we go."]),
        ('We go," he said. "But when?"', ["We go,", "But when?"]),
    ],
)
def test_stretches(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in quoted(text)] == inner


def test_a_quotation_over_paragraphs_is_one_run() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said. “Four.”"
    found = quoted(text)
    assert [q.inner.of(text) for q in found] == ["One.", "Two.", "Three,", "Four."]
    assert len({q.run for q in found[:3]}) == 1
    assert found[3].run != found[0].run


@given(st.lists(st.sampled_from(["“", "”", '"', "'", "’", "‘", "„", "''", "word", ".", " ", "\n\n", "A"]), max_size=25))
def test_stretches_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for stretch in quoted(text):
        assert end <= stretch.span.start <= stretch.inner.start < stretch.inner.end <= stretch.span.end <= len(text)
        end = stretch.span.end
