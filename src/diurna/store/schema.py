"""Arrow schemas, derived from the structs of `diurna.model`: one table a noun."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import msgspec.inspect as inspect
import pyarrow as pa
import pyarrow.parquet as pq

from .. import model
from ..model import Span

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
PLAIN = (date, bytes)  # what Arrow takes as it is
SURFACES = "surfaces"  # the words of every span of a row, in the order of its fields: what `verify` checks


class TableSpec(msgspec.Struct, frozen=True):
    """A table: its name, the struct of its rows, and whether rows carry `article` and `n` beside the struct's own fields."""

    name: str
    struct: type
    keyed: bool = False


ARTICLE_TABLES = (
    TableSpec("articles", model.Article),
    TableSpec("sentences", Span, keyed=True),
    TableSpec("actors", model.Actor, keyed=True),
    TableSpec("mentions", model.ActorMention, keyed=True),
    TableSpec("places", model.PlaceMention, keyed=True),
    TableSpec("times", model.TimeMention, keyed=True),
    TableSpec("quantities", model.Quantity),
    TableSpec("quotes", model.Quote),
    TableSpec("reports", model.Report),
    TableSpec("relations", model.Relation),
)
PROBLEMS = TableSpec("problems", model.Problem)
RAW = TableSpec("raw", model.RawDocument)
STORY_TABLES = (
    TableSpec("origins", model.Origin),
    TableSpec("stories", model.Story),
    TableSpec("events", model.Event),
    TableSpec("comparisons", model.Comparison),
    TableSpec("utterances", model.Utterance),
    TableSpec("appointments", model.Appointment),
    TableSpec("standing_relations", model.StandingRelation),
    TableSpec("successions", model.Succession),
)
TABLES = {spec.name: spec for spec in (*ARTICLE_TABLES, PROBLEMS, RAW, *STORY_TABLES)}


@cache
def arrow_schema(spec: TableSpec) -> pa.Schema:
    """The Arrow schema of a table: key columns, then the struct's fields, then the surfaces where rows hold spans of an article's text."""
    fields = [pa.field("article", pa.string()), pa.field("n", pa.int32())] if spec.keyed else []
    fields += _fields(spec.struct)
    if spec in ARTICLE_TABLES and spec.name != "articles":
        fields.append(pa.field(SURFACES, pa.list_(pa.string())))
    return pa.schema(fields)


def _fields(struct: type) -> list[pa.Field]:
    info = inspect.type_info(struct)
    return [pa.field(field.name, _arrow_type(field.type)) for field in info.fields]  # type: ignore[union-attr]


def _arrow_type(kind: inspect.Type) -> pa.DataType:
    match kind:
        case inspect.UnionType():
            inner = [t for t in kind.types if not isinstance(t, inspect.NoneType)]
            return _arrow_type(inner[0])
        case inspect.StructType():
            return pa.struct(_fields(kind.cls))
        case inspect.VarTupleType() | inspect.ListType():
            return pa.list_(_arrow_type(kind.item_type))
        case inspect.DictType():
            return pa.map_(_arrow_type(kind.key_type), _arrow_type(kind.value_type))
        case inspect.LiteralType() | inspect.StrType():
            return pa.string()
        case inspect.BoolType():
            return pa.bool_()
        case inspect.IntType():
            return pa.int64()
        case inspect.FloatType():
            return pa.float64()
        case inspect.BytesType():
            return pa.large_binary()
        case inspect.DateType():
            return pa.date32()
    raise TypeError(f"no Arrow type for {kind}: teach store/schema.py the type")


def to_row(value: Any) -> dict[str, Any]:
    """A struct as a row of builtins that Arrow takes (dates and bytes stay what they are)."""
    row: dict[str, Any] = msgspec.to_builtins(value, builtin_types=PLAIN)
    for name in _maps(type(value)):
        row[name] = list(row[name].items())
    return row


@cache
def _maps(struct: type) -> tuple[str, ...]:
    """The fields of a struct that are maps: Arrow takes them as pairs."""
    return tuple(field.name for field in inspect.type_info(struct).fields if isinstance(field.type, inspect.DictType))  # type: ignore[union-attr]


def from_row(row: dict[str, Any], struct: type[T]) -> T:
    """A row read from a table as its struct; columns that the struct does not have are passed over, missing ones take their defaults."""
    return msgspec.convert(row, struct)


def table_of(spec: TableSpec, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the derived schema."""
    return pa.Table.from_pylist(rows, schema=arrow_schema(spec))


def parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return sink.getvalue().to_pybytes()


def write_table(table: pa.Table, path: Path, *, row_group: int | None = None) -> None:
    """Write a table as Parquet."""
    pq.write_table(table, path, compression="zstd", row_group_size=row_group)


def spans_of(value: Any) -> list[Span]:
    """Every span held by a struct, in the order of its fields: all of them are spans of the article's text."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [span for name in _nested(type(value)) for span in spans_of(getattr(value, name))]
    if isinstance(value, tuple):
        return [span for item in value for span in spans_of(item)]
    return []


@cache
def _nested(struct: type) -> tuple[str, ...]:
    """The fields of a struct that may hold a span: those with a struct in their type."""
    return tuple(field.name for field in inspect.type_info(struct).fields if _holds_struct(field.type))  # type: ignore[union-attr]


def _holds_struct(kind: inspect.Type) -> bool:
    match kind:
        case inspect.StructType():
            return True
        case inspect.UnionType():
            return any(map(_holds_struct, kind.types))
        case inspect.VarTupleType() | inspect.ListType():
            return _holds_struct(kind.item_type)
    return False
