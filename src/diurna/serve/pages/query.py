"""Any question in SQL, answered in a process of its own."""

from __future__ import annotations

import threading
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.exceptions import TooManyRequestsException
from litestar.params import QueryParameter

from ...model import SqlError
from ...store.apart import ask_apart
from ...views.export import as_file, cell
from ..page import Page
from ..room import Asked, Desk
from .explore import KINDS

QUERY_CHARACTERS = 4_000
SHOWN = 500  # rows on the page; a download has up to ROWS of store/apart.py
AT_ONCE = threading.BoundedSemaphore(2)  # queries that run side by side: each may take a core and half a gigabyte
WAIT_SECONDS = 5.0

Words = Annotated[str | None, QueryParameter(max_length=QUERY_CHARACTERS, description="A query over the catalogue; `SHOW TABLES` lists the tables.")]
Format = Annotated[Literal["csv", "json", "parquet"], QueryParameter(description="The kind of file.")]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A query's answer: names of columns, rows (nested values as JSON), whether there are more, or why there is none."""

    query: str
    columns: list[str] = []
    rows: list[list[str]] = []
    more: bool = False
    error: str = ""


def ask(desk: Desk, q: Words = None) -> Answer:
    """The answer to an SQL query over the read-only catalogue; it can reach no file, and is ended after ten seconds."""
    if not (q or "").strip():
        return Answer(query="")
    try:
        table = run(desk, q or "", SHOWN + 1)
    except SqlError as error:
        return Answer(query=q or "", error=str(error))
    rows = [[cell(value) for value in row.values()] for row in table.to_pylist()]
    return Answer(query=q or "", columns=table.column_names, rows=rows[:SHOWN], more=len(rows) > SHOWN)


def run(desk: Desk, query: str, rows: int) -> Any:
    """A query's answer as a table; raises SqlError, or TooManyRequestsException where others are being answered."""
    if not AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise TooManyRequestsException("Other queries are being answered. Try again in a moment.")
    try:
        return ask_apart(desk.reader.folder / "catalogue.duckdb", query, rows=rows)
    finally:
        AT_ONCE.release()


@get("/sql/download", operation_id="sql.download", tags=["Explore"], sync_to_thread=True, raises=[TooManyRequestsException])
def download(desk: Asked, q: Words = None, format: Format = "csv") -> Response[bytes]:
    """The first 10,000 rows of a query's answer as a file."""
    from ...store.apart import ROWS

    table = run(desk, q or "SELECT 'no query was given' AS note", ROWS)
    return Response(as_file(table, format), media_type=KINDS[format], headers={"content-disposition": f'attachment; filename="answer.{format}"'})


PAGE = Page(name="sql", path="/sql", ask=ask, template="sql.html")
ROUTES = [download]
