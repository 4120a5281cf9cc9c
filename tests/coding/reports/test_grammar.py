"""Grammar: deep subjects and objects."""

from __future__ import annotations

from diurna.coding.reports.grammar import is_negated, objects, subjects


def verb(parse, lemma):
    return next(t for t in parse.doc if t.lemma_ == lemma and t.pos_ == "VERB")


def words(tokens):
    return [t.text for t in tokens]


def test_active_and_passive_have_the_same_deep_roles(read):
    active = verb(read("Rebels attacked the convoy on Friday."), "attack")
    passive = verb(read("The convoy was attacked by rebels on Friday."), "attack")
    assert words(subjects(active)) == ["Rebels"]
    assert words(subjects(passive)) == ["rebels"]
    assert words(objects(active)) == words(objects(passive)) == ["convoy"]


def test_controlled_and_relative_subjects(read):
    assert words(subjects(verb(read("Chile refused to sign the treaty."), "sign"))) == ["Chile"]
    assert words(subjects(verb(read("Chile urged Peru to sign the treaty."), "sign"))) == ["Peru"]
    assert words(subjects(verb(read("The soldiers who burned the village fled."), "burn"))) == ["soldiers"]


def test_negation(read):
    assert is_negated(verb(read("The army did not attack the town."), "attack"))
    assert is_negated(verb(read("No one was injured in the crash."), "injure"))
    assert not is_negated(verb(read("The army attacked the town."), "attack"))
    assert is_negated(verb(read("The rebels neither shelled the port nor fired on the police."), "fire"))
