"""The seam for other sources: a kind of address is a name and a function that reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .files import read_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Problem, RawDocument
    from ..settings import Settings


class Source(Protocol):
    """Reads what lies at a place: a path now; an address, a feed or a WARC file by the same call later."""

    def __call__(self, place: str, *, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]: ...


def _from_path(place: str, *, settings: Settings, fields: dict[str, str] | None) -> Iterator[RawDocument | Problem]:
    return read_documents(Path(place), settings=settings, fields=fields)


KINDS: dict[str, Source] = {"path": _from_path}


def read_from(kind: str, place: str, *, settings: Settings, fields: dict[str, str] | None = None) -> Iterator[RawDocument | Problem]:
    """The documents at a place of a given kind; raises KeyError for a kind that nobody reads."""
    return KINDS[kind](place, settings=settings, fields=fields)
