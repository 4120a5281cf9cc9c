"""Strings of a vocabulary are remembered within bounds."""

from __future__ import annotations

from spacy.vocab import Vocab

from diurna.resources import spelling as module
from diurna.resources.spelling import spelling


def test_numbers_are_spelt_as_the_vocabulary_spells_them(monkeypatch):
    vocab = Vocab()
    numbers = [vocab.strings.add(word) for word in ("harbour", "ферри", "")]
    assert [spelling(vocab)[number] for number in numbers] == ["harbour", "ферри", ""]
    assert spelling(vocab) is spelling(vocab)
    monkeypatch.setattr(module, "MOST", 1)
    assert not spelling(vocab)
    assert spelling(vocab)[numbers[0]] == "harbour"
