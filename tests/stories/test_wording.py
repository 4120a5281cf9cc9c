"""Words as hashes: what is one word has one hash, wherever and beside whatever it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diurna.stories.wording import word_hash, worded


def test_apostrophes_leave_no_trace_and_genitives_have_a_stem() -> None:
    (words,) = worded(["Norway's 1,200 men ‘said’. Norways"])
    assert words.hashes.tolist() == [word_hash(w) for w in ("norways", "1200", "men", "said", "norways")]
    assert words.stems[0] == word_hash("norway") and words.stems[-1] == word_hash("norways")
    assert words.starts.tolist() == [0, 9, 15, 20, 27]
    assert words.figure.tolist() == [False, True, False, False, False]
    assert words.opens.tolist() == [True, False, False, False, True]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_text_reads_alike_alone_and_among_others(texts: list[str]) -> None:
    for one, text in zip(worded(texts), texts, strict=True):
        (alone,) = worded([text])
        for name in ("starts", "hashes", "stems", "figure", "capital", "opens"):
            assert getattr(one, name).tolist() == getattr(alone, name).tolist()


def test_an_interval_is_shown_with_its_last_day() -> None:
    from datetime import date

    from diurna.model import Interval
    from diurna.stories.told_times import shown_time

    assert shown_time(Interval(date(2031, 4, 8), date(2031, 4, 10), "day")) == "2031-04-08 to 2031-04-09"
    assert shown_time(Interval(date(2031, 4, 8), date(2031, 4, 9), "day")) == "2031-04-08"
