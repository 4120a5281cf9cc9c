"""A user's SQL in a process of its own: answered, or refused without harm."""

from __future__ import annotations

import pytest

from diurna.model import SqlError
from diurna.store.apart import ask_apart


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
