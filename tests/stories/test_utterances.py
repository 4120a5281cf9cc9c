"""One saying across outlets: the same words, clipped, altered or told in others, by another speaker, through others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from diurna.model import Actor, Annotations, Article, Interval, Participant, Published, Quote, Source, Span, Utterance
from diurna.stories.reading import Reading
from diurna.stories.utterances import align

LIND = Actor(id="person:maja-lind", name="Maja Lind", kind="person", country="SWE")
ORO = Actor(id="person:ben-oro", name="Ben Oro", kind="person", country="GHA")
FULL = "We will not sell the northern harbour to foreign companies, not for ten years and not for a hundred"


def told(number: int, said: str, *, by: Actor = LIND, kind: str = "direct", through: str = "", day: int = 3) -> Reading:
    """An article of one quote."""
    text = f"{by.name} spoke on Monday, {through} said: {said}."
    start = text.index(said)
    chain = (Source(words=through, span=Span(text.index(through), text.index(through) + len(through))),) if through else ()
    quote = Quote(
        id=f"q{number}", article=f"a{number}", sentence=0, content=(Span(start, start + len(said)),), kind=kind,  # type: ignore[arg-type]
        speaker=Participant(by.id, Span(0, len(by.name))), speaker_words=by.name, chain=chain,
    )
    when = date(2031, 3, 1) + timedelta(days=day)
    published = Published(when.isoformat(), Interval.day(when), "field")
    article = Article(id=f"a{number}", raw="", name="", text=text, outlet=f"o{number}", published=published)
    return Reading(article, Annotations(article=article.id, sentences=(Span(0, len(text)),), actors=(by,), quotes=(quote,)))


def one(*readings: Reading) -> Utterance:
    (found,) = align(readings)
    return found


@pytest.mark.parametrize(
    ("other", "kind", "how"),
    [
        (FULL, "direct", "same"),
        ("We will not sell the northern harbour to foreign companies", "direct", "clipped"),
        ("We will never sell the northern harbour to any company, not in ten years", "direct", "altered"),
        ("foreign companies could not have the northern harbour", "indirect", "paraphrased"),
    ],
)
def test_a_second_rendering_of_one_saying(other: str, kind: str, how: str) -> None:
    found = one(told(1, FULL), told(2, other, kind=kind))
    assert found.words == FULL and found.speakers == ("Maja Lind",)
    assert [r.how for r in found.renderings if r.quote == "q2"] == [how]


def test_the_same_words_by_another_speaker() -> None:
    assert one(told(1, FULL), told(2, FULL, by=ORO)).speakers == ("Maja Lind", "Ben Oro")


def test_the_same_words_through_others() -> None:
    found = one(told(1, FULL), told(2, FULL, through="state radio"), told(3, FULL, through="the state radio"))
    assert found.chains == ("its own words", "state radio")
    assert one(told(1, FULL), told(2, FULL)).chains == ()


def test_other_words_or_days_or_speakers_are_other_sayings() -> None:
    assert len(align([told(1, FULL), told(2, "The ferry fares must fall before the summer begins")])) == 2
    assert len(align([told(1, FULL), told(2, FULL, day=20)])) == 2
    assert len(align([told(1, FULL), told(2, "foreign companies could not have the northern harbour", by=ORO, kind="indirect")])) == 2


def test_two_quotes_of_one_article_are_not_aligned() -> None:
    reading = told(1, FULL)
    assert len(align([reading, reading])) == 2
