"""The tokens of a parse answer as spaCy's own do."""

from __future__ import annotations

import pytest

from diurna.coding.tokens import Tokens

TEXT = (
    "The two ministers, who met in Oslo on Friday, agreed that 12 hostages would be freed - if the rebels' leader keeps his word.\n\n"
    "“Nobody was hurt,” said Jane Roe of the Red Sail Relief Fund. What did they see? The town, they say, the army never will take."
)
FACTS = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "is_punct", "is_space", "is_quote", "is_alpha",
    "is_stop", "like_num", "whitespace_", "text_with_ws", "n_lefts",
)  # fmt: skip
KIN = ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts")
MODES = ("strict", "contract", "expand")


@pytest.fixture(scope="module")
def both(language):
    """A document of spaCy's with a dependency that crosses another, and its tokens."""
    doc = language(TEXT)
    doc[1].head = doc[8]
    return doc, Tokens(doc)


def _outline(span):
    if span is None or not len(span):
        return span is None
    return span.start, span.end, span.label_, span.text, span.start_char, span.end_char, span.root.i


def test_words_say_what_spacys_do(both):
    doc, tokens = both
    assert len(tokens) == len(doc)
    assert tokens.text == doc.text
    for theirs, ours in zip(doc, tokens, strict=True):
        assert [getattr(ours, fact) for fact in FACTS] == [getattr(theirs, fact) for fact in FACTS], theirs
        assert (len(ours), ours.is_sent_start, ours.head.i) == (len(theirs), bool(theirs.is_sent_start), theirs.head.i)


def test_words_have_the_kin_of_spacys(both):
    for theirs, ours in zip(*both, strict=True):
        for kin in KIN:
            assert [t.i for t in getattr(ours, kin)] == [t.i for t in getattr(theirs, kin)], (theirs, kin)
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert _outline(ours.sent) == _outline(theirs.sent)
        assert [ours.is_ancestor(t) for t in both[1]] == [theirs.is_ancestor(t) for t in both[0]]


def test_sentences_entities_and_runs_are_spacys(both):
    doc, tokens = both
    assert [_outline(s) for s in tokens.sents] == [_outline(s) for s in doc.sents]
    assert [_outline(e) for e in tokens.ents] == [_outline(e) for e in doc.ents]
    for start in range(-3, len(doc) + 2):
        for end in range(start - 2, start + 6):
            assert _outline(tokens[start:end]) == _outline(doc[start:end])
            assert _outline(tokens[4:20][start:end]) == _outline(doc[4:20][start:end])


@pytest.mark.parametrize("mode", MODES)
def test_offsets_find_the_words_that_spacy_finds(both, mode):
    doc, tokens = both
    for start in range(-1, len(doc.text) + 2):
        for end in (start, start + 1, start + 4, start + 13):
            ours, theirs = (words.char_span(start, end, alignment_mode=mode) for words in (tokens, doc))
            assert _outline(ours) == _outline(theirs), (start, end)


def test_neighbours_end_with_the_text(both):
    tokens = both[1]
    assert tokens[3].nbor(-3) is tokens[0]
    with pytest.raises(IndexError):
        tokens[0].nbor(-1)
    with pytest.raises(IndexError):
        tokens[len(tokens) - 1].nbor()


def test_a_text_without_words_has_no_sentences(language):
    assert Tokens(language.make_doc("")).sents == []
