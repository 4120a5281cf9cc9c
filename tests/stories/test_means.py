"""By what a deed was done speaks for one deed or for two."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from diurna.model import Interval, Span, TimeMention
from diurna.stories.across import across
from diurna.stories.alike import same_word
from diurna.stories.joining import join, nodes_of
from diurna.stories.means import means
from diurna.stories.reading import Reading
from evals.own_pairs import built

GAS = {
    "d": "2031-05-06", "t": "Rockets with poison gas fell on Tamale before dawn, medics said.", "w": "fell", "act": "ASSAULT", "p": "Tamale|GHA|1",
}
CHOKED = GAS | {
    "t": "Scores choked in Tamale in a chemical attack by the Red Line.", "w": "attack", "A": {"Red Line": "armed_group:Red Line:GHA:REB"},
}
RAID = GAS | {"t": "Fighter jets of Togo raided Tamale.", "w": "raided", "A": {"Togo": "country:Togo:TGO:GOV"}}
STRUCK = GAS | {"t": "Air strikes by Togo lit up the sky over Tamale.", "w": "strikes", "A": {"Togo": "country:Togo:TGO:GOV"}}
GUNS = GAS | {"t": "Gunmen killed three guards in Tamale.", "w": "killed", "R": {"three guards": "unnamed_group:three guards:GHA:COP"}}
JETS = GUNS | {"t": "Warplanes killed three guards in Tamale."}


def events(*rows: dict[str, Any], since: str = "") -> int:
    """Of how many events a story's articles tell; the first sentence that has the words `since` tells of a stretch of time."""
    readings = []
    for number, row in enumerate(rows):
        article, told = built(f"a{number}", row)
        at = article.text.find(since) if since else -1
        if at >= 0:
            long = Interval(date(2031, 4, 1), date(2031, 5, 6), "span")
            mention = TimeMention(span=Span(at, at + len(since)), sentence=0, kind="DATE", value="2031-04", interval=long, bound="since")
            told = msgspec.structs.replace(told, times=(mention,))
        readings.append(Reading(article, told))
    return len(across({"s": join(nodes_of(readings))})["s"])


def test_the_word_for_the_act_goes_before_the_words_around_it() -> None:
    assert means("shell", {"jet"}) == {"shells"}
    assert means("raid", {"rocket"}, "aerial") == {"air"}
    assert means("hit", {"gas", "rocket", "dawn"}) == {"gas", "shells"}
    assert means("hit", {"dawn"}) == frozenset()


def test_a_rare_means_counts_wherever_it_stands_but_not_in_another_sense() -> None:
    assert means("shell", {"gas"}) == {"shells", "gas"}
    assert means("hit", {"gas", "field"}) == frozenset()


def test_a_rare_means_makes_two_tellings_of_one_day_and_place_one_deed() -> None:
    assert events(GAS, CHOKED) == 1
    assert events(GAS, CHOKED | {"d": "2031-05-09"}) == 2
    assert events(GAS, CHOKED | {"t": CHOKED["t"].replace("Tamale", "Wa"), "p": "Wa|GHA|1"}) == 2


def test_a_common_means_does_where_the_doer_is_one_too() -> None:
    assert events(RAID, STRUCK) == 1
    assert events(RAID, STRUCK | {"A": {"Togo": "country:Mali:MLI:GOV"}}) == 2


def test_two_means_are_two_deeds() -> None:
    assert events(GUNS, JETS) == 2
    assert events(GUNS, GUNS | {"t": "Gunfire killed three guards in Tamale."}) == 1


def test_what_is_told_of_a_stretch_of_time_is_no_single_deed() -> None:
    weeks = STRUCK | {"t": "Air strikes by Togo have lit up the sky over Tamale since April."}
    assert events(RAID, weeks) == 1
    assert events(RAID, weeks, since="since April") == 2


def test_two_forms_of_one_verb_are_one_word() -> None:
    assert same_word("shot", "shoot") and same_word("held", "hold") and same_word("struck", "strike")
    assert not same_word("shot", "held")
