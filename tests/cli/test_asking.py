"""Questions of an earlier day on the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from diurna.cli.group import diurna

ASKING = ["events", "stories", "quotes", "relations", "actors", "counts", "diary", "status"]


@pytest.fixture
def run(example_library, monkeypatch):
    monkeypatch.setenv("DIURNA_LIBRARY", str(example_library.path))

    def call(*arguments, code=0):
        result = CliRunner().invoke(diurna, list(arguments))
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return call


@pytest.mark.parametrize("verb", ASKING)
def test_every_asking_verb_takes_a_day_and_says_what_it_rests_on(run, verb):
    then, now = run(verb, "--as-of", "2024-04-10", "--json"), run(verb, "--json")
    assert "10 articles; left out: 19 came later" in then.stderr
    assert then.stdout != now.stdout
    assert now.stderr == ""


def test_an_event_a_story_a_search_and_a_query_of_an_earlier_day(run):
    row = json.loads(run("events", "--place", "Djibo", "--as-of", "2024-04-10", "--json").stdout)["events"][0]
    then = json.loads(run("event", row["id"], "--as-of", "2024-04-10", "--json").stdout)
    assert then["known"] == {"as_of": "2024-04-10", "clock": "published", "articles": 10, "later": 19, "undated": 0}
    assert json.loads(run("story", row["story"], "--as-of", "2024-04-10", "--json").stdout)["known"]["articles"] == 10
    assert len(json.loads(run("search", "Djibo", "--as-of", "2024-04-10", "--json").stdout)) == 5
    assert json.loads(run("sql", "SELECT count(*) AS n FROM articles", "--as-of", "2024-04-10", "--json").stdout) == [{"n": 10}]


def test_the_clock_of_reading(run):
    assert "by the day read: 0 articles; left out: 29 came later" in run("events", "--as-of", "2024-04-14", "--clock", "known", code=1).stderr
    assert "no date" in run("events", "--as-of", "soon", code=2).output
    run("events", "--as-of", "2024-04-14", "--clock", "mine", code=2)


def test_an_event_that_was_not_known_yet_is_not_found(run):
    query = "SELECT id FROM events WHERE articles[1] IN (SELECT id FROM articles WHERE published.when > '2024-04-12') LIMIT 9"
    for row in json.loads(run("sql", query, "--json").stdout):
        if json.loads(run("sql", f"SELECT id FROM events WHERE id = '{row['id']}'", "--as-of", "2024-04-10", "--json").stdout) == []:
            assert "no events with id" in str(CliRunner().invoke(diurna, ["event", row["id"], "--as-of", "2024-04-10"]).exception)
            return
    pytest.fail("every event was known by then")
