"""The cast of an article: who is who, and what stays open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from diurna.coding.casting import find_cast
from diurna.resources.actor_tables import actor_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from diurna.coding.parse import Parse
    from diurna.model import Actor

DAY = date(2018, 3, 5)


@pytest.fixture
def cast(read: Callable[..., Parse]) -> Callable[[str], dict[str, Actor | None]]:
    """Surface to actor; of equal surfaces the last one."""

    def find(text: str) -> dict[str, Actor | None]:
        found = find_cast(read(text, DAY), (), actor_tables())
        for mention in found.mentions:
            assert mention.span.contains(mention.head)
            assert mention.actor or mention.reason
        return {m.span.of(text): found.actor(m.actor) if m.actor else None for m in found.mentions}

    return find


def test_capitals_that_act_are_governments(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Oslo rejected the offer. The envoys had met in Lima.")
    assert found["Oslo"].id == "government:NOR"
    assert "Lima" not in found


def test_unknown_persons_take_their_code_from_title_and_apposition(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Norway's army chief Knut Vang met Jose Quispe, Peru's defence minister, on Monday. Vang said he would stay.")
    assert found["Vang"].id == found["he"].id == "person:knut-vang"
    assert found["Vang"].code == "NOR MIL"
    assert found["Jose Quispe"].country == "PER"


def test_a_counterpart_serves_in_the_same_sector(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Norway's army chief Knut Vang flew to Lima for talks with his Peruvian counterpart Jose Quispe.")
    assert found["Jose Quispe"].code == "PER MIL"


def test_unnamed_ones_are_the_articles_own_and_told_apart(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("A Norwegian official spoke on Monday. The official gave no name. Another Norwegian official denied it.")
    assert found["A Norwegian official"].id.startswith("unnamed:test:")
    assert found["The official"].id == found["A Norwegian official"].id
    assert found["Another Norwegian official"].id != found["The official"].id


def test_the_three_powers_are_those_named_together(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Norway, Chile and Ghana signed a pact on Monday. The three countries will meet again in May.")
    powers = found["The three countries"]
    assert powers.kind == "group_of_countries"
    assert set(powers.members) == {"country:NOR", "country:CHL", "country:GHA"}


def test_what_cannot_be_told_stays_open(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("“We will not sign,” the note said. The country was quiet.")
    assert found["We"] is None
    assert found["The country"] is None


def test_the_same_article_gives_the_same_cast(read: Callable[..., Parse]) -> None:
    parsed = read("Rebels attacked the army near Lima. The rebels said they had won.", DAY)
    first, second = (find_cast(parsed, (), actor_tables()) for _ in range(2))
    assert first.mentions == second.mentions
    assert first.actors == second.actors


def test_a_government_is_its_leaders_countrys(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("The Merkel government rejected the offer on Monday.")
    assert found["The Merkel government"].id == "government:DEU"


def test_a_spokesman_serves_whom_he_speaks_for(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("The miners' union called a strike. Its leader Ana Quispe spoke of a fair wage. A director was dismissed.")
    assert found["A director"].code == "UNK"
    assert found["Ana Quispe"] if "Ana Quispe" in found else found["Its leader Ana Quispe"].sectors != ("GOV",)


def test_a_director_of_a_body_named_in_full(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Human Rights Watch sent observers. Watch director Ana Quispe asked for more.")
    assert found["Watch director Ana Quispe"].sectors[:1] == ("NGO",)


def test_the_president_is_who_holds_the_office(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Reporters asked the French president about the farm law.")
    assert found["the French president"].id == "person:emmanuel-macron"
    assert cast("They met a former French president.")["a former French president"].id.startswith("unnamed:")


def test_leaders_of_several_countries_are_of_none(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("The presidents of Benin, Ghana and Togo met in Lima.")["The presidents of Benin, Ghana and Togo"]
    assert found.country is None
    assert found.members == ("country:BEN", "country:GHA", "country:TGO")


def test_peoples_forces_and_rebels_brigades_are_no_army(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Kurdish forces and a rebel brigade fought government fighters.")
    assert found["Kurdish forces"].sectors == ("UAF",)
    assert found["a rebel brigade"].sectors == ("REB",)
    assert found["government fighters"].sectors == ("MIL",)


def test_a_known_name_is_taken_whole(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    found = cast("Burkina Faso joined the Organization for Security and Co-operation in Europe.")
    assert found["Burkina Faso"].id == "country:BFA"
    assert "Burkina" not in found


def test_a_name_with_a_role_in_it_can_stand_for_a_subject(cast: Callable[[str], dict[str, Actor | None]]) -> None:
    assert cast("(NATO is Bergn's Coast Guard, no match for the UN.)")
