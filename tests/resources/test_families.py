"""Outlets of one publisher are one voice."""

from __future__ import annotations

from diurna.resources.families import families, kin, publisher


def test_outlets_of_one_house_share_a_publisher() -> None:
    assert publisher("The Times of India") == publisher("Economic Times") == "Bennett, Coleman and Company"


def test_an_outlet_that_stands_alone_is_its_own_publisher() -> None:
    assert publisher("Harbour Post") == "Harbour Post"


def test_kin_names_the_houses_behind_several_outlets() -> None:
    assert kin(["Press TV", "Al-Alam", "Dawn", None]) == {"Islamic Republic of Iran Broadcasting": ("Press TV", "Al-Alam")}


def test_no_outlet_has_two_publishers() -> None:
    import tomllib
    from importlib.resources import files

    table = tomllib.loads(files("diurna.resources").joinpath("outlets_families.toml").read_text("utf-8"))["families"]
    names = [outlet.lower().removeprefix("the ") for some in table.values() for outlet in some]
    assert len(names) == len(set(names)) == len(families())
    assert all(len(some) > 1 for some in table.values())
