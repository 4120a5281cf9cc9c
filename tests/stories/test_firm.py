"""What two reports state that cannot be of one happening keeps them apart, whoever stands between them."""

from __future__ import annotations

from typing import Any

import pytest

from diurna.stories.across import across
from diurna.stories.evidence import UNNAMED, weigh
from diurna.stories.firm import OTHER_TOLLS, apart, forbidden
from diurna.stories.joining import join, nodes_of
from diurna.stories.node import Node
from diurna.stories.quarters import kin, quarters
from diurna.stories.reading import Reading
from diurna.stories.tuning import tuning
from evals.own_pairs import built

NORTH = {"Norland": "country:Norland:NRL:GOV"}
RAID = {"d": "2031-05-09", "act": "ASSAULT", "A": NORTH, "p": "Port Ashe|ESL|1", "w": "killed"}


def dead(number: int) -> list[dict[str, Any]]:
    return [{"k": "dead", "s": f"{number} people", "n": number, "whom": "people"}]


EIGHT = RAID | {"t": "Norland's jets killed 8 people in Port Ashe on Tuesday.", "q": dead(8), "when": "2031-05-06", "wt": "Tuesday"}
BARE = RAID | {"t": "Norland's jets killed people in Port Ashe.", "A": NORTH}
THIRTY = RAID | {"t": "Norland's jets killed 30 people in Port Ashe on Friday.", "q": dead(30), "when": "2031-05-09", "wt": "Friday"}


def nodes(*rows: dict[str, Any]) -> list[Node]:
    return nodes_of([Reading(*built(f"a{n}", row)) for n, row in enumerate(rows)])


def groups(*rows: dict[str, Any]) -> list[set[str]]:
    return [{n.report.article for n in g.nodes} for g in across({"s": join(nodes(*rows))})["s"]]


def test_a_report_without_a_day_or_toll_bridges_no_two_deeds() -> None:
    found = groups(EIGHT, BARE, THIRTY)
    assert not any({"a0", "a2"} <= some for some in found)


def told(text: str, word: str, **more: Any) -> dict[str, Any]:
    return {"d": "2031-05-09", "act": "ASSAULT", "p": "Port Ashe|ESL|1", "t": text, "w": word} | more


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (EIGHT, THIRTY, "other days"),
        (EIGHT, told("Jets have killed 8 people a week since May in Port Ashe.", "killed", when="2031-05-01/20"), "other stretches of time"),
        (told("Jets hit the hospital of Port Ashe.", "hit"), told("Jets hit a market in Port Ashe.", "hit"), "another target"),
        (told("Guns hit the Saltgate district of Port Ashe.", "hit"), told("Guns hit the suburb of Harrow in Port Ashe.", "hit"), "other quarters"),
        (told("Troops captured a hill at Port Ashe.", "captured"), BARE, "ground taken"),
        (told("The raid was part of a wider offensive on Port Ashe.", "offensive"), BARE, "part of a wider deed"),
        (told("Gunmen killed two guards in Port Ashe.", "killed"), told("A lorry exploded in a blast in Port Ashe.", "blast"), "another means"),
        (told("Jets killed 8 people in Port Ashe.", "killed", q=dead(8)), told("Raid took 30 people in Port Ashe.", "Raid", q=dead(30)), OTHER_TOLLS),
    ],
)
def test_what_parts_two_deeds(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    assert apart(*nodes(one, other)) == why


def test_a_toll_that_grew_on_one_told_day_in_one_town_is_no_other_deed() -> None:
    nine = EIGHT | {"t": "Norland's jets killed 9 people in Port Ashe on Tuesday.", "q": dead(9)}
    head = told("Blaze after raid on harbour: 8 people dead in Port Ashe", "raid", q=dead(8))
    assert forbidden(*_with_group(nine, head)) == "other tolls"
    assert forbidden(*_with_group(nine, head, EIGHT)) == ""


def test_a_copied_sentence_is_never_kept_out() -> None:
    text = "Norland's jets killed fishermen and net menders asleep on the quay of Port Ashe beside the old salt works."
    assert forbidden(*_with_group(BARE | {"t": text}, BARE | {"t": text}, EIGHT)) == ""


def test_demands_put_to_two_are_two() -> None:
    call = {"d": "2031-05-09", "act": "REQUEST", "A": NORTH, "w": "urged"}
    one = call | {"t": "Norland urged Eastland to withdraw.", "R": {"Eastland": "country:Eastland:ESL:GOV"}}
    other = call | {"t": "Norland urged Westland to withdraw.", "R": {"Westland": "country:Westland:WSL:GOV"}}
    assert apart(*nodes(one, other)) == "other people addressed"


def test_a_body_and_its_council_are_no_two_whom_a_demand_is_put_to() -> None:
    call = {"d": "2031-05-09", "act": "REQUEST", "A": NORTH, "w": "urged"}
    one = call | {"t": "Norland urged the Salt League to meet.", "R": {"Salt League": "organisation:Salt League::IGO"}}
    council = {"Salt League": "organisation:Council of the Salt League::IGO"}
    other = call | {"t": "Norland urged the council of the Salt League to meet.", "R": council}
    assert apart(*nodes(one, other)) == ""


def test_one_common_verb_of_one_state_is_no_one_demand() -> None:
    call = {"d": "2031-05-09", "act": "REQUEST", "A": NORTH, "w": "called"}
    dam = call | {"t": "Norland called for a survey of the cracked Ashe dam."}
    assert len(groups(dam, call | {"t": "Norland called for cheaper grain."})) == 2
    assert len(groups(dam, call | {"t": "Norland has called for engineers to survey the dam at Ashe."})) == 1


def test_a_night_is_of_two_days() -> None:
    evening = EIGHT | {"t": "Norland's jets killed 8 people in Port Ashe overnight.", "when": "2031-05-05", "wt": "overnight"}
    assert apart(*nodes(evening, EIGHT)) == "" and len(groups(evening, EIGHT)) == 1
    assert apart(*nodes(evening | {"q": []}, THIRTY)) == "other days"


def _with_group(row: dict[str, Any], *others: dict[str, Any]) -> tuple[Node, list[Node]]:
    some = nodes(*others, row)
    return next(n for n in some if n.report.article == f"a{len(others)}"), [n for n in some if n.report.article != f"a{len(others)}"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Shells fell on al-Wadi Street and the an-Nahr neighbourhood of Port Ashe.", {"wadi", "nahr"}),
        ("Guns pounded the districts of Saltgate and Harrow.", {"saltgate", "harrow"}),
        ("A rebel-held area of the town was hit.", set()),
    ],
)
def test_names_of_quarters(sentence: str, found: set[str]) -> None:
    assert quarters(sentence) - {"port", "ashe"} == found


