"""Sayings: what is found by words or speaker, and how many pages that makes."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.store.reader import Reader
from diurna.views.params import Filter
from diurna.views.sayings import Piece, aligned, sayings


def every(reader, **narrow):
    """All sayings that fit, page by page."""
    wanted, words = Filter(actor=narrow.pop("actor", None)), narrow.pop("words", None)
    pages = sayings(reader, wanted, words=words).pages
    return [s for n in range(1, pages + 1) for s in sayings(reader, wanted, words=words, page=n).sayings]


def test_words_are_found_in_any_case(example_library):
    reader = example_library.reader
    held = {s.id: s.words.lower() for s in every(reader)}
    found = [s.id for s in every(reader, words="THE")]
    assert len(found) == len(set(found)) > 0
    assert set(found) == {key for key, words in held.items() if "the" in words}


def test_a_speaker_is_found_by_its_id_or_its_words(example_library):
    reader = example_library.reader
    spoken = next(r.row.quote.speaker_words for s in every(reader) for r in s.renderings if r.row.quote.speaker_words)
    found = every(reader, actor=spoken.upper())
    assert found
    assert any(spoken.lower() in (r.row.quote.speaker_words or "").lower() for s in found for r in s.renderings)


WITHIN = {"since": date(2024, 4, 9), "until": date(2024, 4, 11)}


@pytest.mark.parametrize("day", [{}, {"since": date(2024, 4, 10)}, {"until": date(2024, 4, 10)}, WITHIN])
def test_a_speaker_s_quotes_are_the_same_where_they_are_too_many_to_keep(example_library, monkeypatch, day):
    for as_of in (None, date(2024, 4, 11)):
        for words in ("BFA", "minister", "the", "nobody"):
            monkeypatch.setattr("diurna.views.sayings.MOST_IDS", 10_000)
            kept = sayings(Reader(example_library.path), Filter(actor=words, as_of=as_of, **day))
            monkeypatch.setattr("diurna.views.sayings.MOST_IDS", 0)
            assert sayings(Reader(example_library.path), Filter(actor=words, as_of=as_of, **day)) == kept


def test_beyond_the_last_page_the_number_holds(example_library):
    reader = example_library.reader
    first, beyond = sayings(reader, Filter(), words="the"), sayings(reader, Filter(), words="the", page=10_000)
    assert beyond.sayings == []
    assert beyond.total == first.total > 0
    assert sayings(reader, Filter(), words="no such words anywhere").total == 0


def test_the_same_words_are_one_piece():
    assert aligned("We will not sign it", "we will not sign it") == [Piece("same", "we will not sign it")]
    assert aligned("", "") == []


def test_a_part_of_the_fullest_rendering_is_found_where_it_stands():
    told = [Piece("left_out", "We said:"), Piece("same", "we will not"), Piece("left_out", "sign it")]
    assert aligned("We said: we will not sign it", "we will not") == told
    assert aligned("we will not sign it", "") == [Piece("left_out", "we will not sign it")]
    assert aligned("", "we will") == [Piece("only_here", "we will")]
