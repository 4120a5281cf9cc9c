"""The plan of a reading: which documents are new, and how they are batched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import coding, extract
from ..model import Problem, RawDocument, key_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TASK_DOCUMENTS = 25  # of one task: small enough that a killed run loses seconds, large enough that the pipe costs nothing


def versions() -> dict[str, str]:
    """The version of each stage whose output a partition holds."""
    return {"extract": str(extract.VERSION), "coding": str(coding.VERSION)}


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


def partition_id(documents: list[RawDocument], problems: list[Problem]) -> str:
    """The same documents read by the same versions are the same partition."""
    stages = [f"{stage}={version}" for stage, version in sorted(versions().items())]
    return key_hash(*stages, *(d.hash for d in documents), *(problem_key(p) for p in problems))


def tasks_of(documents: list[RawDocument]) -> list[tuple[RawDocument, ...]]:
    """A batch cut into tasks."""
    return [tuple(documents[i : i + TASK_DOCUMENTS]) for i in range(0, len(documents), TASK_DOCUMENTS)]
