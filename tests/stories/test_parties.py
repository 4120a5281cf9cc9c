"""Whether two articles mean the same party."""

from __future__ import annotations

import pytest

from diurna.model import Actor
from diurna.stories import parties


def actor(spec: str) -> Actor:
    """Read "kind:name:country:sectors"."""
    kind, name, country, sectors = spec.split(":")
    return Actor(id=f"{kind}:{name}", name=name, kind=kind, country=country or None, sectors=tuple(sectors.split()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("person:Anna Holm:NOR:GOV", "person:Holm::GOV", "same"),
        ("person:Anna Holm:NOR:GOV", "government:Norway:NOR:GOV", "finer"),
        ("country:Norway:NOR:", "government:Norway:NOR:GOV", "same"),
        ("organisation:Senate of Chile:CHL:LEG", "organisation:Chile's Senate:CHL:LEG", "same"),
        ("unnamed_group:Turkmen jets:TKM:MIL", "country:Turkmenistan:TKM:", "same"),
        ("unnamed_group:Turkmen rebel forces:TKM:REB", "country:Turkmenistan:TKM:", "other"),
        ("person:Awa Diallo:MLI:GOV", "unnamed_group:Malian political leaders:MLI:PTY", "finer"),
        ("person:Awa Diallo:MLI:GOV", "unnamed_group:Malian rebels:MLI:REB", "other"),
        ("company:Polmet:POL:BUS", "company:Andes Copper:PER:BUS", "other"),
    ],
)
def test_one_party_stands_to_another(one: str, other: str, found: str) -> None:
    assert parties.match(actor(one), actor(other)) == found


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("unnamed_group:bakers:FRA:LAB", "unnamed_group:bus drivers:FRA:LAB", False),
        ("unnamed_group:bakers:FRA:LAB", "unnamed_group:strikers:FRA:LAB", True),
        ("unnamed_group:a court:GEO:JUD", "unnamed_group:judges:GEO:JUD", True),
        ("unnamed_group:gunmen::UAF", "armed_group:Red Lantern:ETH:REB", True),
        ("unnamed_group:soldiers:PNG:MIL", "unnamed_group:villagers:PNG:CVL", False),
    ],
)
def test_an_unnamed_group_may_be_another(one: str, other: str, may: bool) -> None:
    assert parties.may_be(actor(one), actor(other)) is may


def test_two_lists_are_strangers_where_each_names_somebody_else() -> None:
    holm, rojas, okoro = (actor(f"person:{name}:{c}:GOV") for name, c in (("Anna Holm", "NOR"), ("Luis Rojas", "CHL"), ("Ben Okoro", "NGA")))
    assert parties.strangers([holm, rojas], [holm, okoro])
    assert not parties.strangers([holm], [holm, okoro])
    assert parties.relation([holm], [holm, okoro]) == "coarser" and parties.relation([holm, okoro], [holm]) == "finer"


def test_people_are_less_exact_than_policemen() -> None:
    people, police = actor("unnamed_group:14 people:IRQ:"), actor("unnamed_group:five policemen:IRQ:COP")
    assert parties.relation([police], [people]) == "finer"
