"""The plan of a reading: which documents are new, and how they are batched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .. import coding, extract
from ..model import Problem, RawDocument, key_hash
from ..resources.own_codes import NAME, own_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..settings import Settings

TASK_DOCUMENTS = 25  # of one task: small enough that a killed run loses seconds, large enough that the pipe costs nothing


def at_library(settings: Settings, root: Path) -> Settings:
    """Settings with the own codes that stand in a library's folder, where none are named."""
    beside = root / NAME
    return msgspec.structs.replace(settings, codes=str(beside)) if not settings.codes and beside.is_file() else settings


def versions(settings: Settings) -> dict[str, str]:
    """The version of each stage whose output a partition holds, and the digest of a user's own codes, if there are any."""
    own = own_codes(settings.codes).digest
    return {"extract": str(extract.VERSION), "coding": str(coding.VERSION), **({"codes": own} if own else {})}


def problem_key(found: Problem) -> str:
    """What makes a problem of the input the same when the input is read again."""
    return key_hash("problem", found.code, found.where, found.detail)


def new_batches(
    stream: Iterable[RawDocument | Problem], seen: set[str], size: int
) -> Iterator[tuple[list[RawDocument], list[Problem]]]:
    """Batches of at most `size` documents that were not seen before, with the input's problems met on the way; adds to `seen`."""
    documents: list[RawDocument] = []
    problems: list[Problem] = []
    for item in stream:
        key = item.hash if isinstance(item, RawDocument) else problem_key(item)
        if key in seen:
            continue
        seen.add(key)
        if isinstance(item, Problem):
            problems.append(item)
            continue
        documents.append(item)
        if len(documents) == size:
            yield documents, problems
            documents, problems = [], []
    if documents or problems:
        yield documents, problems


def partition_id(documents: list[RawDocument], problems: list[Problem], settings: Settings) -> str:
    """The same documents read by the same versions are the same partition."""
    stages = [f"{stage}={version}" for stage, version in sorted(versions(settings).items())]
    return key_hash(*stages, *(d.hash for d in documents), *(problem_key(p) for p in problems))


def tasks_of(documents: list[RawDocument]) -> list[tuple[RawDocument, ...]]:
    """A batch cut into tasks."""
    return [tuple(documents[i : i + TASK_DOCUMENTS]) for i in range(0, len(documents), TASK_DOCUMENTS)]
