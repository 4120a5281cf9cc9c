"""A library is coded anew when its own codes change: from raw, in place, with ids and knowledge dates kept."""

from __future__ import annotations

import msgspec
import pytest

import diurna
from diurna.model import SettingsError, StoreError
from diurna.store.manifest import CATALOGUE, read_manifest, write_manifest

TEXT = "The Lions of Orva threw out forty families in Gao on Monday, residents said.\n\nPolice in Bamako arrested two traders on Tuesday.\n"
CODES = """
[types.EVICTION]
act = "COERCE"
[[verbs]]
type = "EVICTION"
verbs = "throw out + family|families"
[[actors]]
id = "armed_group:lions-of-orva"
names = ["Lions of Orva"]
country = "MLI"
sectors = ["REB"]
"""


@pytest.fixture
def library(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", "utf-8")
    opened = diurna.open(tmp_path / "lib")
    opened.read(tmp_path / "in", known="2024-05-01T00:00:00+00:00")
    return opened


def _rows(library, query):
    return library.sql(query).to_pylist()


def test_codes_beside_the_library_are_taken_up(library):
    before = _rows(library, "SELECT id, known FROM articles")
    problems = _rows(library, "SELECT code FROM problems")
    assert not library.recode().documents
    (library.path / "codes.toml").write_text(CODES, "utf-8")
    assert library.recode().articles == len(before) == 1
    assert _rows(library, "SELECT id, known FROM articles") == before
    assert _rows(library, "SELECT code FROM problems") == problems
    (report,) = _rows(library, "SELECT own_type, actors[1].actor AS doer FROM reports WHERE own_type IS NOT NULL")
    assert report == {"own_type": "EVICTION", "doer": "armed_group:lions-of-orva"}
    assert not list(library.verify())
    assert not library.recode().documents
    assert len(list((library.path / "parts").iterdir())) == 1


def test_reading_more_after_that_uses_them_too(library, tmp_path):
    (library.path / "codes.toml").write_text(CODES, "utf-8")
    library.recode()
    (tmp_path / "in" / "b.txt").write_text("On Friday the Lions of Orva threw out ten families in Kayes, a mayor said.\n", "utf-8")
    library.read(tmp_path / "in")
    assert len(_rows(library, "SELECT id FROM reports WHERE own_type = 'EVICTION'")) == 2


def test_taking_the_codes_away_codes_as_before(library):
    plain = _rows(library, "SELECT id, act, rule FROM reports ORDER BY id")
    (library.path / "codes.toml").write_text(CODES, "utf-8")
    library.recode()
    (library.path / "codes.toml").unlink()
    library.recode()
    assert _rows(library, "SELECT id, act, rule FROM reports ORDER BY id") == plain


def test_faulty_codes_change_nothing(library):
    before = _rows(library, "SELECT id, rule FROM reports ORDER BY id")
    (library.path / "codes.toml").write_text("[types", "utf-8")
    with pytest.raises(SettingsError, match=r"codes\.toml"):
        library.recode()
    assert _rows(library, "SELECT id, rule FROM reports ORDER BY id") == before


def test_no_library_is_told(tmp_path):
    with pytest.raises(StoreError, match="there is no library"):
        diurna.open(tmp_path / "none").recode()


def test_events_are_asked_by_own_type_and_old_batches_told(library):
    assert library.outdated() == 0
    (library.path / "codes.toml").write_text(CODES, "utf-8")
    assert library.outdated() == 1
    library.recode()
    assert [event.act for event in library.events(type="eviction").events] == ["COERCE"]


def test_a_record_of_an_older_format_is_refused_and_built_anew(library):
    layout = library.reader.layout
    before = library.events()
    write_manifest(layout, msgspec.structs.replace(read_manifest(layout), catalogue=1))
    with pytest.raises(StoreError, match=r"older Diurna.*diurna recode --library"):
        library.events()
    outcome = library.recode()
    assert outcome.rebuilt and not outcome.documents
    assert library.events() == before
    assert not library.recode().rebuilt


def test_a_record_of_a_newer_format_is_refused(library):
    layout = library.reader.layout
    write_manifest(layout, msgspec.structs.replace(read_manifest(layout), catalogue=CATALOGUE + 1))
    with pytest.raises(StoreError, match="newer Diurna"):
        library.events()
