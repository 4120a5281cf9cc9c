"""A user's own codes: read, checked with clear errors, and used before those that ship."""

from __future__ import annotations

import pytest

from diurna import Settings, code
from diurna.model import Article, SettingsError
from diurna.resources.own_codes import NO_CODES, own_codes

CODES = """
[types.EVICTION]
act = "COERCE"
definition = "people driven from the homes that they live in"
cameo = "175"

[[verbs]]
type = "EVICTION"
verbs = "evict, throw out + family|families"

[[verbs]]
type = "PROTEST"
verbs = "light + candles|candle"

[[actors]]
id = "armed_group:lions-of-orva"
names = ["Lions of Orva", "LOV"]
country = "MLI"
sectors = ["REB"]

[[actors]]
id = "person:ada-brunn"
names = ["Ada Brunn"]
country = "LUX"
[[actors.roles]]
title = "mayor"
sectors = ["GOV"]
since = 2020-01-01
until = 2022-01-01
"""


@pytest.fixture
def codes(tmp_path):
    path = tmp_path / "codes.toml"
    path.write_text(CODES, "utf-8")
    return str(path)


def _coded(text, codes=""):
    return code(Article(id="a", raw="", name="a", text=text), settings=Settings(codes=codes))


def test_own_types_verbs_and_actors_are_coded(codes):
    text = "The Lions of Orva threw out forty families in Gao on Monday."
    (report,) = _coded(text, codes).reports
    assert (report.act, report.own_type, report.cameo) == ("COERCE", "EVICTION", "175")
    assert [p.actor for p in report.actors] == ["armed_group:lions-of-orva"]
    assert report.rule.startswith("own.eviction.throw_out")
    assert all(r.own_type is None for r in _coded(text).reports)


def test_own_verbs_may_name_one_of_the_sixteen(codes):
    (report,) = _coded("Thousands of protesters lit candles in Bamako on Monday.", codes).reports
    assert (report.act, report.own_type) == ("PROTEST", None)


def test_an_own_actor_has_country_sectors_and_table(codes):
    (lions,) = [a for a in _coded("LOV attacked an army post on Monday.", codes).actors if a.table]
    assert (lions.id, lions.country, lions.sectors, lions.table) == ("armed_group:lions-of-orva", "MLI", ("REB",), "your own codes")


def test_no_file_is_no_codes_and_a_missing_one_is_told():
    assert own_codes("") is NO_CODES
    with pytest.raises(SettingsError, match=r"nowhere\.toml cannot be read"):
        own_codes("nowhere.toml")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("types = 3", "Expected `object`"),
        ("[types.Eviction]\nact = 'COERCE'", "write types in capitals"),
        ("[types.EVICTION]\nact = 'EVICT'", "EVICT"),
        ("[[verbs]]\ntype = 'X'\nverbs = 'go'", "neither one of yours"),
        ("[[verbs]]\ntype = 'AID'", "give verbs, nouns or adjectives"),
        ("[[verbs]]\ntype = 'AID'\nverbs = 'go'\nsure = 2", "sure must be"),
        ("[[verbs]]\ntype = 'AID'\nverbs = 'go + @nothing'", "@nothing"),
        ("[[actors]]\nid = 'lions'\nnames = ['Lions']", "write the id as KIND:KEY"),
        ("[[actors]]\nid = 'party:x'\nnames = []", "at least one name"),
        ("[[actors]]\nid = 'party:x'\nnames = ['X']\ncountry = 'Mali'", "'Mali' is no ISO 3166 code"),
        ("[[actors]]\nid = 'party:x'\nnames = ['X']\nsectors = ['rebels']", "'rebels' is no sector"),
        ("[[actors]]\nid = 'party:x'\nnames = ['X']\ncolour = 'red'", "colour"),
        ("[types", "TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, content, told):
    path = tmp_path / "codes.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError, match=r"codes\.toml") as error:
        own_codes(str(path))
    assert told in str(error.value) or told == "TOML"
