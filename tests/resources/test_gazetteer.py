"""The gazetteer: names to places, compiled once."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from diurna.resources import gazetteer as door
from diurna.resources.gazetteer import Gazetteer, gazetteer
from diurna.resources.gazetteer_names import arabic_keys, key


@pytest.fixture(scope="module")
def table() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("name", "plain"),
    [("São Paulo", "sao paulo"), ("Sana'a", "sanaa"), ("St. Petersburg", "saint petersburg"), ("Deir ez-Zor", "deir ez zor"), ("The Hague", "hague"),
     ("Łódź", "lodz"), ("U.S.", "us"), ("Mt. Vernon", "mount vernon")],
)
def test_key_drops_what_newspapers_drop(name: str, plain: str) -> None:
    assert key(name) == plain


def test_arabic_names_are_known_without_article_and_last_h() -> None:
    assert {"raqqah", "raqqa"} <= arabic_keys("ar raqqah")


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [("Syria", "country", "SYR"), ("Burma", "country", "MMR"), ("UAE", "country", "ARE"), ("Bombay", "city", "IND"), ("Nur-Sultan", "city", "KAZ"),
     ("Raqqa", "city", "SYR"), ("Kobani", "city", "SYR"), ("Calif.", "admin1", "USA"), ("Bosphorus", "feature", "TUR"), ("Kremlin", "feature", "RUS"),
     ("Laurel County", "admin2", "USA")],
)
def test_names_lead_to_places(table: Gazetteer, name: str, kind: str, country: str) -> None:
    assert (kind, country) in {(place.kind, place.country) for place in table.find(name)}


def test_a_name_is_never_found_by_a_part_of_it(table: Gazetteer) -> None:
    assert table.find("ambassador") == ()
    assert table.find("Damascu Gate of Nowhere") == ()


def test_places_of_own_tables_have_no_geonames_id(table: Gazetteer) -> None:
    black_sea = next(p for p in table.find("Black Sea") if p.kind == "feature")
    assert black_sea.geonames is None
    assert black_sea.precision == 7


def test_peoples_lead_to_their_country_or_region(table: Gazetteer) -> None:
    assert table.people("Syrians").country == "SYR"
    assert table.people("Chechen").name == "Chechnya"
    assert table.people("polish") is None


def test_the_file_is_read_only(table: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        table._connection.execute("DELETE FROM place")


def test_a_home_that_cannot_be_written_falls_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked, spare = tmp_path / "file", tmp_path / "spare"
    blocked.write_text("no folder can be made here")
    monkeypatch.setattr(door, "_folders", lambda: [blocked / "diurna", spare])
    monkeypatch.setattr(door, "build", lambda target: target.write_bytes(b"built"))
    assert door.compiled().parent == spare


def test_a_file_that_is_there_is_not_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "build", lambda target: pytest.fail("built again"))
    gazetteer()
    assert os.path.isfile(door.compiled())
