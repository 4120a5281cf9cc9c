"""The actor tables: what a name may stand for, and since when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna.resources.actor_tables import ActorTables, actor_tables, normal, role_nouns


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return actor_tables()


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("France", "FRA"), ("French", "FRA"), ("the Élysée", "FRA"), ("Paris", "FRA"), ("Côte d’Ivoire", "CIV"), ("U.S.", "USA"),
        ("10 Downing Street", "GBR"), ("Democratic Republic of the Congo", "COD"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Burmese", "MMR"),
    ],
)
def test_a_country_is_found_by_name_demonym_capital_and_seat(tables: ActorTables, name: str, iso3: str) -> None:
    country = tables.country(name)
    assert country is not None
    assert country.iso3 == iso3


def test_an_unknown_name_is_no_country(tables: ActorTables) -> None:
    assert tables.country("Ruritania") is None


def test_countries_carry_both_numbers(tables: ActorTables) -> None:
    germany, yemen = tables.countries["DEU"], tables.countries["YEM"]
    assert (germany.gw, germany.cow) == (260, 255)
    assert (yemen.gw, yemen.cow) == (678, 679)


def test_every_country_number_is_given_once(tables: ActorTables) -> None:
    numbers = [country.cow for country in tables.countries.values() if country.cow]
    assert len(numbers) == len(set(numbers))


def test_roles_are_half_open_and_carry_their_source(tables: ActorTables) -> None:
    roles = [role for role in tables.roles("person:theresa-may") if role.title == "Prime Minister"]
    assert roles
    assert all(role.since is not None and role.source for role in roles)
    assert min(role.since for role in roles if role.since) == date(2016, 7, 13)


def test_names_of_one_body_share_a_key(tables: ActorTables) -> None:
    keys = {tables.entries(normal(name))[0].key for name in ("Houthis", "Ansar Allah", "Ansarullah")}
    assert len(keys) == 1


def test_neighbours_in_the_table_are_not_one_body(tables: ActorTables) -> None:
    keys = {tables.entries(normal(name))[0].key for name in ("Gazprom", "Rosneft", "Lukoil")}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("words", "term", "plural"),
    [
        ("ministers", "minister", True), ("policemen", "policeman", True), ("lawyers", "lawyer", True),
        ("embassies", "embassy", True), ("troops", "troops", False),
    ],
)
def test_role_nouns_are_found_in_the_plural(words: str, term: str, plural: bool) -> None:
    agent = role_nouns().find(words)
    assert agent is not None
    assert (agent.term, agent.plural) == (term, plural)


@given(st.text(max_size=40))
def test_a_normal_name_is_normal(name: str) -> None:
    once = normal(name)
    assert once == once.lower()
    assert once == " ".join(once.split())
