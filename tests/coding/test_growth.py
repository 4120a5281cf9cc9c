"""Work grows with the length of a text and not with its square: counted in calls, which no busy machine changes."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from diurna.coding.casting import find_cast
from diurna.coding.home import at_home
from diurna.coding.parse import MAX_SENTENCE
from diurna.coding.places import find_places
from diurna.extract import extract
from diurna.model import RawDocument
from diurna.resources.actor_tables import actor_tables
from diurna.resources.gazetteer import gazetteer
from diurna.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 2.6  # times the work for twice the text; 4 would be its square
SIZES = (1000, 2000, 4000)  # words; the first only loads the tables
NAMES = ("Norland", "Estmark", "Ilse Varga", "Ostrow", "Port Ansel", "Harbour Council", "Lindholm", "Dawn Front")
WORDS = (
    "the", "army", "said", "that", "rebels", "had", "shelled", "a", "port", "near", "and", "killed", "twelve", "people", "while", "talks", "between",
    "envoys", "of", "his", "ministers", "they", "which", "it", "was", "after", "because", "agreed", "accused", "strike", "deal", "village", "troops",
    "officials", "minister", "president",
)  # fmt: skip


def made(words: int, ending: str) -> str:
    """A text of so many words drawn by lot, the same for the same count; a sentence ends every twenty words or so where `ending` is given."""
    draw = random.Random(7)
    told = [draw.choice(NAMES if draw.random() < 0.2 else WORDS) + (ending if draw.random() < 0.05 else "") for _ in range(words)]
    return " ".join(told) + ". Norlands army and Estmarks troops dont talk."


def calls(work: Callable[[], object]) -> int:
    """How many calls (of functions, of generators for their next value, of the interpreter's own functions) a piece of work makes."""
    count = 0

    def counted(frame, event, _):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("ending", ["", ".\n\n"])
def test_extraction_grows_with_the_text(ending):
    texts = [made(n, ending) for n in SIZES]
    raws = [RawDocument("made", "made", "text", text.encode()) for text in texts]
    _, one, two = (calls(lambda raw=raw: extract(raw, settings=Settings())) for raw in raws)
    assert two < MOST * one


@pytest.mark.parametrize("ending", [".", ".\n\n"])
def test_casting_grows_with_the_text(read, ending):
    def cast(parsed):
        places = find_places(parsed, gazetteer())
        at_home(find_cast(parsed, places, actor_tables()), parsed, places, actor_tables(), gazetteer())

    _, one, two = (calls(lambda parsed=parsed: cast(parsed)) for parsed in [read(made(n, ending)) for n in SIZES])
    assert two < MOST * one


def test_no_sentence_is_longer_than_can_be_read(read):
    parsed = read(made(3000, ""))
    assert max(len(s) for s in parsed.doc.sents) <= MAX_SENTENCE + 1


def test_a_sentence_without_an_end_is_cut_behind_a_comma(read):
    text = ", ".join(["the army and the rebels of Norland went on with their talks in the old port by night"] * 60)
    assert all(s.text.startswith("the army") for s in read(text).doc.sents)
