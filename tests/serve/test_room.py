"""The room takes up what is read meanwhile, and forms of every kind are answered."""

from __future__ import annotations

import os
import shutil

import pytest

from diurna.library import Library
from diurna.serve.room import Desk, Room

HERE = {"origin": "http://127.0.0.1"}


@pytest.fixture()
def room(example_library, tmp_path):
    shutil.copytree(example_library.path, tmp_path / "copy.diurna")
    return Room(Library(tmp_path / "copy.diurna"))


def test_a_new_generation_is_taken_up(room):
    before = room.reader()
    assert room.remember("question", lambda: 1) == room.remember("question", lambda: 2) == 1
    os.utime(before.layout.manifest, ns=(1, 1))
    assert room.remember("question", lambda: 3) == 3
    assert room.reader() is not before and room.reader() is room.reader()
    assert before.rows("SELECT count(*) AS n FROM articles") == room.reader().rows("SELECT count(*) AS n FROM articles")


def test_what_is_remembered_has_an_end(room):
    for n in range(1_000):
        room.remember(n, lambda n=n: n)
    assert len(room._memo) <= 256 and room.remember(999, lambda: None) == 999


def test_a_library_that_goes_is_told(room):
    from diurna.model import StoreError

    room.reader()
    room.reader().layout.manifest.unlink()
    with pytest.raises(StoreError):
        room.reader()


def test_addresses():
    desk = Desk(Room(None, base="/record"), path="/stories", query=[("actor", "a&b=c"), ("page", "3")], cookies={}, csrf="")
    assert desk.here(type="AID") == "/record/stories?actor=a%26b%3Dc&type=AID"
    assert desk.here(page=4) == "/record/stories?actor=a%26b%3Dc&page=4"
    assert desk.here(actor=None) == "/record/stories"
    assert desk.url("/story/ä b", as_of=None) == "/record/story/%C3%A4%20b"
    assert desk.twin == "/record/stories.json?actor=a%26b%3Dc&page=3"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b"{"), ("application/json", b"[1]"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=x", b"--x\r\nno"),
        ("application/x-www-form-urlencoded", b"csrf=%ff&csrf=2"), ("text/plain", b"\xff"), ("", b""), ("application/x-msgpack", b"\xc1"),
    ],
)  # fmt: skip
def test_a_form_of_any_kind_is_answered(client, kind, content):
    assert 400 <= client.post("/enter", content=content, headers=HERE | {"content-type": kind}).status_code < 500
