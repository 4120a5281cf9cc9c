"""A long text is parsed in stretches, and comes out as if it were parsed whole."""

from __future__ import annotations

import pytest

from diurna.resources.language import language_model
from diurna.resources.reader import Reader
from diurna.resources.stretches import LEAST, STRETCHES, _cuts

SENTENCES = [
    "The harbour board of Port Vell met on Monday and voted to close the northern quay until the spring.",
    "Its chairman, Ana Duarte, told reporters that divers had found cracks in six of the forty piles.",
    "Fishing crews said they had been promised another berth but had seen none.",
    "A spokeswoman for the ministry declined to comment, although she confirmed that an inspector had been sent.",
    "The ferry to the islands will leave from the fish market for now, the company announced.",
    "Two weeks earlier a crane had slid into the basin; nobody was hurt.",
]
TEXT = " ".join(SENTENCES * 4)


@pytest.fixture(scope="module")
def language():
    return language_model()


def marks(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i, t.is_sent_start) for t in doc]


def read(language, text):
    doc = language.make_doc(text)
    Reader(language).read(doc)
    return doc


def test_nearly_every_word_has_the_head_and_label_of_the_whole_text(language):
    ours, theirs = marks(read(language, TEXT)), marks(language(TEXT))
    assert len(ours) == len(theirs)
    assert sum(a == b for a, b in zip(ours, theirs, strict=True)) >= 0.995 * len(theirs)


def test_a_text_is_cut_where_sentences_begin(language):
    doc = language.make_doc(TEXT)
    cuts = _cuts(doc, [0] * len(doc))
    assert len(cuts) == STRETCHES - 1
    assert all(doc[at - 1].text == "." for at in cuts)
    assert sorted(cuts) == cuts
    assert len(set(cuts)) == len(cuts)


def test_a_mark_that_a_sentence_goes_on_is_no_place_to_cut(language):
    doc = language.make_doc(TEXT)
    free = _cuts(doc, [0] * len(doc))
    held = _cuts(doc, [-1 if at in free else 0 for at in range(len(doc))])
    assert not set(free) & set(held)


def test_a_run_without_an_end_is_parsed_whole(language):
    text = "and the boats went out and " * LEAST
    doc = language.make_doc(text)
    assert _cuts(doc, [0] * len(doc)) == []
    assert marks(read(language, text)) == marks(language(text))


def test_a_short_text_is_parsed_whole(language):
    assert marks(read(language, SENTENCES[0])) == marks(language(SENTENCES[0]))
