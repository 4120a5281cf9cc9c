"""Noun phrases to actors, on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.coding.actors import resolve
from diurna.model import Actor, Interval
from diurna.resources.actor_tables import actor_tables

WORDS = (
    "the", "former", "Iranian", "minister", "of", "defense", "UN", "Paris",
    "gunmen", ",", "rebels", "and", "Smith", "'s", "-", "Hamas", "President",
)
DAY = Interval.day(date(2017, 11, 15))


def actor(phrase: str, on: Interval | None = DAY, country: str | None = None) -> Actor | None:
    return resolve(phrase, on=on, country=country, tables=actor_tables())


def known(phrase: str, on: Interval | None = DAY, country: str | None = None) -> Actor:
    found = actor(phrase, on, country)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("phrase", "key", "code"),
    [
        ("Portugal", "country:PRT", "PRT"),
        ("the Portuguese", "country:PRT", "PRT"),
        ("Lisbon", "government:PRT", "PRT GOV"),
        ("the Kremlin", "government:RUS", "RUS GOV"),
        ("the Peruvian government", "government:PER", "PER GOV"),
        ("Thai police", "organisation:tha-police", "THA COP"),
        ("the Chadian army", "organisation:tcd-army", "TCD MIL"),
        ("Norwegian oil firm Equinor", "company:equinor", "NOR BUS"),
        ("Islamic State fighters", "armed_group:islamic-state", "REB"),
        ("the European Union", "group_of_countries:european-union", "IGO EUR"),
        ("Amnesty International", "organisation:amnesty-international", "NGO"),
    ],
)
def test_named_actors(phrase: str, key: str, code: str) -> None:
    assert (known(phrase).id, known(phrase).code) == (key, code)


@pytest.mark.parametrize(
    ("phrase", "code", "kind"),
    [
        ("a Danish diplomat", "DNK GOV", "unnamed_person"),
        ("Sudanese warplanes", "SDN MIL", "unnamed_group"),
        ("dozens of demonstrators", "OPP", "unnamed_group"),
        ("a former Bolivian minister", "BOL ELI", "unnamed_person"),
        ("three Swedes", "SWE CVL", "unnamed_group"),
        ("fishermen from Senegal", "SEN LAB", "unnamed_group"),
        ("a Pentagon official", "USA MIL", "unnamed_person"),
        ("Iran-backed militias", "PRM", "unnamed_group"),
        ("villagers", "CVL", "unnamed_group"),
        ("a spokesman for the Kenyan police", "KEN COP", "unnamed_person"),
    ],
)
def test_unnamed_actors(phrase: str, code: str, kind: str) -> None:
    found = known(phrase)
    assert (found.code, found.kind) == (code, kind)
    assert found.id.startswith("unnamed:")


def test_the_role_at_the_day_holds() -> None:
    assert known("Angela Merkel", Interval.day(date(2016, 5, 1))).code == "DEU GOV"
    assert known("Angela Merkel", Interval.day(date(2022, 5, 1))).code == "DEU ELI"


def test_a_title_that_the_table_dates_does_not_win_over_the_day() -> None:
    assert known("President Trump", Interval.day(date(2017, 11, 1))).sectors == ("GOV",)
    early = actor("President Trump", Interval.day(date(2010, 11, 1)))
    assert early is None or "GOV" not in early.sectors


def test_the_words_former_and_elect_win_over_the_table() -> None:
    assert known("former chancellor Angela Merkel", Interval.day(date(2016, 5, 1))).sectors == ("ELI",)
    assert known("ex-President Emmanuel Macron").sectors == ("ELI",)


def test_a_person_that_no_table_knows_is_coded_by_title() -> None:
    found = known("Iran's armed forces chief of staff Behrouz Karimpour")
    assert (found.id, found.kind, found.code) == ("person:behrouz-karimpour", "person", "IRN MIL")
    assert found.role is not None
    assert found.role.source == "text"


def test_another_spelling_of_a_given_name_is_the_same_person() -> None:
    assert known("Aliaksandr Lukashenko").id == known("Alexander Lukashenko").id


def test_a_function_behind_a_comma_tells_who_a_name_is() -> None:
    found = known("Odile Marchandeau, the French trade minister")
    assert (found.id, found.kind, found.code) == ("person:odile-marchandeau", "person", "FRA GOV")


def test_bare_unknown_names_are_left_to_the_caller() -> None:
    assert actor("Tuomas Verkkosaari") is None
    assert actor("Michael Jordan") is None


def test_the_country_around_supplies_what_a_state_role_lacks() -> None:
    assert known("the defense minister", country="JPN").code == "JPN GOV MIL"
    assert known("the villagers", country="JPN").code == "CVL"


def test_numbers_of_the_country_come_with_it() -> None:
    assert (known("Berlin").gw, known("Berlin").cow) == (260, 255)


def test_every_actor_has_a_reason() -> None:
    assert all(known(phrase).reason for phrase in ("Oslo", "Norway", "gunmen", "President Macron", "NATO"))


@given(st.text(max_size=60))
def test_any_text_is_resolved_or_left(phrase: str) -> None:
    found = actor(phrase)
    assert found is None or (found.id and found.kind)


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_mix_of_known_words_is_resolved_or_left(words: list[str]) -> None:
    found = actor(" ".join(words))
    assert found is None or found.reason
