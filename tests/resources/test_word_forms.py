"""Word forms looked up are those that the pipeline would work out."""

from __future__ import annotations

TEXT = (
    "There were talks in Geneva on Friday, but nobody who'd been invited said what they did. The envoys' aides have left; "
    "it isn't known whether they'll return. Rebels shelled the port, killing 12, and the leaders met."
)


def test_looked_up_forms_are_the_pipelines(language, read):
    parsed = read(TEXT).doc
    for ours, theirs in zip(parsed, language(TEXT), strict=True):
        assert (ours.pos_, ours.lemma_) == (theirs.pos_, theirs.lemma_), ours.text


def test_a_second_reading_gives_the_same(read):
    assert [(t.pos_, t.lemma_) for t in read(TEXT).doc] == [(t.pos_, t.lemma_) for t in read(TEXT).doc]
