"""Where the event model and the rules meet."""

from __future__ import annotations

from diurna.coding import code
from diurna.model import Article

SENTENCES = [
    "Peru recalled its envoy from Quito on Friday.",
    "Rebels shelled the port of Callao overnight, killing two dockers.",
    "The baker opened his shop at dawn and sold forty loaves.",
    "Ecuador denied that its soldiers had crossed the river.",
]


def told(text):
    return code(Article(id="x", raw="", name="x", text=text)).reports


def test_reports_tell_which_rule_and_score_made_them() -> None:
    for report in told(SENTENCES[1]):
        assert "model: happening" in report.rule


def test_every_report_and_field_has_a_probability() -> None:
    for report in told(" ".join(SENTENCES)):
        assert 0 < report.confidence <= 1
        assert [s.field for s in report.sure] == ["act", "actors", "recipients", "phase", "polarity", "background"]
        assert all(0 <= s.confidence <= 1 for s in report.sure)


def test_an_article_is_coded_the_same_alone_and_among_fifty() -> None:
    text = "\n\n".join(SENTENCES)
    alone = told(text)
    for number in range(50):
        told(f"{SENTENCES[number % 4]} The talks in hall {number} ended without a word.")
    assert told(text) == alone


def test_daily_life_is_no_report() -> None:
    assert told(SENTENCES[2]) == ()


def test_a_headline_and_the_lead_under_it_are_no_phrase() -> None:
    text = "Seven dead in Guiro market raid\n\nGunmen on motorcycles killed at least seven people at a market near Guiro on Tuesday, the army said."
    assert [r.act for r in told(text)] == ["ASSAULT"]
