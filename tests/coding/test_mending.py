"""The parser's slips that are put right."""

from __future__ import annotations


def test_a_name_behind_and_is_joined_not_apposed(read):
    doc = read("Mozambique's government and the rebel Niassa Resistance Front agreed a ceasefire on Friday, mediators said.").doc
    front = next(t for t in doc if t.text == "Front")
    assert front.dep_ == "conj" and front.head.text == "government"


def test_a_true_apposition_stays(read):
    doc = read("Germany, the largest donor and host of the talks, left on Monday.").doc
    donor = next(t for t in doc if t.text == "donor")
    assert donor.dep_ == "appos"
