"""Every verb, as it is called."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from diurna.cli.group import VERBS, diurna


@pytest.fixture
def run(example_library, monkeypatch):
    monkeypatch.setenv("DIURNA_LIBRARY", str(example_library.path))

    def call(*arguments, stdin=None, code=0):
        result = CliRunner().invoke(diurna, list(arguments), input=stdin)
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return call


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb):
    result = CliRunner().invoke(diurna, [verb, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


@pytest.mark.parametrize("verb", ["events", "stories", "quotes", "actors", "counts", "diary", "status"])
def test_lists_are_tables_for_people_and_json_for_programs(run, verb):
    assert run(verb).stdout.strip()
    assert json.loads(run(verb, "--json").stdout)


def test_event_and_story(run):
    row = json.loads(run("events", "--json").stdout)["events"][0]
    assert row["id"] in run("event", row["id"][:8]).stdout
    assert json.loads(run("story", row["story"], "--json").stdout)["story"]["id"] == row["story"]
    assert run("story", row["story"]).stdout


def test_counts_are_zero_filled_and_have_denominators(run):
    found = json.loads(run("counts", "--by", "day,type", "--json").stdout)
    keys = [(r["key"]["day"], r["key"]["type"]) for r in found["rows"]]
    days, types = {d for d, _ in keys}, {t for _, t in keys}
    assert len(keys) == len(set(keys)) == len(days) * len(types)
    assert any(r["events"] == 0 for r in found["rows"])
    assert {r["key"]["day"]: r["articles"] for r in found["rows"]}["2024-04-10"] > 0


def test_search_and_sql(run):
    assert "Djibo" in run("search", "Djibo").stdout
    run("search", "zzzzzz", code=1)
    assert json.loads(run("sql", "SELECT count(*) AS n FROM articles", "--json").stdout) == [{"n": 29}]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize("table", ["events", "quotes"])
def test_export_to_standard_output(run, form, table):
    text = run("export", "--format", form, "--table", table).stdout
    rows = list(csv.DictReader(io.StringIO(text))) if form == "csv" else [json.loads(line) for line in text.splitlines()]
    assert len(rows) == json.loads(run("sql", f"SELECT count(*) AS n FROM {table}", "--json").stdout)[0]["n"]


def test_export_to_a_folder(run, tmp_path):
    import pyarrow.parquet as pq

    run("export", "--format", "parquet", "--output", str(tmp_path / "out"))
    assert pq.read_table(tmp_path / "out" / "reports.parquet").num_rows > 50
    run("export", "--format", "parquet", code=2)
    run("export", "--table", "nonsense", code=2)


def test_pipes(run):
    line = json.dumps({"text": "Rebels attacked a convoy near Aleppo on Friday, killing four soldiers.", "published": "2016-03-05", "id": "x1"})
    found = json.loads(run("code", stdin=line).stdout)
    assert found["article"] == "x1"
    assert [r["act"] for r in found["reports"]] == ["ASSAULT"]
    assert found["reports"][0]["time"]["interval"]["start"] == "2016-03-04"


def test_pairs_are_typed(run):
    text = "Norway condemned Sudan and promised Chad more aid."
    pairs = [{"actor": [0, 6], "recipient": [17, 22]}, {"actor": [0, 6], "recipient": [36, 40]}]
    found = json.loads(run("code", stdin=json.dumps({"text": text, "pairs": pairs})).stdout)["pairs"]
    assert [pair["type"] for pair in found] == ["ACCUSE", "AGREE"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{nonsense", "not valid JSON"),
        ('{"title": "x"}', 'needs a field "text"'),
        ('{"text": "a b", "published": "soon"}', "write it as"),
        ('{"text": "a b", "pairs": [{"actor": [0, 9], "recipient": [0, 1]}]}', "does not lie"),
        ('{"text": "a b", "pairs": [{"actor": 1}]}', "must be"),
    ],
)
def test_a_bad_line_is_said_and_the_others_are_coded(run, line, words):
    good = json.dumps({"text": "The ministers met in Oslo.", "id": "good"})
    result = run("code", stdin=f"{line}\n{good}\n", code=1)
    assert words in result.stderr
    assert json.loads(result.stdout)["article"] == "good"


def test_extract_pipes_into_code_and_group(run, tmp_path):
    from diurna.resources.examples import examples_folder

    articles = run("extract", str(examples_folder())).stdout
    assert len(articles.splitlines()) == 29
    grouped = [json.loads(line) for line in run("group", stdin=articles).stdout.splitlines()]
    assert len(grouped) == 29
    assert len({row["story"] for row in grouped}) < 15
    assert len({row["origin"] for row in grouped}) < 29
    first = articles.splitlines()[0]
    assert json.loads(run("code", stdin=first).stdout)["article"] == json.loads(first)["id"]


def test_completion(run):
    assert "_DIURNA_COMPLETE" in run("completion", "bash").stdout
