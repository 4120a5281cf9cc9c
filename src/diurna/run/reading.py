"""Reading: from a path or stream to a library that can be asked."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from ..store.layout import Layout
from ..store.lock import writing
from ..store.manifest import Manifest, read_manifest, write_manifest
from ..store.partitions import Batch, read_receipt, write_partition
from .batch import run_batch
from .generation import build_generation
from .plan import at_library, new_batches, partition_id, versions
from .progress import Silent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..model import Article, Problem, RawDocument
    from ..settings import Settings
    from .progress import Progress
    from .task import Done


class Outcome(msgspec.Struct, kw_only=True):
    """What a reading added: new documents, articles, annotations by layer, and the problems met; `rebuilt`: the record was built anew."""

    documents: int = 0
    articles: int = 0
    layers: dict[str, int] = {}
    problems: list[msgspec.Struct] = []
    generation: int = 0
    rebuilt: bool = False


def read_into(
    root: Path, stream: Iterable[RawDocument | Problem], *, settings: Settings, progress: Progress | None = None, known: str | None = None
) -> Outcome:
    """Read documents into a library and bring its generation up to date; documents that it holds already are passed over.

    `known` is when they become known (ISO 8601; default now). Raises StoreError if another process writes or the folder cannot be written.
    Partitions are committed one by one, so that a killed run goes on where it stopped.
    """
    layout = Layout(root)
    settings = at_library(settings, root)
    shown = progress or Silent()
    now = known or datetime.now(UTC).isoformat(timespec="seconds")
    outcome = Outcome()
    with writing(layout):
        manifest = read_manifest(layout)
        seen = {key for partition in manifest.partitions for key in read_receipt(layout, partition).hashes}
        for documents, problems in new_batches(stream, seen, settings.batch_articles):
            manifest = _read_batch(layout, manifest, documents, problems, outcome, settings=settings, known=now, progress=shown)
        if manifest.behind or not manifest.generation:
            manifest = build_generation(layout, manifest, progress=shown)
        outcome.generation = manifest.generation
    return outcome


def _read_batch(
    layout: Layout, manifest: Manifest, documents: list[RawDocument], problems: list[Problem], outcome: Outcome,
    *, settings: Settings, known: str, progress: Progress,
) -> Manifest:  # fmt: skip
    partition = partition_id(documents, problems, settings)
    work = layout.work / partition
    done = run_batch(documents, work, settings=settings, known=known, progress=progress)
    batch = Batch(tuple(documents), *_unique(done, layout, manifest), (*problems, *done.problems))
    write_partition(layout, partition, batch, versions=versions(settings), known=known)
    manifest = msgspec.structs.replace(manifest, partitions=(*manifest.partitions, partition))
    write_manifest(layout, manifest)
    shutil.rmtree(work, ignore_errors=True)
    count(outcome, batch)
    return manifest


def _unique(done: Done, layout: Layout, manifest: Manifest) -> tuple[tuple[Article, ...], tuple[msgspec.Struct, ...]]:
    """Articles that the library does not have yet, each once; a later text at one address revises the one before it."""
    from .versions import linked_versions

    return linked_versions(done.articles, done.annotations, layout, manifest)


def count(outcome: Outcome, batch: Batch) -> None:
    """Add what a batch holds to the outcome of a run."""
    outcome.documents += len(batch.raws)
    outcome.articles += len(batch.articles)
    outcome.problems = [*outcome.problems, *batch.problems]
    for found in batch.annotations:
        for layer in ("mentions", "places", "times", "quantities", "quotes", "reports", "relations"):
            outcome.layers[layer] = outcome.layers.get(layer, 0) + len(getattr(found, layer))
