"""Files and folders."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from ..model import Problem, RawDocument, bytes_hash, problem
from .fields import check_fields
from .media import HEAD_BYTES, is_gzip, kind_of
from .rows import STAGE, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..settings import Settings


def read_documents(path: Path, *, settings: Settings, fields: dict[str, str] | None = None) -> Iterator[RawDocument | Problem]:
    """The raw documents of a file, or of all files below a folder in the order of their names, and a problem for each that cannot be read.

    Text, HTML and JSON lines, plain or gzipped, told apart by content. Links that lead out of the folder are not followed.
    `fields` maps our field names to a row's; raises UnknownField for a name that is not ours. Streams: a JSONL file is never held whole.
    """
    check_fields(fields)
    return _documents(path, settings, fields)


def read_stream(stream: BinaryIO, *, settings: Settings, name: str = "-", fields: dict[str, str] | None = None) -> Iterator[RawDocument | Problem]:
    """The raw documents of an open stream of bytes (standard input): JSON lines, HTML or text, gzipped or not."""
    check_fields(fields)
    return _opened(stream, name, settings, fields)


def _documents(path: Path, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]:
    if not path.is_dir():
        yield from _file(path, _shown(Path(path.name)), settings, fields)
        return
    inside = os.path.join(os.path.realpath(path), "")
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unreadable.append, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(n for n in names if not n.startswith(".")):
            file = path / os.path.relpath(folder, path) / name
            shown = _shown(file.relative_to(path))
            if not os.path.realpath(file).startswith(inside):  # of a link that leads to itself, the link's own path
                yield problem("unreadable_file", shown, detail="a link out of the folder", stage=STAGE)
            else:
                yield from _file(file, shown, settings, fields)
    for error in unreadable:
        yield problem("unreadable_file", _shown(Path(error.filename)), detail=error.strerror or "", stage=STAGE)


def _shown(path: Path) -> str:
    """A path as a name for people: with slashes, and bytes that are no UTF-8 as U+FFFD."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _file(path: Path, name: str, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]:
    if path.exists() and not path.is_file():
        yield problem("unreadable_file", name, detail="not a regular file", stage=STAGE)
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        yield problem("unreadable_file", name, detail=error.strerror or str(error), stage=STAGE)
        return
    with stream:
        yield from _opened(stream, name, settings, fields)


def _opened(stream: BinaryIO, name: str, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]:
    try:
        buffered = _peekable(stream)
        if is_gzip(buffered.peek(2)[:2]):
            buffered = _peekable(cast("BinaryIO", gzip.GzipFile(fileobj=buffered)))
        head = buffered.peek(HEAD_BYTES)[:HEAD_BYTES]
    except (EOFError, zlib.error) as error:
        yield problem("truncated_archive", name, detail=str(error), stage=STAGE)
        return
    except OSError as error:
        yield problem("truncated_archive" if isinstance(error, gzip.BadGzipFile) else "unreadable_file", name, detail=str(error), stage=STAGE)
        return
    if kind_of(head) == "jsonl":
        yield from read_rows(cast("BinaryIO", buffered), name, settings=settings, fields=fields)
    else:
        yield _whole(buffered, name, settings)


def _whole(stream: io.BufferedReader, name: str, settings: Settings) -> RawDocument | Problem:
    """A document that is a file of its own; no more than the limit is ever read."""
    limit = settings.max_document_bytes
    try:
        data = stream.read(limit + 1)
    except (EOFError, zlib.error) as error:
        return problem("truncated_archive", name, detail=str(error), stage=STAGE)
    except OSError as error:
        return problem("unreadable_file", name, detail=str(error), stage=STAGE)
    kind = kind_of(data.lstrip()[:HEAD_BYTES])
    if kind in ("empty", "binary"):
        return problem("empty_file" if not data.strip() else "binary_file", name, stage=STAGE)
    if len(data) > limit:
        return problem("file_too_large", name, detail=f"above {limit:,} bytes", stage=STAGE)
    return RawDocument(bytes_hash(data), name, "html" if kind == "html" else "text", data)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) and stream.raw is None else io.BufferedReader(cast("io.RawIOBase", stream), HEAD_BYTES)
