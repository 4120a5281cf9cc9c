"""The texts that are timed: development articles where they are at hand, else the example reports several times over."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from diurna.model import RawDocument
from diurna.resources.examples import examples_folder
from diurna.settings import Settings
from diurna.sources import read_documents
from evals.gold import gold

if TYPE_CHECKING:
    from pathlib import Path


def documents(limit: int) -> list[RawDocument]:
    """At most `limit` raw documents, no two the same."""
    path: Path = gold("stories", "fakes_syria_before_2016_07.jsonl.gz") or examples_folder()
    found = (d for d in read_documents(path, settings=Settings()) if isinstance(d, RawDocument))
    return list(islice(found, limit))
