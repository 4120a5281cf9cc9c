"""A generation: stories, catalogue and full-text index, made from all partitions together."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import msgspec

from ..store.catalogue import build_catalogue
from ..store.layout import Layout, replaced
from ..store.manifest import Manifest, write_manifest
from ..store.partitions import read_annotations, read_articles
from ..store.schema import STORY_TABLES, table_of, to_row, write_table
from ..store.search import build_search
from ..stories import tell

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Annotations, Article
    from .progress import Progress


def build_generation(layout: Layout, manifest: Manifest, *, progress: Progress) -> Manifest:
    """Make the next generation beside the live one and commit it; the one before the live one is removed."""
    number = manifest.generation + 1
    with replaced(layout.generation(number)) as folder:
        folder.mkdir(parents=True)
        progress.stage("telling stories", None)
        articles, annotations = _all(layout, manifest)
        _write_stories(folder, articles, annotations)
        progress.stage("building the catalogue", None)
        build_catalogue(layout, manifest.partitions, folder)
        build_search(folder / "search.sqlite", articles)
    live = msgspec.structs.replace(manifest, generation=number, told=manifest.partitions)
    write_manifest(layout, live)
    _remove_old(layout, number)
    return live


def _all(layout: Layout, manifest: Manifest) -> tuple[list[Article], list[Annotations]]:
    articles = [article for partition in manifest.partitions for article in read_articles(layout, partition)]
    annotations = {found.article: found for partition in manifest.partitions for found in read_annotations(layout, partition)}
    return articles, [annotations[article.id] for article in articles]


def _write_stories(folder: Path, articles: list[Article], annotations: list[Annotations]) -> None:
    told = tell(articles, annotations)
    for spec in STORY_TABLES:
        write_table(table_of(spec, [to_row(row) for row in getattr(told, spec.name)]), folder / f"{spec.name}.parquet")


def _remove_old(layout: Layout, live: int) -> None:
    """Readers may still be at the generation before the live one; older ones are nobody's."""
    for folder in layout.generation(live).parent.iterdir():
        if folder.name.isdigit() and int(folder.name) < live - 1:
            shutil.rmtree(folder, ignore_errors=True)
