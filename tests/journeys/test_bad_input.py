"""Whatever is fed to `diurna read`: a problem row or one clear line, and everything else is still read."""

from __future__ import annotations

import errno
import gzip
import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import diurna.store.layout
from diurna.cli.group import diurna as command
from diurna.library import Library
from diurna.model import StoreError
from diurna.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "Norway and Chad signed a trade agreement in Oslo on Wednesday, the foreign ministry of Norway said in a statement."
LIMIT = 200_000


def row(text: str, **fields: object) -> bytes:
    return json.dumps({"text": text, **fields}).encode() + b"\n"


def page(body: str) -> bytes:
    return f"<html><head><title>Pact signed</title></head><body>{body}</body></html>".encode()


def rows_with_a_broken_line() -> bytes:
    return row(f"First. {GOOD}") + b'{"text": "broken\n' + b"[1, 2]\n" + b'{"title": "no text"}\n' + b"[" * 100_000 + b"\n" + row(f"Last. {GOOD}")


def truncated_rows() -> bytes:
    rows = b"".join(row(f"Number {n}: {GOOD}", outlet=random.Random(n).randbytes(40).hex()) for n in range(60))
    whole = gzip.compress(rows)
    return whole[: len(whole) * 9 // 10]


# What lies in one folder: name, bytes, the problem code that must come (None: it is read without one but for its missing date).
FILES: list[tuple[str, bytes, str | None]] = [
    ("empty.txt", b"", "empty_file"),
    ("blank.txt", b" \n\n ", "empty_file"),
    ("binary.txt", bytes(range(256)) * 20, "binary_file"),
    ("png.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary_file"),
    ("large.txt", (GOOD + "\n").encode() * (LIMIT // 100), "file_too_large"),
    ("latin.txt", f"{GOOD} Le président José Peña l’a déclaré.".encode("cp1252"), None),
    ("utf16.txt", GOOD.encode("utf-16"), None),
    ("mixed.txt", f"{GOOD} Président – ".encode() + "l’été.".encode("cp1252"), None),
    ("lost.txt", (GOOD + " Été.").encode("utf-16")[:-1], "bad_encoding"),
    ("truncated.jsonl.gz", truncated_rows(), "truncated_archive"),
    ("no-archive.gz", b"\x1f\x8b\x08\x00garbage garbage", "truncated_archive"),
    ("bomb.txt.gz", gzip.compress(b"a b\n" * LIMIT), "file_too_large"),
    ("rows.jsonl", rows_with_a_broken_line(), "invalid_json"),
    ("bom.jsonl", b"\xef\xbb\xbf" + row(f"With a mark. {GOOD}"), None),
    ("no-text.html", page("<nav><a href=/>Home</a></nav><script>var a = 1</script>"), "no_article_text"),
    ("deep.html", page("<div>" * 9_000 + GOOD + "</div>" * 9_000), "hostile_markup"),
    ("many.html", page("<p>a" * 31_000), "hostile_markup"),
    ("attribute.html", page(f'<p data-x="{"A" * 150_000}">{GOOD}</p>'), None),
    ("entities.html", b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + page(f"<p>&b; {GOOD} &#xD800;</p>"), None),
    ("undated.txt", f"{GOOD} Nothing else.".encode(), "no_date"),
    ("future.jsonl", row(f"In time to come. {GOOD}", published="2090-01-01"), "odd_date"),
    ("old.jsonl", row(f"Long ago. {GOOD}", published="1905-05-05"), None),
    ("no-date.jsonl", b"".join(row(f"{day}. {GOOD}", published=day) for day in ("soon", "2021-02-30", "9" * 20, "10000-01-01")), "no_date"),
    ("arabic.txt", "أعلن الرئيس يوم الأحد أن المحادثات بين الحكومة والمعارضة بدأت في دمشق بحضور مبعوث الأمم المتحدة.".encode(), "language_not_coded"),
    ("emoji.txt", f"{GOOD} \U0001f525\U0001f1f3\U0001f1f4 “We \U0001f4af agree,” she said.".encode(), None),
    ("long.txt", ("rebels near Aleppo said that " * 300 + GOOD).encode(), "long_sentence"),
    ("signs.jsonl", row("'" * 50_000 + f" {GOOD}", language="en"), None),
    ("markup.jsonl", row(GOOD, title="[red]\x1b[31mPact\u202e [/nope] [link=http://x]here[/link]", outlet="=1+1", published="2021-03-03"), None),
]


@pytest.fixture(scope="module")
def swamp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them, and names and links that no one should have."""
    folder = tmp_path_factory.mktemp("swamp")
    for name, data, _ in FILES:
        (folder / name).write_bytes(data)
    inner = folder / "inner"
    inner.mkdir()
    for link, target in (("loop", "../inner"), ("self", "self"), ("out", "/etc/passwd"), ("gone", "nowhere")):
        (inner / link).symlink_to(target)
    (inner / "new\nline\x1b[31m.txt").write_text(f"{GOOD} Said twice.")
    with open(os.fsencode(inner) + b"/bytes\xff\xfe.txt", "w") as stream:
        stream.write(f"{GOOD} Said thrice.")
    return folder


@pytest.fixture(scope="module")
def library(swamp: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    opened = Library(tmp_path_factory.mktemp("bad") / "library.diurna", settings=Settings(max_document_bytes=LIMIT))
    opened.read(swamp, known="2026-01-01T00:00:00+00:00")
    return opened


def shown_by(library: Library, *arguments: str) -> str:
    result = CliRunner().invoke(command, [*arguments, "--library", str(library.path)])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, _, code in FILES])
def test_each_file_is_read_or_is_a_problem(library: Library, name: str, code: str | None):
    found = {p.code for p in library.overview().problems if p.where == name or p.where.startswith(f"{name}#")}
    assert (code in found) if code else not found - {"no_date"}
    if code in (None, "no_date", "odd_date", "long_sentence", "language_not_coded", "invalid_json", "truncated_archive", "bad_encoding"):
        names = library.sql("SELECT name FROM articles")["name"].to_pylist()
        assert name == "no-archive.gz" or any(n.split("#")[0] == name for n in names)


def test_rows_around_a_broken_one_are_read(library: Library):
    names = set(library.sql("SELECT name FROM articles")["name"].to_pylist())
    assert {"rows.jsonl#1", "rows.jsonl#6"} <= names
    assert {p.where for p in library.overview().problems if p.code == "missing_text"} == {"rows.jsonl#4"}
    assert sum(name.startswith("truncated.jsonl.gz") for name in names) > 30


def test_odd_names_and_links(library: Library):
    names = library.sql("SELECT name FROM articles")["name"].to_pylist()
    assert {"inner/new\nline\x1b[31m.txt", "inner/bytes��.txt"} <= set(names)
    assert {p.where for p in library.overview().problems if p.code == "unreadable_file"} == {"inner/self", "inner/out", "inner/gone"}


def test_every_span_holds(library: Library):
    assert list(library.verify()) == []


def test_titles_are_shown_as_they_are_and_never_interpreted(library: Library):
    for arguments in (("status",), ("search", "Pact"), ("stories",), ("events",), ("quotes",)):
        text = shown_by(library, *arguments)
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "[red][31mPact [/nope] [link=http://x]here[/link]" in " ".join(shown_by(library, "search", "nope").split())


@pytest.mark.parametrize("query", ["C++", '"', '"unclosed', "*", "a OR", "NEAR(", "title:x", "-", "^", "'; DROP TABLE ids", "\x00"])
def test_any_query_can_be_typed(library: Library, query: str):
    result = CliRunner().invoke(command, ["search", "--library", str(library.path), "--", query])
    assert result.exit_code in (0, 1)
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)


def test_cells_of_a_csv_file_are_no_formulas(library: Library):
    assert "'=1+1" in shown_by(library, "export", "--format", "csv", "--table", "articles")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "diurna", *arguments], capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert "Traceback" not in done.stderr
    return done


def test_a_library_that_is_a_file_or_lies_under_one(swamp: Path, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "l.diurna"):
        done = run("read", str(swamp / "latin.txt"), "--library", str(path))
        assert (done.returncode, "cannot be made or written" in done.stderr) == (3, True)


def test_two_writers_at_once(library: Library, swamp: Path):
    from diurna.store.lock import writing

    with writing(library.reader.layout):
        done = run("read", str(swamp / "latin.txt"), "--library", str(library.path))
    assert (done.returncode, "another process writes" in done.stderr) == (3, True)


def test_a_full_disk(swamp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The reading stops with one line; once there is room again, it goes on."""
    path = tmp_path / "full.diurna"
    library = Library(path, settings=Settings())

    def full(source: object, target: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    with monkeypatch.context() as patch:
        patch.setattr(diurna.store.layout.os, "replace", full)
        with pytest.raises(StoreError, match=r"No space left.* Make room"):
            library.read(swamp / "latin.txt")
    assert not list(path.rglob("*.tmp"))
    assert library.read(swamp / "latin.txt").articles == 1


@pytest.mark.parametrize(
    ("damage", "asks"),
    [
        (lambda root: (root / "manifest.json").write_text('{"format": 1, "parti'), ["status"]),
        (lambda root: (root / "manifest.json").write_text('{"format": 99}'), ["status"]),
        (lambda root: next(root.glob("generations/*/catalogue.duckdb")).unlink(), ["status"]),
        (lambda root: next(root.glob("generations/*/catalogue.duckdb")).write_bytes(b"no catalogue" * 999), ["status"]),
        (lambda root: next(root.glob("generations/*/search.sqlite")).unlink(), ["search", "Norway"]),
        (lambda root: next(root.glob("generations/*/search.sqlite")).write_bytes(b"no index" * 999), ["search", "Norway"]),
        (lambda root: next(root.glob("generations/*/shelf.sqlite")).write_bytes(b"no shelf" * 999), ["search", "Norway"]),
        (lambda root: next(root.glob("parts/*/whole.sqlite")).write_bytes(b"nothing whole" * 999), ["search", "Norway"]),
        (lambda root: next(root.glob("parts/*/articles.parquet")).unlink(), ["verify"]),
        (lambda root: next(root.glob("parts/*/articles.parquet")).write_bytes(b"PAR1 no table"), ["verify"]),
        (lambda root: next(root.glob("parts/*/reports.parquet")).unlink(), ["verify"]),
        (lambda root: next(root.glob("parts/*/receipt.json")).unlink(), ["verify"]),
    ],
)
def test_a_damaged_library_is_said(library: Library, tmp_path: Path, damage, asks):
    import shutil

    root = tmp_path / "damaged.diurna"
    shutil.copytree(library.path, root)
    damage(root)
    done = run(*asks, "--library", str(root))
    assert (done.returncode, str(root) in done.stderr) == (3, True), done.stderr
    with pytest.raises(StoreError):
        ask = Library(root)
        list(ask.verify()) if asks == ["verify"] else ask.search("Norway") if asks[0] == "search" else ask.overview()
