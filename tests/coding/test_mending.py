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


def test_no_sentence_begins_in_lower_case_behind_a_word(read):
    text = "Raid on market\n\nGunmen on motorcycles killed at least seven people at a livestock market near Djibo, the army said. the end"
    parsed = read(text)
    assert [s.of(text) for s in parsed.sentences][1].startswith("Gunmen on motorcycles")


def test_a_headlines_comma_joins_two_subjects(read):
    doc = read("Premier says Chad, Sudan should hold talks").doc
    sudan = next(t for t in doc if t.text == "Sudan")
    assert sudan.dep_ == "conj" and sudan.head.text == "Chad" and sudan.head.dep_ == "nsubj"
