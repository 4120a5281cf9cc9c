"""Rows: one document a line of JSON, read as a stream."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import msgspec

from ..model import Problem, RawDocument, bytes_hash, problem
from .fields import mapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from ..settings import Settings

STAGE = "sources"
DECODER = msgspec.json.Decoder()
BOM = b"\xef\xbb\xbf"


def read_rows(stream: BinaryIO, name: str, *, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]:
    """A raw document for each row that has a text, a problem for each line that has not; stops where a compressed stream is damaged."""
    number = 0
    try:
        for number, line in _lines(stream, settings.max_document_bytes):
            where = f"{name}#{number}"
            if line is None:
                yield problem("file_too_large", where, detail=f"a line above {settings.max_document_bytes:,} bytes", stage=STAGE)
            elif line.strip():
                yield _row(line.removeprefix(BOM) if number == 1 else line, where, fields)
    except (EOFError, zlib.error) as error:
        yield problem("truncated_archive", name, detail=f"after line {number}: {error}", stage=STAGE)
    except OSError as error:
        code = "truncated_archive" if "gzip" in type(error).__name__.lower() or "CRC" in str(error) else "unreadable_file"
        yield problem(code, name, detail=f"after line {number}: {error}", stage=STAGE)


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is longer than the limit, of which only a part is ever held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield number, None


def _row(line: bytes, where: str, fields: dict[str, str] | None) -> RawDocument | Problem:
    digest = bytes_hash(line)
    try:
        row: Any = DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return problem("invalid_json", where, detail=str(error), raw=digest, stage=STAGE)
    if not isinstance(row, dict):
        return problem("invalid_json", where, detail="not an object", raw=digest, stage=STAGE)
    found = mapped(row, fields)
    if not found.get("text", "").strip():
        known = ", ".join(sorted(str(key) for key in row)[:12])
        return problem("missing_text", where, detail=f"it has: {known}", raw=digest, stage=STAGE)
    return RawDocument(digest, where, "row", line, found)
