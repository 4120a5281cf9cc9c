"""Explore: events counted by what one chooses; the query behind it, ways to ask it elsewhere, and downloads."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from ...views.counts import DIMENSIONS, grouped
from ...views.explore import Explored, explore
from ...views.export import as_file
from ..page import Page
from ..query import ActorWords, AsOf, Clock, PlaceWords, Since, TypeName, Until, narrowed
from ..room import Asked, Desk

BY = "dyad,type"
BY_WORDS = f"What to count by, at most three of: {', '.join(DIMENSIONS)}."
By = Annotated[str, QueryParameter(pattern="^[a-z]{3,12}(,[a-z]{3,12}){0,2}$", description=BY_WORDS)]
Span = Annotated[Literal["day", "month", "year"], QueryParameter(description="The steps of the chart.")]
Format = Annotated[Literal["csv", "json", "parquet"], QueryParameter(description="The kind of file.")]
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def ask(
    desk: Desk, by: By = BY, span: Span = "month", since: Since = None, until: Until = None, actor: ActorWords = None,
    type: TypeName = None, place: PlaceWords = None, as_of: AsOf = None, clock: Clock = None,
) -> Explored:  # fmt: skip
    """Events told as done, counted by up to three dimensions, with the query that counts them."""
    narrow = narrowed(since=since, until=until, actor=actor, type=type, place=place, as_of=as_of, clock=clock)
    key = ("explore", by, span, narrow)
    return desk.room.remember(key, lambda: explore(desk.reader, by.split(","), narrow, span=span))


def dress(answer: Explored, desk: Desk) -> dict[str, Any]:
    return {"DIMENSIONS": DIMENSIONS, "chosen": [*answer.by, "", "", ""][:3], "ways": ways(answer, desk)}


def ways(answer: Explored, desk: Desk) -> dict[str, str]:
    """The same question asked elsewhere: by curl, in Python, in R, on the command line, in SQL."""
    twin = f"{desk.origin}{desk.twin}"
    narrow = {k: v for k, v in desk.query if k in ("since", "until", "actor", "type", "place", "as_of", "clock")}
    given = "".join(f", {k}=date.fromisoformat({_day(v)!r})" if k in ("since", "until", "as_of") else f", {k}={v!r}" for k, v in narrow.items())
    options = "".join(f" --{k.replace('_', '-')} {_shell(v)}" for k, v in narrow.items())
    path = str(desk.room.library.path)
    return {
        "curl": f"curl {_shell(twin)}",
        "Python": f"from datetime import date\nimport diurna\n\nlibrary = diurna.open({path!r})\ncounts = library.counts({answer.by!r}{given})",
        "R": f'library(jsonlite)\nfound <- fromJSON({msgspec.json.encode(twin).decode()})\nfound$cells',
        "shell": f"diurna counts --by {','.join(answer.by)}{options} --library {_shell(path)}",
        "SQL": answer.sql,
    }


def _day(written: str) -> str:
    return f"{written}-01-01"[:10]


def _shell(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


@get("/explore/download", operation_id="explore.download", tags=["Explore"], sync_to_thread=True)
def download(
    desk: Asked, by: By = BY, format: Format = "csv", since: Since = None, until: Until = None, actor: ActorWords = None,
    type: TypeName = None, place: PlaceWords = None, as_of: AsOf = None, clock: Clock = None,
) -> Response[bytes]:  # fmt: skip
    """Every cell of the counts as a file."""
    from ...views.as_known import as_known

    narrow = narrowed(since=since, until=until, actor=actor, type=type, place=place, as_of=as_of, clock=clock)
    names = by.split(",")
    reader = as_known(desk.reader, narrow)
    query, parameters = grouped(reader, names, narrow)
    table = reader.table(f"{query} ORDER BY {', '.join(names)}", parameters)
    headers = {"content-disposition": f'attachment; filename="events-by-{"-".join(names)}.{format}"'}
    return Response(as_file(table, format), media_type=KINDS[format], headers=headers)


PAGE = Page(name="explore", path="/explore", nav="Explore", ask=ask, template="explore.html", dress=dress)
ROUTES = [download]
