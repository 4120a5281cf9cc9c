"""The closest CAMEO code, strikes of workers, tolls, and the time of a clause."""

from __future__ import annotations

from datetime import date

import pytest

from diurna import code
from diurna.model import Article, Interval, Published

DAY = date(2024, 4, 12)


def _reports(text):
    article = Article(id="a", raw="", name="a", text=text, published=Published(str(DAY), Interval.day(DAY), "field"))
    return {report.act: report for report in code(article).reports}


@pytest.mark.parametrize(("text", "act", "cameo"), [
    ("Japan gave Fiji a $20 million loan for a port.", "AID", "071"),
    ("Norway sent tents and medicine to Malawi.", "AID", "073"),
    ("The opposition demanded that the president resign.", "REQUEST", "1041"),
    ("Iran called on Turkey to release the captured pilots.", "REQUEST", "1053"),
    ("Peru refused to withdraw its troops from the border.", "REJECT", "1246"),
])  # fmt: skip
def test_the_words_carry_a_closer_code(text, act, cameo):
    assert _reports(text)[act].cameo == cameo


def test_workers_strike_without_violence_and_rebels_with():
    assert set(_reports("Thousands of workers struck in Lima on Monday.")) == {"PROTEST"}
    assert set(_reports("Rebels struck a convoy near Orva.")) == {"ASSAULT"}


def test_a_clause_is_dated_from_its_main_clause():
    text = "Mali and Togo agreed on Friday to patrol their border together, three days after gunmen killed nine people near Orva."
    assert _reports(text)["ASSAULT"].time.interval == Interval.day(date(2024, 4, 9))


def test_a_toll_tells_the_attack():
    text = "The death toll of Tuesday's attack on a market near Djibo in Burkina Faso has risen to nine, the government in Ouagadougou said."
    report = _reports(text)["ASSAULT"]
    assert report.quantities and report.time.interval == Interval.day(date(2024, 4, 9))


@pytest.mark.parametrize(("text", "start", "end"), [
    ("Police and students clashed in Lima between April 3 and April 5.", date(2024, 4, 3), date(2024, 4, 6)),
    ("Truckers blocked the road from Monday to Wednesday.", date(2024, 4, 8), date(2024, 4, 11)),
    ("Protesters have been blocking the port of Orva since April 3.", date(2024, 4, 3), date(2024, 4, 13)),
    ("Since Monday troops have blocked the road to Orva.", date(2024, 4, 8), date(2024, 4, 13)),
])  # fmt: skip
def test_a_happening_lasts_as_long_as_it_is_told(text, start, end):
    (report,) = _reports(text).values()
    assert (report.time.interval.start, report.time.interval.end) == (start, end)
