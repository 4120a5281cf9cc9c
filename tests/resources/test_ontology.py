"""The ontology and the lexicon hang together."""

from __future__ import annotations

from diurna.resources.ontology import acts, cameo, goldstein
from diurna.resources.triggers import senses


def test_codes_are_text_and_keep_their_zeros():
    assert cameo()["010"].code == "010" and "10" in cameo()
    assert goldstein("0411") == cameo()["041"].goldstein


def test_every_sense_has_a_known_mode():
    for group in senses().values():
        for sense in group:
            assert sense.mode is None or sense.mode in acts()[sense.act].modes, sense.id


def test_the_lexicon_covers_every_act():
    counted = [sense.act for group in senses().values() for sense in group]
    assert set(counted) == set(acts())
    assert len(counted) > 1200


def test_accuse_scores_below_zero():
    assert acts()["ACCUSE"].score == -3.0