def test_two_spellings_are_one_quarter() -> None:
    assert kin(frozenset({"maqsud"}), frozenset({"maqsood"})) and not kin(frozenset({"midan"}), frozenset({"hamadan"}))


def test_words_of_any_raid_make_no_deed() -> None:
    here = {"d": "2031-05-09", "act": "ASSAULT", "w": "killed"}
    guard = here | {"t": "A guard was also killed in the air strikes."}
    raid, other = nodes(guard, here | {"t": "Many killed in air strikes."})
    assert weigh(raid, other).score <= tuning().threshold - UNNAMED
    raid, other = nodes(guard, here | {"t": "A guard killed in air strikes."})
    assert weigh(raid, other).score > tuning().threshold - UNNAMED


MINISTER = {"Holm": "person:Anna Holm:NRL:GOV"}
ADMITS = {"d": "2031-05-09", "act": "RETREAT", "A": MINISTER, "t": "Holm admitted that her aides had hid the cost of the harbour.", "w": "admitted"}
OTHERWISE = ADMITS | {"t": "Holm admitted later that she had lied under oath.", "w": "admitted"}
CLOSER = ADMITS | {"t": "Asked about the harbour, Holm admitted that its cost had been hidden.", "w": "admitted"}
TRIP = {"d": "2031-05-09", "act": "CONSULT", "mode": "visit", "A": MINISTER, "R": {"Sudland": "country:Sudland:SDL:GOV"}, "p": "Sudland|SDL|5"}
VISIT = TRIP | {"t": "Holm's visit to Sudland comes at a bad time for both.", "w": "visit"}
GUEST = TRIP | {"t": "Holm opened her visit to Sudland with a speech to students.", "w": "visit"}


@pytest.mark.parametrize(("one", "other", "joined"), [(ADMITS, OTHERWISE, False), (ADMITS, CLOSER, True), (VISIT, GUEST, True)])
def test_articles_that_share_a_doer_and_a_verb_alone_tell_two_deeds(one: dict[str, Any], other: dict[str, Any], joined: bool) -> None:
    assert (groups(one, other) == [{"a0", "a1"}]) is joined


@pytest.mark.parametrize(("text", "word", "act", "one"), [
    ("The palace told Holm's lawyer to keep silent about the port.", "told", "REQUEST", False),
    ("Holm, who testified for an hour, accused nobody.", "testified", "REQUEST", True),
])
def test_a_headline_sums_up_another_act_only_where_words_say_so(text: str, word: str, act: str, one: bool) -> None:
    row = {"d": "2031-05-09", "act": "ACCUSE", "A": MINISTER, "t": f"Holm testifies in court\n\n{text}", "w": "testifies"}
    found = join(nodes(row | {"more": [{"act": act, "A": MINISTER, "w": word}]}))
    assert (len(found) == 1) is one
