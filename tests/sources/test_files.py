"""Files, folders and streams: every bad one is a problem row, every good one still comes out."""

from __future__ import annotations

import gzip
import io
import json
import os
from typing import TYPE_CHECKING

import pytest

from diurna.model import Problem, RawDocument
from diurna.settings import Settings
from diurna.sources import UnknownField, read_documents, read_stream

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(max_document_bytes=20_000)


def read(path: Path, **options: object) -> tuple[list[RawDocument], list[Problem]]:
    found = list(read_documents(path, settings=SETTINGS, **options))
    return [f for f in found if isinstance(f, RawDocument)], [f for f in found if isinstance(f, Problem)]


def rows(*texts: str) -> bytes:
    return "\n".join(json.dumps({"body": text, "headline": "A headline", "source": {"name": "The Harbour Post"}}) for text in texts).encode()


def test_media_is_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<!doctype html><html><body><p>Hello</p></body></html>")
    (tmp_path / "b.html").write_text("Ministers met on Monday.")
    (tmp_path / "c.json").write_bytes(rows("Ministers met.", "They left."))
    documents, problems = read(tmp_path)
    assert [(d.name, d.media) for d in documents] == [("a.txt", "html"), ("b.html", "text"), ("c.json#1", "row"), ("c.json#2", "row")]
    assert not problems
    assert documents[2].fields == {"text": "Ministers met.", "title": "A headline", "outlet": "The Harbour Post"}


def test_bad_files_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "large.txt").write_bytes(b"word " * 10_000)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7 and so on")
    (tmp_path / "good.txt").write_text("Ministers met.")
    documents, problems = read(tmp_path)
    assert [d.name for d in documents] == ["good.txt"]
    assert {p.where: p.code for p in problems} == {
        "binary.txt": "binary_file",
        "empty.txt": "empty_file",
        "large.txt": "file_too_large",
        "paper.pdf": "binary_file",
    }


def test_bad_lines_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    data = (
        b"\xef\xbb\xbf" + rows("One.") + b'\n{"body": "cut\n\n["a list"]\n{"title": "no text"}\n{"body": "' + b"x" * 30_000 + b'"}\n' + rows("Two.")
    )
    (tmp_path / "rows.jsonl").write_bytes(data)
    documents, problems = read(tmp_path / "rows.jsonl")
    assert [d.fields["text"] for d in documents] == ["One.", "Two."]
    assert [p.code for p in problems] == ["invalid_json", "invalid_json", "missing_text", "file_too_large"]
    assert problems[0].where == "rows.jsonl#2"


def test_rows_before_the_damage_come_out(tmp_path: Path) -> None:
    packed = gzip.compress(b"\n".join(rows(os.urandom(40).hex()) for _ in range(500)))
    (tmp_path / "rows.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    documents, problems = read(tmp_path)
    assert len(documents) > 50
    assert [p.code for p in problems] == ["truncated_archive"]


def test_damaged_gzip_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(os.urandom(4000).hex().encode())[:1500])
    (tmp_path / "b.txt.gz").write_bytes(b"\x1f\x8bnot gzip at all")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(b"Ministers met.", mtime=0))
    documents, problems = read(tmp_path)
    assert [d.name for d in documents] == ["c.txt.gz"]
    assert [p.code for p in problems] == ["truncated_archive", "truncated_archive"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text("Not to be read.")
    (inside / "deep").mkdir()
    (inside / "deep" / "good.txt").write_text("Ministers met.")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "linked").symlink_to(outside)
    documents, problems = read(inside)
    assert [d.name for d in documents] == ["deep/good.txt"]
    assert [p.code for p in problems] == ["unreadable_file"]


def test_missing_and_odd_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [p.code for p in read(tmp_path / "nothing.txt")[1]] == ["unreadable_file"]
    assert [p.code for p in read(tmp_path)[1]] == ["unreadable_file"]


def test_fields_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"story": {"words": "They met."}, "when": 1509580800}\n')
    documents, _ = read(tmp_path, fields={"text": "story.words", "date": "when"})
    assert documents[0].fields == {"text": "They met.", "date": "1509580800"}
    with pytest.raises(UnknownField, match="texts"):
        read(tmp_path, fields={"texts": "body"})


@pytest.mark.parametrize(
    ("data", "media"),
    [(rows("They met."), "row"), (b"<html><body>They met.", "html"), (b"They met.", "text"), (gzip.compress(b"They met.", mtime=0), "text")],
)
def test_a_stream_is_read_by_its_content(data: bytes, media: str) -> None:
    documents = list(read_stream(io.BytesIO(data), settings=SETTINGS))
    assert [d.media for d in documents if isinstance(d, RawDocument)] == [media]


def test_utf_16_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ministers met on Monday in the harbour.".encode("utf-16"))
    (tmp_path / "b.txt").write_bytes("Ministers met on Monday in the harbour.".encode("utf-16-le"))
    assert [d.media for d in read(tmp_path)[0]] == ["text", "text"]


def test_a_mapping_may_use_the_words_of_the_columns():
    from diurna.sources.fields import mapped

    assert mapped({"b": "words", "day": "2021-03-03"}, {"text": "b", "published": "day"}) == {"text": "words", "date": "2021-03-03"}
