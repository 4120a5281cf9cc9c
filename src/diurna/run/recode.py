"""Coding anew: what other versions or other own codes have made is read again from the raw documents, and the record told anew."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from ..model import Problem, StoreError
from ..store.layout import Layout
from ..store.lock import writing
from ..store.manifest import Manifest, read_manifest, write_manifest
from ..store.partitions import Batch, read_articles, read_raw, read_receipt, read_rows, write_partition
from ..store.schema import from_row
from .batch import run_batch
from .generation import build_generation
from .plan import at_library, partition_id, versions
from .progress import Silent
from .reading import Outcome, count
from .versions import linked_versions

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import RawDocument
    from ..settings import Settings
    from .progress import Progress

INPUT = "sources"  # the stage of problems of the input itself: they are kept as they are


def outdated(layout: Layout, manifest: Manifest, settings: Settings) -> list[str]:
    """The partitions that were not made by the versions and own codes in force."""
    wanted = versions(at_library(settings, layout.root))
    return [partition for partition in manifest.partitions if read_receipt(layout, partition).versions != wanted]


def recode(root: Path, *, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Read every outdated partition anew from its raw documents, and build the record anew; also a record of an older format.

    When each document became known stays as it was. A killed run goes on where it stopped. Raises StoreError where there is no library or
    another process writes, SettingsError if the own codes cannot be used.
    """
    layout, shown, outcome = Layout(root), progress or Silent(), Outcome()
    settings = at_library(settings, root)
    if not layout.manifest.exists():
        raise StoreError(f"there is no library at {root}. Make one: diurna read PATH --library {root}")
    with writing(layout):
        manifest = read_manifest(layout)
        for partition in outdated(layout, manifest, settings):
            manifest = _anew(layout, manifest, partition, outcome, settings=settings, progress=shown)
        if manifest.behind:
            manifest, outcome.rebuilt = build_generation(layout, manifest, progress=shown), True
            _remove_unnamed(layout, manifest)
        outcome.generation = manifest.generation
    return outcome


def _anew(layout: Layout, manifest: Manifest, old: str, outcome: Outcome, *, settings: Settings, progress: Progress) -> Manifest:
    """One partition made anew in the place of the old one."""
    place, receipt = manifest.partitions.index(old), read_receipt(layout, old)
    documents = _in_order(layout, old)
    problems = [from_row(row, Problem) for row in read_rows(layout, old, "problems") if row["stage"] == INPUT]
    partition = partition_id(documents, problems, settings)
    work = layout.work / partition
    done = run_batch(documents, work, settings=settings, known=receipt.known, progress=progress)
    before = msgspec.structs.replace(manifest, partitions=manifest.partitions[:place])
    batch = Batch(tuple(documents), *linked_versions(done.articles, done.annotations, layout, before), (*problems, *done.problems))
    write_partition(layout, partition, batch, versions=versions(settings), known=receipt.known)
    manifest = msgspec.structs.replace(manifest, partitions=(*manifest.partitions[:place], partition, *manifest.partitions[place + 1 :]))
    write_manifest(layout, manifest)
    shutil.rmtree(work, ignore_errors=True)
    count(outcome, batch)
    return manifest


def _in_order(layout: Layout, partition: str) -> list[RawDocument]:
    """The raw documents of a partition, versions of one address in the order in which they came."""
    version = {article.raw: article.version for article in read_articles(layout, partition)}
    return sorted(read_raw(layout, partition), key=lambda raw: (version.get(raw.hash, 0), raw.hash))


def _remove_unnamed(layout: Layout, manifest: Manifest) -> None:
    """Remove partitions that nothing names any more; the live generation reads none of them."""
    for folder in layout.parts.iterdir():
        if folder.name not in manifest.partitions:
            shutil.rmtree(folder, ignore_errors=True)
