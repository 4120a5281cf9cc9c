"""Verify: read every span of every value against the stored text, and the raw bytes against their hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from ..model import bytes_hash, problem
from .damage import intact
from .manifest import read_manifest
from .partitions import read_annotations, read_articles, read_raw, read_receipt, read_rows
from .schema import ARTICLE_TABLES, SURFACES, from_row, spans_of
from .whole import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Problem, Span
    from .layout import Layout
    from .schema import TableSpec


def verify(layout: Layout) -> Iterator[Problem]:
    """Every value whose span does not give the words that it was stored with, every raw document that changed, every row that went missing."""
    for partition in read_manifest(layout).partitions:
        texts = {article.id: article.text for article in read_articles(layout, partition)}
        for spec in ARTICLE_TABLES:
            if spec.name != "articles":
                yield from _verify_table(layout, partition, spec, texts)
        yield from _verify_whole(layout, partition)
        yield from _verify_raw(layout, partition)
        yield from _verify_counts(layout, partition)


def _verify_table(layout: Layout, partition: str, spec: TableSpec, texts: dict[str, str]) -> Iterator[Problem]:
    for row in read_rows(layout, partition, spec.name):
        where = f"{partition}/{spec.name}/{row.get('id') or row.get('n')}"
        text = texts.get(row["article"])
        if text is None:
            yield problem("span_mismatch", where, detail=f"article {row['article']} is not stored", stage="verify")
            continue
        spans = spans_of(from_row(row, spec.struct))
        for span, words in zip(spans, row[SURFACES], strict=False):
            if not _holds(span, words, text):
                detail = f"{span.start}-{span.end} is {span.of(text)!r}, stored as {words!r}"
                yield problem("span_mismatch", where, detail=detail, article=row["article"], stage="verify")
        if len(spans) != len(row[SURFACES]):
            yield problem("span_mismatch", where, detail=f"{len(spans)} spans, {len(row[SURFACES])} surfaces", article=row["article"], stage="verify")


def _holds(span: Span, words: str, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text) and span.of(text) == words


def _verify_whole(layout: Layout, partition: str) -> Iterator[Problem]:
    """The file of whole articles, from which pages read, says what the tables say."""
    if not (layout.part(partition) / NAME).exists():  # a partition of an older version has none
        return
    for read in (read_articles, read_annotations):
        ids = [row["id"] for row in read_rows(layout, partition, "articles", columns=["id"])]
        if read(layout, partition, ids) != read(layout, partition):
            detail = f"{read.__name__.removeprefix('read_')} are not those of the tables"
            yield problem("span_mismatch", f"{partition}/{NAME}", detail=detail, stage="verify")


def _verify_raw(layout: Layout, partition: str) -> Iterator[Problem]:
    for raw in read_raw(layout, partition):
        if bytes_hash(raw.data) != raw.hash:
            detail = "the raw bytes do not have the hash that they are filed under"
            yield problem("span_mismatch", f"{partition}/raw/{raw.hash}", detail=detail, stage="verify")


def _verify_counts(layout: Layout, partition: str) -> Iterator[Problem]:
    for table, count in read_receipt(layout, partition).rows.items():
        path = layout.table(partition, table)
        with intact(path):
            rows = pq.read_metadata(path).num_rows
        if rows != count:
            yield problem("span_mismatch", f"{partition}/{table}", detail=f"{rows} rows, the receipt says {count}", stage="verify")
