"""A user's SQL in a process of its own: answered, or refused without harm."""

from __future__ import annotations

import contextlib
import os

import pytest

from diurna.model import SqlError
from diurna.store import apart
from diurna.store.apart import ask_apart, let_go


@pytest.fixture(scope="module")
def catalogue(example_library):
    return example_library.reader.folder / "catalogue.duckdb"


def test_a_query_is_answered(catalogue):
    assert ask_apart(catalogue, "SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 29}]
    assert ask_apart(catalogue, "SELECT id FROM articles", rows=5).num_rows == 5


def test_nested_values_come_through(catalogue):
    (row,) = ask_apart(catalogue, "SELECT reports, \"time\" FROM events WHERE \"time\" IS NOT NULL LIMIT 1").to_pylist()
    assert row["reports"][0]["report"] and row["time"]["start"]


@pytest.mark.parametrize("query", [
    "COPY (SELECT 1) TO '{out}'",
    "COPY articles TO '{out}' (FORMAT csv)",
    "ATTACH '{out}' AS other",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/hostname')",
    "SELECT * FROM '/etc/hostname'",
    "SELECT * FROM glob('/*')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "EXPORT DATABASE '{out}'",
    "CREATE TABLE t AS SELECT 1",
    "INSERT INTO articles SELECT * FROM articles",
    "DELETE FROM articles",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "PRAGMA temp_directory='{out}'",
    "CREATE TEMP TABLE t AS SELECT * FROM read_text('/etc/hostname')",
    "SELECT",
    "SELECT nothing FROM articles",
])  # fmt: skip
def test_what_may_not_be_is_refused_with_the_engines_words(catalogue, tmp_path, query):
    out = tmp_path / "out"
    with pytest.raises(SqlError) as error:
        ask_apart(catalogue, query.format(out=out))
    assert "Error" in str(error.value) and not out.exists(), error.value


def test_an_endless_query_is_ended(catalogue):
    with pytest.raises(SqlError, match=r"longer than 1 seconds"):
        ask_apart(catalogue, "SELECT sum(sin(range)) FROM range(1000000000000)", seconds=1.0)


def test_an_endless_join_is_ended(catalogue):
    endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range % 7 = 3"
    with pytest.raises(SqlError, match=r"(?i)longer than|memory"):
        ask_apart(catalogue, endless, seconds=3.0)


def test_too_much_memory_is_refused(catalogue):
    with pytest.raises(SqlError, match=r"(?i)memory"):
        ask_apart(catalogue, "SELECT list(range || 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') FROM range(40000000)")


@pytest.mark.parametrize("query", [
    "CREATE TEMP TABLE left_behind AS SELECT 1 AS x",
    "ATTACH ':memory:' AS other",
    "SELECT 1; CREATE TEMP TABLE left_behind AS SELECT 1 AS x",
    "SELECT * FROM enable_logging()",
    "CALL enable_logging()",
    "PREPARE kept AS SELECT 1",
    "SET VARIABLE kept = 1",
])  # fmt: skip
def test_no_query_sees_what_another_left(catalogue, query):
    asked = (
        "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'left_behind'",
        "SELECT count(*) AS n FROM duckdb_databases() WHERE NOT internal",
        "SELECT count(*) AS n FROM duckdb_logs", "SELECT count(*) AS n FROM duckdb_prepared_statements()", "SELECT getvariable('kept') AS n",
    )  # fmt: skip
    before = [ask_apart(catalogue, question).to_pylist() for question in asked]
    with contextlib.suppress(SqlError):
        ask_apart(catalogue, query)
    assert [ask_apart(catalogue, question).to_pylist() for question in asked] == before


def test_names_of_the_program_are_no_tables(catalogue):
    for name in ("table", "wanted", "pa", "engine"):
        ask_apart(catalogue, "SELECT 1 AS x")
        with pytest.raises(SqlError):
            ask_apart(catalogue, f'SELECT * FROM "{name}"')


@pytest.mark.skipif(not apart.FORKS, reason="children are started, not forked")
def test_a_child_is_kept_for_plain_questions_alone_and_none_is_left(catalogue):
    let_go()
    ask_apart(catalogue, "SELECT count(*) FROM articles")
    (kept,) = apart.NURSERY._idle
    ask_apart(catalogue, "SELECT count(*) FROM events")
    assert apart.NURSERY._idle == [kept]
    ask_apart(catalogue, "SELECT * FROM range(3)")
    assert apart.NURSERY._idle != [kept] and len(apart.NURSERY._idle) == 1
    process = apart.NURSERY._process.pid
    let_go()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert ask_apart(catalogue, "SELECT 1 AS x").to_pylist() == [{"x": 1}]
