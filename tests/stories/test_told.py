"""Parties, places and sources as they are told: what one telling is beside another."""

from __future__ import annotations

import pytest

from diurna.model import Source, Span, WhereTold
from diurna.stories import figures, told_places
from diurna.stories.node import Node
from diurna.stories.reading import Reading
from diurna.stories.told_chains import Teller, same, stand, tellers
from diurna.stories.told_parties import Side, uncounted
from diurna.stories.told_parties import stand as stand_of_parties
from diurna.stories.told_places import Where
from evals.own_pairs import built
from tests.stories.test_parties import actor


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("at least 12 civilians", "civilians"),
        ("Twenty-five children", "children"),
        ("another two hundred herders", "herders"),
        ("3,000 to 5,000 Aymara miners", "Aymara miners"),
        ("dozens of nurses", "nurses"),
        ("six other envoys", "envoys"),
        ("three more suspects", "suspects"),
        ("20-member team", "20-member team"),
        ("at least 40", "at least 40"),
        ("the guards", "the guards"),
    ],
)
def test_parties_go_without_their_count(told: str, who: str) -> None:
    assert uncounted(told) == who


def side(spec: str, *proper: str) -> Side:
    return Side(actor(spec), frozenset(proper))


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        (["unnamed_group:gunmen::UAF"], ["armed_group:Red Lantern:ETH:REB"], "coarser"),
        (["unnamed_group:Oromo gunmen::UAF"], ["armed_group:Red Lantern:ETH:REB"], "differ"),
        (["unnamed_group:officers:ETH:MIL"], ["unnamed_group:soldiers:ETH:MIL"], "same"),
        (["unnamed_group:four people::CVL"], ["unnamed_group:four teenagers::CVL"], "coarser"),
        (["unnamed_group:women::CVL"], ["unnamed_group:soldiers::MIL"], "differ"),
        (["unnamed_group:villagers::CVL"], ["unnamed_group:five children::CVL"], "coarser"),
        (["country:Chile:CHL:", "country:Peru:PER:"], ["country:Peru:PER:"], "finer"),
        (["country:Chile:CHL:"], ["unnamed_group:Senate::LEG"], "differ"),
    ],
)
def test_lists_of_parties(ours: list[str], theirs: list[str], found: str) -> None:
    one, two = ([side(spec, *(["oromo"] if "Oromo" in spec else [])) for spec in some] for some in (ours, theirs))
    assert stand_of_parties(one, two)[0] == found


def place(name: str, precision: int, latitude: float | None = None, longitude: float | None = None, admin1: str | None = None) -> WhereTold:
    return WhereTold(span=Span(0, 1), name=name, country="TCD", precision=precision, latitude=latitude, longitude=longitude, admin1=admin1)


def test_a_part_of_a_country_holds_the_towns_on_its_side() -> None:
    east = Where(place("Chad", 5, 15.0, 19.0), "eastern")
    assert told_places.stand(Where(place("Abeche", 1, 13.8, 20.8)), east) == ("finer", "Abeche is in eastern Chad")
    assert told_places.stand(Where(place("Bol", 1, 13.5, 14.7)), east)[0] == "differ"
    assert told_places.stand(east, Where(place("Chad", 6)))[0] == "finer"


def test_a_town_at_a_small_region_lies_in_or_beside_it() -> None:
    region, town = Where(place("Lake Meadows", 5, 13.0, 14.5)), Where(place("Bol", 1, 13.1, 14.6))
    assert told_places.stand(region, town) == ("finer", "Lake Meadows and Bol lie in or beside one another")


def teller(words: str, actor_id: str | None = None, *, named: bool = False) -> Teller:
    return Teller(words, words, actor_id, named)


def test_a_source_without_a_name_may_be_a_named_one_of_its_kind() -> None:
    watch, monitor = teller("Axum Observatory for Peace", named=True), teller("a monitor")
    assert stand(((monitor,),), ((watch,),)) == ("coarser", "one leaves the source unnamed")
    assert stand(((teller("an official"),),), ((watch,),))[0] == "differ"
    assert stand(((teller("a source"),),), ((watch,),))[0] == "coarser"
    assert same(teller("Observatory", named=True), watch) and not same(teller("Peace Corps", named=True), watch)


def test_the_counted_dead_are_no_source() -> None:
    article, told = built("a", {
        "d": "2031-06-03", "t": "Nine millers died, a guard said.", "w": "died", "act": "ASSAULT",
        "q": [{"k": "dead", "s": "Nine millers", "n": 9, "whom": "millers"}],
    })
    node = Node(Reading(article, told), told.reports[0], {})
    links = [Source(words="Nine millers", span=Span(0, 12)), Source(words="a guard", span=Span(19, 26))]
    assert [t.name for t in tellers(links, node)] == ["guard"]


def test_a_source_in_longer_words_keeps_them() -> None:
    article, told = built("a", {
        "d": "2031-06-03", "t": "The pro-government website Axum Herald reported a raid.", "w": "raid", "act": "ASSAULT",
        "A": {"government": "government:Ethiopia:ETH:GOV"},
    })
    node = Node(Reading(article, told), told.reports[0], {})
    link = Source(words="The pro-government website Axum Herald", span=Span(0, 38), actor="government:ethiopia")
    assert [t.name for t in tellers([link], node)] == ["pro-government website Axum Herald"]


def test_classes_of_people_hold_one_another() -> None:
    assert figures.holds("anyone", "child") and figures.holds("civilian", "child") and not figures.holds("child", "civilian")
    assert figures.told_class("pro-league militias") == "fighter" and figures.told_class("shoppers") is None

