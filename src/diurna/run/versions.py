"""Versions: the same article met again, and a later text at the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..store.partitions import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Annotations, Article
    from ..store.layout import Layout
    from ..store.manifest import Manifest


def linked_versions(
    articles: Sequence[Article], annotations: Sequence[Annotations], layout: Layout, manifest: Manifest
) -> tuple[tuple[Article, ...], tuple[Annotations, ...]]:
    """Articles new to the library, each once, with `version` and `revises` set where their address is known; and their annotations."""
    ids, latest = _known(layout, manifest)
    kept: dict[str, Article] = {}
    for article in articles:
        if article.id in ids or article.id in kept:
            continue
        if article.address:
            before = latest.get(article.address)
            if before:
                article = msgspec.structs.replace(article, version=before[1] + 1, revises=before[0])
            latest[article.address] = (article.id, article.version)
        kept[article.id] = article
    by_article = {found.article: found for found in annotations}
    return tuple(kept.values()), tuple(by_article[key] for key in kept)


def _known(layout: Layout, manifest: Manifest) -> tuple[set[str], dict[str, tuple[str, int]]]:
    """Ids in the library, and for each address its latest article and version."""
    ids: set[str] = set()
    latest: dict[str, tuple[str, int]] = {}
    for partition in manifest.partitions:
        for row in read_rows(layout, partition, "articles", columns=["id", "address", "version"]):
            ids.add(row["id"])
            if row["address"] and row["version"] >= latest.get(row["address"], ("", 0))[1]:
                latest[row["address"]] = (row["id"], row["version"])
    return ids, latest
