"""Institutions without a country belong to the one that the article is about, or to none."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.coding.casting import find_cast
from diurna.coding.home import at_home
from diurna.coding.places import find_places
from diurna.resources.actor_tables import actor_tables
from diurna.resources.gazetteer import gazetteer


@pytest.fixture
def codes(read):
    def of(text, **fields):
        parsed = read(text, date(2024, 4, 10), **fields)
        places = find_places(parsed, gazetteer())
        cast = at_home(find_cast(parsed, places, actor_tables()), parsed, places, actor_tables(), gazetteer())
        return {m.span.of(text): cast.actor(m.actor).code for m in cast.mentions if m.actor}

    return of


def test_the_police_of_the_only_country(codes):
    found = codes("Teachers marched in Paraguay on Tuesday. Police arrested dozens, and Paraguay's Congress closed its doors.")
    assert found["Police"] == "PRY COP"


def test_the_dateline_names_the_country(codes):
    found = codes("Teachers marched on Tuesday. The interior ministry said that Paraguay was calm.", dateline="Asunción")
    assert found["The interior ministry"] == "PRY GOV"


def test_between_two_countries_nobody_is_guessed(codes):
    found = codes("Chad and Sudan traded blame on Friday. The army fired first, Chad said. Sudan denied it. The army had left, Sudan said.")
    assert found["The army"] == "MIL"


def test_a_named_band_is_no_state_force(codes):
    found = codes("The Dune Brigades attacked the army of Mali on Monday. Mali will send troops. Mali asked for help.")
    assert found["The Dune Brigades"] == "UAF"


def test_others_forces_are_not_of_home(codes):
    found = codes("Chad was calm. Coalition forces left Chad. Many western governments praised Chad, and rebels withdrew.")
    assert found["Coalition forces"] == "MIL"
    assert found["Many western governments"] == "GOV"
    assert found["rebels"] == "TCD REB"


def test_an_opposition_bloc_is_of_the_country_whose_parties_stand_beside_it(codes):
    found = codes("Norway, Peru and Kenya met the parties of Chad, though an opposition bloc stayed away. Norway, Peru and Kenya left.")
    assert found["an opposition bloc"] == "TCD OPP"


def test_state_television_is_of_the_one_state_that_has_it(codes):
    found = codes("Norway, Peru and Kenya met, state TV said. Cuban state television showed Norway's envoy, and Peru left.")
    assert found["state TV"] == "CUB GOV JRN"
