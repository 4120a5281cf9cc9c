"""Every value of every layer can be explained, and each step's words stand in the article."""

from __future__ import annotations

import pytest

from diurna.model import UnknownIdError

TABLES = {"reports": "report", "quotes": "quote", "quantities": "quantity", "relations": "relation"}


@pytest.mark.parametrize("table", TABLES)
def test_each_value_is_explained_in_words_of_its_article(example_library, table):
    rows = example_library.sql(f"SELECT id, article FROM {table} ORDER BY id LIMIT 15").to_pylist()
    for row in rows:
        found = example_library.explain(row["id"])
        text = example_library.article(row["article"]).text
        assert found.kind == TABLES[table]
        assert found.teller.article == row["article"]
        assert found.sentence in text
        assert all(step.words in text for step in found.steps)
        assert found.versions["coding"]


def test_a_report_tells_trigger_rule_sides_and_codes(example_library):
    (row,) = example_library.sql("SELECT id, rule FROM reports WHERE len(actors) > 0 AND len(recipients) > 0 ORDER BY id LIMIT 1").to_pylist()
    steps = {step.field: step for step in example_library.explain(row["id"]).steps}
    assert steps["act"].why == row["rule"]
    assert steps["actor"].why
    assert steps["recipient"].words
    assert "CAMEO" in steps["type"].why
    assert all(0 < steps[field].sure <= 1 for field in ("act", "actor", "recipient", "phase", "a report at all"))


def test_an_event_tells_why_each_report_was_merged(example_library):
    (row,) = example_library.sql("SELECT id, len(reports) AS n FROM events ORDER BY n DESC, id LIMIT 1").to_pylist()
    found = example_library.explain(row["id"])
    assert found.kind == "event"
    assert len(found.reports) == row["n"] > 1
    assert all(report.merged and report.steps for report in found.reports)


def test_an_unknown_id_is_told(example_library):
    with pytest.raises(UnknownIdError, match="no event, report"):
        example_library.explain("nothing-of-the-kind")
    with pytest.raises(UnknownIdError):
        example_library.explain("")
