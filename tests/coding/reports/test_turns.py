"""Turns of phrase that put a side, a means or a source elsewhere than where it is looked for first."""

from __future__ import annotations

import pytest

from diurna.coding import code
from diurna.model import Article


def coded(text):
    return code(Article(id="x", raw="", name="x", text=text))


def names(told, participants):
    known = {a.id: a.name for a in told.actors}
    return {known[p.actor] for p in participants}


def only(text, act):
    told = coded(text)
    found = [r for r in told.reports if r.act == act]
    assert len(found) == 1, [(r.act, r.rule) for r in told.reports]
    return told, found[0]


def test_who_was_involved_in_a_run_of_clashes_fought_them():
    told, report = only("The Boko Haram group has been involved in three weeks of clashes with army troops in Borno.", "ASSAULT")
    assert any("Boko Haram" in name for name in names(told, report.actors))


def test_who_denies_a_charge_does_not_make_it_and_the_deed_is_denied():
    told = coded("Kenyan authorities denied charges that the army shelled the villages of Garissa.")
    assert not [r for r in told.reports if r.act == "ACCUSE"]
    deeds = [r for r in told.reports if r.act == "ASSAULT"]
    assert [r.polarity for r in deeds] == ["denied"]


def test_a_charge_with_an_owner_stays_a_charge_against():
    told = coded("Estonia rejected Latvian accusations of theft and said that it had killed no one.")
    assert all(r.polarity == "denied" for r in told.reports if r.act == "ASSAULT")


def test_an_air_strike_is_no_walkout():
    told, report = only("A Saudi-led coalition carried out air strikes against positions of the Houthi movement on Tuesday.", "ASSAULT")
    assert not [r for r in told.reports if r.act == "PROTEST"]
    assert report.mode == "aerial"


@pytest.mark.parametrize(("means", "mode"), [("air strikes", "aerial"), ("a drone attack", "drone"), ("a mortar attack", "heavy-weapons")])
def test_the_means_that_is_named_is_the_mode(means, mode):
    _, report = only(f"Nine civilians were killed in {means} on the market of Garissa on Monday.", "ASSAULT")
    assert report.mode == mode


def test_who_suffers_a_blow_does_not_strike_it():
    told = coded("The Taliban suffered another blow in air strikes on their hideouts in Helmand.")
    assert not any("Taliban" in name for r in told.reports for name in names(told, r.actors))


def test_the_source_of_a_relative_clause_is_its_own_subject():
    told = coded("Washington blames the Sudanese government for the attack, which it says killed more than 1,400 people.")
    assert not [s for r in told.reports for s in r.chain if "attack" in s.words]


@pytest.mark.parametrize(
    "text",
    [
        "Fighters seized the town of Kidal on Monday.",
        "Al-Shabaab seized Somalia's largest port Kismayo in June.",
        "Troops overran rebel positions near Bor.",
        "Al-Shabaab has taken three Somali military bases in the area in recent weeks.",
    ],
)
def test_ground_is_fought_for_whatever_the_verb_is_like(text):
    _, report = only(text, "ASSAULT")
    assert (report.mode, report.cameo) == (None, "192")


def test_what_the_model_alone_finds_is_not_kept_where_a_text_has_lost_its_commas():
    texts = ["Chilean police hosed down students in Valparaiso on Monday.", "Kenya mothballed its embassy in Lima on Friday."]
    filler = " ".join(f"The {n}th crate, like the others, was opened, weighed and closed again by the porters of the hall." for n in range(8))
    whole = [r for t in texts for r in coded(f"{t} {filler}").reports]
    bare = [r for t in texts for r in coded(f"{t} {filler}".replace(",", "")).reports]
    assert any(r.rule.startswith("model.") for r in whole)
    assert not any(r.rule.startswith("model.") for r in bare)


def test_what_is_prepared_is_not_done():
    told = coded("The raid was carried out against militants preparing for an attack on Turkey.")
    assert not [r for r in told.reports if r.phase == "done" and names(told, r.recipients) == {"Turkey"}]


BARE = "The market stayed shut and the ferries lay idle while the council met behind closed doors to count what was left. " * 6


@pytest.mark.parametrize(
    ("told", "who"),
    [
        ("Jets bombed a bridge near Nairobi that carried salt to the coast a monitoring group said on Tuesday.", "a monitoring group"),
        ("A bomb killed 40 millers and their carters at a weir near Nairobi reports say.", "reports"),
        ("Gunmen killed nine guards of a salt mill near Nairobi on Friday said a monitoring group.", "a monitoring group"),
        ("A bomb in a Nairobi mill killed at least 25 guards and others a monitoring group said.", "a monitoring group"),
        ("A source at Nairobi harbour office said in a letter to our paper that armed bands shelled on Monday a town killing two.", "A source"),
    ],
)
def test_who_says_so_is_found_where_commas_were_lost(told, who):
    reports = [r for r in coded(f"{BARE}{told}").reports if r.act == "ASSAULT"]
    assert reports and all(len(r.chain) == 1 and r.chain[0].words.endswith(who) for r in reports)


def test_a_place_before_a_verb_of_saying_is_no_source():
    told = coded(f"{BARE}The league bombed the jihadists in both Chad and Niger reported Monday it had launched ten raids.")
    assert not [s for r in told.reports for s in r.chain if s.words == "Niger"]
