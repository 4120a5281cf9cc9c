"""The tally: it holds what the catalogue holds, in numbers."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from diurna.model import StoreError
from diurna.store.catalogue import Catalogue
from diurna.store.columns import Lists, Words, read_columns, starts, write_columns
from diurna.store.derived import COUNTED
from diurna.store.layout import Layout
from diurna.store.tally import NAME, NO_END, NO_START, TELLERS, Tally, tally
from diurna.store.tallying import tallied


@pytest.fixture(scope="module")
def made(example_library) -> Tally:
    return tally(example_library.reader)


def test_it_lies_beside_the_catalogue_and_is_what_is_made_of_it(example_library, made):
    reader = example_library.reader
    assert (reader.folder / NAME).is_dir()
    again = tallied(reader.table)
    for name in Tally.__struct_fields__:
        one, other = getattr(made, name), getattr(again, name)
        for part in getattr(one, "PARTS", ("",)):
            a, b = (getattr(some, part) if part else some for some in (one, other))
            assert a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f"), name


def test_events_stand_in_the_order_of_time(example_library, made):
    order = '"time".start NULLS LAST, len(articles) DESC, id'
    rows = example_library.reader.rows(f"""SELECT id, act, plover_type AS type, place.country AS country, place.name AS place, {COUNTED} AS counted,
        "time".start AS start, "time"."end" AS "end", outlets, origins, sources FROM events ORDER BY {order}""")
    assert made.keys(np.arange(len(made.ids))) == [row["id"] for row in rows]
    for n, row in enumerate(rows):
        told = made.acts[made.act[n]], made.types[made.type[n]], made.countries[made.country[n]], made.places[made.place[n]]
        assert told == (row["act"], row["type"], row["country"] or "", row["place"] or "")
        assert made.counted[n] == row["counted"]
        days = made.start[n].astype("datetime64[D]").astype(object), made.end[n].astype("datetime64[D]").astype(object)
        assert days == (row["start"], row["end"]) if row["start"] else (made.start[n], made.end[n]) == (NO_START, NO_END)
        assert all(len(getattr(made, name).of(np.array([n]))[1]) == len(row[name]) for name in TELLERS)
    newest = example_library.reader.rows('SELECT id FROM events ORDER BY "time".start DESC NULLS LAST, len(articles) DESC, id')
    assert made.keys(made.newest) == [row["id"] for row in newest]


def test_tellers_are_the_same_where_their_numbers_are(example_library, made):
    for name in TELLERS:
        of_number: dict[int, set[str]] = {}
        for row in example_library.reader.rows(f"SELECT id, {name} AS told FROM events"):
            _, numbers = getattr(made, name).of(made.numbers(example_library.reader.table("SELECT ?::VARCHAR AS id", [row["id"]])["id"]))
            for number, word in zip(numbers.tolist(), row["told"], strict=True):
                of_number.setdefault(number, set()).add(word)
        assert all(len(words) == 1 for words in of_number.values())
        assert len({*map(min, of_number.values())}) == len(of_number) > 1


def test_sides_are_each_actor_with_each_recipient(example_library, made):
    of = {row["id"]: row["country"] or row["id"] for row in example_library.reader.rows("SELECT id, country FROM directory")}
    expected = set()
    for row in example_library.reader.rows(f"SELECT id, actors, recipients FROM events WHERE {COUNTED}"):
        pairs = [(a, b) for a in row["actors"] or [None] for b in row["recipients"] or [None]]
        expected |= {(row["id"], of.get(a, a), of.get(b, b)) for a, b in pairs if a or b}

    def side(n: int) -> str | None:
        return made.sides[n] if n < len(made.sides) else None

    found = [
        (key, side(a), side(b)) for key, a, b in zip(made.keys(made.side_event), made.side_actor, made.side_recipient, strict=True)
    ]  # fmt: skip
    assert len(found) == len(set(found)) and set(found) == expected
    assert len([row for row in expected if row[1] and row[2]]) > len({row[0] for row in expected if row[1] and row[2]})  # some have several
    for marks, n in ((made.first_actor, 1), (made.first_recipient, 2)):
        once = [(row[0], row[n]) for row, first in zip(found, marks, strict=True) if first]
        assert len(once) == len(set(once)) and set(once) == {(row[0], row[n]) for row in expected if row[n]}
    dyads = [f"{side(a) or ''} > {side(b) or ''}" for a, b in zip(made.dyad_actor, made.dyad_recipient, strict=True)]
    assert dyads == sorted(dyads)
    assert [dyads[n] for n in made.side_dyad] == [f"{a or ''} > {b or ''}" for _, a, b in found]


def test_events_are_found_by_their_ids(example_library, made):
    ids = example_library.reader.table("SELECT id FROM (SELECT id FROM events UNION ALL SELECT 'nothing') ORDER BY md5(id)")["id"]
    assert made.keys(made.numbers(ids)) == [key for key in ids.to_pylist() if key != "nothing"]


def test_a_library_without_an_event_has_one(tmp_path):
    folder = tmp_path / "generation"
    folder.mkdir()
    with Catalogue(folder / "catalogue.duckdb") as catalogue:
        catalogue.set_problems(Layout(tmp_path), (), [])
    found = read_columns(folder / NAME, Tally)
    assert len(found.ids) == len(found.side_event) == len(found.sides) == 0 and found.keys(found.newest) == []


def test_ids_of_any_length_are_found(tmp_path):
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS other")
        ids = ["b", "a" * 20, "é", "a" * 19]
        connection.execute(
            """CREATE TABLE events AS SELECT unnest(?::VARCHAR[]) AS id, 'AID' AS act, 'AID' AS plover_type, 'done' AS phase, 'affirmed' AS polarity,
               false AS background, ['x'] AS articles, NULL::STRUCT(start DATE, "end" DATE) AS "time",
               NULL::STRUCT(name VARCHAR, country VARCHAR, longitude DOUBLE, latitude DOUBLE, "precision" BIGINT) AS place,
               ['o'] AS outlets, ['o'] AS origins, ['o'] AS sources, ['p'] AS actors, []::VARCHAR[] AS recipients""",
            [ids],
        )
        connection.execute("CREATE TABLE directory AS SELECT 'p' AS id, NULL::VARCHAR AS country")
        found = tallied(lambda query: connection.sql(query).to_arrow_table())
        assert found.keys(np.arange(4)) == sorted(ids) and found.sides.all() == ["p"]
        assert found.numbers(connection.sql("SELECT unnest(['é', 'b', 'c']) AS id").to_arrow_table()["id"]).tolist() == [3, 2]


def test_columns_come_back_and_damage_is_said(tmp_path, example_library):
    words, lists = Words(starts([1, 0, 2]), np.frombuffer("aé".encode(), dtype=np.uint8)), Lists(starts([2, 0, 1]), np.array([5, 6, 7]))
    assert words.all() == ["a", "", "é"] and len(words) == len(lists) == 3
    assert [some.tolist() for some in lists.of(np.array([2, 1, 0]))] == [[1, 0, 2], [7, 5, 6]]
    folder = tmp_path / NAME
    write_columns(folder, read_columns(example_library.reader.folder / NAME, Tally))
    assert read_columns(folder, Tally).sides.all() == tally(example_library.reader).sides.all()
    for damage in (b"", b"nothing", (folder / "start.npy").read_bytes()[:-3]):
        (folder / "start.npy").write_bytes(damage)
        with pytest.raises(StoreError, match=r"start\.npy cannot be read"):
            read_columns(folder, Tally)
    (folder / "start.npy").unlink()
    with pytest.raises(StoreError):
        read_columns(folder, Tally)
