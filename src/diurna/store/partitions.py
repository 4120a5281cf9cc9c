"""Partitions: one read batch as Parquet tables with a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow.parquet as pq

from ..model import Annotations, Article, Problem, RawDocument
from .damage import intact
from .layout import Layout, replaced
from .lookup import rows_with
from .schema import ARTICLE_TABLES, PROBLEMS, RAW, SURFACES, TABLES, TableSpec, from_row, spans_of, table_of, to_row, write_table
from .whole import ALONE, NAME, has_alone, layers, read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ROW_GROUP = 256  # rows; articles are sorted by id, so that a look-up by id opens one group
# Rows of the other tables: one article's annotations took 143 ms of CPU in one group, 46 at 1024, and 39 at 256 in files twice as large.
LAYER_GROUP = 1024


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """How a partition was made: stage versions, when it became known (ISO 8601), what went in, rows out."""

    partition: str
    versions: dict[str, str]
    known: str
    documents: int
    rows: dict[str, int]
    hashes: tuple[str, ...] = ()


class Batch(msgspec.Struct, frozen=True):
    """What one partition holds."""

    raws: tuple[RawDocument, ...]
    articles: tuple[Article, ...]
    annotations: tuple[Annotations, ...]
    problems: tuple[Problem, ...]


def write_partition(layout: Layout, partition: str, batch: Batch, *, versions: dict[str, str], known: str) -> Receipt:
    """Write a batch as one partition, whole or not at all; raises ValueError if a span lies outside its article's text."""
    tables = {spec: table_of(spec, rows) for spec, rows in _rows(batch).items()}
    receipt = Receipt(
        partition=partition,
        versions=versions,
        known=known,
        documents=len(batch.raws),
        rows={spec.name: table.num_rows for spec, table in tables.items()},
        hashes=tuple(sorted({raw.hash for raw in batch.raws})),
    )
    with replaced(layout.part(partition)) as folder:
        folder.mkdir()
        for spec, table in tables.items():
            group = ROW_GROUP if spec.name in ("articles", "raw") else LAYER_GROUP
            write_table(table, folder / f"{spec.name}.parquet", row_group=group)
        write_whole(folder / NAME, batch.articles, batch.annotations)
        (folder / "receipt.json").write_bytes(msgspec.json.encode(receipt))
    return receipt


def read_receipt(layout: Layout, partition: str) -> Receipt:
    """The receipt of a partition."""
    path = layout.receipt(partition)
    with intact(path):
        return msgspec.json.decode(path.read_bytes(), type=Receipt)


def read_rows(
    layout: Layout, partition: str, table: str, *, articles: Collection[str] | None = None, columns: list[str] | None = None
) -> list[dict[str, Any]]:
    """The rows of a table as dicts; with `articles`, only those of these articles."""
    path = layout.table(partition, table)
    with intact(path):
        if articles is not None:
            return rows_with(path, "id" if table == "articles" else "article", articles, columns=columns)
        return pq.read_table(path, partitioning=None, columns=columns).to_pylist(maps_as_pydicts="strict")


def read_articles(layout: Layout, partition: str, articles: Collection[str] | None = None) -> list[Article]:
    """Articles of a partition, all or those named."""
    whole = layout.part(partition) / NAME
    if articles is not None and whole.exists():
        return list(read_whole(whole, "articles", articles, Article).values())
    return [from_row(row, Article) for row in read_rows(layout, partition, "articles", articles=articles)]


def read_raw(layout: Layout, partition: str, hashes: Collection[str] | None = None) -> list[RawDocument]:
    """Raw documents of a partition, all or those with these hashes."""
    path = layout.table(partition, "raw")
    with intact(path):
        whole = hashes is None
        rows = pq.read_table(path, partitioning=None).to_pylist(maps_as_pydicts="strict") if whole else rows_with(path, "hash", hashes or ())
    return [from_row(row, RawDocument) for row in rows]


def read_annotations(layout: Layout, partition: str, articles: Collection[str] | None = None) -> list[Annotations]:
    """All annotations of articles of a partition, one struct an article, in the order of article ids."""
    whole = layout.part(partition) / NAME
    if articles is not None and whole.exists():
        return list(read_whole(whole, "annotations", articles, Annotations).values())
    layers: dict[str, dict[str, list[Any]]] = {}
    for row in read_rows(layout, partition, "articles", articles=articles, columns=["id"]):
        layers[row["id"]] = {spec.name: [] for spec in ARTICLE_TABLES if spec.name != "articles"}
    for spec in ARTICLE_TABLES:
        if spec.name != "articles":
            for row in read_rows(layout, partition, spec.name, articles=articles):
                layers[row["article"]][spec.name].append(from_row(row, spec.struct))
    return [Annotations(article=key, **{name: tuple(values) for name, values in found.items()}) for key, found in layers.items()]


def read_layers(layout: Layout, partition: str, names: Collection[str], articles: Collection[str]) -> dict[str, Any]:
    """Some layers of the annotations of some articles, by article."""
    whole = layout.part(partition) / NAME
    if whole.exists():
        column = ALONE if tuple(names) == (ALONE,) and has_alone(whole) else "annotations"
        return read_whole(whole, column, articles, layers(*names))
    found: dict[str, dict[str, list[Any]]] = {key: {name: [] for name in names} for key in articles}
    for name in names:
        for row in read_rows(layout, partition, name, articles=articles):
            found[row["article"]][name].append(from_row(row, TABLES[name].struct))
    return {key: layers(*names)(article=key, **{name: tuple(rows) for name, rows in some.items()}) for key, some in found.items()}


def _rows(batch: Batch) -> dict[TableSpec, list[dict[str, Any]]]:
    articles = sorted(batch.articles, key=lambda a: a.id)
    texts = {article.id: article.text for article in articles}
    rows: dict[TableSpec, list[dict[str, Any]]] = {
        TABLES["articles"]: [to_row(a) for a in articles],
        PROBLEMS: [to_row(p) for p in batch.problems],
        RAW: [to_row(r) for r in sorted(batch.raws, key=lambda r: r.hash)],
    }
    ordered = sorted(batch.annotations, key=lambda a: a.article)
    for spec in ARTICLE_TABLES:
        if spec.name != "articles":
            rows[spec] = [row for found in ordered for row in _layer(spec, found, texts[found.article])]
    return rows


def _layer(spec: TableSpec, found: Annotations, text: str) -> Iterable[dict[str, Any]]:
    for n, value in enumerate(getattr(found, spec.name)):
        key = {"article": found.article, "n": n} if spec.keyed else {}
        yield key | to_row(value) | {SURFACES: [surface(span, text, spec.name) for span in spans_of(value)]}


def surface(span: Any, text: str, where: str) -> str:
    """The words of a span; raises ValueError where the span does not lie in the text."""
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"{where}: span {span.start}-{span.end} does not lie in a text of {len(text)} characters")
    return span.of(text)

