"""Places found in articles, and which of their name is meant."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diurna.coding.places import find_places, resolve_spans
from diurna.model import Span
from diurna.resources.gazetteer import Gazetteer, gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse
    from diurna.model import PlaceMention

WORDS = ["Paris", "Texas", "Syria", "U.S.", "eastern", "Aleppo", ",", "the", "Ġ", "😀", "New York", "Kobani", "of", "\n\n"]


@pytest.fixture(scope="module")
def table() -> Gazetteer:
    return gazetteer()


def _spans(text: str, *names: str) -> list[Span]:
    return [Span(text.index(name), text.index(name) + len(name)) for name in names]


def _by_words(parsed: Parse, table: Gazetteer) -> dict[str, PlaceMention]:
    return {mention.span.of(parsed.text): mention for mention in find_places(parsed, table)}


def test_the_word_behind_says_which(table: Gazetteer) -> None:
    text = "The fire broke out at a mill in Paris, Texas, on Sunday."
    paris, texas = resolve_spans(text, _spans(text, "Paris", "Texas"), table)
    assert (paris.place.country, paris.place.admin1) == ("USA", "Texas")
    assert texas.place.kind == "admin1"


def test_without_context_the_best_known_is_meant(table: Gazetteer) -> None:
    text = "Crowds gathered in Paris on Sunday."
    (paris,) = resolve_spans(text, _spans(text, "Paris"), table)
    assert paris.place.country == "FRA"


def test_the_outlets_home_counts(table: Gazetteer) -> None:
    text = "Council members in Athens put off the vote on the new library."
    home = next(p for p in table.find("Atlanta") if p.country == "USA")
    (athens,) = resolve_spans(text, _spans(text, "Athens"), table, home)
    assert (athens.place.country, athens.place.admin1) == ("USA", "Georgia")


def test_a_list_of_countries_is_no_container(table: Gazetteer) -> None:
    text = "Delegates from Lebanon, Jordan, Egypt and Cuba walked out."
    chosen = resolve_spans(text, _spans(text, "Lebanon", "Jordan", "Egypt", "Cuba"), table)
    assert [c.place.kind for c in chosen] == ["country"] * 4


def test_an_unknown_place_stays_unknown(read: Callable[..., Parse], table: Gazetteer) -> None:
    found = _by_words(read("Shells fell on the village of Qarzumbeh before dawn, residents of Aleppo said."), table)
    assert all(m.geonames is None and m.latitude is None for words, m in found.items() if "Qarz" in words)
    assert found["Aleppo"].country == "SYR"


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Moscow said on Monday that it would not sign the accord.", "Moscow", "metonym"),
        ("The minister arrived in Moscow on Monday for two days of talks.", "Moscow", "place"),
        ("A row between Ankara and Athens has grown.", "Ankara", "metonym"),
        ("Chinese officials were told of the delay.", "Chinese", "demonym"),
        ("She lectures at the University of Damascus twice a week.", "Damascus", "part_of_name"),
        ("The Kremlin denied the report.", "Kremlin", "metonym"),
        ("The convoy waited at the border with Turkey.", "Turkey", "place"),
        ("They signed it with five states including Russia.", "Russia", "metonym"),
        ("A US-led force took the hill.", "US", "demonym"),
    ],
)
def test_roles(read: Callable[..., Parse], table: Gazetteer, text: str, words: str, role: str) -> None:
    found = _by_words(read(text), table)
    assert found[words].role == role


def test_a_surname_is_no_town(read: Callable[..., Parse], table: Gazetteer) -> None:
    found = _by_words(read("Joan Shelby sold the shop in Austin. Ms. Shelby had owned it since 1980."), table)
    assert set(found) == {"Austin"}


def test_a_dateline_in_capitals_is_a_place(read: Callable[..., Parse], table: Gazetteer) -> None:
    assert _by_words(read("NAIROBI (AP) -- The ferry sank on Monday, police said."), table)["NAIROBI"].country == "KEN"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("TEHRAN, June 10 (AFP) - Moscow said it would send planes.", {"TEHRAN": "place", "Moscow": "metonym"}),
        ("Tehran, June 10 (AFP) - Moscow said it would send planes.", {"Tehran": "place", "Moscow": "metonym"}),
        ("BEIRUT, Lebanon (AP) -- Israel said no.", {"BEIRUT": "place", "Lebanon": "place", "Israel": "metonym"}),
    ],
)
def test_where_a_text_was_written_is_no_government(read: Callable[..., Parse], table: Gazetteer, text: str, roles: dict[str, str]) -> None:
    assert {words: m.role for words, m in _by_words(read(text), table).items()} == roles


def test_a_facility_lies_near_the_city_of_its_name(read: Callable[..., Parse], table: Gazetteer) -> None:
    text = "Rockets hit Beirut airport. A bomb fell near Damascus International Airport in Syria. Flights left Heathrow Airport."
    found = _by_words(read(text), table)
    assert {words: (m.name, m.precision) for words, m in found.items() if m.feature != "PCLI"} == {
        "Beirut": ("Beirut", 2), "Damascus International Airport": ("Damascus", 2), "Heathrow Airport": ("Heathrow", 1),
    }  # fmt: skip


def test_a_facility_called_after_a_person_is_in_no_town_of_that_name(read: Callable[..., Parse], table: Gazetteer) -> None:
    found = _by_words(read("The plane took off from Logan International Airport on Monday."), table)
    assert all(m.latitude is None and m.reason for m in found.values())


def test_a_province_is_not_the_city_of_its_name(read: Callable[..., Parse], table: Gazetteer) -> None:
    found = find_places(read("Shelling went on across Idlib province in Syria. Later a bomb went off in Idlib."), table)
    assert [m.feature for m in found if m.name.startswith("Idlib")] == ["ADM1", "PPL"]


def test_a_metonym_still_has_its_country(read: Callable[..., Parse], table: Gazetteer) -> None:
    assert _by_words(read("Moscow said on Monday that it would not sign."), table)["Moscow"].country == "RUS"


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("A bomb went off in Aleppo on Monday.", "Aleppo", 1),
        ("A bomb went off near Aleppo on Monday.", "Aleppo", 2),
        ("Fighting went on in eastern Syria on Monday.", "Syria", 5),
        ("Fighting went on in Syria on Monday.", "Syria", 6),
        ("Two tankers were stopped in the Red Sea on Monday.", "Red Sea", 7),
    ],
)
def test_precision(read: Callable[..., Parse], table: Gazetteer, text: str, words: str, precision: int) -> None:
    assert _by_words(read(text), table)[words].precision == precision


def test_a_capital_and_a_resort_are_hints(read: Callable[..., Parse], table: Gazetteer) -> None:
    found = _by_words(read("After the Kazakh capital Astana, the envoys will meet in the Black Sea resort of Sochi."), table)
    assert (found["Astana"].country, found["Sochi"].country, found["Black Sea"].precision) == ("KAZ", "RUS", 7)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_spans_given_in_any_text_get_one_answer_each(words: list[str]) -> None:
    text = " ".join(words)
    spans, at = [], 0
    for word in words:
        if word.strip():
            spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    assert len(resolve_spans(text, spans, gazetteer())) == len(spans)


def test_spans_are_surfaces(read: Callable[..., Parse], table: Gazetteer) -> None:
    parsed = read("U.S.-led jets flew over Deir Ezzor’s suburbs, the Syrian Observatory said.\n\nIn NEW YORK the U.N. met.")
    found = find_places(parsed, table)
    ends = [(m.span.start, m.span.end) for m in found]
    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    words = {m.span.of(parsed.text) for m in found}
    assert "Deir Ezzor" in words
    assert all(w == w.strip() and w for w in words)
